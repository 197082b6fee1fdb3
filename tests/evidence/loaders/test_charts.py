"""Link charts as GraphML: nodes, edges, groups and drawings; everybody in them is invented."""

from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from hawkari.evidence.loaders import RowOutcome
from hawkari.evidence.loaders.graphs import LONGEST_DEFAULT, MOST_DEFAULTS
from hawkari.evidence.loaders.values import Refused
from tests.evidence.loaders.reading import BRITISH, everything_said, read


def test_a_chart_that_another_library_wrote(tmp_path: Path):
    graph = nx.DiGraph()
    graph.add_node("n1", label="Ali", type="Person", phone="+447700900101", colour="red")
    graph.add_node("n2", label="Quay 2", type="place")
    graph.add_node("n3")
    graph.add_edge("n1", "n2", label="seen at", weight=2.5, date="2026-01-02")
    path = tmp_path / "chart.graphml"
    nx.write_graphml(graph, path)
    (person, place, bare, edge), context = read(path)
    assert everything_said(person) == {
        ("Person", "name", "Ali"), ("Person", "phone", "+447700900101"),
        ("Person", "notes", "colour: red"),
    }  # fmt: skip
    assert ("Address", "full", "Quay 2") in everything_said(place)
    assert {(schema, prop) for schema, prop, _ in everything_said(bare)} == {
        ("LegalEntity", "notes")
    }
    assert everything_said(edge) == {
        ("UnknownLink", "subject", person.statements[0].entity_id),
        ("UnknownLink", "object", place.statements[0].entity_id),
        ("UnknownLink", "role", "seen at"), ("UnknownLink", "date", "2026-01-02"),
        ("UnknownLink", "description", "weight: 2.5"),
    }  # fmt: skip
    assert context.unused.counts == {}


def chart(folder: Path, inner: str) -> Path:
    path = folder / "chart.graphml"
    space = "http://graphml.graphdrawing.org/xmlns"
    path.write_text(
        f'<graphml xmlns="{space}" xmlns:y="http://www.yworks.com/xml/graphml">'
        '<key id="d0" for="node" yfiles.type="label"/>'
        '<key id="d1" for="node" attr.name="nationality"><default>iq</default></key>'
        f'<graph edgedefault="directed">{inner}</graph></graphml>',
        encoding="utf-8",
    )
    return path


def test_labels_that_lie_in_drawings_and_values_that_hold_by_default(tmp_path: Path):
    node = (
        '<node id="1"><data key="d0"><y:ShapeNode><y:NodeLabel>Ali</y:NodeLabel></y:ShapeNode>'
        "</data></node>"
    )
    (only,), _ = read(chart(tmp_path, node))
    assert everything_said(only) == {
        ("LegalEntity", "name", "Ali"), ("LegalEntity", "notes", "nationality: iq"),
    }  # fmt: skip


def test_an_edge_without_an_end_is_refused_alone_and_hyperedges_are_counted(tmp_path: Path):
    inner = '<edge source="1"/><node id="1"/><hyperedge/>'
    (edge, node, _), context = read(chart(tmp_path, inner))
    assert edge.refused[0].problem == "has no two ends"
    assert node.statements
    assert context.unused.counts == {"hyperedges": 1}


def test_a_chart_that_breaks_off_gives_what_is_whole(tmp_path: Path):
    (node, broken), _ = read(chart(tmp_path, '<node id="1"/><wrong>'))
    assert node.statements
    assert broken.damaged


# Ids


def ids(outcomes: list[RowOutcome]) -> set[str]:
    return {s.entity_id for one in outcomes for s in one.statements}


def named(folder: Path, file: str, inner: str) -> Path:
    return chart(folder, inner).rename(folder / file)


def test_the_same_id_in_two_files_is_two_entities(tmp_path: Path):
    one = named(tmp_path, "one.graphml", '<node id="n1"><data key="name">Ali</data></node>')
    two = named(tmp_path, "two.graphml", '<node id="n1"><data key="name">Omer</data></node>')
    assert not ids(read(one)[0]) & ids(read(two)[0])


