"""Attacks on barriers: lifting the wrong thing, lifting too early, letting a chain of law break."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hawkari.engines.casework import Event, EventKind, Route, State, fold
from tests.engines.casework.attacks.playing import (
    TABLE,
    days,
    facts,
    lifted,
    looked,
    opened,
    refusing,
    said,
    utc,
)
from tests.engines.casework.cases import BOOKED, NOW, history


def test_the_case_under_attack_may_depart_before_it_is_attacked():
    for route in Route:
        assert refusing(history(route)) == []


@pytest.mark.parametrize("barrier", sorted(TABLE.barriers))
def test_every_kind_of_barrier_of_the_table_keeps_the_person_while_it_is_open(barrier: str):
    assert barrier in refusing(opened(history(), barrier))


def found_none(ago: timedelta) -> list[Event]:
    """A case that may depart, whose barriers were all looked for that long before."""
    early, shift = [], NOW - ago - timedelta(days=1)
    for one in history():
        at = NOW - ago if one.kind is EventKind.BARRIER_CHECKED else one.at
        at = shift if one.kind is EventKind.OPENED else at
        early.append(replace(one, at=at, recorded=at))
    return early


def test_none_found_counts_for_the_days_of_the_table_and_not_a_minute_longer():
    for kind, guard in TABLE.barriers.items():
        assert guard.barrier is not None
        counts = timedelta(days=guard.barrier.counts_days)
        assert kind not in refusing(found_none(counts))
        is_read_off_papers = kind in {"no_travel_document", "not_accepted"}
        old = found_none(counts + timedelta(minutes=1))
        assert (kind in refusing(old)) is not is_read_off_papers


def test_what_grew_old_is_known_again_once_somebody_looks():
    old = found_none(timedelta(days=400))
    assert "pregnancy" in refusing(old)
    assert refusing(looked(old)) == []


def test_that_it_was_lifted_grows_old_like_anything_else_that_somebody_knew():
    start = NOW - timedelta(days=TABLE.looking.counts_days + 10)
    events = [replace(one, at=min(one.at, start), recorded=min(one.at, start)) for one in history()]
    assert "fitness_to_fly" in refusing(events)
    events = opened(events, "fitness_to_fly", at=NOW - timedelta(days=9))
    fit = lifted(
        events, "fitness_to_fly", kind="clinical_statement", by="clinician", at=NOW - days(8)
    )
    assert "fitness_to_fly" not in refusing(fit)
    later = timedelta(days=TABLE.looking.counts_days)
    assert "fitness_to_fly" in refusing(fit, at=NOW + later)


def test_a_lift_that_was_recorded_before_the_opening_lifts_nothing():
    ahead = len(history()) + 2
    events = lifted(
        history(), "asylum_claim", kind="decision_notice", by="home_office", opening=ahead
    )
    events = opened(events, "asylum_claim")
    assert fold(events).barrier("asylum_claim").status == "open"


def test_a_lift_for_one_person_says_nothing_of_another_on_the_case():
    events = said(history(), EventKind.DETAILS, {"adults": 2})
    events = looked(events)
    events = opened(events, "fitness_to_fly", person="mother")
    events = opened(events, "fitness_to_fly", person="father")
    events = lifted(events, "fitness_to_fly", kind="clinical_statement", by="clinician")
    assert "fitness_to_fly" in refusing(events)


def test_the_28_days_of_a_family_lapse_once_they_are_over():
    start = NOW - days(30)
    events = opened(history(), "family_28d", at=start, ends=(NOW - days(1)).date().isoformat())
    events = lifted(events, "family_28d", kind="elapsed", by="time")
    assert "family_28d" not in refusing(events)


def test_a_decision_dated_before_the_second_claim_does_not_end_it():
    events = opened(history(), "asylum_claim", at=NOW - days(5))
    first = len(history()) + 1
    events = lifted(
        events, "asylum_claim", kind="decision_notice", by="home_office", opening=first,
        at=NOW - days(2),
    )  # fmt: skip
    events = opened(events, "asylum_claim", at=NOW)
    second = max(one.number for one in events if one.kind is EventKind.BARRIER_OPENED)
    body = {
        "barrier": "asylum_claim", "opening": second, "document": "D1",
        "document_kind": "decision_notice", "dated": (NOW - days(2)).date().isoformat(),
        "decided_by": "home_office", "outcome": "refused",
    }  # fmt: skip
    events = said(events, EventKind.BARRIER_LIFTED, body)
    assert "asylum_claim" in refusing(events)


def test_a_paper_of_the_evening_before_does_not_end_a_claim_made_after_midnight_in_london():
    # 00:30 on 2 June in London is still 1 June in UTC.
    claimed = utc(2026, 6, 1, 23, 30)
    events = opened(history(), "asylum_claim", at=claimed, recorded=NOW)
    body = {
        "barrier": "asylum_claim", "opening": len(history()) + 1, "document": "D1",
        "document_kind": "decision_notice", "dated": "2026-06-01", "decided_by": "home_office",
        "outcome": "refused",
    }  # fmt: skip
    events = said(events, EventKind.BARRIER_LIFTED, body)
    assert "asylum_claim" in refusing(events)


def test_a_barrier_whose_lift_was_a_mistake_stops_the_case_as_if_it_had_just_opened():
    events = [one for one in history() if one.kind is not EventKind.BOOKED]
    events = opened(events, "rule35_open", at=NOW - days(9))
    events = [one for one in events if one.kind is not EventKind.MOVED or one.body["to"] != "held"]
    events = lifted(
        events, "rule35_open", kind="written_answer", by="home_office", at=NOW - days(8)
    )
    number = events[-1].number
    events = said(events, EventKind.BOOKED, BOOKED, at=NOW - days(1))
    assert facts(events).live_booking() is not None
    events = said(events, EventKind.CORRECTED, {"event": number, "why": "another person's answer"})
    assert "rule35_open" in refusing(events)
    assert facts(events).live_booking() is None
    assert facts(events).state is State.HELD


def test_what_was_looked_for_before_the_person_was_refused_at_landing_counts_no_more():
    events = said(history(), EventKind.DEPARTED, {"booking": len(history())})
    events = said(events, EventKind.REFUSED_ON_ARRIVAL, {"why": "not admitted"})
    # Back-dating the looking does not help either.
    events = looked(events, at=NOW - days(20))
    assert "asylum_claim" in refusing(events)


def test_a_barrier_that_was_opened_long_ago_and_learned_today_stops_the_case_today():
    events = opened(history(), "asylum_claim", at=NOW - days(300), recorded=NOW)
    assert "asylum_claim" in refusing(events)
    assert facts(events).state is State.HELD
    assert facts(events).live_booking() is None
    assert facts(events).live_notices() == ()


def test_a_child_of_the_case_cannot_be_looked_away():
    events = said(history(), EventKind.DETAILS, {"children": 1})
    events = looked(events)
    refused = refusing(events)
    assert {"s55_not_assessed", "ifrp_not_consulted", "reception"} <= set(refused)


def test_taking_back_that_there_is_a_child_leaves_the_children_unknown():
    events = said(history(), EventKind.DETAILS, {"children": 1})
    number = len(history()) + 1
    events = said(events, EventKind.CORRECTED, {"event": number, "why": "typed wrongly"})
    events = looked(events)
    assert "s55_not_assessed" in refusing(events)


def test_no_event_can_be_recorded_of_the_future():
    later = Event(
        EventKind.BARRIER_CHECKED, NOW + days(30), NOW, "soran",
        body={"barriers": ["asylum_claim"], "source": "x", "review": "2026-11-01"},
        number=len(history()) + 1,
    )  # fmt: skip
    assert fold([*history(), later]).barrier("asylum_claim").checked == NOW


def test_a_later_look_that_must_be_repeated_binds_though_the_barrier_was_once_lifted():
    events = opened(history(), "fitness_to_fly", at=NOW - days(9))
    events = lifted(
        events, "fitness_to_fly", kind="clinical_statement", by="clinician", at=NOW - days(8)
    )
    body = {
        "barriers": ["fitness_to_fly"], "source": "nurse",
        "review": (NOW - days(1)).date().isoformat(),
    }  # fmt: skip
    events = said(events, EventKind.BARRIER_CHECKED, body, at=NOW - days(5))
    assert "fitness_to_fly" in refusing(events)
