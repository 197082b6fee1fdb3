"""A chart as somebody left it: until a day, where each was put, groups as one. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hawkari.desks.intelligence.chart_content import Group, Laid
from hawkari.desks.intelligence.values import (
    Chart,
    ChartEdge,
    ChartNode,
    ChartTie,
    best_grade,
    strictest,
)

__all__ = ["grouped", "placed", "until_day"]

DAY = len("2026-03-05")
GROUP = "Group"


def until_day(chart: Chart, until: str) -> Chart:
    """The chart as playback shows it: what was first seen later is not there yet.

    Undated ties are there throughout, as is whoever has no tie at all. Counts and grades are of
    what had been seen by then; statements and handling stay those of the whole tie.

    Args:
        chart: the whole.
        until: ISO day; empty gives the whole.
    """
    if not until:
        return chart
    seen = (replace(edge, ties=tuple(_begun(edge.ties, until))) for edge in chart.edges)
    edges = tuple(edge for edge in seen if edge.ties)
    tied = {end for edge in chart.edges for end in (edge.left, edge.right)}
    there = {end for edge in edges for end in (edge.left, edge.right)}
    nodes = tuple(node for node in chart.nodes if node.id in there or node.id not in tied)
    return replace(chart, nodes=nodes, edges=edges)


def _begun(ties: Iterable[ChartTie], until: str) -> Iterable[ChartTie]:
    for tie in ties:
        kept = tuple(one for one in tie.reports if one.first[:DAY] <= until)
        if kept:
            yield replace(
                tie,
                count=sum(one.count for one in kept),
                first=min((one.first for one in kept if one.first), default=""),
                last=max((one.last for one in kept if one.last), default=""),
                grade=best_grade(kept),
                reports=kept,
            )


def placed(chart: Chart, places: Mapping[str, Laid]) -> Chart:
    """The chart with everybody where they were put; all of it within the drawing.

    Whoever was dragged past its edge takes the others along: distances on an axis keep their ratio.
    """
    put = [places.get(node.id, Laid(node.x, node.y)) for node in chart.nodes]
    across, down = _within([one.x for one in put]), _within([one.y for one in put])
    moved = zip(chart.nodes, across, down, strict=True)
    return replace(chart, nodes=tuple(replace(node, x=x, y=y) for node, x, y in moved))


def _within(values: Sequence[float]) -> list[float]:
    low, high = min([0.0, *values]), max([1.0, *values])
    return [(value - low) / (high - low) for value in values]


def grouped(chart: Chart, groups: Sequence[Group], places: Mapping[str, Laid]) -> Chart:
    """The chart with each group drawn as one, in the middle of its members unless it was put.

    Lines of its members are lines of the group, those to the same end as one; lines within it are
    not drawn. To be called before `placed`.
    """
    nodes = {node.id: node for node in chart.nodes}
    drawn_as = {one: one for one in nodes}
    made = []
    for group in groups:
        members = [nodes[one] for one in group.members if one in nodes]
        if members:
            made.append(_group(group, members, places))
            drawn_as |= dict.fromkeys((node.id for node in members), group.id)
    alone = [node for node in chart.nodes if drawn_as[node.id] == node.id]
    ties: dict[tuple[str, str], list[ChartTie]] = defaultdict(list)
    for edge in chart.edges:
        left, right = sorted((drawn_as[edge.left], drawn_as[edge.right]))
        if left != right:
            ties[left, right] += edge.ties
    edges = tuple(ChartEdge(*pair, _together(ties[pair])) for pair in sorted(ties))
    return replace(chart, nodes=(*made, *alone), edges=edges)


def _group(group: Group, members: Sequence[ChartNode], places: Mapping[str, Laid]) -> ChartNode:
    put = [places.get(node.id, Laid(node.x, node.y)) for node in members]
    middle = Laid(sum(one.x for one in put) / len(put), sum(one.y for one in put) / len(put))
    at = places.get(group.id, middle)
    caption = f"{group.name} ({len(members)})"
    return ChartNode(id=group.id, caption=caption, schema=GROUP, x=at.x, y=at.y)


def _together(ties: Iterable[ChartTie]) -> tuple[ChartTie, ...]:
    """Ties of one kind as one."""
    by_kind: dict[str, list[ChartTie]] = defaultdict(list)
    for tie in ties:
        by_kind[tie.kind].append(tie)
    return tuple(_sum(same) for _, same in sorted(by_kind.items()))


def _sum(ties: Sequence[ChartTie]) -> ChartTie:
    return ChartTie(
        kind=ties[0].kind,
        count=sum(tie.count for tie in ties),
        first=min((tie.first for tie in ties if tie.first), default=""),
        last=max((tie.last for tie in ties if tie.last), default=""),
        grade=min((tie.grade for tie in ties), key=lambda grade: (grade[1:], grade[:1])),
        handling=strictest([tie.handling for tie in ties]),
        statements=tuple(sorted({one for tie in ties for one in tie.statements})),
        reports=tuple(one for tie in ties for one in tie.reports),
    )
