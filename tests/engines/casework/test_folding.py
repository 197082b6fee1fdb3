"""What the events say of a case."""

from datetime import timedelta

import pytest

from hawkari.engines.casework import EventKind, Route, State, fold, load_table, why_not
from hawkari.engines.casework.events import BODIES, check_body
from hawkari.engines.casework.folding import CORRECTABLE
from tests.engines.casework.cases import NOW, history, then

TABLE = load_table()
OPENED = {"barrier": "jr_pending", "source": "claim of 20 November"}
LIFTED = {
    "barrier": "jr_pending",
    "document": "D1",
    "document_kind": "determination",
    "dated": "2026-11-27",
    "decided_by": "court",
    "outcome": "dismissed",
}


def refusing(events):
    return [reason.guard for reason in why_not(TABLE, fold(events), NOW)]


def test_the_bodies_of_the_examples_are_well_formed():
    for event in [*history(Route.ENFORCED), *history(Route.ASSISTED)]:
        assert check_body(event.kind, event.body) == []


def test_a_body_says_which_field_is_wrong():
    said = check_body(EventKind.MOVED, {"to": "departed", "force": True})
    assert any(line.startswith("to: is none of") for line in said)
    assert any(line.startswith("force:") for line in said)
    assert check_body(EventKind.NOTICE_VOIDED, {"notice": True, "why": " "}) == [
        "notice: is not a whole number",
        "why: is missing",
    ]


def test_every_opening_is_lifted_by_itself():
    events = then(history(Route.ASSISTED), EventKind.BARRIER_OPENED, OPENED)
    events = then(events, EventKind.BARRIER_OPENED, OPENED)
    first, second = events[-2].number, events[-1].number
    events = then(events, EventKind.BARRIER_LIFTED, LIFTED | {"opening": first})
    assert refusing(events) == ["jr_pending"]
    events = then(events, EventKind.BARRIER_LIFTED, LIFTED | {"opening": second})
    assert refusing(events) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"document": ""},
        {"dated": "2026-11-26"},
        {"dated": "2026-11-28"},
        {"dated": ""},
        {"document_kind": "note"},
        {"outcome": ""},
        {"outcome": "perhaps"},
        {"outcome": "quashed"},
        {"decided_by": "person"},
        {"document_kind": "elapsed", "decided_by": "time"},
        {"opening": 1},
        {"barrier": "appeal_pending"},
    ],
    ids=str,
)
def test_no_other_paper_lifts_a_barrier(wrong):
    events = then(history(Route.ASSISTED), EventKind.BARRIER_OPENED, OPENED)
    body = LIFTED | {"opening": events[-1].number} | wrong
    assert refusing(then(events, EventKind.BARRIER_LIFTED, body)) == ["jr_pending"]


def test_a_barrier_learned_late_keeps_both_instants():
    at = NOW - timedelta(days=30)
    events = then(history(Route.ASSISTED), EventKind.BARRIER_OPENED, OPENED, at)
    event = events[-1]
    events[-1] = type(event)(event.kind, at, NOW, event.actor, body=OPENED, number=event.number)
    fact = fold(events).barrier("jr_pending")
    assert (fact.status, fact.opened, fact.learned) == ("open", at, NOW)
    assert fold(events).state is State.BOOKED


def test_looking_again_does_not_close_what_is_open():
    events = then(history(Route.ASSISTED), EventKind.BARRIER_OPENED, OPENED)
    body = {"barriers": ["jr_pending"], "source": "form"}
    assert refusing(then(events, EventKind.BARRIER_CHECKED, body)) == ["jr_pending"]


def test_another_person_on_the_case_makes_everything_unknown_again():
    events = then(history(), EventKind.DETAILS, {"adults": 2})
    assert set(TABLE.barriers) - {"no_travel_document", "not_accepted"} <= set(refusing(events))


def test_whoever_is_refused_on_arrival_begins_anew():
    events = then(
        then(history(), EventKind.DEPARTED, {"booking": 15}),
        EventKind.REFUSED_ON_ARRIVAL,
        {"why": "x"},
    )
    facts = fold(events)
    assert (facts.live_notices(), facts.live_booking(), facts.acceptance) == ((), None, None)
    assert facts.barrier("jr_pending").status == "unknown"


@pytest.mark.parametrize("number", range(1, 16))
def test_no_correction_opens_the_way(number):
    for route in Route:
        events = history(route)
        if number > len(events):
            continue
        before = set(refusing(events))
        corrected = then(events, EventKind.CORRECTED, {"event": number, "why": "typed wrongly"})
        assert before <= set(refusing(corrected))
        kind = events[number - 1].kind
        if kind in CORRECTABLE:
            assert set(refusing(corrected)) > before


def test_an_opened_barrier_and_a_withdrawn_consent_cannot_be_corrected():
    events = then(history(Route.ASSISTED), EventKind.BARRIER_OPENED, OPENED)
    body = {"event": events[-1].number, "why": "typed wrongly"}
    assert refusing(then(events, EventKind.CORRECTED, body)) == ["jr_pending"]
    events = then(history(Route.VOLUNTARY), EventKind.CONSENT_WITHDRAWN, {"how": "by phone"})
    body = {"event": events[-1].number, "why": "typed wrongly"}
    assert refusing(then(events, EventKind.CORRECTED, body)) == ["consent"]


def test_every_kind_of_event_says_what_its_body_holds():
    assert set(BODIES) == set(EventKind)
