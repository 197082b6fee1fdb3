"""Each row's own marking through the loaders into parts; what cannot be read is refused by name."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.loading.files import Condition, LoadReport, Terms, load_file
from hawkari.evidence.local import ensure_agency, ensure_local_user
from hawkari.evidence.models import Marking, RefusedRow, Statement

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]

HEADER = ["Ref", "Full name", "Source", "Info", "Handling", "TLP", "PAP", "Class", "Caveat", "For"]


def mapping(scheme: str = "uk-5x5x5", **columns: str) -> dict[str, Any]:
    return {
        "name": "graded",
        "tables": [
            {
                "entities": {
                    "person": {"schema": "Person", "id": "Ref", "properties": {"name": "Full name"}}
                },
                "marking": {"scheme": scheme, "columns": columns or FIVE},
            }
        ],
    }


FIVE = {
    "source": "Source", "information": "Info", "handling": "Handling", "tlp": "TLP", "pap": "PAP",
    "gsc": "Class", "condition": "Caveat", "condition_agencies": "For",
}  # fmt: skip


@pytest.fixture
def access(db):
    user, operation = ensure_local_user(username="analyst")
    for slug in ("nca", "fr-pn"):
        operation.agencies.add(ensure_agency(slug))
    return open_access(user, operation.slug)


@pytest.fixture
def load(tmp_path: Path, access):
    def run(rows: list[list[Any]], *, name: str = "list.csv", **terms: Any) -> LoadReport:
        path = tmp_path / name
        if name.endswith(".xlsx"):
            book = openpyxl.Workbook()
            for row in [HEADER, *rows]:
                book.active.append(row)
            book.save(path)
        else:
            text = "\n".join(",".join(map(str, row)) for row in [HEADER, *rows])
            path.write_text(text + "\n", encoding="utf-8")
        about = {"agency": "nca", "source": "list", "mapping": mapping(), **terms}
        return load_file(path, Terms(**about), access=access)

    return run


def markings() -> dict[str, Marking]:
    """The marking of each person's name."""
    rows = Statement.objects.filter(prop="name").select_related("part__marking")
    return {row.entity_id.partition(":")[2]: row.part.marking for row in rows}


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_rows_keep_their_own_codes_and_are_converted_downwards(load, name):
    report = load(
        [
            [1, "Ali", "B", 2, 1, "AMBER", "GREEN", "OFFICIAL", "", ""],
            [2, "Sara", "E", 4, 3, "", "", "", "Not by phone", "fr-pn"],
            [3, "Omar", "", "", "", "", "", "", "", ""],
        ],
        name=name,
        grade="3E",
    )
    assert (report.statements_added, report.refused_count) == (3, 0)
    found = markings()
    ali, sara, omar = found["1"], found["2"], found["3"]
    assert (ali.source_evaluation, ali.intelligence_assessment, ali.handling) == ("2", "B", "P")
    assert ali.originals == {"uk-5x5x5": {"source": "B", "information": "2", "handling": "1"}}
    assert (ali.tlp, ali.pap, ali.gsc) == ("AMBER", "GREEN", "OFFICIAL")
    assert (sara.source_evaluation + sara.intelligence_assessment, sara.handling) == ("2D", "C")
    assert sara.condition is not None
    assert sara.condition.text.endswith("special conditions apply. Not by phone")
    assert [agency.slug for agency in sara.condition.agencies.all()] == ["fr-pn"]
    assert (omar.source_evaluation + omar.intelligence_assessment, omar.originals) == ("3E", {})


def test_a_row_whose_marking_cannot_be_read_is_refused_by_name_and_the_rest_is_kept(load, access):
    report = load(
        [
            [1, "Ali", "F", 2, 1, "", "", "", "", ""],
            [2, "Sara", "A", 1, 1, "MAUVE", "", "", "", ""],
            [3, "Omar", "A", 1, 1, "", "", "SECRET", "", ""],
            [4, "Dana", "A", 1, 5, "", "", "", "", "kgb"],
            [5, "Ezid", "A", 1, 1, "", "", "", "", ""],
        ]
    )
    assert report.refused_count == 4
    assert [(one.row, one.field) for one in report.refused] == [
        ("2", "Source"), ("3", "TLP"), ("4", "Class"), ("5", ""),
    ]  # fmt: skip
    assert all(one.remedy for one in report.refused)
    assert "kgb" in report.refused[-1].problem
    assert set(markings()) == {"5"}
    assert list(visible_to(access).values_list("value", flat=True)) == ["Ezid"]


def test_the_same_row_under_another_marking_is_another_statement(load):
    row = [1, "Ali", "A", 1, 1, "", "", "", "", ""]
    load([row])
    report = load([[*row[:4], 5, *row[5:]]])
    assert (report.statements_added, report.statements_retracted) == (1, 1)
    again = load([[*row[:4], 5, *row[5:]], [2, "Sara", "", "", "", "", "", "", "", ""]])
    assert (again.statements_added, again.statements_retracted) == (1, 0)


def test_a_refused_field_of_a_row_with_conditions_keeps_no_value(load):
    layout = mapping()
    layout["tables"][0]["entities"]["person"]["properties"]["birthDate"] = "PAP"
    del layout["tables"][0]["marking"]["columns"]["pap"]
    load([[1, "Ali", "A", 1, 5, "", "31/02/1984", "", "", ""]], mapping=layout)
    refused = RefusedRow.objects.get()
    assert "31/02/1984" not in refused.problem
    assert refused.problem.startswith("the value ")


