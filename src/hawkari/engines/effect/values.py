"""Values that the engine takes in and gives out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.effect.errors import NoComparison
from hawkari.errors import BadInput

__all__ = ["LEAST_BEFORE", "LEAST_COMPARED", "Comparison", "Counts", "Effect", "Panel", "Spike"]

Counts = NDArray[np.float64]

# Fewer comparison places cannot show how much places differ by themselves.
LEAST_COMPARED = 3
# Fewer weeks before cannot show what was usual.
LEAST_BEFORE = 8


@dataclass(frozen=True, slots=True)
class Panel:
    """Counts a week in places, of which some had a campaign from a week on.

    Attributes:
        counts: a row a place, a column a week; whole numbers, 0 or more.
        treated: rows of the places with the campaign.
        start: first week (column) of the campaign.
        starts: where the roll-out was staggered, the first week of each of `treated`; empty where
            all began at `start`.

    Raises:
        BadInput: if the numbers contradict one another.
        NoComparison: if too few places, or weeks, are without the campaign.
    """

    counts: Counts
    treated: tuple[int, ...]
    start: int
    starts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        _check_counts(self.counts)
        places, weeks = self.counts.shape
        _check_places(self.treated, places)
        begins = self.starts or (self.start,) * len(self.treated)
        if len(begins) != len(self.treated):
            raise BadInput("not every place has its first week", "Give one for each, or none.")
        if min(begins) < 0 or max(begins) >= weeks:
            raise BadInput(f"the campaign starts outside the {weeks} weeks", "Count weeks from 0.")
        if places - len(self.treated) < LEAST_COMPARED:
            raise NoComparison(
                f"only {places - len(self.treated)} places are without the campaign",
                f"Add counts of at least {LEAST_COMPARED} places that had none",
            )
        if min(begins) < LEAST_BEFORE:
            raise NoComparison(
                f"only {min(begins)} weeks lie before the campaign",
                f"Add counts of at least {LEAST_BEFORE} weeks before it",
            )

    @property
    def begins(self) -> tuple[int, ...]:
        """The first week of each treated place."""
        return self.starts or (self.start,) * len(self.treated)

    @property
    def compared(self) -> tuple[int, ...]:
        """Rows of the places without the campaign."""
        treated = set(self.treated)
        return tuple(row for row in range(len(self.counts)) if row not in treated)

    def after(self) -> Counts:
        """1 in the weeks of the campaign in its places, else 0."""
        marks = np.zeros(self.counts.shape)
        for row, begin in zip(self.treated, self.begins, strict=True):
            marks[row, begin:] = 1.0
        return marks


def _check_counts(counts: Counts) -> None:
    if counts.ndim != 2 or not counts.size:
        raise BadInput("the counts are no table", "Give a row a place, each of the same weeks.")
    if not np.isfinite(counts).all() or (counts < 0).any() or (counts % 1).any():
        raise BadInput(
            "a count is no whole number from 0 on", "Correct it, or leave the place out."
        )
    if not counts.any():
        raise NoComparison("every count is 0", "Count something that happens more often")


def _check_places(treated: Sequence[int], places: int) -> None:
    if not treated:
        raise NoComparison("no place had the campaign", "Name the rows that had it")
    if len(set(treated)) != len(treated) or min(treated) < 0 or max(treated) >= places:
        raise BadInput(
            f"the places with the campaign are not different rows of the {places}",
            "Count rows from 0.",
        )


@dataclass(frozen=True, slots=True)
class Spike:
    """Whether the weeks just before the campaign were unusual in its places.

    Attributes:
        weeks: how many weeks before were left out of the estimate for fear of one.
        ratio: their rate beside what was to be expected.
        is_likely: whether chance explains it badly: then a fall would have come without a campaign.
    """

    weeks: int
    ratio: float
    is_likely: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an effect is measured against.

    Attributes:
        treated: places with the campaign.
        compared: places without.
        weeks_before, weeks_after: as counted, the weeks left out among those before.
        placebo_spread: how far the comparison places' own "effects" lie apart, where 1 is as far
            as the model expects.
        placebo_rank: share of comparison places, this one included, whose "effect" is as large.
    """

    treated: int
    compared: int
    weeks_before: int
    weeks_after: int
    placebo_spread: float
    placebo_rank: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What a campaign changed: never without an interval and what it is compared with.

    Attributes:
        log_effect: log of the ratio of rates after the roll-out in the treated places.
        lo, hi: 95 % interval.
        method: how it was estimated.
        comparison: with what.
        spike: whether regression to the mean is to be feared.
    """

    log_effect: float
    lo: float
    hi: float
    method: str
    comparison: Comparison
    spike: Spike = field(default_factory=lambda: Spike(0, 1.0, is_likely=False))

    @property
    def change(self) -> float:
        """Share by which the rate changed: -0.2 is a fifth less."""
        return exp(self.log_effect) - 1

    @property
    def is_shown(self) -> bool:
        """Whether the interval leaves out "nothing changed"."""
        return self.lo > 0 or self.hi < 0
