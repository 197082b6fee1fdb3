"""A file's way into the store: once, newer, interrupted, damaged, refused; on every database."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.loading.files import (
    Condition,
    LoadReport,
    LoadStep,
    Terms,
    load_file,
)
from hawkari.evidence.loading.manifest import read_manifest
from hawkari.evidence.loading.terms import read_terms
from hawkari.evidence.models import (
    Act,
    Agency,
    AuditEntry,
    HandlingCondition,
    LoadRun,
    LoadState,
    OperationMember,
    RefusedRow,
    Source,
    Statement,
)
from tests.evidence.loaders.cases import LAYOUT
from tests.evidence.loads import (  # noqa: F401  two of them are fixtures
    HEADER,
    TERMS,
    analyst_access,
    load_text,
    values,
)

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]


def test_a_file_becomes_statements_with_their_row_grade_and_handling(load, access):
    report = load(HEADER + "7,Ali,12/03/1984,07700 900101\n")
    assert (report.status, report.rows, report.statements_added) == ("loaded", 1, 3)
    statement = visible_to(access).get(prop="phone")
    assert statement.entity_id == "people:7"
    assert (statement.value, statement.original_value) == ("+447700900101", "07700 900101")
    assert statement.row == "2"
    assert statement.part.marking.grade == "2D"
    assert statement.source.agency.slug == "nca"


def test_without_a_grade_a_known_source_keeps_its_own(load, access):
    graded = replace(TERMS, grade="1B")
    load(HEADER + "7,Ali,12/03/1984,\n", graded)
    again = load(HEADER + "7,Ali,12/03/1984,\n")
    assert (again.status, again.statements_retracted) == ("unchanged", 0)
    load(HEADER + "7,Ali,12/03/1984,\n8,Omar,13/03/1984,\n")
    assert set(visible_to(access).values_list("part__marking__source_evaluation", flat=True)) == {
        "1"
    }


def test_a_new_source_without_a_grade_is_untested_and_not_known(load, access):
    load(HEADER + "7,Ali,12/03/1984,\n")
    source = Source.objects.get(slug="people")
    assert (source.default_grade, source.default_handling) == ("2D", "P")


def test_a_known_source_of_handling_c_asks_for_its_condition_again(load, access):
    terms = replace(TERMS, handling="C", condition=Condition("Ask first", ("nca",)))
    load(HEADER + "7,Ali,12/03/1984,\n", terms)
    with pytest.raises(BadInput, match="handling C has no condition"):
        load(HEADER + "8,Omar,13/03/1984,\n")


def test_the_same_bytes_again_change_nothing(load, access):
    load(HEADER + "7,Ali,1984,\n")
    before = Statement.objects.count(), AuditEntry.records.count()
    report = load(HEADER + "7,Ali,1984,\n")
    assert (report.status, report.statements_added, report.statements_retracted) == (
        "unchanged", 0, 0,
    )  # fmt: skip
    assert (Statement.objects.count(), AuditEntry.records.count()) == before


def test_a_newer_file_adds_what_is_new_and_retracts_what_it_no_longer_says(load, access):
    load(HEADER + "7,Ali,1984,\n8,Omar,1985,\n")
    report = load(HEADER + "7,Ali,1983,\n8,Omar,1985,\n")
    assert (report.statements_added, report.statements_retracted) == (1, 1)
    assert values(access) == {
        ("people:7", "name", "Ali"),
        ("people:7", "birthDate", "1983"),
        ("people:8", "name", "Omar"),
        ("people:8", "birthDate", "1985"),
    }


def counts(report: LoadReport) -> tuple[int, int | None, int, int]:
    read, repeated = report.statements_read, report.statements_repeated
    return read, repeated, report.statements_added, report.statements_retracted


def test_a_report_tells_what_is_new_what_stood_and_what_is_said_twice(load):
    ali, omer = "7,Ali,1984,\n", "8,Omer,1990,\n"
    assert counts(load(HEADER + ali + ali)) == (4, 2, 2, 0)
    # Both of Ali's statements stand, and are said three times; Omer's two are new.
    assert counts(load(HEADER + ali + omer + ali + ali)) == (8, 4, 2, 0)
    assert counts(load(HEADER + omer)) == (2, 0, 0, 2)


def test_repetitions_are_counted_across_batches_as_well(load, monkeypatch):
    monkeypatch.setattr("hawkari.evidence.loaders.batches.ROWS_A_BATCH", 1)
    ali, omer = "7,Ali,1984,\n", "8,Omer,1990,\n"
    assert counts(load(HEADER + ali + ali + omer)) == (6, 2, 4, 0)
    assert counts(load(HEADER + ali + omer + ali)) == (6, 2, 0, 0)


def test_refused_fields_are_kept_with_their_place_and_remedy(load):
    report = load(HEADER + "7,Ali,31/02/1984,\n8,Omar\n")
    assert report.refused_count == 2
    first, second = RefusedRow.objects.order_by("pk")
    assert (first.row, first.field) == ("2", "Born")
    assert "31/02/1984" in first.problem
    assert first.remedy
    assert second.row == "3"
    assert [one.row for one in report.refused] == ["2", "3"]


def test_refusals_under_handling_c_do_not_repeat_the_value(load, access):
    terms = Terms(
        "nca", "secret", handling="C", condition=Condition("Ask first", ("nca",)),
        mapping=dict(LAYOUT.data),
    )  # fmt: skip
    Agency.objects.create(slug="nca", name="NCA")
    load(HEADER + "7,Ali,31/02/1984,\n", terms)
    assert "31/02" not in RefusedRow.objects.get().problem


def test_an_interrupted_load_goes_on_where_it_stopped(load, access, monkeypatch):
    text = HEADER + "".join(f"{n},Person {n},1984,\n" for n in range(12_000))
    load(HEADER + "5,Person 5,1984,\n999999,Gone,1980,\n")

    class Killed(BaseException):
        pass

    def kill(step: LoadStep) -> None:
        if step.statements > 10_000:
            raise Killed

    with pytest.raises(Killed):
        load(text, progress=kill)
    running = LoadRun.objects.get(state=LoadState.RUNNING)
    assert running.rows_read > 0
    assert values(access) == {
        ("people:5", "name", "Person 5"),
        ("people:5", "birthDate", "1984"),
        ("people:999999", "name", "Gone"),
        ("people:999999", "birthDate", "1980"),
    }
    report = load(text)
    assert report.status == "resumed"
    assert report.rows == 12_000
    assert report.statements_retracted == 2
    assert visible_to(access).count() == 24_000
    assert len(values(access)) == 24_000


def test_a_newer_file_of_which_nothing_can_be_used_changes_nothing(load, access):
    load(HEADER + "7,Ali,1984,\n")
    before = values(access)
    for text in (HEADER, HEADER + ",Ali,1984,\n"):
        with pytest.raises(BadInput) as refused:
            load(text)
        assert refused.value.where == ("people.csv",)
    assert values(access) == before
    assert LoadRun.objects.filter(state=LoadState.REFUSED).count() == 2
    assert AuditEntry.records.filter(outcome="refused").count() == 2


def test_a_first_file_without_rows_says_so(load, access):
    report = load(HEADER)
    assert (report.status, report.rows, report.statements_added) == ("loaded", 0, 0)
    assert [one.problem for one in report.refused] == ["the file has no rows"]
    assert load(HEADER + "7,Ali,1984,\n").statements_added == 2


def test_a_damaged_newer_file_retracts_nothing(tmp_path, access):
    def telegram(count: int) -> str:
        messages = [
            {"id": n, "type": "message", "date": "2026-01-02T03:04:05", "from": "Agent",
             "from_id": "user5", "text": f"text {n}"}
            for n in range(count)
        ]  # fmt: skip
        return json.dumps({"name": "T", "type": "public_channel", "id": 7, "messages": messages})

    path = tmp_path / "result.json"
    path.write_text(telegram(5))
    terms = Terms("nca", "chat")
    load_file(path, terms, access=access)
    before = values(access)
    path.write_text(telegram(4)[:-60])
    with pytest.raises(BadInput, match="damaged at after message 2"):
        load_file(path, terms, access=access)
    assert values(access) == before


def test_a_damaged_first_file_keeps_its_good_rows(tmp_path, access):
    path = tmp_path / "result.json"
    path.write_text('{"name": "T", "type": "x", "id": 7, "messages": [{"id": 1, "type": "message",'
                    '"date": "2026-01-02T03:04:05", "text": "a"}, {"id": 2')  # fmt: skip
    report = load_file(path, Terms("nca", "chat"), access=access)
    assert report.refused_count == 1
    assert visible_to(access).filter(prop="bodyText").count() == 1


def test_every_load_is_audited_with_what_it_did(load, access):
    load(HEADER + "7,Ali,1984,\n")
    entry = AuditEntry.records.get(act=Act.COLLECT)
    assert entry.object_ids == ["people", f"load {LoadRun.objects.get().pk}"]
    assert entry.count == 2
    assert entry.actor == "analyst"
    assert entry.detail["rows"] == 1
    assert audit.verify().ok


def test_a_dry_run_reports_and_writes_nothing(load):
    report = load(HEADER + "7,Ali,31/02/1984,\n", dry_run=True)
    assert (report.status, report.statements_added, report.refused_count) == ("tried", 1, 1)
    assert counts(report) == (1, None, 1, 0)
    assert not Source.objects.exists()
    assert not LoadRun.objects.exists()


def test_a_role_that_may_not_load_is_denied_and_that_is_audited(load, access, tmp_path):
    OperationMember.objects.update(role="auditor")
    auditor = open_access(access.user, "local")
    path = tmp_path / "people.csv"
    path.write_text(HEADER)
    with pytest.raises(AccessDenied):
        load_file(path, TERMS, access=auditor)
    assert AuditEntry.records.filter(act=Act.DENY).count() == 1


def test_agency_and_source_are_made_once_and_a_source_stays_with_its_agency(load, access):
    load(HEADER + "7,Ali,1984,\n")
    source = Source.objects.get()
    assert source.review_due == access.today + timedelta(days=365)
    assert access.operation.agencies.filter(slug="nca").exists()
    with pytest.raises(BadInput, match="is of the agency nca"):
        load(HEADER + "7,Ali,1984,\n", Terms("other", "people", mapping=dict(LAYOUT.data)))


def test_the_country_of_the_agency_dials_later_files(load, access):
    load(HEADER + "7,Ali,1984,\n")
    later = Terms("nca", "people", mapping=dict(LAYOUT.data))
    load(HEADER + "7,Ali,1984,07700 900101\n", later)
    assert visible_to(access).get(prop="phone").value == "+447700900101"


def test_another_grade_is_another_version_of_the_file(load, access):
    load(HEADER + "7,Ali,1984,\n")
    report = load(HEADER + "7,Ali,1984,\n", Terms(**{**fields(TERMS), "grade": "1A"}))
    assert (report.statements_added, report.statements_retracted) == (2, 2)


def fields(terms: Terms) -> dict[str, Any]:
    return {name: getattr(terms, name) for name in terms.__dataclass_fields__}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"grade": "9Z"}, "not a 3x5x2 grade"),
        ({"handling": "X"}, "no handling code"),
        ({"handling": "C"}, "no condition"),
        ({"handling": "C", "condition": Condition("  ")}, "no condition"),
        ({"condition": Condition("words")}, "handling P has a condition"),
        ({"country": "Iraq"}, "no country code"),
        ({"country": "UK"}, "no country code"),
        ({"agency": "الشرطة"}, "Latin letters"),
        ({"source": "x" * 61}, "Latin letters"),
    ],
)
def test_terms_that_cannot_be_kept_are_refused(changes: dict[str, Any], problem: str):
    with pytest.raises(BadInput, match=problem) as refused:
        read_terms(Terms(**{**fields(TERMS), **changes}))
    assert refused.value.remedy


def test_a_condition_is_kept_once_and_names_known_agencies(load, access):
    condition = Condition("Ask first", ("taskforce",), date(2030, 1, 1))
    terms = Terms(**{**fields(TERMS), "handling": "C", "condition": condition})
    load(HEADER + "7,Ali,1984,\n", terms)
    load(HEADER + "7,Ali,1983,\n", terms)
    kept = HandlingCondition.objects.get()
    assert [agency.slug for agency in kept.agencies.all()] == ["taskforce"]
    assert visible_to(access).count() == 2
    unknown = Terms(**{**fields(terms), "condition": Condition("Ask", ("nobody",))})
    with pytest.raises(BadInput, match="not known: nobody"):
        load(HEADER + "7,Ali,1982,\n", unknown)


def test_a_manifest_names_files_beneath_its_folder(tmp_path: Path):
    manifest = tmp_path / "manifest.json"
    entry = {"path": "a/uk.xlsx", "agency": "nca", "source": "uk", "handling": "C",
             "condition": "Ask first"}  # fmt: skip
    manifest.write_text(json.dumps({"files": [entry]}))
    ((path, terms),) = read_manifest(manifest, reader="taskforce")
    assert path == tmp_path / "a" / "uk.xlsx"
    assert terms.condition == Condition("Ask first", ("taskforce",))
    for bad in ({"files": [{**entry, "path": "../x"}]}, {"files": [{"path": "x"}]}, [], "x"):
        manifest.write_text(json.dumps(bad))
        with pytest.raises(BadInput):
            list(read_manifest(manifest, reader="taskforce"))
