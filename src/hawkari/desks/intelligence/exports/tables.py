"""The network for other programs: CSV and GraphML, a row or edge a kind of tie; FollowTheMoney."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from hawkari.desks.intelligence.values import Chart, ChartEdge, ChartTie
from hawkari.desks.spreadsheets import BYTE_ORDER_MARK, csv_text

__all__ = ["write_csv", "write_followthemoney", "write_graphml"]

CSV_COLUMNS = (
    "source",
    "source_caption",
    "target",
    "target_caption",
    "kind",
    "weight",
    "first",
    "last",
    "grade",
    "handling",
    "confirmed",
)
NODE_KEYS = (
    ("caption", "string"),
    ("romanised", "string"),
    ("schema", "string"),
    ("categories", "string"),
    ("x", "double"),
    ("y", "double"),
    ("group", "string"),
)
EDGE_KEYS = (
    ("kind", "string"),
    ("weight", "int"),
    ("first", "string"),
    ("last", "string"),
    ("grade", "string"),
    ("handling", "string"),
    ("confirmed", "boolean"),
)
GRAPHML = "http://graphml.graphdrawing.org/xmlns"


def write_csv(chart: Chart) -> str:
    """Every tie as a row: RFC 4180, header first, UTF-8 with a byte order mark for spreadsheets.

    The columns `source`, `target`, `weight` and `grade` are those `hawkari disrupt order` reads. A
    caption that a spreadsheet would run as a formula has an apostrophe before it.
    """
    captions = {node.id: node.caption for node in chart.nodes}
    rows = (
        (
            edge.left,
            captions[edge.left],
            edge.right,
            captions[edge.right],
            tie.kind,
            tie.count,
            tie.first,
            tie.last,
            tie.grade,
            tie.handling,
            str(tie.is_confirmed).lower(),
        )
        for edge, tie in _ties(chart)
    )
    return BYTE_ORDER_MARK + csv_text((CSV_COLUMNS, *rows))


def write_graphml(chart: Chart, *, handling_line: str, note: str) -> str:
    """The chart as GraphML 1.0, undirected, one edge a kind of tie; positions in `x` and `y`.

    Args:
        chart: what to write.
        handling_line: handling code and its words, kept as graph data `handling`.
        note: operation, date and who exported it, kept as graph data `note`.

    Source: http://graphml.graphdrawing.org/specification.html
    """
    root = ET.Element("graphml", xmlns=GRAPHML)
    for scope, keys in (
        ("graph", (("handling", "string"), ("note", "string"))),
        ("node", NODE_KEYS),
        ("edge", EDGE_KEYS),
    ):
        for name, kind in keys:
            attributes = {"for": scope, "attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", {"id": f"{scope}-{name}", **attributes})
    graph = ET.SubElement(root, "graph", edgedefault="undirected")
    _data(graph, "graph", {"handling": handling_line, "note": note})
    for node in chart.nodes:
        element = ET.SubElement(graph, "node", id=node.id)
        _data(
            element,
            "node",
            {
                "caption": node.caption,
                "romanised": node.romanised,
                "schema": node.schema,
                "categories": ", ".join(node.categories),
                "x": f"{node.x:.4f}",
                "y": f"{node.y:.4f}",
                "group": node.group,
            },
        )
    for number, (edge, tie) in enumerate(_ties(chart)):
        element = ET.SubElement(graph, "edge", id=f"e{number}", source=edge.left, target=edge.right)
        _data(element, "edge", _tie_data(tie))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def write_followthemoney(lines: Iterable[Mapping[str, Any]]) -> str:
    """Entities as FollowTheMoney has them, one JSON object a line, UTF-8.

    Each line carries its ``marking``, which `ftm` passes over and our own loader reads.
    """
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _ties(chart: Chart) -> Iterator[tuple[ChartEdge, ChartTie]]:
    for edge in chart.edges:
        for tie in edge.ties:
            yield edge, tie


def _tie_data(tie: ChartTie) -> dict[str, str]:
    return {
        "kind": tie.kind,
        "weight": str(tie.count),
        "first": tie.first,
        "last": tie.last,
        "grade": tie.grade,
        "handling": tie.handling,
        "confirmed": str(tie.is_confirmed).lower(),
    }


def _data(parent: ET.Element, scope: str, values: dict[str, str]) -> None:
    """Attach values, without characters that XML 1.0 cannot hold; empty ones are left out."""
    for name, value in values.items():
        if value:
            kept = "".join(char for char in value if char in "\t\n" or char >= " ")
            ET.SubElement(parent, "data", key=f"{scope}-{name}").text = kept
