"""Where the stages and arrows of the flow map are drawn; sizes only, no words."""

from collections.abc import Sequence
from dataclasses import dataclass

from hawkari.engines.casework.flows import Arc, Month, Waiting

__all__ = ["Bars", "Box", "FlowMap", "Line", "bars_of", "flow_map"]

WIDTH = 760
_LEFT, _BOX, _HIGH, _ROW = 250, 260, 42, 66
_MOST_LINES = 20
_WIDEST = 215


@dataclass(frozen=True, slots=True)
class Box:
    """A stage on the map.

    Attributes:
        stage: its waiting.
        x, y: corner at the top and the left.
        middle: of the box, across.
    """

    stage: Waiting
    x: int
    y: int
    middle: int


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow of the map.

    Attributes:
        arc: what it stands for.
        path: SVG path data.
        tip: points of the arrow's head.
        x, y: where its number stands.
        anchor: SVG's `text-anchor` of the number.
        width: of the stroke.
        is_back: it leads to an earlier stage.
    """

    arc: Arc
    path: str
    tip: str
    x: float
    y: float
    anchor: str
    width: float
    is_back: bool


@dataclass(frozen=True, slots=True)
class FlowMap:
    """The drawing, and how many arrows are only in the table."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Months of one stage as bars: x, height and count of each, in a box of 100 by 40."""

    stage: str
    total: int
    bars: tuple[tuple[float, float, float, int], ...]


def flow_map(waiting: Sequence[Waiting], arcs: Sequence[Arc]) -> FlowMap:
    """Stages one beneath the other, in the order given; forward arrows right, backward ones left.

    Args:
        waiting: the stages to draw.
        arcs: which follows which, the most frequent first; those to other stages are left out.
    """
    boxes = tuple(
        Box(one, _LEFT, 10 + place * _ROW, _LEFT + _BOX // 2) for place, one in enumerate(waiting)
    )
    place = {one.stage: number for number, one in enumerate(waiting)}
    known = [arc for arc in arcs if arc.source in place and arc.target in place]
    most = max((arc.count for arc in known), default=1)
    drawn = tuple(
        _line(arc, place[arc.source], place[arc.target], share=arc.count / most)
        for arc in known[:_MOST_LINES]
    )
    return FlowMap(WIDTH, 10 + len(boxes) * _ROW, boxes, drawn, len(arcs) - len(drawn))


def _line(arc: Arc, start: int, end: int, *, share: float) -> Line:
    width = round(1 + 5 * share, 1)
    if end == start + 1:
        return _straight(arc, start, width)
    is_back = end <= start
    side, away = (_LEFT, -1) if is_back else (_LEFT + _BOX, 1)
    bulge = min(36 + 22 * abs(end - start), _WIDEST)
    # A stage can be left at its lower half and come to at its upper one, so that arrows part.
    y_from, y_to = (10 + row * _ROW + _HIGH * part for row, part in ((start, 0.7), (end, 0.3)))
    x = side + away * bulge
    path = f"M{side},{y_from:.0f} C{x},{y_from:.0f} {x},{y_to:.0f} {side + away * 6},{y_to:.0f}"
    tip = f"{side},{y_to:.0f} {side + away * 8},{y_to - 4:.0f} {side + away * 8},{y_to + 4:.0f}"
    at = side + away * (bulge * 0.75 + 5)
    anchor = "end" if is_back else "start"
    return Line(arc, path, tip, at, (y_from + y_to) / 2 + 4, anchor, width, is_back)


def _straight(arc: Arc, start: int, width: float) -> Line:
    middle = _LEFT + _BOX // 2
    top = 10 + start * _ROW + _HIGH
    end = top + _ROW - _HIGH
    tip = f"{middle},{end} {middle - 4},{end - 8} {middle + 4},{end - 8}"
    path = f"M{middle},{top} V{end - 6}"
    return Line(arc, path, tip, middle + 8, (top + end) / 2 + 4, "start", width, is_back=False)


def bars_of(months: Sequence[Month], stages: Sequence[str]) -> tuple[Bars, ...]:
    """The months of each stage as bars, all to one scale."""
    most = max((one.entered[stage] for one in months for stage in stages), default=0) or 1
    step = 100 / max(len(months), 1)
    return tuple(
        Bars(
            stage,
            sum(one.entered[stage] for one in months),
            tuple(
                (number * step, 40 * one.entered[stage] / most, step * 0.8, one.entered[stage])
                for number, one in enumerate(months)
            ),
        )
        for stage in stages
    )
