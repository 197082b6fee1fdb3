"""What leaves the screen: golden files, and other programs that read them."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from hawkari.desks.intelligence.chart_content import Group
from hawkari.desks.intelligence.exports import (
    draw_png,
    draw_svg,
    write_csv,
    write_followthemoney,
    write_graphml,
)
from hawkari.desks.intelligence.standing import grouped
from hawkari.desks.intelligence.values import Chart, ChartNode
from hawkari.engines.disruption.tables import read_ties
from tests.desks.intelligence.values import ARAS, CHART, FURNITURE, REBWAR

GOLDEN = Path(__file__).parent / "golden"
FONTS = Path(__file__).parents[3] / "src" / "hawkari" / "site" / "fonts"
SVG = "{http://www.w3.org/2000/svg}"


GROUPED = grouped(CHART, [Group("group:1", "پارەگۆڕەکان", (REBWAR, "c3"))], {})
LINES = [
    {
        "id": REBWAR,
        "schema": "Person",
        "properties": {"name": ["ڕێبوار محەمەد"]},
        "datasets": ["krg-persons"],
        "marking": {"uk-3x5x2": {"source": "1", "intelligence": "B", "handling": "P"}},
    }
]


def graphml() -> str:
    return write_graphml(CHART, handling_line=FURNITURE.handling_line, note=FURNITURE.note)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("network.svg", lambda: draw_svg(CHART, FURNITURE)),
        ("network.csv", lambda: write_csv(CHART)),
        ("network.graphml", graphml),
        ("network-groups.svg", lambda: draw_svg(GROUPED, FURNITURE)),
        ("network.ftm.json", lambda: write_followthemoney(LINES)),
    ],
)
def test_an_export_is_what_it_was(name, made):
    """Golden files; when a change is meant, write the new text there and look at it."""
    with (GOLDEN / name).open(encoding="utf-8", newline="") as stream:
        assert made() == stream.read()


def test_the_drawing_is_xml_with_handling_title_note_and_legend():
    root = ET.fromstring(draw_svg(CHART, FURNITURE))
    said = [element.text for element in root.iter(f"{SVG}text")]
    assert said.count(FURNITURE.handling_line) == 2
    assert {FURNITURE.title, FURNITURE.note, "confirmed", "unconfirmed"} <= set(said)
    assert "ڕێبوار محەمەد" in said
    assert "Rebwar Muhammad" in said


def test_confirmed_ties_are_solid_and_others_dashed():
    root = ET.fromstring(draw_svg(CHART, FURNITURE, is_inline=True))
    lines = {one.get("data-el"): one for one in root.iter(f"{SVG}path")}
    assert lines[f"{REBWAR}~{ARAS}"].get("stroke-dasharray") is None
    assert lines[f"{REBWAR}~c3"].get("stroke-dasharray") == "5 4"


def test_an_inline_drawing_needs_no_style_attribute():
    """The content policy forbids them."""
    assert "style=" not in draw_svg(CHART, FURNITURE, is_inline=True)
    assert "<style" not in draw_svg(CHART, FURNITURE)


def test_words_that_begin_right_to_left_are_read_so_with_their_numbers():
    said = [one.text for one in ET.fromstring(draw_svg(GROUPED, FURNITURE)).iter(f"{SVG}text")]
    assert "\u2067پارەگۆڕەکان (2)\u2069" in said
    # A name alone needs nothing, nor does what begins left-to-right.
    assert "=Aras & <Sons>" in said
    assert FURNITURE.title in said


def test_sentences_of_a_language_that_runs_right_to_left_do_so_whatever_they_begin_with():
    kept = replace(FURNITURE, handling_line="P: هاوبەشیکردن", is_rtl=True)
    root = ET.fromstring(draw_svg(CHART, kept))
    assert "\u2067P: هاوبەشیکردن\u2069" in [one.text for one in root.iter(f"{SVG}text")]


def test_captions_never_cover_one_another():
    near = tuple(ChartNode(str(one), "Barzan Namiq", x=0.5, y=0.5) for one in range(5))
    root = ET.fromstring(draw_svg(Chart(near, ()), FURNITURE, is_inline=True))
    assert [one.text for one in root.iter(f"{SVG}text")] == ["Barzan Namiq"]


def test_a_png_is_drawn_with_the_shipped_fonts():
    picture = draw_png(draw_svg(CHART, FURNITURE), fonts=FONTS, pixels_per_inch=72)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 1200


def test_graphml_is_read_by_networkx():
    graph = nx.parse_graphml(graphml())
    assert graph.nodes[REBWAR]["caption"] == "ڕێبوار محەمەد"
    assert graph.number_of_edges() == 3
    kinds = {data["kind"]: data for _, _, data in graph.edges(data=True)}
    assert kinds["call"]["weight"] == 41
    assert kinds["call"]["confirmed"] is True
    assert kinds["shared phone"]["confirmed"] is False


def test_graphml_leaves_out_characters_that_xml_cannot_hold():
    chart = Chart((ChartNode("a", "Ali\x00\x1b Hasan"),), ())
    text = write_graphml(chart, handling_line="P", note="")
    assert nx.parse_graphml(text).nodes["a"]["caption"] == "Ali Hasan"


def test_a_spreadsheet_runs_no_formula_from_a_caption():
    rows = list(csv.DictReader(io.StringIO(write_csv(CHART).removeprefix("\ufeff"))))
    assert rows[0]["target_caption"] == "'=Aras & <Sons>"


def test_the_removal_order_reads_the_csv(tmp_path: Path):
    path = tmp_path / "network.csv"
    path.write_text(write_csv(CHART), encoding="utf-8")
    with path.open(encoding="utf-8", newline="") as stream:
        table = read_ties(stream, str(path))
    assert table.refused == []
    assert {(tie.source, tie.target, tie.weight, tie.grade) for tie in table.ties} == {
        (REBWAR, ARAS, 41.0, "1B"),
        (REBWAR, ARAS, 1.0, "2D"),
        (REBWAR, "c3", 1.0, "3D"),
    }
