"""What the charts of a model show, as plain values; drawing is the caller's affair.

Precision and recall come either from pairs that somebody labelled, or from the model itself, whose
probabilities say how many of the pairs above a threshold it expects to be right. Every answer says
which of the two it rests on: the second is worth as much as the model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import COMPARISONS
from hawkari.engines.linkage.model import Model, bits_of
from hawkari.engines.linkage.values import ScoredPair

__all__ = [
    "FEWEST_LABELS",
    "STEPS",
    "Bar",
    "CalibrationBin",
    "Choice",
    "LevelRow",
    "ThresholdRow",
    "calibration",
    "choose_threshold",
    "level_rows",
    "precision_recall",
    "waterfall",
    "wilson",
]

STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.999)
"""Thresholds that `precision_recall` tells of unless others are asked for."""

_BANDS = (0.0, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 1.0)
_DRAWS = 1_000
_SEED = 1
FEWEST_LABELS = 30
"""With fewer labelled pairs, or none that is one entity, no threshold is chosen by them."""

Array = NDArray[np.float64]
Labels = NDArray[np.bool_]
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level of one comparison.

    Attributes:
        comparison: its name.
        level: its name.
        m: P(level | one entity), 0–1.
        u: P(level | two entities), 0–1.
        weight: log2(m / u), bits.
        source: where the comparison's m is from, in words.
    """

    comparison: str
    level: str
    m: float
    u: float
    weight: float
    source: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of a waterfall: what moves the weight, by how many bits, and from where to where."""

    label: str
    level: str
    bits: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """What joining from a probability on would give, with 95 % intervals where labels were given.

    Attributes:
        at: the threshold, 0–1.
        pairs: how many pairs reach it.
        precision: share of them that are one entity, 0–1; None where there is none.
        recall: share of the pairs that are one entity that reach it; None where there is none.
        f1: harmonic mean of the two; None where either is.
        precision_within, recall_within, f1_within: lower and upper end; None without labels, or
            where the value is None.
    """

    at: float
    pairs: int
    precision: float | None
    recall: float | None
    f1: float | None
    precision_within: Interval | None = None
    recall_within: Interval | None = None
    f1_within: Interval | None = None


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Labelled pairs of one band of probability.

    Attributes:
        low, high: ends of the band, the lower one in it.
        pairs: labelled pairs in it.
        expected: mean probability.
        observed: share that is one entity.
        within: 95 % interval of the observed share (Wilson score).
    """

    low: float
    high: float
    pairs: int
    expected: float
    observed: float
    within: Interval


@dataclass(frozen=True, slots=True)
class Choice:
    """A threshold that gives a wanted precision.

    Attributes:
        at: the lowest such threshold, a probability; None where no threshold gives it.
        precision: what it gives.
        recall: the same.
        pairs: pairs that reach it.
        rests_on: `labels`, or `the model's own probabilities`.
    """

    at: float | None
    precision: float | None
    recall: float | None
    pairs: int
    rests_on: str


def level_rows(model: Model) -> tuple[LevelRow, ...]:
    """m, u and weight of every level: comparisons in their order, the worst level first."""
    return tuple(
        LevelRow(comparison.name, level, float(m), float(u), float(np.log2(m / u)), source)
        for column, (comparison, source) in enumerate(zip(COMPARISONS, model.sources, strict=True))
        for level, m, u in zip(comparison.levels, model.m[column], model.u[column], strict=True)
    )


def waterfall(pair: ScoredPair, *, prior: float) -> tuple[Bar, ...]:
    """From the prior to the weight of a pair, one bar a reason, in the order of the reasons.

    Args:
        pair: with its reasons.
        prior: the model's, P(one entity) of any pair.

    Returns:
        The first bar is the prior's, from 0; the last ends at the pair's weight.
    """
    bars = [Bar("prior", "", bits_of(prior), 0.0, bits_of(prior))]
    for reason in pair.reasons:
        start = bars[-1].end
        end = start + reason.weight
        bars.append(Bar(reason.comparison, reason.level, reason.weight, start, end))
    return tuple(bars)


def precision_recall(
    probabilities: Array,
    same: Labels | None = None,
    *,
    groups: NDArray[np.int64] | None = None,
    steps: Sequence[float] = STEPS,
) -> tuple[ThresholdRow, ...]:
    """Precision, recall and F1 by threshold.

    Args:
        probabilities: of pairs, shape (pairs,), 0–1. Pairs that were never scored, for no rule
            proposed them, count as 0 and must be among them if recall is to be of all.
        same: whether each is one entity; without it, the model's own expectation is told.
        groups: a number for each pair; pairs of one number (one cluster, one person) are drawn
            together in the bootstrap, since they err together. Each its own if left out.
        steps: thresholds, in any order.

    Returns:
        One row a threshold, rising. Intervals are percentiles of 1,000 bootstrap samples, seeded.
    """
    ordered = sorted(steps)
    truth = probabilities if same is None else same.astype(float)
    totals = _totals(probabilities, truth, ordered)
    within = None
    if same is not None and len(same):
        within = _bootstrap(probabilities, truth, ordered, groups=groups)
    return tuple(
        _row(
            at,
            int((probabilities >= at).sum()),
            rates=_rates(totals[place], totals[-1]),
            draws=None if within is None else within[:, place].T,
        )
        for place, at in enumerate(ordered)
    )


