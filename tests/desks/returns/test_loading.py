"""Cases come in with their whole history: good ones are kept, bad ones listed with the reason."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hawkari.cli import load_progress
from hawkari.cli.app import build
from hawkari.desks.returns.models import Case, CaseEvent, CasePerson, Standing
from hawkari.desks.returns.services import loading
from hawkari.desks.returns.services.case_files import LONGEST_LINE, lines_of
from hawkari.desks.returns.services.loading import CaseLoad, load_cases
from hawkari.desks.returns.services.recording import events_of, facts_of
from hawkari.desks.returns.services.standing import standing_of
from hawkari.engines.corridor import generate_returns
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import AuditEntry, Operation, PurposeKind
from tests.desks.returns.playing import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    out = tmp_path_factory.mktemp("returns")
    generate_returns(cases=150, seed=4, out=out)
    return [json.loads(line) for line in (out / "returns.jsonl").read_text("utf-8").splitlines()]


def copied(case: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(case))


def load(access: Access, *cases: dict[str, Any] | bytes) -> CaseLoad:
    lines = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in cases]
    return load_cases(access, lines, name="returns.jsonl")


def departed(made: list[dict[str, Any]]) -> dict[str, Any]:
    return next(case for case in made if any(e["kind"] == "departed" for e in case["events"]))


def without(case: dict[str, Any], kind: str) -> dict[str, Any]:
    """The case as if nobody had recorded one kind of event; numbers count on."""
    found = copied(case)
    found["events"] = [one for one in found["events"] if one["kind"] != kind]
    for number, one in enumerate(found["events"], 1):
        one["number"] = number
    return found


def test_every_case_of_the_sample_comes_in_with_its_person_and_history(
    desk: Desk, made: list[dict[str, Any]]
):
    officer = desk.officer()
    report = load(officer, *made[:40])
    assert (report.loaded, report.known, report.bad) == (40, 0, [])
    assert CaseEvent.objects.count() == report.events == sum(len(c["events"]) for c in made[:40])
    for one in made[:5]:
        case = Case.objects.get(reference=one["reference"])
        assert CasePerson.objects.get(case=case).name == one["person"]["name"]
        assert [e.kind for e in events_of(case)] == [e["kind"] for e in one["events"]]


def test_how_a_loaded_case_stands_is_what_its_events_say(desk: Desk, made: list[dict[str, Any]]):
    load(desk.officer(), *made[:20])
    for row in Standing.objects.select_related("case"):
        anew = standing_of(row.case, events_of(row.case), facts_of(row.case))
        for column in Standing._meta.concrete_fields:
            assert getattr(row, column.attname) == getattr(anew, column.attname), column.name


def test_a_family_comes_in_as_one(desk: Desk, made: list[dict[str, Any]]):
    family = next(case["family"] for case in made if case["family"])
    people = [case for case in made if case["family"] == family]
    load(desk.officer(), *people)
    wanted = {case["reference"] for case in people}
    found = Case.objects.filter(family__reference=family)
    assert {one.reference for one in found} == wanted


def test_the_same_file_again_changes_nothing(desk: Desk, made: list[dict[str, Any]]):
    officer = desk.officer()
    load(officer, *made[:10])
    entries = AuditEntry.records.count()
    again = load(officer, *made[:10])
    assert (again.loaded, again.known) == (0, 10)
    assert AuditEntry.records.count() == entries
    assert Case.objects.count() == 10


def test_loading_leaves_an_entry_that_names_cases_and_no_person(
    desk: Desk, made: list[dict[str, Any]]
):
    load(desk.officer(), *made[:3])
    entry = AuditEntry.records.filter(act="collect").latest("pk")
    assert entry.object_ids == [case["reference"] for case in made[:3]]
    assert made[0]["person"]["name"] not in json.dumps(entry.detail, ensure_ascii=False)


def _past_a_barrier(case: dict[str, Any]) -> dict[str, Any]:
    return without(case, "barrier_checked")


def _past_a_missing_acceptance(case: dict[str, Any]) -> dict[str, Any]:
    return without(case, "receiver_answered")


def _alone(case: dict[str, Any]) -> dict[str, Any]:
    found = copied(case)
    next(e for e in found["events"] if e["kind"] == "departed")["second"] = ""
    return found


def _unknown_kind(case: dict[str, Any]) -> dict[str, Any]:
    found = copied(case)
    found["events"][1]["kind"] = "teleported"
    return found


def _without_zone(case: dict[str, Any]) -> dict[str, Any]:
    found = copied(case)
    found["events"][0]["at"] = "2026-01-01T10:00:00"
    return found


def _gap(case: dict[str, Any]) -> dict[str, Any]:
    found = copied(case)
    found["events"][2]["number"] = 9
    return found


def _strange_field(case: dict[str, Any]) -> dict[str, Any]:
    return {**case, "person": {**case["person"], "shoe_size": "44"}}


def _nameless(case: dict[str, Any]) -> dict[str, Any]:
    return {**case, "person": {**case["person"], "name": ""}}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_past_a_barrier, "asylum_claim reads"),
        (_past_a_missing_acceptance, "not_accepted reads"),
        (_alone, "four_eyes reads one"),
        (_unknown_kind, "no kind of event"),
        (_without_zone, "no time such as"),
        (_gap, "count from 1 without gaps"),
        (_strange_field, "there is no field 'shoe_size'"),
        (_nameless, "a case needs a name"),
        (lambda case: {**case, "reference": "311"}, "is no reference such as R-2026"),
        (lambda case: {**case, "events": []}, "events: there are none"),
        (lambda _: b"{", "no JSON in UTF-8"),
        (lambda _: b"\xff\xfe", "no JSON in UTF-8"),
        (lambda _: b"[1]", "no JSON object"),
    ],
)
def test_a_bad_line_is_listed_with_what_is_wrong_and_the_others_are_kept(
    desk: Desk, made: list[dict[str, Any]], spoil: Callable[[Any], Any], said: str
):
    bad, good = departed(made), made[0]
    report = load(desk.officer(), spoil(bad), good if good is not bad else made[1])
    assert report.loaded == 1
    assert [one.line for one in report.bad] == [1]
    assert said in report.bad[0].why
    assert not Case.objects.filter(reference=bad["reference"]).exists()


def test_what_a_barrier_brings_about_must_stand_in_the_history(
    desk: Desk, made: list[dict[str, Any]]
):
    held = next(
        case
        for case in made
        if any(e["kind"] == "moved" and e["body"]["to"] == "held" for e in case["events"])
    )
    spoiled = copied(held)
    spoiled["events"] = [e for e in held["events"] if e["body"].get("to") != "held"]
    for number, one in enumerate(spoiled["events"], 1):
        one["number"] = number
    report = load(desk.officer(), spoiled)
    assert report.loaded == 0
    assert "must be followed by" in report.bad[0].why


def test_nothing_comes_in_from_the_future(desk: Desk, made: list[dict[str, Any]]):
    case = copied(made[0])
    case["events"] = case["events"][:1]
    case["events"][0] |= {"at": "2199-01-01T09:00:00Z", "recorded": "2199-01-01T09:00:00Z"}
    assert "in the future" in load(desk.officer(), case).bad[0].why


def test_a_reference_that_another_agency_has_is_refused_without_saying_whose(
    desk: Desk, made: list[dict[str, Any]]
):
    load(desk.officer(), made[0])
    report = load(desk.officer(agency="krg-interior"), made[0])
    assert (report.loaded, report.known) == (0, 0)
    assert "taken" in report.bad[0].why
    assert "home-office" not in report.bad[0].why


def test_a_monitor_loads_nothing(desk: Desk, made: list[dict[str, Any]]):
    with pytest.raises(AccessDenied):
        load(desk.officer("monitor"), made[0])
    assert not Case.objects.exists()


def test_an_operation_for_something_else_holds_no_cases(desk: Desk, made: list[dict[str, Any]]):
    officer = desk.officer()
    Operation.objects.update(purpose_kind=PurposeKind.CRIME)
    officer.operation.refresh_from_db()
    with pytest.raises(BadInput, match="not for returns"):
        load(officer, made[0])


def test_a_line_longer_than_any_case_ends_the_reading():
    stream = BytesIO(b"{}\n" + b"x" * (LONGEST_LINE + 1))
    lines = lines_of(stream)
    assert next(lines) == b"{}\n"
    with pytest.raises(BadInput, match="more than 1,000,000 bytes"):
        next(lines)


def test_the_command_loads_and_lists_what_it_did_not(tmp_path: Path, made: list[dict[str, Any]]):
    file = tmp_path / "returns.jsonl"
    file.write_text(f"{json.dumps(made[0])}\nno json\n", encoding="utf-8")
    run = CliRunner().invoke(build(), ["returns", "load", str(file), "--json"])
    assert run.exit_code == 3, run.output
    told = json.loads(run.stdout.splitlines()[-1])
    assert (told["loaded"], told["bad"][0]["line"]) == (1, 2)
    assert "line 2" in run.stderr


def test_the_command_says_that_a_file_is_missing(tmp_path: Path):
    run = CliRunner().invoke(build(), ["returns", "load", str(tmp_path / "none.jsonl")])
    with pytest.raises(BadInput, match="cannot be opened"):
        raise run.exception or AssertionError(run.output)


@pytest.mark.parametrize("content", ["", "caller;callee\n1;2\n", "[]\n"])
def test_the_command_refuses_a_file_without_a_case(tmp_path: Path, content: str):
    file = tmp_path / "calls.csv"
    file.write_text(content, encoding="utf-8")
    run = CliRunner().invoke(build(), ["returns", "load", str(file)])
    with pytest.raises(BadInput, match=r"no case could be loaded.*One line is one case"):
        raise run.exception or AssertionError(run.output)
    assert f"lines not loaded: {len(content.splitlines())}" in run.stderr


def test_a_long_load_is_told_with_rate_and_end(
    tmp_path: Path, made: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(load_progress, "SECONDS_A_LINE", 0)
    monkeypatch.setattr(loading, "AT_ONCE", 1)
    file = tmp_path / "returns.jsonl"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in made[:3]), encoding="utf-8")
    run = CliRunner().invoke(build(), ["returns", "load", str(file)])
    assert re.search(r"2 lines, \d+ %, [\d,]+ cases a second, .* left", run.stderr), run.stderr
