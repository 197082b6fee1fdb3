"""Whether judgements contradict the model: only then are they let teach it.

Pairs are judged because they were unsure, or refused; that fewer of them are one entity than the
model expects says nothing of the model. What can speak against it is their order. So the judged
pairs are parted in five, whole patterns together; each part is foretold by the model and by what
the other four parts teach, either moved as a whole to the share judged the same in those four. The
lesson must foretell better, by more than chance. What it gains is summed by pattern; the standard
error is that of the sum of the patterns.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.judging import JudgedPairs, Lessons, moved_by
from hawkari.engines.linkage.model import total_weights

__all__ = ["contradict"]

_PARTS = 5
# Standard errors: by chance, fewer than one in forty lessons gains so much.
_BEYOND_CHANCE = 2.0
_STEPS = 100
_RIDGE = 0.01
_FEWEST_PATTERNS = 2 * _PARTS

Array = NDArray[np.float64]


def contradict(
    judged: JudgedPairs, lessons: Lessons, *, m: Sequence[Array], u: Sequence[Array], prior: float
) -> bool:
    """Whether judged pairs foretell one another better than the model foretells them.

    Args:
        judged: the judged pairs.
        lessons: what they say; see `lessons_of`.
        m: of every comparison, as training without labels left it.
        u: of every comparison.
        prior: P(one entity) of any pair, as training left it.

    Returns:
        False, too, where fewer than ten patterns were judged.

    Cost: five times that of `moved_by`.
    """
    patterns, of_pair = np.unique(judged.matrix, axis=0, return_inverse=True)
    of_pair = of_pair.ravel()
    if len(patterns) < _FEWEST_PATTERNS:
        return False
    number = {pattern.tobytes(): place for place, pattern in enumerate(patterns)}
    of_lesson = np.array([number[row.tobytes()] for row in lessons.matrix], np.int64)
    part = np.random.default_rng(1).permutation(len(patterns)) % _PARTS
    same = judged.same.astype(np.float64)
    before = _odds(judged, m, u)
    gains = np.zeros(len(same))
    for one in range(_PARTS):
        taught, others = part[of_lesson] != one, part[of_pair] != one
        some = Lessons(lessons.matrix[taught], lessons.same[taught], lessons.counts[taught])
        moved, _ = moved_by(some, m, u, prior=prior)
        after = _odds(judged, moved, u)
        gain = _told(after, same, others) - _told(before, same, others)
        gains[~others] = gain[~others]
    by_pattern = np.bincount(of_pair, gains)
    return bool(by_pattern.sum() > _BEYOND_CHANCE * np.sqrt((by_pattern**2).sum()))


def _odds(judged: JudgedPairs, m: Sequence[Array], u: Sequence[Array]) -> Array:
    return np.asarray(total_weights(judged.matrix, tuple(m), tuple(u)) * np.log(2), np.float64)


def _told(odds: Array, same: Array, others: NDArray[np.bool_]) -> Array:
    """Log-likelihood of each answer, the odds moved to fit the share of the same in the others."""
    known, wanted = odds[others], same[others]
    by = 0.0
    for _ in range(_STEPS):
        chance = _chance(known + by)
        step = (wanted - chance).sum() / ((chance * (1 - chance)).sum() + _RIDGE)
        by += float(np.clip(step, -1, 1))
    moved = odds + by
    told = same * np.logaddexp(0, -moved) + (1 - same) * np.logaddexp(0, moved)
    return np.asarray(-told, np.float64)


def _chance(odds: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -500, 500))), np.float64)
