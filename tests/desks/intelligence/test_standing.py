"""A chart as somebody left it: by a day, everybody in their places, groups drawn as one."""

from dataclasses import replace

from hawkari.desks.intelligence.chart_content import Group, Laid
from hawkari.desks.intelligence.standing import grouped, placed, until_day
from hawkari.desks.intelligence.values import Chart, ChartEdge, ChartNode, ChartTie
from hawkari.evidence.entities import TieReport


def tie(*reports: tuple[str, str], kind: str = "call") -> ChartTie:
    """Sightings as pairs of day and grade, each of one agency."""
    listed = tuple(TieReport(("nca",), grade, day, day, 1) for day, grade in reports)
    dates = sorted(day for day, _ in reports if day)
    ends = (dates[0], dates[-1]) if dates else ("", "")
    return ChartTie(kind, len(listed), *ends, "1A", "P", (1,), listed)


CHART = Chart(
    nodes=tuple(ChartNode(one, one.upper(), x=0.5, y=0.5) for one in "abcd"),
    edges=(
        ChartEdge("a", "b", (tie(("2026-03-01", "3E"), ("2026-03-09", "1A")),)),
        ChartEdge("a", "c", (tie(("2026-04-01", "1A")),)),
        ChartEdge("b", "c", (tie(("2026-04-02", "2D")), tie(("", "2B"), kind="shared phone"))),
    ),
)


def test_by_a_day_ties_tell_what_was_seen_and_undated_ones_are_there():
    found = until_day(CHART, "2026-03-05")
    ties = {
        edge.id: [(one.kind, one.count, one.grade) for one in edge.ties] for edge in found.edges
    }
    assert ties == {"a~b": [("call", 1, "3E")], "b~c": [("shared phone", 1, "2B")]}
    assert not found.edges[0].is_confirmed
    assert until_day(CHART, "") == CHART


def test_whoever_has_only_later_ties_is_not_there_and_whoever_has_none_is():
    chart = replace(CHART, edges=CHART.edges[:2])
    assert [node.id for node in until_day(chart, "2026-03-05").nodes] == ["a", "b", "d"]


def test_everybody_stands_where_they_were_put_within_the_drawing():
    found = placed(CHART, {"a": Laid(0.25, 1.0), "b": Laid(-1.0, 0.0)})
    spots = {node.id: (node.x, node.y) for node in found.nodes}
    assert spots["a"] == (0.625, 1.0)
    assert spots["b"] == (0.0, 0.0)
    assert spots["c"] == (0.75, 0.5)


def test_a_group_is_one_in_the_middle_of_its_members_with_their_lines():
    places = {"b": Laid(0.2, 0.4), "c": Laid(0.4, 0.8)}
    found = grouped(CHART, [Group("group:1", "Money", ("b", "c", "gone"))], places)
    assert [node.id for node in found.nodes] == ["group:1", "a", "d"]
    group = found.node("group:1")
    assert (group.caption, round(group.x, 3), round(group.y, 3)) == ("Money (2)", 0.3, 0.6)
    (line,) = found.edges
    assert (line.left, line.right, line.count) == ("a", "group:1", 3)
    moved = grouped(CHART, [Group("group:1", "Money", ("b", "c"))], {"group:1": Laid(1, 0)})
    assert (moved.node("group:1").x, moved.node("group:1").y) == (1, 0)
