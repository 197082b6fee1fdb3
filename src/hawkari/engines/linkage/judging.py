"""What judgements teach the model.

Judged pairs are no sample of all matches: they come from the queue, which shows what the model is
unsure of and what no cluster holds. So m is not counted on them. Two things are done instead.

- Of each *pattern* (pairs that agree in every level), the share that is one entity is put together
  from strata by what the queue goes by: pairs that a cluster holds, and pairs between two clusters,
  small or large together. A stratum that nobody judged counts as the model has it.
- m is then moved until the model fits these shares, and no further than they force it: each level's
  weight is drawn to where training without labels left it, with a standard deviation of half a bit,
  and the prior with a quarter. u, which is measured on far more pairs, stays. Pairs of one pattern
  share whatever the model does not see, so many of them tell little more than a few.

Source of the method: logistic regression by maximum a posteriori, with the Fellegi–Sunter weights
as the mean of the prior, and post-stratification (Holt and Smith 1979).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import COMPARISONS, MISSING, compare_pairs
from hawkari.engines.linkage.distinct import distinct_rows
from hawkari.engines.linkage.preparing import Prepared
from hawkari.engines.linkage.values import Judged

__all__ = ["FEWEST_JUDGED", "JudgedPairs", "Lessons", "judged_pairs", "lessons_of", "moved_by"]

FEWEST_JUDGED = 10
"""So many pairs judged the same, and as many judged different, before they teach anything."""

# How far what is learned is drawn to what training without labels left: standard deviations, in
# bits. Chosen on corridors of the held-out name table; what two trainings may differ by is two.
_LEVEL_BITS = 0.5
_PRIOR_BITS = 0.25
# Correlation of pairs that agree in every level: n of them count as n / (1 + (n - 1) / 2).
_ALIKE = 0.5
# Records of two clusters together from which they count as larger ones.
_SIZES = (4, 6, 9)
_STRATA = len(_SIZES) + 2
_STEPS = 50
_SMALL = 1e-9

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """Judged pairs of a run.

    Attributes:
        matrix: levels, shape (pairs, comparisons).
        same: shape (pairs,).
        rows: of the records of the run, shape (pairs, 2).
    """

    matrix: NDArray[np.int8]
    same: NDArray[np.bool_]
    rows: NDArray[np.int64]

    @property
    def are_enough(self) -> bool:
        """Whether there are enough of both kinds to learn from."""
        positive = int(self.same.sum())
        return min(positive, len(self.same) - positive) >= FEWEST_JUDGED


def judged_pairs(prepared: Sequence[Prepared], judged: Sequence[Judged]) -> JudgedPairs:
    """Levels of the judged pairs, in the order of their ids.

    Args:
        prepared: all records of the run.
        judged: live judgements, in any order. Those on other records are left aside; so are pairs
            judged both ways, and pairs of different families, which are never compared.
    """
    rows = {one.record.id: row for row, one in enumerate(prepared)} if judged else {}
    kinds: dict[tuple[int, int], set[bool]] = {}
    for one in judged:
        if one.left in rows and one.right in rows and one.left != one.right:
            a, b = sorted((rows[one.left], rows[one.right]))
            if prepared[a].family == prepared[b].family:
                kinds.setdefault((a, b), set()).add(one.same)
    clear = sorted(pair for pair, kind in kinds.items() if len(kind) == 1)
    pairs = np.array(clear, np.int64).reshape(-1, 2)
    same = np.array([True in kinds[pair] for pair in clear], np.bool_)
    return JudgedPairs(compare_pairs(prepared, pairs[:, 0], pairs[:, 1]).matrix, same, pairs)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What the judged pairs of some patterns say.

    Attributes:
        matrix: levels, shape (lessons, comparisons).
        same: share that is one entity, shape (lessons,), 0–1.
        counts: how many pairs each counts as, shape (lessons,).
    """

    matrix: NDArray[np.int8]
    same: Array
    counts: Array


