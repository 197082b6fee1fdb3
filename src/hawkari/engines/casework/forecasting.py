"""One quarter ahead, measured against the plainest rival: that nothing changes.

Two methods are run over the whole history, each forecast made from earlier quarters only:

- *persistence*: the next quarter is as the last one.
- *mean reversion*: the logarithm of the next quarter lies a share of the way from the last one
  back to the median of three years. The share (0, 1/4 or 1/2) is the one that has done best so
  far, and stays 0 until there are eight quarters to judge by.

The rival is offered only when it has the smaller error over the whole history *and* over the last
eight quarters; otherwise the answer is persistence, and the words say that nothing better was
found. The interval comes from the method's own past errors, so that its coverage can be counted.
Nothing was tuned on the last eight quarters of any series.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from hawkari.errors import BadInput

__all__ = ["LAST", "LEVEL", "Forecast", "Method", "Score", "forecast"]

LAST = 8
"""How many quarters at the end are looked at apart."""
LEVEL = 0.90
"""Share of quarters that the interval should hold."""
_SHORTEST = 20
_SHARES = (0.0, 0.25, 0.5)
_BACK = 12
_JUDGE_FROM = 8
# A quarter with a count of nought still has a logarithm.
_NOUGHT = 0.5
_ROOT = 3 / 8  # Anscombe (1948): with it the root of a small count has the same spread everywhere


class Method(StrEnum):
    """How a forecast was made."""

    PERSISTENCE = "persistence"
    MEAN_REVERSION = "mean_reversion"


@dataclass(frozen=True, slots=True)
class Score:
    """What a method would have done.

    Attributes:
        method: which.
        error: mean absolute percentage error over every quarter that can be forecast, in per cent;
            quarters with a count of nought have none. None when every quarter is so.
        error_of_last: the same over the last eight.
        covered: how many of the last eight lay inside the interval stated for them.
    """

    method: Method
    error: float | None
    error_of_last: float | None
    covered: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """The next quarter, and how far it is to be believed.

    Attributes:
        method: the one that is offered.
        point: the forecast.
        low: lower end of the 90 per cent interval.
        high: upper end.
        beats_persistence: whether a better method than persistence was found; where not, `method`
            is persistence.
        scores: of each method, persistence first.
        quarters: how many quarters were read.
    """

    method: Method
    point: float
    low: float
    high: float
    beats_persistence: bool
    scores: tuple[Score, ...]
    quarters: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Each quarter from the second on: what was said of it, between what, and what it was."""

    said: list[float]
    ends: list[tuple[float, float]]
    actual: list[float]
    next: float
    next_ends: tuple[float, float]


def forecast(counts: Sequence[float]) -> Forecast:
    """The next of a series of quarterly counts.

    Args:
        counts: 20 at least, oldest first, none below nought, a missing quarter given as nought.

    Raises:
        BadInput: for fewer quarters, or a count below nought.
    """
    if len(counts) < _SHORTEST:
        problem = f"{len(counts)} quarters are too few to judge a forecast"
        raise BadInput(problem, f"Give {_SHORTEST} or more.")
    if any(count < 0 or not math.isfinite(count) for count in counts):
        raise BadInput("a count is below nought or no number", "Put the row right.")
    runs = {
        Method.PERSISTENCE: _run(counts, _persist(counts)),
        Method.MEAN_REVERSION: _run(counts, _revert(counts)),
    }
    scores = tuple(_score(method, run) for method, run in runs.items())
    plain, rival = scores
    better = _is_less(rival.error, plain.error)
    better = better and _is_less(rival.error_of_last, plain.error_of_last)
    method = rival.method if better else plain.method
    chosen = runs[method]
    return Forecast(
        method, chosen.next, *chosen.next_ends, beats_persistence=better, scores=scores,
        quarters=len(counts),
    )  # fmt: skip


def _persist(counts: Sequence[float]) -> list[float]:
    """Forecasts of quarter 1 and on, the last of a quarter that is still to come."""
    return list(counts)


def _revert(counts: Sequence[float]) -> list[float]:
    said = []
    errors: dict[float, list[float]] = {share: [] for share in _SHARES}
    for number in range(1, len(counts) + 1):
        past = counts[:number]
        each = {share: _between(past, share) for share in _SHARES}
        best = _SHARES[0]
        if len(errors[best]) >= _JUDGE_FROM:
            best = min(_SHARES, key=lambda share: (sum(errors[share]), share))
        said.append(each[best])
        if number < len(counts) and counts[number] > 0:
            for share, one in each.items():
                errors[share].append(abs(one - counts[number]) / counts[number])
    return said


def _between(past: Sequence[float], share: float) -> float:
    if not share:
        return past[-1]
    middle = median(past[-_BACK:])
    log = (1 - share) * math.log(max(past[-1], _NOUGHT)) + share * math.log(max(middle, _NOUGHT))
    return math.exp(log)


def _run(counts: Sequence[float], said: list[float]) -> _Run:
    ends = []
    errors: list[tuple[float, float]] = []
    for number, one in enumerate(said):
        ends.append(_interval(one, errors))
        if number + 1 < len(counts):
            errors.append(_apart(one, counts[number + 1]))
    return _Run(said[:-1], ends[:-1], list(counts[1:]), said[-1], ends[-1])


def _apart(said: float, actual: float) -> tuple[float, float]:
    """How far apart two counts are as a ratio, which suits large ones, and as roots, small ones."""
    ratio = math.log((actual + _NOUGHT) / (said + _NOUGHT))
    return abs(ratio), abs(math.sqrt(actual + _ROOT) - math.sqrt(said + _ROOT))


def _interval(said: float, errors: list[tuple[float, float]]) -> tuple[float, float]:
    """Conformal: wide enough for nine of ten past errors, by the ratio and by the root alike."""
    rank = math.ceil((len(errors) + 1) * LEVEL)
    if rank > len(errors):
        return 0.0, math.inf
    width = math.exp(sorted(ratio for ratio, _ in errors)[rank - 1])
    step = sorted(root for _, root in errors)[rank - 1]
    middle = math.sqrt(said + _ROOT)
    low = min((said + _NOUGHT) / width - _NOUGHT, max(middle - step, 0.0) ** 2 - _ROOT)
    high = max((said + _NOUGHT) * width - _NOUGHT, (middle + step) ** 2 - _ROOT)
    return max(low, 0.0), high


def _score(method: Method, run: _Run) -> Score:
    last = zip(run.ends[-LAST:], run.actual[-LAST:], strict=True)
    covered = sum(low <= actual <= high for (low, high), actual in last)
    every = list(zip(run.said, run.actual, strict=True))
    return Score(method, _error(every), _error(every[-LAST:]), covered)


def _is_less(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one < other


def _error(pairs: Sequence[tuple[float, float]]) -> float | None:
    shares = [abs(said - actual) / actual for said, actual in pairs if actual > 0]
    return 100 * sum(shares) / len(shares) if shares else None