def test_a_newer_version_of_a_file_gives_the_same_ids_whatever_it_is_called(tmp_path: Path):
    inner = '<node id="n1"/><node id="n2"/><edge source="n1" target="n2"/>'
    one, two = named(tmp_path, "may.graphml", inner), named(tmp_path, "june.graphml", inner)
    chart_slot = replace(BRITISH, slot="chart")
    assert ids(read(one, chart_slot)[0]) == ids(read(two, chart_slot)[0])


@pytest.mark.parametrize(
    ("stated", "is_one"),
    [
        ("7d444840-9dc0-11d1-b245-5ffdce74fad2", True),
        ("{7D444840-9DC0-11D1-B245-5FFDCE74FAD2}", True),
        ("00000000-0000-0000-0000-000000000000", False),
        ("ffffffff-ffff-ffff-ffff-ffffffffffff", False),
        ("11111111-1111-1111-1111-111111111111", False),
        ("447700900101", False),
    ],
)
def test_only_an_id_made_to_be_the_only_one_holds_in_every_file(
    tmp_path: Path, stated: str, is_one: bool
):
    node = f'<node id="{stated}"/>'
    one = ids(read(named(tmp_path, "one.graphml", node))[0])
    two = ids(read(named(tmp_path, "two.graphml", node))[0])
    assert (one == two) is is_one


def test_parallel_edges_of_two_pairs_with_one_number_are_two_links(tmp_path: Path):
    graph = nx.MultiGraph()
    graph.add_edge("a1", "b1")
    graph.add_edge("c1", "d1")
    path = tmp_path / "multi.graphml"
    nx.write_graphml(graph, path)
    links = {
        s.entity_id for one in read(path)[0] for s in one.statements if s.schema == "UnknownLink"
    }
    assert len(links) == 2


def test_the_ids_of_nodes_without_attributes_are_their_names_where_they_are_names(tmp_path: Path):
    graph = nx.Graph()
    graph.add_edge("Ali Hassan", "بەرزان عەلی")
    graph.add_edge("suspect_12", "+447700900101")
    path = tmp_path / "bare.graphml"
    nx.write_graphml(graph, path)
    names = {s.value for one in read(path)[0] for s in one.statements if s.prop == "name"}
    assert names == {"Ali Hassan", "بەرزان عەلی"}


def test_two_nodes_of_one_id_do_not_become_one(tmp_path: Path):
    inner = (
        '<node id="n1"><data key="name">Ali</data></node>'
        '<node id="n1"><data key="name">Omer</data></node>'
    )
    first, second = read(chart(tmp_path, inner))[0]
    assert ("LegalEntity", "name", "Ali") in everything_said(first)
    assert not second.statements
    assert second.refused[0].problem == "stands twice in the chart"


def test_an_id_of_any_length_is_an_id(tmp_path: Path):
    long = "x" * 5_000
    (one, two, edge), _ = read(
        chart(tmp_path, f'<node id="{long}"/><node id="b"/><edge source="{long}" target="b"/>')
    )
    assert not one.refused
    assert {s.value for s in edge.statements} == ids([one, two])


# Rows and refusals


def test_rows_do_not_name_anybody(tmp_path: Path):
    inner = (
        '<node id="Ali Hassan"/><node id="447700900101"/><node id="n7"/>'
        '<edge source="Ali Hassan" target="n7"/><node id="Sara\ufffd"/>'
    )
    outcomes, _ = read(chart(tmp_path, inner))
    rows = [s.row for one in outcomes for s in one.statements[:1]]
    assert rows == ["node number 1", "node number 2", "node n7", "edge number 1"]
    (refused,) = outcomes[-1].refused
    assert "Sara" not in f"{refused.without_value()}"


def test_where_a_chart_breaks_off_is_told_without_a_name(tmp_path: Path):
    *_, broken = read(chart(tmp_path, '<node id="Ali Hassan"/><wrong>'))[0]
    assert isinstance(broken.refused[0], Refused)
    assert broken.refused[0].row == "after node number 1"


# Drawings and groups of yEd


