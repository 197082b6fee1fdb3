"""What was learnt between two tests: the normalised gain, with its interval.

The gain of a person is the part of what they did not know before that they know afterwards:
g = (post - pre) / (1 - pre), in shares of right answers. Who knew everything before has no gain:
they are listed, not dropped in silence and not counted as 0. Two figures are told, for they differ:
the mean of the persons' gains, and the gain of the means.

Intervals are studentised bootstrap intervals: 999 times as many persons are drawn with replacement,
the figure's deviation is divided by its standard error each time, and the 25th and 975th of these
in order give the ends. Draws come from a multiplier that any spreadsheet can follow (`drawn`), so
that everybody gets the same interval. Of the mean of gains, each end is the outer of this one's and
Student's: where many know nearly everything before, single gains lie far below all others, and
either alone is too narrow. How often they cover the truth: ``benchmarks/programme/gain.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

__all__ = ["LEAST", "Estimate", "Gain", "Pair", "drawn", "gain_of"]

LEAST = 10
"""Persons below which no interval is told."""
TIMES = 999
_LOW, _HIGH = 24, 974
_MULTIPLIER, _MODULUS, _START = 48271, 2**31 - 1, 20241128
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Both tests of one person: right answers, and of how many questions."""

    pre: int
    pre_most: int
    post: int
    post_most: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval.

    Attributes:
        value: the figure.
        lo: lower end; None where there are too few persons, or they are all alike.
        hi: upper end.
        persons: how many it rests on.
    """

    value: float
    lo: float | None
    hi: float | None
    persons: int

    @property
    def is_shown(self) -> bool:
        """Whether it can be told from chance: its interval does not hold 0."""
        return self.lo is not None and self.hi is not None and not self.lo <= 0 <= self.hi


@dataclass(frozen=True, slots=True)
class Gain:
    """What a group learnt.

    Attributes:
        persons: who sat both tests.
        each: the gain of each in order; None where the first test was full already.
        mean: the mean of the gains that are defined; None where there is none.
        of_means: the gain of the means of all; None where nobody sat both, or all were full.
        pre: mean share before; None where nobody sat both.
        post: mean share after.
    """

    persons: int
    each: tuple[float | None, ...]
    mean: Estimate | None
    of_means: Estimate | None
    pre: float | None
    post: float | None

    @property
    def full_before(self) -> int:
        """How many knew everything before, and have no gain."""
        return sum(one is None for one in self.each)


def gain_of(pairs: Sequence[Pair]) -> Gain:
    """What those who sat both tests learnt.

    Args:
        pairs: both tests of each; questions are at least one.
    """
    if not pairs:
        return Gain(0, (), None, None, None, None)
    pre = np.array([one.pre / one.pre_most for one in pairs])
    post = np.array([one.post / one.post_most for one in pairs])
    open_ = np.array([one.pre < one.pre_most for one in pairs])
    gains = np.full(len(pairs), np.nan)
    gains[open_] = (post[open_] - pre[open_]) / (1 - pre[open_])
    each = tuple(float(one) if known else None for one, known in zip(gains, open_, strict=True))
    mean = _mean(gains[open_]) if open_.any() else None
    of_means = _of_means(pre, post) if open_.any() else None
    return Gain(len(pairs), each, mean, of_means, float(pre.mean()), float(post.mean()))


def drawn(persons: int, times: int = TIMES) -> NDArray[np.int64]:
    """Which persons are drawn: one row each time, places from 0.

    x(k) = 48271 * x(k - 1) mod (2**31 - 1) from x(0) = 20241128; the k-th place, row by row, is
    the whole part of x(k) * persons / (2**31 - 1).
    """
    return np.array(_stream(persons * times) * persons // _MODULUS).reshape(times, persons)


def _stream(length: int) -> NDArray[np.int64]:
    """The first numbers of the multiplier; each pass doubles how many are known."""
    found = np.array([_START * _MULTIPLIER % _MODULUS], dtype=np.int64)
    leap = _MULTIPLIER
    while len(found) < length:
        found = np.concatenate([found, found * leap % _MODULUS])
        leap = leap * leap % _MODULUS
    return found[:length]


def _mean(gains: Floats) -> Estimate:
    value = float(gains.mean())
    if len(gains) < LEAST or _alike(gains):
        return Estimate(value, None, None, len(gains))
    rows = gains[drawn(len(gains))]
    root = sqrt(len(gains))
    deviations = _studentised(rows.mean(axis=1) - value, rows.std(axis=1, ddof=1) / root)
    error = float(gains.std(ddof=1)) / root
    found = _estimate(value, error, deviations, persons=len(gains))
    if found.lo is None or found.hi is None:
        return found
    half = float(stdtrit(len(gains) - 1, 0.975)) * error
    return Estimate(value, min(found.lo, value - half), max(found.hi, value + half), len(gains))


def _of_means(pre: Floats, post: Floats) -> Estimate:
    value = float((post.mean() - pre.mean()) / (1 - pre.mean()))
    if len(pre) < LEAST or _alike(post - pre - value * (1 - pre)):
        return Estimate(value, None, None, len(pre))
    rows = drawn(len(pre))
    before, after = pre[rows], post[rows]
    left = 1 - before.mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = (after.mean(axis=1) - before.mean(axis=1)) / left
        errors = _error(before, after, values[:, None])
    own = float(_error(pre[None], post[None], np.array([[value]]))[0])
    return _estimate(value, own, _studentised(values - value, errors), persons=len(pre))


def _error(pre: Floats, post: Floats, values: Floats) -> Floats:
    """Standard error of a gain of means: that of its residuals, over what was left to learn."""
    left = 1 - pre.mean(axis=1)
    residuals = post - pre - values * (1 - pre)
    return np.asarray(residuals.std(axis=1, ddof=1) / sqrt(pre.shape[1]) / left)


def _alike(values: Floats) -> bool:
    return float(values.std()) < 1e-12


def _studentised(deviations: Floats, errors: Floats) -> Floats:
    """Deviations by their errors; of draws that are all alike, beyond any, on their side."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = deviations / errors
    flat = ~(errors > 1e-12)
    found[flat] = np.where(np.nan_to_num(deviations[flat]) < 0, -np.inf, np.inf)
    return np.sort(found)


def _estimate(value: float, error: float, ordered: Floats, *, persons: int) -> Estimate:
    lo, hi = value - float(ordered[_HIGH]) * error, value - float(ordered[_LOW]) * error
    if not (isfinite(lo) and isfinite(hi)):
        return Estimate(value, None, None, persons)
    return Estimate(value, lo, hi, persons)