def lessons_of(
    judged: JudgedPairs,
    matrix: NDArray[np.int8],
    chances: Array,
    *,
    group: NDArray[np.int64],
    rows: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> Lessons:
    """The judged pairs as shares of their patterns, put together from the two strata.

    Args:
        judged: see `JudgedPairs`.
        matrix: levels of all candidate pairs.
        chances: what the model makes of them.
        group: of each record, the cluster that it is in without judgements.
        rows: of the candidate pairs.
    """
    distinct, places = distinct_rows(matrix)
    number = {row.tobytes(): place for place, row in enumerate(distinct)}
    strata = _strata(group, *rows)
    many = np.zeros((len(distinct), _STRATA), np.int64)
    np.add.at(many, (places, strata), 1)
    expected = np.bincount(places, chances, len(distinct))
    judged_in = _strata(group, *judged.rows.T)
    patterns, of_pattern = np.unique(judged.matrix, axis=0, return_inverse=True)
    lessons = []
    for place, pattern in enumerate(patterns):
        here = of_pattern.ravel() == place
        kinds = [judged.same[here & (judged_in == one)] for one in range(_STRATA)]
        at = number.get(pattern.tobytes())
        sizes, matches = ([0] * _STRATA, 0.0) if at is None else (many[at].tolist(), expected[at])
        lessons += [(place, *one) for one in _shares(kinds, sizes, matches)]
    taken = np.array([place for place, _, _ in lessons], np.int64)
    same, counts = (np.array([one[k] for one in lessons], np.float64) for k in (1, 2))
    return Lessons(patterns[taken], same, counts)


def _strata(
    group: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.int64]:
    """0 where one cluster holds a pair, else from 1 by the records of its two clusters together."""
    size = np.bincount(group, minlength=len(group))[group]
    between = 1 + np.digitize(size[left] + size[right], _SIZES)
    return np.where(group[left] == group[right], 0, between)


def _shares(
    kinds: Sequence[NDArray[np.bool_]], candidates: Sequence[int], matches: float
) -> Iterator[tuple[float, float]]:
    """Of each stratum of a pattern, the share that is one entity, and as how many pairs it counts.

    Args:
        kinds: what was judged in each stratum.
        candidates: how many candidates are in each stratum.
        matches: how many of them the model expects to be one entity.
    """
    sizes = [max(size, len(kind)) for size, kind in zip(candidates, kinds, strict=True)]
    judged = sum(len(kind) for kind in kinds)
    counts_as = judged / (1 + (judged - 1) * _ALIKE)
    apart = (matches - candidates[0]) / max(sum(candidates[1:]), 1)
    unseen = [1.0, *[min(max(apart, 0.0), 1.0)] * (_STRATA - 1)]
    for size, kind, share in zip(sizes, kinds, unseen, strict=True):
        if size:
            yield float(kind.mean()) if len(kind) else share, counts_as * size / sum(sizes)


def moved_by(
    lessons: Lessons, m: Sequence[Array], u: Sequence[Array], *, prior: float
) -> tuple[tuple[Array, ...], float]:
    """M and the prior, moved as far as judged pairs force them.

    Args:
        lessons: see `lessons_of`.
        m: of every comparison, as training without labels left it.
        u: of every comparison.
        prior: P(one entity) of any pair, as training left it.

    Returns:
        The new m, each summing to what it did, and the new prior.
    """
    fit = _Fit(lessons, m, u, odds=float(np.log(prior / (1 - prior))))
    best = fit.best()
    odds = fit.odds + best[-1]
    return fit.m_at(best), float(1 / (1 + np.exp(-odds)))


class _Fit:
    """The posterior of the moves: one of each level's log m, and one of the prior's log odds."""

    def __init__(
        self, lessons: Lessons, m: Sequence[Array], u: Sequence[Array], *, odds: float
    ) -> None:
        self.odds = odds
        self._m = m
        self._u = u
        self._same = lessons.same
        self._counts = lessons.counts
        sizes = [len(one.levels) for one in COMPARISONS]
        self._starts = np.cumsum([0, *sizes])
        self._known = lessons.matrix != MISSING
        # One column a level: 1 where the pair stands at it; the last is the prior's.
        self._stands = np.zeros((len(lessons.same), self._starts[-1] + 1))
        pair, column = np.nonzero(self._known)
        self._stands[pair, self._starts[column] + lessons.matrix[pair, column]] = 1
        self._stands[:, -1] = 1
        self._spread = np.full(self._starts[-1] + 1, (_LEVEL_BITS * np.log(2)) ** -2)
        self._spread[-1] = (_PRIOR_BITS * np.log(2)) ** -2

    def best(self) -> Array:
        """The most probable moves, by Newton's method with halved steps."""
        moves = np.zeros(self._starts[-1] + 1)
        value = self._value(moves)
        for _ in range(_STEPS):
            slope, bend = self._slope(moves)
            step = np.linalg.solve(bend, slope)
            size = 1.0
            while size > _SMALL and self._value(moves + size * step) < value:
                size /= 2
            following = moves + size * step
            gained = self._value(following) - value
            if gained < _SMALL:
                break
            moves, value = following, value + gained
        return moves

    def m_at(self, moves: Array) -> tuple[Array, ...]:
        """M of every comparison after the moves."""
        found = []
        for column, m in enumerate(self._m):
            moved = m * np.exp(moves[self._starts[column] : self._starts[column + 1]])
            found.append(moved * (m.sum() / moved.sum()))
        return tuple(found)

    def _evidence(self, m: Sequence[Array]) -> Array:
        weights = [np.log(one / other) for one, other in zip(m, self._u, strict=True)]
        return np.asarray(self._stands[:, :-1] @ np.concatenate(weights), np.float64)

    def _value(self, moves: Array) -> float:
        odds = self._evidence(self.m_at(moves)) + self.odds + moves[-1]
        fits = -self._same * np.logaddexp(0, -odds) - (1 - self._same) * np.logaddexp(0, odds)
        return float((fits * self._counts).sum() - (moves**2 * self._spread).sum() / 2)

    def _slope(self, moves: Array) -> tuple[Array, Array]:
        """First and (negated, approximate) second derivatives."""
        m = self.m_at(moves)
        odds = self._evidence(m) + self.odds + moves[-1]
        chance = 1 / (1 + np.exp(-np.clip(odds, -500, 500)))
        turn = self._stands.copy()
        for column, one in enumerate(m):
            levels = slice(self._starts[column], self._starts[column + 1])
            turn[:, levels] -= self._known[:, [column]] * (one / one.sum())
        slope = turn.T @ ((self._same - chance) * self._counts) - moves * self._spread
        certain = chance * (1 - chance) * self._counts
        bend = (turn * certain[:, None]).T @ turn + np.diag(self._spread)
        return slope, bend
