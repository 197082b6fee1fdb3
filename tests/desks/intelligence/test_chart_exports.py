"""A chart exported as it stands: for its viewer only, with its day, and read again elsewhere."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy

from hawkari.desks.intelligence.services.chart_exports import export_chart, export_saved_chart
from hawkari.desks.intelligence.services.exporting import Format
from hawkari.desks.intelligence.services.networks import Filters, chart_of, whole
from hawkari.desks.intelligence.services.saved_charts import ChartNotFound, save_chart
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.entities import entities_of
from hawkari.evidence.grading.fields import from_fields
from hawkari.evidence.loading.files import Terms, load_file
from hawkari.evidence.models import AuditEntry, DisclosureItem
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.factories import World, row

pytestmark = pytest.mark.django_db
FTM = "from followthemoney.cli.cli import cli; cli()"
FONTS = Path(__file__).parents[3] / "src" / "hawkari" / "site" / "fonts"
PEOPLE = ("uk-1", "krg-2", "uk-3", "uk-4", "uk-5")


def content(case: Case, agency: str = "nca", **parts):
    return {"shown": [case.id_of(one, agency) for one in PEOPLE], **parts}


def exported(case: Case, chosen: Format, agency: str = "nca", **parts):
    data = content(case, agency, **parts)
    return export_chart(case.access(agency), data, chosen, reason="a briefing", fonts=FONTS)


def rows(made) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.content.decode("utf-8-sig"))))


def lines(made) -> list[dict]:
    return [json.loads(line) for line in made.content.decode().splitlines()]


@pytest.mark.parametrize("chosen", list(Format))
def test_each_form_is_audited_with_its_reason_and_its_name_has_the_handling(case: Case, chosen):
    made = exported(case, chosen)
    assert made.name.endswith(f"-P.{chosen.value}")
    entry = AuditEntry.records.order_by("seq").last()
    assert entry is not None
    assert entry.detail == {"export": chosen.value, "chart": "as it stands"}
    assert (entry.justification, entry.count) == ("a briefing", len(PEOPLE))


def test_a_chart_holds_only_what_its_viewer_may_see_under_the_strictest_handling(case: Case):
    ours, theirs = exported(case, Format.CSV), exported(case, Format.CSV, "fr")
    assert {row["kind"] for row in rows(ours)} == {"call", "shared phone"}
    assert "payment" in {row["kind"] for row in rows(theirs)}
    assert (ours.name[-6:], theirs.name[-6:]) == ("-P.csv", "-C.csv")
    assert not any(
        "Payment" in line["schema"] for line in lines(exported(case, Format.FOLLOWTHEMONEY))
    )


def test_a_tie_dated_under_conditions_is_marked_so(case: Case):
    caller = [("caller", "uk-3"), ("receiver", "krg-2")]
    call = [row("call-9", prop, value, schema="Call") for prop, value in caller]
    case.world.load("nca", call, slot="call.csv")
    dated = [row("call-9", "date", "2026-05-05", schema="Call")]
    case.world.load("fr", dated, slot="date.csv", shared_with=["fr"])
    data = {"shown": [case.id_of("uk-3"), case.id_of("krg-2")]}
    for agency, code in (("fr", "C"), ("nca", "P")):
        made = export_chart(
            case.access(agency), data, Format.CSV, reason="", recipient="A\x00", fonts=FONTS
        )
        assert [one["handling"] for one in rows(made)] == [code]
        assert f"-{code}." in made.name
        assert AuditEntry.records.latest("pk").recipient == "A"


def test_who_is_hidden_or_not_yet_seen_is_not_in_the_file(case: Case):
    hidden = exported(case, Format.CSV, hidden=[case.id_of("uk-4")])
    assert "Nawzad Rahim" not in hidden.content.decode()
    early = exported(case, Format.CSV, until="2026-03-01")
    calls = [(row["weight"], row["last"]) for row in rows(early) if row["kind"] == "call"]
    assert calls == [("1", "2026-03-01")]
    told = lines(exported(case, Format.FOLLOWTHEMONEY, until="2026-03-01"))
    dates = [day for line in told for day in line["properties"].get("date", [])]
    assert dates == ["2026-03-01"]
    names = {name for line in told for name in line["properties"].get("name", [])}
    assert "Nawzad Rahim" not in names


def test_places_groups_and_the_day_are_in_the_file(case: Case):
    one, other = case.id_of("uk-1"), case.id_of("uk-3")
    group = {"id": "group:1", "name": "Money", "members": [one, other]}
    parts = {"places": {one: {"x": 0.125, "y": 0.5}}, "groups": [group], "until": "2026-03-05"}
    graph = nx.parse_graphml(exported(case, Format.GRAPHML, **parts).content.decode())
    assert (graph.nodes[one]["x"], graph.nodes[one]["group"]) == (0.125, "Money")
    assert "as seen until 2026-03-05" in graph.graph["note"]
    drawing = exported(case, Format.SVG, **parts).content.decode()
    assert "Money (2)" in drawing
    assert "Saman Karim" not in drawing


def test_followthemoney_reads_every_line_and_grade_and_handling_are_kept(case: Case):
    made = exported(case, Format.FOLLOWTHEMONEY, "fr")
    for line in lines(made):
        entity = EntityProxy.from_dict(line, cleaned=False)
        # FollowTheMoney takes no number that nobody is given, and fiction has no others.
        for name in set(line["properties"]) - {"phone"}:
            assert sorted(entity.get(name)) == sorted(line["properties"][name])
    codes = {line["schema"]: from_fields(line["marking"]).handling for line in lines(made)}
    assert (codes["Call"], codes["Payment"]) == ("P", "C")
    grades = {(m := from_fields(line["marking"])).source + m.intelligence for line in lines(made)}
    assert {"1A", "1B", "2B"} <= grades
    assert all(model.get(line["schema"]) for line in lines(made))


def test_the_followthemoney_command_takes_the_file(case: Case, tmp_path: Path):
    path, out = tmp_path / "chart.ftm.json", tmp_path / "out.json"
    path.write_bytes(exported(case, Format.FOLLOWTHEMONEY).content)
    run = [sys.executable, "-c", FTM, "validate", "-i", str(path), "-o", str(out)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(out.read_text(encoding="utf-8").splitlines()) == len(
        path.read_text(encoding="utf-8").splitlines()
    )


def test_what_is_kept_for_corrections_is_what_the_file_holds(case: Case):
    told = lines(exported(case, Format.FOLLOWTHEMONEY))
    values = sum(len(values) for line in told for values in line["properties"].values())
    assert DisclosureItem.objects.values("number").distinct().count() == values


def test_a_saved_chart_is_exported_version_by_version(case: Case):
    access = case.access()
    first = save_chart(access, content(case), name="Money men")
    save_chart(access, content(case, hidden=[case.id_of("uk-4")]), name="", chart=first.chart_id)

    def names(number=None) -> str:
        made = export_saved_chart(
            access, first.chart_id, Format.SVG, reason="", fonts=FONTS, number=number
        )
        return made.content.decode()

    assert ("Nawzad Rahim" in names(1), "Nawzad Rahim" in names()) == (True, False)
    assert "Money men" in names()
    with pytest.raises(ChartNotFound):
        names(9)
    entry = AuditEntry.records.order_by("seq").last()
    assert entry is not None
    assert entry.detail["version"] == 2


def test_whoever_may_not_export_gets_nothing(case: Case):
    with pytest.raises(AccessDenied):
        export_chart(
            case.access("nca", "administrator"), {"shown": []}, Format.CSV, reason="", fonts=FONTS
        )
    with pytest.raises(BadInput):
        export_chart(case.access(), {"more": 1}, Format.CSV, reason="", fonts=FONTS)


def test_the_pages_offer_every_form_and_hand_the_file_over(case: Case):
    client = case.client()
    saved = save_chart(case.access(), content(case), name="Money men")
    page = text_of(client.get(f"/network/charts/{saved.chart_id}"))
    assert "FollowTheMoney" in page
    answer = client.get(f"/network/charts/{saved.chart_id}/export.ftm.json?version=1&why=court")
    assert answer["Content-Disposition"].endswith('-P.ftm.json"')
    data = {"content": json.dumps(content(case)), "why": "court"}
    assert client.post("/network/charts/export.png", data).content.startswith(b"\x89PNG")
    assert client.post("/network/charts/export.png", {"content": "["}).status_code == 404
    assert client.post("/network/charts/export.exe", data).status_code == 404
    assert client.get(f"/network/charts/{saved.chart_id}/export.csv?version=7").status_code == 404


def read_elsewhere(path: Path):
    """The network of another operation, whose one agency was sent the file."""
    access = World().access("de")
    report = load_file(
        path, Terms(agency="de", source=f"chart-{path.suffixes[0][1:]}"), access=access
    )
    assert report.refused_count == 0
    return access, whole(access, Filters())


def test_what_is_exported_as_followthemoney_is_the_same_network_elsewhere(
    case: Case, tmp_path: Path
):
    path = tmp_path / "chart.ftm.json"
    path.write_bytes(exported(case, Format.FOLLOWTHEMONEY).content)
    access, theirs = read_elsewhere(path)

    def told(network) -> list[tuple]:
        ties = [tie for ties in network.edges.values() for tie in ties]
        return sorted(
            (tie.kind, tie.count, tie.first, tie.last, tie.grade, tie.handling) for tie in ties
        )

    assert told(theirs) == told(whole(case.access(), Filters()))
    captions = {view.caption for view in entities_of(access, list(theirs.nodes)).values()}
    assert "ئاراس جەمال" in captions
    assert len(captions) == len(PEOPLE)


def test_graphml_is_read_again_with_its_people_and_who_is_tied_to_whom(case: Case, tmp_path: Path):
    path = tmp_path / "chart.graphml"
    path.write_bytes(exported(case, Format.GRAPHML).content)
    access, theirs = read_elsewhere(path)
    ours = whole(case.access(), Filters())
    views = entities_of(access, list(theirs.nodes))
    captions = {one: view.caption for one, view in views.items()}
    assert {view.schema for view in views.values()} == {"Person"}
    known = {node.id: node.caption for node in chart_of(case.access(), ours, most=400).nodes}

    def pairs(network, names) -> set[frozenset[str]]:
        return {frozenset((names[left], names[right])) for left, right in network.edges}

    assert pairs(theirs, captions) == pairs(ours, known)


def test_csv_is_read_again_with_who_is_tied_to_whom(case: Case, tmp_path: Path):
    path = tmp_path / "chart.csv"
    path.write_bytes(exported(case, Format.CSV).content)
    access, theirs = read_elsewhere(path)
    views = entities_of(access, list(theirs.nodes))
    assert {view.caption for view in views.values()} >= {"Rebwar Hama Amin", "ئاراس جەمال"}
    assert len(theirs.edges) == len(whole(case.access(), Filters()).edges)
