"""Attacks on what hangs together: a decision and the appeal, a claim and the notices, take-off."""

from datetime import timedelta

import pytest

from hawkari.engines.casework import EventKind, Route, State
from tests.engines.casework.attacks.playing import (
    days,
    facts,
    lifted,
    looked,
    opened,
    refusing,
    said,
    tried,
    utc,
)
from tests.engines.casework.cases import BOOKED, NOW, history, notice


def without(kind, events):
    return [one for one in events if one.kind is not kind]


def before_notices():
    return without(EventKind.NOTICE_SERVED, without(EventKind.BOOKED, history()))


def served(events, at, recorded=None):
    for kind in ("intention", "departure_details"):
        body = notice(kind)
        events = said(events, EventKind.NOTICE_SERVED, body, at=at, recorded=recorded)
    return events


def booked(events, **more):
    return said(events, EventKind.BOOKED, BOOKED | more)


def test_an_open_barrier_of_a_kind_that_the_table_does_not_know_keeps_the_person_too():
    assert refusing(opened(history(), "deportation_stayed_by_minister")) != []
    events = opened(history(), "deportation_stayed_by_minister")
    # Not only because the case was held and its booking fell:
    kept = [one for one in events if one.kind is not EventKind.BOOKING_VOIDED]
    kept = [one for one in kept if one.kind is not EventKind.NOTICE_VOIDED]
    assert refusing(kept) != []


def test_the_time_to_appeal_is_not_over_because_an_officer_typed_an_early_end():
    start = NOW - days(3)
    events = opened(history(), "appeal_window", at=start, ends=(NOW - days(1)).date().isoformat())
    events = lifted(events, "appeal_window", kind="elapsed", by="time")
    assert "appeal_window" in refusing(events)


def test_the_28_days_of_a_family_are_not_over_because_an_officer_typed_an_early_end():
    start = NOW - days(10)
    events = opened(history(), "family_28d", at=start, ends=(NOW - days(1)).date().isoformat())
    events = lifted(events, "family_28d", kind="elapsed", by="time")
    assert "family_28d" in refusing(events)


def test_whoever_lodged_an_appeal_in_time_is_protected_by_the_appeal():
    events = opened(history(), "appeal_window", at=NOW - days(3))
    events = lifted(events, "appeal_window", kind="appeal_lodged", by="tribunal")
    assert "appeal_pending" in refusing(events)


def test_a_reasonable_grounds_decision_has_somebody_look_for_the_recovery_period():
    events = opened(history(), "nrm_rg_pending", at=NOW - days(3))
    events = lifted(events, "nrm_rg_pending", kind="grounds_decision", by="competent_authority")
    assert "nrm_recovery" in refusing(events)


def test_a_decision_on_asylum_has_somebody_look_for_a_right_of_appeal():
    events = opened(history(), "asylum_claim", at=NOW - days(3))
    events = lifted(events, "asylum_claim", kind="decision_notice", by="home_office")
    assert "appeal_window" in refusing(events)


def test_a_barrier_opened_after_two_officers_agreed_but_before_take_off_still_stops_the_person():
    before = NOW.replace(hour=8)  # the aeroplane leaves at noon
    events = said(history(), EventKind.DEPARTED, {"booking": len(history())}, at=before)
    events = opened(events, "asylum_claim", at=NOW)
    assert facts(events).live_booking() is None
    assert facts(events).state is State.HELD


def test_a_notice_served_while_a_claim_was_open_gives_no_time():
    events = opened(before_notices(), "asylum_claim", at=NOW - days(30))
    events = served(events, NOW - days(20))
    events = lifted(
        events, "asylum_claim", kind="decision_notice", by="home_office", at=NOW - days(1)
    )
    assert {"notice_of_intention", "notice_of_departure_details"} & set(
        refusing(booked(looked(events)))
    )


def test_a_notice_that_a_claim_voided_does_not_come_back_by_recording_it_again():
    events = [one for one in history() if one.kind is not EventKind.BOOKED]
    events = opened(events, "asylum_claim", at=NOW - days(3))
    events = lifted(
        events, "asylum_claim", kind="decision_notice", by="home_office", at=NOW - days(2)
    )
    events = served(events, utc(2026, 10, 13, 9), recorded=NOW)
    assert {"notice_of_intention", "notice_period"} & set(refusing(booked(looked(events))))


def test_a_notice_that_names_another_way_than_the_journey_is_none():
    events = booked(
        without(EventKind.BOOKED, history()), carrier="bus", route="by road, through Turkey"
    )
    assert "notice_of_departure_details" in refusing(events)


def test_a_voluntary_case_does_not_become_an_enforced_one_half_way():
    events = [one for one in history(Route.VOLUNTARY) if one.kind is not EventKind.BOOKED]
    events = said(events, EventKind.DETAILS, {"route": "enforced"})
    # Somebody must decide that the person is liable to be returned; that step is not skipped.
    assert "step" in tried(events, EventKind.MOVED, {"to": "notice_served"}, State.NOTICE_SERVED)


def test_what_stops_a_case_between_the_decision_and_take_off_closes_or_holds_it():
    before = NOW.replace(hour=8)
    events = history(Route.ASSISTED)
    events = said(events, EventKind.DEPARTED, {"booking": len(events)}, at=before)
    withdrawn = facts(said(events, EventKind.CONSENT_WITHDRAWN, {"how": "at the gate"}, at=NOW))
    assert (withdrawn.state, withdrawn.live_booking()) == (State.CLOSED, None)
    gone = opened(events, "asylum_claim", at=NOW + timedelta(hours=6))
    assert facts(gone).state is State.DEPARTED
    assert facts(gone).live_booking() is not None


@pytest.mark.parametrize("looks", [True, False])
def test_somebody_looks_again_after_a_decision_and_the_case_goes_on(looks):
    events = opened(history(Route.ASSISTED), "asylum_claim", at=NOW - days(3))
    events = lifted(events, "asylum_claim", kind="decision_notice", by="home_office")
    events = looked(events) if looks else events
    assert ("appeal_window" in refusing(events)) is not looks
