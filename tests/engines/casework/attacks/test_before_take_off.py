"""Attacks between the second officer's word and take-off: nothing makes the case deaf."""

import pytest

from hawkari.engines.casework import EventKind, Route, State
from tests.engines.casework.attacks.playing import days, facts, opened, said
from tests.engines.casework.cases import NOW, history

BEFORE = NOW.replace(hour=7)  # The aeroplane leaves at noon, NOW is nine o'clock.


def confirmed(route: Route = Route.ENFORCED) -> list:
    events = history(route)
    return said(events, EventKind.DEPARTED, {"booking": len(events)}, at=BEFORE)


def is_stopped(events) -> None:
    found = facts(events)
    assert found.live_booking() is None
    assert found.state in {State.HELD, State.CLOSED}


@pytest.mark.parametrize("route", list(Route))
def test_a_claim_at_the_airport_stops_the_journey(route: Route):
    is_stopped(opened(confirmed(route), "asylum_claim"))


@pytest.mark.parametrize("route", [Route.VOLUNTARY, Route.ASSISTED])
def test_who_says_no_at_the_gate_stays(route: Route):
    events = said(confirmed(route), EventKind.CONSENT_WITHDRAWN, {"how": "said so at the gate"})
    is_stopped(events)
    assert facts(events).state is State.CLOSED


def test_an_arrival_typed_before_take_off_does_not_make_the_case_deaf():
    events = said(confirmed(), EventKind.ARRIVED, {"place": "Erbil"}, at=NOW.replace(hour=8))
    is_stopped(opened(events, "asylum_claim"))


def test_taking_the_booking_back_after_the_word_does_not_make_the_case_deaf():
    events = confirmed()
    body = {"event": len(history()), "why": "typed wrongly"}
    events = said(events, EventKind.CORRECTED, body, at=NOW.replace(hour=8))
    assert facts(opened(events, "asylum_claim")).state is State.HELD


def test_a_claim_after_landing_moves_nobody_about():
    events = opened(confirmed(), "asylum_claim", at=NOW + days(2))
    assert facts(events).state is State.DEPARTED
