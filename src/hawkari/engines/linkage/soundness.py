"""What stops a run: faults of training that no repair makes good.

Expectation–maximisation ends somewhere even where it went wrong, and its weights look like any
others. Small faults are put right and said (`guard`). These are not: each names the comparison and
the level, and what to do. A training on few matches stops nothing: it is drawn to stated defaults.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import COMPARISONS, MISSING, SOURCE
from hawkari.engines.linkage.defaults import DEFAULT_M
from hawkari.engines.linkage.guard import LEAST_M, apart_in_bits
from hawkari.errors import HawkariError

__all__ = [
    "ENOUGH",
    "TrainedRun",
    "UnsoundModel",
    "demand_response",
    "demand_sound",
    "demand_trained",
]

ENOUGH = 200
"""Matches that a training must rest on before its faults stop a run."""

# The prior at the end of a free training is the mean of what it leads to; a fixed one is not.
_MOST_PRIOR_BITS = 2.0
# A training that starts this far from where it ends has gone by other optima.
_MOST_START_BITS = 12.0
_LEAST_SHARE = 0.01
_FEWEST_PAIRS = 500
_ZERO_M = 1e-12
_OFTEN = 0.01
_FEW = 30
_LIKELY = 20
# Neighbours are pooled where weights fall; but not where the better level speaks against a match
# and the worse one for it, 32-fold apart.
_MOST_FALL_BITS = 5.0
# Two trainings this far apart are of two kinds of pairs; below, the first counts, and it is said.
_MOST_APART_BITS = 6.0
_APART_OFTEN = 0.1
# So large a share of the matches at a level that training never saw is more than a guess bears.
_UNSEEN_SHARE = 0.05
# Share of the larger entropy that two comparisons have in common.
_SAME_COLUMN = 0.9
_LEAST_ENTROPY = 0.2
_PLATEAU = (0.01, 0.5, 0.99)
_FEWEST_POSITIVES = 20

_FIELDS = "Look at how its values were read, or leave the field out; an earlier model still works."

Array = NDArray[np.float64]
Matrix = NDArray[np.int8]


class UnsoundModel(HawkariError):
    """Training went wrong in a way that must not reach anyone as scores.

    Args:
        fault: its kind, in a few words.
        found: what was found, in words.
        remedy: what can be done.
        comparison: where, by its name; empty where it is all of them.
        level: the level's name, or empty.
    """

    def __init__(
        self, fault: str, found: str, *, remedy: str, comparison: str = "", level: str = ""
    ) -> None:
        self.fault = fault
        self.found = found
        self.remedy = remedy
        self.comparison = comparison
        self.level = level
        place = ", ".join(filter(None, (comparison, level)))
        super().__init__(f"{place + ': ' if place else ''}{fault}: {found}. {remedy}")


@dataclass(frozen=True, slots=True)
class TrainedRun:
    """One training, to be judged.

    Attributes:
        name: what its pairs share.
        matrix: levels of its pairs.
        start: the prior it started from.
        prior: the prior it ended with.
        share: mean probability of its pairs under m, u and that prior.
        matches: how many of its pairs are expected to match.
        counts: pairs at each level of each comparison trained, by its place in `COMPARISONS`.
        m: of each comparison trained.
    """

    name: str
    matrix: Matrix
    start: float
    prior: float
    share: float
    matches: float
    counts: Mapping[int, NDArray[np.int64]]
    m: Mapping[int, Array]


def demand_sound(runs: Sequence[TrainedRun], u: Sequence[Array]) -> None:
    """Stop where a training is unsound.

    Args:
        runs: the trainings, collapsed ones too.
        u: of every comparison.

    Raises:
        UnsoundModel: for the first fault found.
    """
    for run in runs:
        for fault in _faults(run, u):
            raise fault
    enough = [run.m for run in runs if run.matches >= ENOUGH]
    for column, level, weights in apart_in_bits(
        enough, u, most=_MOST_APART_BITS, often=_APART_OFTEN
    ):
        told = " and ".join(f"{weight:.1f}" for weight in weights)
        found = f"the two trainings give {told} bits"
        raise _at(column, level, "two trainings disagree", found=found)


def _faults(run: TrainedRun, u: Sequence[Array]) -> Iterator[UnsoundModel]:
    if len(run.matrix) >= _FEWEST_PAIRS:
        yield from _prior_faults(run)
    if run.matches >= ENOUGH:
        yield from _doubled(run)
        for column in run.m:
            yield from _zeros(run, column)
            yield from _falls(run, column, u[column])


def _prior_faults(run: TrainedRun) -> Iterator[UnsoundModel]:
    prior, share = (min(max(one, 1e-9), 1 - 1e-3) for one in (run.prior, run.share))
    if abs(_bits(prior) - _bits(share)) > _MOST_PRIOR_BITS:
        found = f"training on pairs of {run.name} kept {prior:.2g} where its pairs give {share:.2g}"
        yield UnsoundModel("the prior was fixed", found, remedy="Leave it free in training.")
    end = min(max(run.prior, _LEAST_SHARE), 1 - _LEAST_SHARE)
    if abs(_bits(run.start) - _bits(end)) > _MOST_START_BITS:
        found = f"training on pairs of {run.name} went from {run.start:.2g} to {run.prior:.2g}"
        yield UnsoundModel(
            "the prior started too far away", found, remedy="Start it nearer to a share of matches."
        )


def _bits(share: float) -> float:
    return float(np.log2(share / (1 - share)))


def _zeros(run: TrainedRun, column: int) -> Iterator[UnsoundModel]:
    """Levels that many pairs stand at and no match ever does, though many were to be expected.

    Not the worst one: that no match stands there is a plain no, and is put right.
    """
    counts, m = run.counts[column], run.m[column]
    default = np.array(DEFAULT_M[COMPARISONS[column].key])
    likely = default * run.matches * counts.sum() / len(run.matrix)
    for level in np.flatnonzero(counts)[1:]:
        often = counts[level] >= max(_OFTEN * counts.sum(), _FEW)
        if m[level] < _ZERO_M and often and likely[level] >= _LIKELY:
            found = f"{m[level]:.0e} on {counts[level]} pairs of {run.name}"
            yield _at(column, int(level), "m fell to zero", found=found)


def _falls(run: TrainedRun, column: int, u: Array) -> Iterator[UnsoundModel]:
    counts, m = run.counts[column], np.maximum(run.m[column], LEAST_M)
    weights = np.log2(m / np.maximum(u, 1e-6))
    matches = m * run.matches * counts.sum() / len(run.matrix)
    for worse, better in combinations(range(len(m)), 2):
        fall = weights[worse] - weights[better]
        opposed = weights[better] < 0 < weights[worse] and fall > _MOST_FALL_BITS
        if opposed and matches[worse] >= _FEW and counts[better] >= _FEW:
            worse_one = COMPARISONS[column].levels[worse]
            found = f"{weights[better]:.1f} bits, and {weights[worse]:.1f} for {worse_one!r}"
            yield _at(column, better, "weights do not rise with similarity", found=found)


def _doubled(run: TrainedRun) -> Iterator[UnsoundModel]:
    """Two comparisons that say the same: their weights would be counted twice.

    What source a record is from is no evidence of its own, and may well follow another field.
    """
    for one, other in combinations([column for column in run.m if column != SOURCE], 2):
        known = (run.matrix[:, one] != MISSING) & (run.matrix[:, other] != MISSING)
        if known.sum() >= _FEWEST_PAIRS and _shared(*run.matrix[known][:, [one, other]].T):
            found = f"it says the same of {known.sum()} pairs as {COMPARISONS[one].name}"
            remedy = "Compare one of the two, not both."
            name = COMPARISONS[other].name
            yield UnsoundModel("one comparison stands twice", found, remedy=remedy, comparison=name)


def _shared(one: NDArray[np.int8], other: NDArray[np.int8]) -> bool:
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1 / len(one))
    alone = [_entropy(table.sum(axis=axis)) for axis in (0, 1)]
    common = sum(alone) - _entropy(table.ravel())
    return min(alone) >= _LEAST_ENTROPY and common >= _SAME_COLUMN * max(alone)


def _entropy(shares: Array) -> float:
    positive = shares[shares > 0]
    return float(-(positive * np.log2(positive)).sum())


def demand_trained(run: TrainedRun, column: int, expected: Array) -> None:
    """Stop where many matches stand at a level that training never saw.

    A level that is seldom met keeps its stated default: that few matches stand there is known from
    not having seen it.

    Args:
        run: that the comparison's m are from.
        column: place of the comparison in `COMPARISONS`.
        expected: matches expected at each of its levels among the candidate pairs.

    Raises:
        UnsoundModel: naming the level.
    """
    if run.matches < ENOUGH or column not in run.m:
        return
    many = max(_FEW, _UNSEEN_SHARE * float(expected.sum()))
    for level in np.flatnonzero((run.counts[column] == 0) & (expected >= many)).tolist():
        found = f"{expected[level]:.0f} matches are expected there, and no pair of {run.name} is"
        raise _at(column, level, "a level was never trained", found=found)


def demand_response(probabilities: Array) -> None:
    """Stop where recall on pairs judged the same does not answer to the threshold.

    Args:
        probabilities: of pairs that people judged the same; fewer than 20 tell nothing.

    Raises:
        UnsoundModel: with recall at .01, .5 and .99.
    """
    if len(probabilities) < _FEWEST_POSITIVES:
        return
    recalls = [float((probabilities >= at).mean()) for at in _PLATEAU]
    if recalls[0] == recalls[-1] and recalls[0] < 1 - _LEAST_SHARE:
        told = ", ".join(f"{r:.2f} at {at:g}" for r, at in zip(recalls, _PLATEAU, strict=True))
        raise UnsoundModel(
            "recall does not answer to the threshold",
            f"of {len(probabilities)} pairs judged the same it is {told}",
            remedy="The model takes every imperfect pair for two entities: train it anew with the "
            "prior free, or look at which fields the missed pairs differ in.",
        )


def _at(column: int, level: int, fault: str, *, found: str) -> UnsoundModel:
    comparison = COMPARISONS[column]
    return UnsoundModel(
        fault, found, remedy=_FIELDS, comparison=comparison.name, level=comparison.levels[level]
    )
