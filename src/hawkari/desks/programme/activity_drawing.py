"""Where the bars of an activity's milestones are drawn over its months; sizes only, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hawkari.desks.programme.models import Milestone

__all__ = ["GanttDrawing", "GanttRow", "gantt"]

WIDTH = 900
_ROW, _TOP = 26, 26
_LEFT, _RIGHT = 60, 890
_MOST_TICKS = 8
_LEAST_BAR = 3.0


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A milestone's line: its bar from `x` on, the day it is due, and the day it was reached.

    `first_due` is the day that was first agreed, where another one holds now.
    """

    milestone: Milestone
    number: int
    y: float
    x: float
    width: float
    due: float
    first_due: float | None
    done: float | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class GanttDrawing:
    """All lines, the months below them, and today."""

    width: int
    height: int
    bottom: int
    rows: tuple[GanttRow, ...]
    ticks: tuple[tuple[float, date], ...]
    today: float | None


def gantt(
    milestones: Sequence[Milestone], *, today: date, starts: date | None = None
) -> GanttDrawing | None:
    """The lines of milestones, by their day; None where there are none.

    Args:
        milestones: to be drawn.
        today: is marked, where it lies between the first and the last day.
        starts: when the activity starts: a milestone whose beginning is not known begins there.
    """
    if not milestones:
        return None
    days = [day for one in milestones for day in _days(one)]
    first, last = min([*days, *([starts] if starts else [])]), max(days)
    if first == last:
        last = date.fromordinal(first.toordinal() + 1)

    def across(day: date) -> float:
        share = (day - first).days / (last - first).days
        return round(_LEFT + (_RIGHT - _LEFT) * share, 1)

    rows = []
    for number, one in enumerate(sorted(milestones, key=lambda each: each.expected), start=1):
        begin = across(one.begins or min(starts or one.due, one.due))
        end = max(across(one.done or one.expected), begin)
        rows.append(
            GanttRow(
                milestone=one,
                number=number,
                y=_TOP + (number - 1) * _ROW,
                x=begin,
                width=round(max(end - begin, _LEAST_BAR), 1),
                due=across(one.expected),
                first_due=across(one.due) if one.revised else None,
                done=across(one.done) if one.done else None,
                is_late=not one.done and one.expected < today,
            )
        )
    bottom = _TOP + len(rows) * _ROW
    return GanttDrawing(
        width=WIDTH,
        height=bottom + 20,
        bottom=bottom,
        rows=tuple(rows),
        ticks=tuple((across(day), day) for day in _months(first, last)),
        today=across(today) if first <= today <= last else None,
    )


def _days(one: Milestone) -> list[date]:
    return [day for day in (one.begins, one.due, one.revised, one.done) if day is not None]


def _months(first: date, last: date) -> list[date]:
    """First days of months, at most so many that their names do not meet."""
    count = (last.year - first.year) * 12 + last.month - first.month
    step = max(1, -(-count // _MOST_TICKS))
    months = range(first.year * 12 + first.month, last.year * 12 + last.month, step)
    return [date(one // 12, one % 12 + 1, 1) for one in months]
