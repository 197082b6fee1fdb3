"""What follows at once when something happens before departure."""

from datetime import timedelta

import pytest

from hawkari.engines.casework import (
    Event,
    EventKind,
    Route,
    State,
    check,
    consequences,
    fold,
    load_table,
)
from hawkari.engines.casework.values import CONSENT_ROUTES
from tests.engines.casework.cases import NOW, history, then

TABLE = load_table()


def settled(events: list[Event]) -> list[Event]:
    """The history with everything that the last event brings about."""
    for one in consequences(TABLE, fold(events), events[-1]):
        events = then(events, one.kind, one.body)
    return events


@pytest.mark.parametrize("route", Route)
@pytest.mark.parametrize("kind", TABLE.barriers)
def test_an_opened_barrier_voids_the_booking_and_holds_the_case(route, kind):
    body = {"barrier": kind, "source": "letter"}
    facts = fold(settled(then(history(route), EventKind.BARRIER_OPENED, body)))
    assert facts.live_booking() is None
    assert facts.state is State.HELD
    voided = TABLE.guards[kind].barrier.voids_notice
    assert bool(facts.live_notices()) == (bool(facts.notices) and not voided)


def test_what_happens_after_departure_changes_no_booking():
    gone = then(history(), EventKind.DEPARTED, {"booking": 15})
    opened = {"barrier": "asylum_claim", "source": "letter"}
    late = then(gone, EventKind.BARRIER_OPENED, opened, NOW + timedelta(hours=4))
    assert settled(late) == late
    assert fold(late).state is State.DEPARTED


def test_withdrawn_consent_closes_the_case_for_good():
    events = settled(
        then(history(Route.ASSISTED), EventKind.CONSENT_WITHDRAWN, {"how": "by phone"})
    )
    facts = fold(events)
    assert (facts.state, facts.closed) == (State.CLOSED, "consent_withdrawn")
    for state in State:
        assert not check(TABLE, facts, state, NOW, actor="rebin", second="dara").allowed


def test_a_refused_document_or_answer_voids_the_booking():
    refused = {"document": "P1", "kind": "passport", "status": "refused"}
    assert fold(settled(then(history(), EventKind.DOCUMENT, refused))).state is State.HELD
    answer = {"receiver": "erbil", "answer": "refused", "document": "L2", "dated": "2026-11-20"}
    facts = fold(settled(then(history(), EventKind.RECEIVER_ANSWERED, answer)))
    assert (facts.state, facts.live_booking()) == (State.HELD, None)


@pytest.mark.parametrize("route", Route)
def test_a_notice_voided_by_hand_voids_the_booking_where_the_return_rests_on_it(route):
    served = {
        "kind": "departure_details", "language": "ckb", "route": "air", "destination": "Erbil",
        "read_to_person": True, "appeal_details": True, "lawyer_details": True,
        "served_how": "post",
    }  # fmt: skip
    events = then(history(route), EventKind.NOTICE_SERVED, served)
    number = events[-1].number
    facts = fold(settled(then(events, EventKind.NOTICE_VOIDED, {"notice": number, "why": "typo"})))
    rests = route not in CONSENT_ROUTES
    assert (facts.live_booking() is None) is rests
    assert (facts.state is State.HELD) is rests


def test_a_notice_voided_after_two_officers_agreed_stops_who_has_not_left():
    gone = then(history(), EventKind.DEPARTED, {"booking": 15})
    assert fold(gone).state is State.DEPARTED
    booking, notice = fold(gone).booking, fold(gone).notices[0]
    voided = {"notice": notice.number, "why": "wrong language"}
    before = booking.departs - timedelta(minutes=1)
    assert fold(settled(then(gone, EventKind.NOTICE_VOIDED, voided, before))).state is State.HELD
    late = then(gone, EventKind.NOTICE_VOIDED, voided, booking.departs)
    assert settled(late) == late
