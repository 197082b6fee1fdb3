"""Whether something is said more often than before, and what is asked for it: with intervals.

Counts of posts scatter more than chance alone would have them, since few people post much. So
intervals are widened by how much the weeks before scattered (quasi-Poisson), and where many things
are looked at in one week, the probabilities are held to that number (Holm).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean, median

from scipy.stats import beta, binom, chi2

__all__ = [
    "FEWEST",
    "Asked",
    "Says",
    "Trend",
    "asked",
    "count_interval",
    "judged",
    "spread_of",
    "trend",
]

FEWEST = 6
"""Below this many posts in both weeks together nothing is said of a change."""
NARROW = (0.5, 2.0)
"""An interval within these, with 1 in it, says that nothing changed much; a wider one nothing."""
WEEKS_FOR_SPREAD = 4


class Says(StrEnum):
    """What a comparison of two weeks says."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NEW = "new"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Trend:
    """A week against the one before.

    Attributes:
        now, before: counts.
        ratio: of the rates a day; None where nothing was counted before, or nothing at all.
        lo, hi: its interval; `hi` None where it has no upper end.
        p: probability of a difference at least as large if nothing had changed.
        says: what may be said of it.
    """

    now: int
    before: int
    ratio: float | None
    lo: float | None
    hi: float | None
    p: float
    says: Says


@dataclass(frozen=True, slots=True)
class Asked:
    """Prices asked: their number, median, and its interval, None where there are too few."""

    count: int
    median: float
    lo: float | None = None
    hi: float | None = None


def trend(
    now: int, before: int, *, days: tuple[float, float] = (7, 7), spread: float = 1.0
) -> Trend:
    """A week against the one before, by the exact conditional test of two Poisson rates.

    Args:
        now: counted in the week.
        before: counted in the week before.
        days: that each of them covers.
        spread: by how much the variance of such counts is above their mean, see `spread_of`.

    Returns:
        The ratio of rates with a 95 % interval, and what alone it says; `judged` holds many at once
        to their number.
    """
    wide = max(spread, 1.0)
    mine, theirs = now / wide, before / wide
    share = days[0] / (days[0] + days[1])
    scale = days[1] / days[0]
    lo, hi = _shares(mine, theirs)
    p = _p(mine, theirs, share=share)
    found = Trend(
        now,
        before,
        ratio=scale * now / before if before else None,
        lo=_odds(lo, scale=scale) if now + before else None,
        hi=_odds(hi, scale=scale) if before else None,
        p=p,
        says=Says.CANNOT_TELL,
    )
    return replace(found, says=_says(found, p))


def judged(trends: Sequence[Trend], *, at: float = 0.05) -> list[Trend]:
    """Trends of one week, what each says held to how many were looked at (Holm, 1979)."""
    order = sorted(range(len(trends)), key=lambda one: trends[one].p)
    held: dict[int, float] = {}
    largest = 0.0
    for rank, number in enumerate(order):
        largest = max(largest, min(1.0, trends[number].p * (len(trends) - rank)))
        held[number] = largest
    return [replace(one, says=_says(one, held[number], at=at)) for number, one in enumerate(trends)]


def _says(one: Trend, p: float, *, at: float = 0.05) -> Says:
    if one.now + one.before < FEWEST:
        return Says.NEW if one.now and not one.before else Says.CANNOT_TELL
    if not one.before:
        return Says.NEW
    if p < at and one.ratio is not None:
        return Says.UP if one.ratio > 1 else Says.DOWN
    is_narrow = one.lo is not None and one.hi is not None
    if is_narrow and NARROW[0] <= (one.lo or 0) and (one.hi or 0) <= NARROW[1]:
        return Says.SAME
    return Says.CANNOT_TELL


def _shares(now: float, before: float) -> tuple[float, float]:
    """The exact interval (Clopper-Pearson) of the week's share of both."""
    lo = float(beta.ppf(0.025, now, before + 1)) if now else 0.0
    hi = float(beta.ppf(0.975, now + 1, before)) if before else 1.0
    return lo, hi


def _p(now: float, before: float, *, share: float) -> float:
    if not now + before:
        return 1.0
    more = float(beta.cdf(share, now, before + 1)) if now else 1.0
    fewer = float(beta.sf(share, now + 1, before)) if before else 1.0
    return min(1.0, 2 * min(more, fewer))


def _odds(share: float, *, scale: float) -> float:
    return scale * share / (1 - share)


def spread_of(weeks: Sequence[int]) -> float:
    """By how much the variance of weekly counts is above their mean; 1 if it is not, or unknown.

    Each week is held against the mean of its neighbours, so that a slow rise is no spread.
    """
    if len(weeks) < WEEKS_FOR_SPREAD:
        return 1.0
    found = []
    for number in range(1, len(weeks) - 1):
        around = (weeks[number - 1] + weeks[number + 1]) / 2
        # The variance of n - (a + b) / 2 is 1.5 times that of one count.
        expected = 1.5 * max((weeks[number - 1] + weeks[number] + weeks[number + 1]) / 3, 1e-9)
        found.append((weeks[number] - around) ** 2 / expected)
    return max(1.0, fmean(found))


def count_interval(count: int, *, spread: float = 1.0) -> tuple[float, float]:
    """The exact 95 % interval of a Poisson count (Garwood, 1936), widened by a spread."""
    wide = max(spread, 1.0)
    some = count / wide
    lo = float(chi2.ppf(0.025, 2 * some)) / 2 if count else 0.0
    return wide * lo, wide * float(chi2.ppf(0.975, 2 * some + 2)) / 2


def asked(prices: Sequence[float]) -> Asked | None:
    """The median of prices with its 95 % interval, which assumes nothing of their distribution.

    The interval is between two of the prices (order statistics); below six of them no two are far
    enough apart, and there is none.
    """
    if not prices:
        return None
    ordered = sorted(prices)
    below = int(binom.ppf(0.025, len(ordered), 0.5)) - 1
    middle = float(median(ordered))
    if below < 0 or 2 * float(binom.cdf(below, len(ordered), 0.5)) > 0.05:
        return Asked(len(ordered), middle)
    return Asked(len(ordered), middle, float(ordered[below]), float(ordered[-below - 1]))
