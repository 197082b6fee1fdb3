"""What a template needs to draw a chart: the picture, its data for the island, and its rows."""

from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.exports import draw_svg
from hawkari.desks.intelligence.services.exporting import furniture_of
from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.timeline import Seen, timeline_of
from hawkari.desks.intelligence.values import Chart, ChartEdge, ChartNode
from hawkari.evidence.access import Access

__all__ = ["chart_context", "chart_data", "query_of"]


def chart_context(access: Access, chart: Chart) -> dict[str, Any]:
    """Template context of one chart: `chart`, `rows`, `seen`, `picture` (SVG) and its data."""
    furniture = furniture_of(access, chart, now=timezone.now())
    nodes = {node.id: node for node in chart.nodes}
    rows = [
        {"edge": edge, "left": nodes[edge.left], "right": nodes[edge.right]} for edge in chart.edges
    ]
    timeline = timeline_of(chart.edges)
    seen = [
        {"seen": one, "left": nodes[one.edge.left], "right": nodes[one.edge.right]}
        for one in timeline.rows
    ]
    # The writer escapes every text and attribute it is given.
    picture = mark_safe(draw_svg(chart, furniture, is_inline=True))  # noqa: S308
    return {
        "chart": chart,
        "rows": rows,
        "seen": seen,
        "precision": timeline.precision,
        "picture": picture,
        "chart_data": {**chart_data(chart), "events": [_event(one) for one in timeline.rows]},
        "handling": chart.handling,
    }


def query_of(filters: Filters) -> str:
    """The query string of the filters on ties, for what is asked about the same chart."""
    given = {
        "kind": sorted(filters.kinds),
        "grade": filters.min_grade,
        "agency": filters.agency,
        "begin": filters.begin,
        "end": filters.end,
    }
    return urlencode({name: value for name, value in given.items() if value}, doseq=True)


def chart_data(chart: Chart) -> dict[str, Any]:
    """The chart for the browser: nodes and edges with positions, labels and line styles."""
    return {
        "nodes": [_node(node) for node in chart.nodes],
        "edges": [_edge(edge) for edge in chart.edges],
        "left_out_nodes": chart.left_out_nodes,
        "left_out_edges": chart.left_out_edges,
        "handling": chart.handling,
    }


def _event(seen: Seen) -> dict[str, Any]:
    return {
        "edge": seen.edge.id,
        "first": seen.first,
        "last": seen.last,
        "tie": seen.tie.kind,
        "kind": words.tie_kind(seen.tie.kind),
        "count": seen.count,
        "grade": seen.grade,
        "confirmed": seen.is_confirmed,
    }


def _node(node: ChartNode) -> dict[str, Any]:
    return {
        "id": node.id,
        "caption": node.caption,
        "romanised": node.romanised,
        "lang": node.lang,
        "schema": node.schema,
        "categories": list(node.categories),
        "x": round(node.x, 5),
        "y": round(node.y, 5),
        "degree": node.degree,
        "hidden": node.hidden,
        "focus": node.is_focus,
    }


def _edge(edge: ChartEdge) -> dict[str, Any]:
    said = ", ".join(
        gettext("%(kind)s %(count)s") % {"kind": words.tie_kind(tie.kind), "count": tie.count}
        for tie in edge.ties
    )
    return {
        "id": edge.id,
        "source": edge.left,
        "target": edge.right,
        "label": said,
        "count": edge.count,
        "confirmed": edge.is_confirmed,
        "ties": [
            {
                "kind": tie.kind,
                "count": tie.count,
                "first": tie.first,
                "last": tie.last,
                "grade": tie.grade,
                "handling": tie.handling,
            }
            for tie in edge.ties
        ],
    }
