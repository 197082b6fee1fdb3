"""The score over time as a drawing: points with what they could have been, months along."""

from collections.abc import Iterable
from dataclasses import dataclass

from hawkari.engines.casework.reintegration import Survey

__all__ = ["Drawing", "Mark", "drawn"]

LEFT, RIGHT, TOP, BOTTOM = 40, 860, 10, 150
LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """One interview's score: its place, and that of the highest it could have been."""

    month: int
    x: float
    y: float
    top: float
    value: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks by month, the line through them, and the lines of the grid with their values."""

    marks: tuple[Mark, ...]
    path: str
    grid: tuple[tuple[float, str], ...]
    months: tuple[tuple[float, int], ...]


def drawn(surveys: Iterable[Survey]) -> Drawing | None:
    """The drawing of one person's scores; None where there is none to draw."""
    marks = []
    for one in sorted(surveys, key=lambda survey: survey.month):
        whole = one.scores.get("", {})
        value, highest = whole.get("value"), whole.get("highest")
        if value is not None:
            top = highest if highest is not None else value
            marks.append(Mark(one.month, _x(one.month), _y(value), _y(top), value))
    if not marks:
        return None
    path = "M" + "L".join(f"{one.x:.1f} {one.y:.1f}" for one in marks)
    grid = tuple((_y(value / 4), f"{value / 4:.2f}") for value in range(5))
    return Drawing(tuple(marks), path, grid, tuple((_x(one), one) for one in (0, 3, 6, 12)))


def _x(month: int) -> float:
    return LEFT + (RIGHT - LEFT) * month / LAST_MONTH


def _y(value: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value
