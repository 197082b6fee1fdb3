"""Where an indicator's targets and actual figures are drawn; sizes only, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hawkari.desks.programme.services.results import IndicatorView, PeriodRow

__all__ = ["HEIGHT", "WIDTH", "TrendDrawing", "trend_drawing"]

WIDTH, HEIGHT = 900, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 880, 16, 176
_LINES = 4


@dataclass(frozen=True, slots=True)
class TrendDrawing:
    """An indicator over time.

    Attributes:
        targets: of each target where its period begins, ends, and how high it is.
        actuals: where each actual figure stands.
        path: the line through them.
        hidden: where a period ends whose actual figure is hidden.
        baseline: how high the baseline is; None without one.
        grid: height and number of each line across.
        days: place and day of the ends of the first and last period.
    """

    targets: tuple[tuple[float, float, float], ...]
    actuals: tuple[tuple[float, float], ...]
    path: str
    hidden: tuple[float, ...]
    baseline: float | None
    grid: tuple[tuple[float, Decimal], ...]
    days: tuple[tuple[float, date], ...]


def trend_drawing(view: IndicatorView) -> TrendDrawing | None:
    """The drawing of an indicator; None where no number is to be drawn."""
    baseline = view.baseline.value if view.baseline else None
    numbers = [one for one in (*_values(view.periods), baseline) if one is not None]
    if not numbers or not view.periods:
        return None
    grid = _grid(min(numbers), max(numbers))
    first = min(one.first for one in view.periods)
    span = max((max(one.last for one in view.periods) - first).days, 1)

    def across(day: date) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (day - first).days / span, 1)

    def up(value: Decimal) -> float:
        share = (value - grid[0]) / (grid[-1] - grid[0])
        return round(_BOTTOM - (_BOTTOM - _TOP) * float(share), 1)

    found = [one.actual for one in view.periods]
    places = [
        (across(one.last), up(point.value))
        for one, point in zip(view.periods, found, strict=True)
        if point is not None and point.value is not None
    ]
    return TrendDrawing(
        targets=tuple(
            (across(one.first), across(one.last), up(one.target.value))
            for one in view.periods
            if one.target is not None and one.target.value is not None
        ),
        actuals=tuple(places),
        path="M" + "L".join(f"{x} {y}" for x, y in places) if len(places) > 1 else "",
        hidden=tuple(
            across(one.last) for one in view.periods if one.actual is not None and one.actual.hidden
        ),
        baseline=up(baseline) if baseline is not None else None,
        grid=tuple((up(one), one) for one in grid),
        days=((_LEFT, first), (_RIGHT, max(one.last for one in view.periods))),
    )


def _values(periods: Sequence[PeriodRow]) -> list[Decimal | None]:
    points = [point for one in periods for point in (one.target, one.actual)]
    return [point.value for point in points if point is not None]


def _grid(least: Decimal, most: Decimal) -> tuple[Decimal, ...]:
    """Round numbers from below the least, or 0, to above the most; at least two."""
    least, most = min(least, Decimal(0)), max(most, Decimal(0))
    step = Decimal(10) ** ((most - least) / _LINES or Decimal(1)).adjusted()
    while (most - least) > step * _LINES:
        step *= 2 if step.as_tuple().digits[0] != 2 else Decimal("2.5")
    lines = [(least // step) * step]
    if lines[0] > least:
        lines[0] -= step
    while lines[-1] < most or len(lines) < 2:
        lines.append(lines[-1] + step)
    return tuple(one.normalize() + 0 for one in lines)
