"""The guard after training: what makes expectation–maximisation collapse is found and put right.

Rules: every level keeps m of at least `LEAST_M` (a veto of twenty bits is more than a default date
or a clerk's error deserves); a training whose m fell below `COLLAPSED` is refused, and the starting
values are used; weights rise from the worst level to the best, neighbours that do not are pooled.
What cannot be put right stops the run (`soundness`).
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import COMPARISONS, Comparison
from hawkari.engines.linkage.values import GuardFinding

__all__ = ["COLLAPSED", "LEAST_M", "apart_in_bits", "check", "disagreements", "is_collapsed"]

LEAST_M = 0.002
LEAST_U = 1e-6
COLLAPSED = 1e-6
_TRAININGS = 2
_MOST_BITS_APART = 2.0
_OFTEN = 0.02

Array = NDArray[np.float64]


def is_collapsed(m: Array, counts: NDArray[np.int64], matches: float) -> bool:
    """Whether training explained a comparison away: the best level seen became impossible.

    Args:
        m: of each level, worst first.
        counts: candidate pairs at each level.
        matches: expected number of matches among the candidates.
    """
    best = int(np.flatnonzero(counts)[-1]) if counts.any() else 0
    return bool(m[best] < COLLAPSED or matches < 1 or not np.isfinite(m).all())


def check(comparison: Comparison, m: Array, u: Array) -> tuple[Array, Array, list[GuardFinding]]:
    """Floors and order of one comparison's parameters.

    Args:
        comparison: whose levels these are.
        m: shape (levels,), worst level first.
        u: the same.

    Returns:
        m and u that keep the rules, and what was changed.
    """
    findings = []
    for level in np.flatnonzero(m < LEAST_M):
        words = f"m {m[level]:.1e} raised to {LEAST_M}"
        findings.append(GuardFinding(comparison.name, comparison.levels[level], words))
    m, u = np.maximum(m, LEAST_M), np.maximum(u, LEAST_U)
    pooled = _rising(m, u)
    for level in np.flatnonzero(~np.isclose(np.log2(pooled), np.log2(m / u), atol=1e-9)):
        before, after = np.log2(m[level] / u[level]), np.log2(pooled[level])
        words = f"weight {before:.1f} pooled with its neighbours to {after:.1f} bits"
        findings.append(GuardFinding(comparison.name, comparison.levels[level], words))
    return pooled * u, u, findings


def disagreements(
    trainings: Sequence[Mapping[int, Array]], u: Sequence[Array]
) -> list[GuardFinding]:
    """Levels whose weight differs by more than 2 bits between two trainings.

    Args:
        trainings: m of each comparison trained, by its place in `COMPARISONS`.
        u: of every comparison.

    Returns:
        What differs: the records do not fit the model there. Rare levels, of m below .02 in both,
        are left out: they rest on few pairs.
    """
    found = []
    for column, level, weights in apart_in_bits(trainings, u, most=_MOST_BITS_APART, often=_OFTEN):
        comparison = COMPARISONS[column]
        words = f"the two trainings give {' and '.join(f'{one:.1f}' for one in weights)} bits"
        found.append(GuardFinding(comparison.name, comparison.levels[level], words))
    return found


def apart_in_bits(
    trainings: Sequence[Mapping[int, Array]], u: Sequence[Array], *, most: float, often: float
) -> Iterator[tuple[int, int, tuple[float, ...]]]:
    """Levels whose weights two trainings put further apart than `most` bits.

    Args:
        trainings: m of each comparison trained; nothing is told but of two.
        u: of every comparison.
        most: bits.
        often: levels of a smaller m in both are left out.

    Yields:
        Place of the comparison, of the level, and both weights.
    """
    for column in range(len(COMPARISONS)):
        ms = [np.maximum(m[column], LEAST_M) for m in trainings if column in m]
        if len(ms) < len(trainings) or len(ms) != _TRAININGS:
            continue
        apart = np.abs(np.log2(ms[0] / ms[1]))
        for level in np.flatnonzero((apart > most) & (np.maximum(*ms) >= often)):
            weights = tuple(float(np.log2(m[level] / u[column][level])) for m in ms)
            yield column, int(level), weights


def _rising(m: Array, u: Array) -> Array:
    """M / u made non-decreasing by pooling adjacent levels (as isotonic regression does)."""
    groups: list[list[float]] = []
    sizes: list[int] = []
    for level_m, level_u in zip(m, u, strict=True):
        groups.append([float(level_m), float(level_u)])
        sizes.append(1)
        while len(groups) > 1 and _ratio(groups[-2]) > _ratio(groups[-1]):
            last_m, last_u = groups.pop()
            groups[-1][0] += last_m
            groups[-1][1] += last_u
            sizes[-2:] = [sizes[-2] + sizes[-1]]
    return np.repeat([_ratio(group) for group in groups], sizes)


def _ratio(group: Sequence[float]) -> float:
    return group[0] / group[1]