def _row(
    at: float, pairs: int, *, rates: tuple[Array, Array, Array], draws: Array | None
) -> ThresholdRow:
    precision, recall, f1 = map(_value, rates)
    ends: Sequence[Interval | None] = [None] * 3 if draws is None else list(map(_ends, draws))
    return ThresholdRow(at, pairs, precision, recall, f1, *ends)


def _totals(probabilities: Array, truth: Array, steps: Sequence[float]) -> Array:
    """Pairs and right pairs at each step, and of all in the last row: shape (steps + 1, 2)."""
    reached = [probabilities >= at for at in steps] + [np.ones(len(truth), np.bool_)]
    return np.array([(one.sum(), truth[one].sum()) for one in reached], np.float64)


def _rates(at: Array, of_all: Array) -> tuple[Array, Array, Array]:
    """Precision, recall, F1; not a number where there is none. The last axis is (pairs, right)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = at[..., 1] / at[..., 0]
        recall = at[..., 1] / of_all[..., 1]
        return precision, recall, 2 * at[..., 1] / (at[..., 0] + of_all[..., 1])


def _bootstrap(
    probabilities: Array,
    truth: Array,
    steps: Sequence[float],
    *,
    groups: NDArray[np.int64] | None,
) -> Array:
    """Precision, recall and F1 of samples of the groups: shape (draws, steps, 3)."""
    numbers = np.arange(len(truth)) if groups is None else np.unique(groups, return_inverse=True)[1]
    many = int(numbers.max()) + 1
    columns = [probabilities >= at for at in steps] + [np.ones(len(truth), np.bool_)]
    of_group = np.array(
        [
            (np.bincount(numbers, one, many), np.bincount(numbers, one * truth, many))
            for one in columns
        ]
    )
    dice = np.random.default_rng(_SEED)
    drawn = np.array(
        [
            of_group @ np.bincount(dice.integers(0, many, many), minlength=many)
            for _ in range(_DRAWS)
        ]
    )
    return np.stack(_rates(drawn[:, :-1], drawn[:, [-1]]), axis=-1)


def _value(rate: Array) -> float | None:
    return None if np.isnan(rate) else float(rate)


def _ends(draws: Array) -> Interval | None:
    known = draws[~np.isnan(draws)]
    if len(known) == 0:
        return None
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def calibration(
    probabilities: Array, same: Labels, *, bands: Sequence[float] = _BANDS
) -> tuple[CalibrationBin, ...]:
    """Whether probabilities hold: labelled pairs by bands of probability; empty bands left out.

    Args:
        probabilities: of labelled pairs, shape (pairs,), 0–1.
        same: whether each is one entity.
        bands: ends, rising, from 0 to 1.
    """
    band = np.clip(np.digitize(probabilities, bands) - 1, 0, len(bands) - 2)
    found = []
    for number in np.unique(band).tolist():
        inside = band == number
        many, right = int(inside.sum()), int(same[inside].sum())
        found.append(
            CalibrationBin(
                low=bands[number],
                high=bands[number + 1],
                pairs=many,
                expected=float(probabilities[inside].mean()),
                observed=right / many,
                within=wilson(right, many),
            )
        )
    return tuple(found)


def wilson(right: int, many: int) -> Interval:
    """95 % interval of a share of `many` counted, 1 at least. Source: Wilson (1927)."""
    z = 1.959964
    share = right / many
    middle = (share + z**2 / (2 * many)) / (1 + z**2 / many)
    half = z / (1 + z**2 / many) * np.sqrt(share * (1 - share) / many + z**2 / (4 * many**2))
    return float(max(middle - half, 0.0)), float(min(middle + half, 1.0))


def choose_threshold(
    probabilities: Array, same: Labels | None = None, *, precision: float
) -> Choice:
    """The lowest threshold from which pairs are right as often as wanted.

    Args:
        probabilities: of pairs, shape (pairs,), 0–1.
        same: whether each is one entity. With fewer than 30 labels, or none that is one entity,
            they are not rested on.
        precision: share of the joined pairs that must be right, 0–1.
    """
    by_labels = same is not None and len(same) >= FEWEST_LABELS and bool(same.any())
    truth = same.astype(float) if same is not None and by_labels else probabilities
    words = "labels" if by_labels else "the model's own probabilities"
    order = np.argsort(-probabilities, kind="stable")
    scores, right = probabilities[order], np.cumsum(truth[order])
    # Pairs of one probability are joined or left together.
    last = np.flatnonzero(np.append(scores[1:] != scores[:-1], [True] * (len(scores) > 0)))
    good = last[right[last] >= precision * (last + 1)]
    if len(good) == 0:
        return Choice(None, None, None, 0, words)
    place = int(good[-1])
    found, of_all = float(right[place]), float(right[-1])
    recall = found / of_all if of_all else None
    return Choice(float(scores[place]), found / (place + 1), recall, place + 1, words)
