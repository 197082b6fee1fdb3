"""Attacks by files, letters and packages: they open no way and break nothing."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from hawkari.desks.returns.models import Case
from hawkari.desks.returns.services.barriers import open_barrier
from hawkari.desks.returns.services.departing import confirm_departure, propose_departure
from hawkari.desks.returns.services.letters import Served, make_letter, serve_letter
from hawkari.desks.returns.services.loading import load_cases
from hawkari.desks.returns.services.moving import book, move, void_booking
from hawkari.desks.returns.services.receiving import prepare_package, release_package
from hawkari.desks.returns.services.recording import events_of, facts_of
from hawkari.desks.returns.services.refusals import StepRefused
from hawkari.engines.casework import State
from hawkari.errors import BadInput
from tests.desks.returns.letters import FONTS
from tests.desks.returns.playing import Desk, journey
from tests.desks.returns.receiving import request, with_receiver
from tests.desks.returns.test_letter_services import ASKED

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
REFERENCE = "R-2026-7KQ4XM"


def as_file(case, **changed) -> dict:
    """A case as a file has it, under another reference."""
    events = [
        {
            "kind": str(one.kind), "at": one.at.isoformat(), "recorded": one.recorded.isoformat(),
            "actor": one.actor, "second": one.second, "body": dict(one.body), "number": one.number,
        }
        for one in events_of(case)
    ]  # fmt: skip
    return {"reference": REFERENCE, "person": {"name": "هێمن"}, "events": events} | changed


def loaded(access, row: dict | bytes):
    line = row if isinstance(row, bytes) else json.dumps(row).encode()
    return load_cases(access, [line], name="cases.jsonl")


def test_a_proposal_that_came_in_a_file_is_nobodys(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    row = as_file(case)
    last = row["events"][-1]
    row["events"].append(
        last | {
            "kind": "note", "number": last["number"] + 1, "actor": first.user.username,
            "body": {"about": "departure_proposed", "booking": last["number"], "why": "seen"},
        }
    )  # fmt: skip
    assert loaded(second, row).bad == []
    with pytest.raises((BadInput, StepRefused)):
        confirm_departure(second, REFERENCE)
    with pytest.raises((BadInput, StepRefused)):
        confirm_departure(first, REFERENCE)
    assert facts_of(Case.objects.get(reference=REFERENCE)).state is State.BOOKED


def test_a_file_cannot_say_that_a_barrier_was_lifted_before_it_opened(desk: Desk):
    officer = desk.officer()
    row = as_file(desk.to(officer, State.ACCEPTED_BY_RECEIVER))
    last = row["events"][-1]
    today = timezone.now().date().isoformat()
    ahead = {
        "kind": "barrier_lifted", "number": last["number"] + 1,
        "body": {
            "barrier": "asylum_claim", "opening": last["number"] + 2, "document": "D",
            "document_kind": "decision_notice", "dated": today, "decided_by": "home_office",
            "outcome": "refused",
        },
    }  # fmt: skip
    opened = {
        "kind": "barrier_opened", "number": last["number"] + 2,
        "body": {"barrier": "asylum_claim", "source": "said so"},
    }  # fmt: skip
    row["events"] += [last | ahead, last | opened]
    loaded(officer, row)
    found = Case.objects.filter(reference=REFERENCE).first()
    assert found is None or facts_of(found).barrier("asylum_claim").status == "open"


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda row: row["person"].update(name="He\x00min"), id="nul in a name"),
        pytest.param(
            lambda row: row["events"][0]["body"].update(interpreter="x\x00"), id="nul in a body"
        ),
        pytest.param(lambda row: row["person"].update(name="\ud800"), id="half a character"),
        pytest.param(
            lambda row: row["events"][0]["body"].update(interpreter="\ud800"), id="half in a body"
        ),
        pytest.param(
            lambda row: row["events"][0].update(at="0001-01-01T00:00:00+14:00"), id="before time"
        ),
        pytest.param(
            lambda row: row["events"][0]["body"].update(adults=10**30), id="very many people"
        ),
        pytest.param(
            lambda row: row["events"][0].update(actor="x" * 140 + "\x00"), id="nul in an actor"
        ),
    ],
)
def test_a_spoilt_line_is_listed_and_breaks_nothing(desk: Desk, spoil):
    officer = desk.officer()
    row = as_file(desk.case(officer))
    spoil(row)
    report = loaded(officer, row)
    assert len(report.bad) == 1
    assert not Case.objects.filter(reference=REFERENCE)


def test_a_journey_at_the_end_of_time_is_refused_and_leaves_the_case_readable(desk: Desk):
    officer = desk.officer()
    case = desk.to(officer, State.ACCEPTED_BY_RECEIVER)
    end = datetime.fromisoformat("9999-12-31T20:00:00+00:00")
    with pytest.raises((BadInput, StepRefused)):
        book(
            officer, case.reference,
            journey(departs=end, lands=end + timedelta(hours=3)),
        )  # fmt: skip
    assert facts_of(case).state is State.ACCEPTED_BY_RECEIVER


def test_a_letter_was_not_served_before_it_was_made(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer, route="enforced")
    long_ago = timezone.now() - timedelta(days=20)
    letter = make_letter(officer, case.reference, replace(ASKED, serve_at=long_ago), fonts=FONTS)
    with pytest.raises(BadInput):
        serve_letter(
            officer, case.reference, letter.reference,
            served=Served("in person", "england-wales", read_to_person=True, at=long_ago),
        )  # fmt: skip
    assert facts_of(case).notices == ()


@pytest.mark.parametrize("barrier", ["asylum_claim", "further_submissions", "appeal_pending"])
def test_the_state_that_somebody_asks_protection_from_is_not_told_of_them(desk: Desk, barrier: str):
    first, second = with_receiver(desk).officer(), desk.officer()
    case = desk.to(first, State.DOCUMENTING, route="enforced")
    package = prepare_package(first, case.reference, request())
    open_barrier(second, case.reference, barrier, source="letter of the lawyer")
    with pytest.raises((BadInput, StepRefused)):
        release_package(second, case.reference, package.reference)
    assert facts_of(case).requests == ()


def test_nobody_is_told_of_a_person_whose_case_nobody_has_looked_at(desk: Desk):
    officer = with_receiver(desk).officer()
    case = desk.case(officer, route="enforced")
    package = prepare_package(officer, case.reference, request())
    with pytest.raises((BadInput, StepRefused)):
        release_package(officer, case.reference, package.reference)
    assert facts_of(case).requests == ()


def test_an_officer_confirms_only_the_proposal_that_was_on_the_screen(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    seen = propose_departure(first, case.reference, why="seen")[0].number
    void_booking(first, case.reference, why="flight full")
    move(first, case.reference, State.ACCEPTED_BY_RECEIVER)
    book(first, case.reference, journey(carrier="RJ 999"))
    now = propose_departure(first, case.reference, why="seen")[0].number
    with pytest.raises(BadInput, match="no proposal"):
        confirm_departure(second, case.reference, seen=seen)
    confirm_departure(second, case.reference, seen=now)
    assert facts_of(case).state is State.DEPARTED
