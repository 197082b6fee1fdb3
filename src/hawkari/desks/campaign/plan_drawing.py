"""Where an effect's interval and the course of counts are drawn; sizes only, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp

from hawkari.engines.effect import Effect

__all__ = [
    "CourseDrawing",
    "IntervalDrawing",
    "course_drawing",
    "interval_drawing",
    "percent_changes",
]

WIDTH, HEIGHT = 900, 180
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 880, 10, 150
_MOST = 1.0


@dataclass(frozen=True, slots=True)
class IntervalDrawing:
    """An interval of change on a scale from -100 % to +100 %; what lies beyond ends there."""

    low: float
    middle: float
    high: float
    none: float
    ticks: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class CourseDrawing:
    """Mean counts a place: with the campaign, without it, and where it begins."""

    ours: str
    others: str
    begin: float | None
    grid: tuple[tuple[float, int], ...]
    ends: tuple[date, date]


def interval_drawing(effect: Effect) -> IntervalDrawing:
    """The interval of an effect."""
    middle, low, high = (_across(one) for one in percent_changes(effect))
    ticks = tuple((_across(one / 100), one) for one in (-100, -50, 0, 50, 100))
    return IntervalDrawing(low, middle, high, _across(0), ticks)


def percent_changes(effect: Effect) -> tuple[float, float, float]:
    """Change and both ends of its interval, as shares."""
    middle, low, high = (exp(min(one, 20)) - 1 for one in (effect.log_effect, effect.lo, effect.hi))
    return middle, low, high


def _across(change: float) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * (min(change, _MOST) + 1) / 2, 1)


def course_drawing(
    course: Sequence[tuple[date, float, float]], first: date
) -> CourseDrawing | None:
    """The course of counts; None where there is none.

    Args:
        course: week, mean with the campaign, mean without.
        first: when the first wave begins.
    """
    if len(course) < 2:
        return None
    most = max(max(one, other) for _, one, other in course) or 1
    step = (_RIGHT - _LEFT) / (len(course) - 1)

    def path(values: Sequence[float]) -> str:
        points = [
            f"{_LEFT + number * step:.1f} {_up(value, most):.1f}"
            for number, value in enumerate(values)
        ]
        return "M" + "L".join(points)

    weeks = [week for week, _, _ in course]
    ours, others = [one for _, one, _ in course], [one for _, _, one in course]
    begin = _LEFT + weeks.index(first) * step if first in weeks else None
    grid = tuple((_up(one, most), round(one)) for one in (0, most / 2, most))
    return CourseDrawing(path(ours), path(others), begin, grid, (weeks[0], weeks[-1]))


def _up(value: float, most: float) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * value / most, 1)