DRAWN = (
    "<y:ShapeNode><y:Geometry x='1'/><y:NodeLabel alignment='center'>Ali\n Hassan<y:LabelModel>"
    "<y:SmartNodeLabelModel distance='4.0'/></y:LabelModel></y:NodeLabel></y:ShapeNode>"
)
GROUP = (
    "<y:ProxyAutoBoundsNode><y:Realizers active='0'><y:GroupNode><y:NodeLabel>Boat</y:NodeLabel>"
    "</y:GroupNode><y:GroupNode><y:NodeLabel>Boat</y:NodeLabel></y:GroupNode></y:Realizers>"
    "</y:ProxyAutoBoundsNode>"
)


def yed(folder: Path, inner: str) -> Path:
    path = folder / "yed.graphml"
    path.write_text(
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        'xmlns:y="http://www.yworks.com/xml/graphml">'
        '<key for="node" id="d6" yfiles.type="nodegraphics"/>'
        '<key for="edge" id="d10" yfiles.type="edgegraphics"/>'
        f'<graph edgedefault="directed" id="G">{inner}</graph></graphml>',
        encoding="utf-8",
    )
    return path


def test_the_labels_of_yeds_drawings_are_names_and_roles(tmp_path: Path):
    inner = (
        f'<node id="n0"><data key="d6">{DRAWN}</data></node><node id="n1"/>'
        '<edge id="e0" source="n0" target="n1"><data key="d10"><y:PolyLineEdge>'
        "<y:EdgeLabel>pays<y:LabelModel/></y:EdgeLabel></y:PolyLineEdge></data></edge>"
    )
    (node, _, edge), context = read(yed(tmp_path, inner))
    assert everything_said(node) == {("LegalEntity", "name", "Ali Hassan")}
    assert ("UnknownLink", "role", "pays") in everything_said(edge)
    assert context.unused.counts == {"positions, sizes and colours of drawings": 2}


def test_nodes_and_edges_within_groups_are_read(tmp_path: Path):
    inner = (
        f'<node id="n0" yfiles.foldertype="group"><data key="d6">{GROUP}</data>'
        f'<graph id="n0:"><node id="n0::n0"><data key="d6">{DRAWN}</data></node>'
        '<node id="n0::n1"/><edge id="n0::e0" source="n0::n0" target="n0::n1"/></graph></node>'
    )
    member, other, edge, group = read(yed(tmp_path, inner))[0]
    assert everything_said(member) == {
        ("LegalEntity", "name", "Ali Hassan"), ("LegalEntity", "notes", "In the group: Boat"),
    }  # fmt: skip
    assert everything_said(group) == {("LegalEntity", "name", "Boat")}
    assert {s.value for s in edge.statements} == ids([member, other])


# Hostile charts


def test_what_holds_by_default_cannot_swell_a_chart(tmp_path: Path):
    keys = "".join(
        f'<key id="k{number}" for="node"><default>x</default></key>' for number in range(500)
    )
    path = tmp_path / "swells.graphml"
    long = "y" * (LONGEST_DEFAULT + 1)
    path.write_text(
        f'<graphml><key id="long" for="node"><default>{long}</default></key>{keys}'
        '<graph><node id="1"/></graph></graphml>'
    )
    (only,), context = read(path)
    assert len(only.statements) < MOST_DEFAULTS + 1
    assert context.unused.counts == {"values by default that are too many or too long": 452}


def test_a_second_name_and_a_second_kind_are_kept(tmp_path: Path):
    inner = (
        '<node id="n1"><data key="name">Ali Hassan</data><data key="name">Abu Omar</data>'
        '<data key="type">Person</data><data key="kind">smuggler</data></node>'
    )
    (person,), context = read(chart(tmp_path, inner))
    assert everything_said(person) >= {
        ("Person", "name", "Ali Hassan"), ("Person", "name", "Abu Omar"),
        ("Person", "notes", "kind: smuggler"),
    }  # fmt: skip
    assert not any(text.startswith("type:") for _, _, text in everything_said(person))
    assert context.unused.counts == {}