def test_a_mapping_names_known_keys_schemes_and_columns_only(load):
    for layout in (
        mapping("uk-5x5x5", colour="TLP"),
        mapping("tlp", tlp="TLP"),
        mapping("nato", grade="TLP"),
        mapping("uk-5x5x5", tlp="Nowhere"),
    ):
        with pytest.raises(BadInput):
            load([[1, "Ali", "A", 1, 1, "", "", "", "", ""]], mapping=layout)


def test_a_whole_load_is_marked_by_its_terms(load):
    load(
        [[1, "Ali", "", "", "", "", "", "", "", ""]],
        scheme="uk-5x5x5",
        grade="B24",
        condition=Condition("Not by phone", ("fr-pn",)),
        codes={"tlp": "green ex:chr", "pap": "white", "gsc": "official", "europol": "H0"},
    )
    (found,) = markings().values()
    assert (found.source_evaluation + found.intelligence_assessment, found.handling) == ("2B", "C")
    assert (found.tlp, found.pap, found.gsc, found.europol) == (
        "GREEN",
        "CLEAR",
        "OFFICIAL",
        ["H0"],
    )
    assert found.condition is not None
    assert found.condition.text.startswith("Within the originating agency only")
    assert "Chatham House" in found.condition.text
    assert found.condition.text.endswith("Not by phone")


def test_a_condition_may_name_people_as_tlp_red_asks(load, access):
    rows = [[1, "Ali", "", "", "", "RED", "", "", "Ask", "analyst"]]
    columns = {"tlp": "TLP", "condition": "Caveat", "condition_users": "For"}
    load(rows, mapping=mapping("uk-3x5x2", **columns))
    (found,) = markings().values()
    assert [user.username for user in found.condition.users.all()] == ["analyst"]
    assert visible_to(access).count() == 1
    rows[0][-1] = "nobody-here"
    with pytest.raises(BadInput, match="nobody-here"):
        load(rows, mapping=mapping("uk-3x5x2", **columns))


@pytest.mark.parametrize(
    "terms",
    [
        {"scheme": "uk-5x5x5", "grade": "F11"},
        {"scheme": "nato", "grade": "A1"},
        {"codes": {"tlp": "mauve"}},
        {"codes": {"gsc": "SECRET"}},
        {"codes": {"europol": "H3"}},
        {"scheme": "uk-5x5x5", "grade": "A11", "condition": Condition("Ask")},
    ],
)
def test_terms_that_cannot_be_read_refuse_the_file(load, terms):
    with pytest.raises(BadInput):
        load([[1, "Ali", "", "", "", "", "", "", "", ""]], **terms)
    assert not Statement.objects.exists()


def test_an_installation_may_have_a_lower_ceiling(load, settings):
    settings.GSC_CEILING = "OFFICIAL"
    rows = [
        [1, "Ali", "", "", "", "", "", "OFFICIAL", "", ""],
        [2, "Sara", "", "", "", "", "", "OFFICIAL-SENSITIVE", "", ""],
    ]
    assert load(rows).refused_count == 1
    assert set(markings()) == {"1"}
    settings.GSC_CEILING = "SECRET"
    with pytest.raises(BadInput, match="none that this system may have"):
        load(rows)


def ftm(tmp_path: Path, access, *lines: dict) -> LoadReport:
    path = tmp_path / "list.ftm.json"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return load_file(path, Terms(agency="nca", source="list"), access=access)


MARKING = {
    "uk-3x5x2": {"source": "1", "intelligence": "B", "handling": "C"},
    "condition": {"text": "Ask first", "agencies": ["fr-pn"], "until": "2027-06-30"},
    "originals": {"admiralty-scale": {"source-reliability": "b"}},
    "europol-handling": ["H1"],
    "tlp": "AMBER",
}


def test_ftm_entities_and_statements_carry_their_marking(tmp_path, access):
    statement = {
        "id": "abc", "entity_id": "p-2", "schema": "Person", "prop": "name", "value": "علي",
        "lang": "ara", "original_value": "علي ", "dataset": "x", "last_seen": "2026-01-02",
    }  # fmt: skip
    report = ftm(
        tmp_path,
        access,
        {"id": "p-1", "schema": "Person", "properties": {"name": ["Ali"]}, "marking": MARKING},
        {**statement, "marking": MARKING},
        {**statement, "entity_id": "p-3"},
    )
    assert report.refused_count == 0
    assert report.unused == {"key dataset": 2, "key id": 2}
    found = markings()
    assert found["p-1"] == found["p-2"] != found["p-3"]
    assert (found["p-1"].tlp, found["p-1"].europol) == ("AMBER", ["H1"])
    assert found["p-1"].originals == MARKING["originals"]
    kept = Statement.objects.get(entity_id="list:p-2")
    assert (kept.lang, kept.original_value, kept.seen) == ("ara", "علي ", "2026-01-02")


@pytest.mark.parametrize(
    "marking",
    [
        {},
        {**MARKING, "tlp": "MAUVE"},
        {**MARKING, "uk-gsc": "SECRET"},
        {**MARKING, "condition": None},
        {**MARKING, "condition": {"text": "Ask", "agencies": ["kgb"]}},
        {**MARKING, "colour": "red"},
        "AMBER",
    ],
)
def test_an_ftm_line_whose_marking_cannot_be_read_is_refused_alone(tmp_path, access, marking):
    report = ftm(
        tmp_path,
        access,
        {"id": "p-1", "schema": "Person", "properties": {"name": ["Ali"]}, "marking": marking},
        {"id": "p-2", "schema": "Person", "properties": {"name": ["Sara"]}},
    )
    assert [one.row for one in report.refused] == ["1"]
    assert set(markings()) == {"p-2"}
