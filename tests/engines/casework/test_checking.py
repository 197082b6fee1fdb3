"""What lets a case depart and what keeps it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hawkari.engines.casework import (
    Event,
    EventKind,
    Route,
    State,
    check,
    fold,
    load_table,
    why_not,
)
from tests.engines.casework.cases import NOW, history, notice, then

TABLE = load_table()


def may_depart(events):
    return check(TABLE, fold(events), State.DEPARTED, NOW, actor="rebin", second="dara")


@pytest.mark.parametrize("route", Route)
def test_a_case_with_every_guard_satisfied_may_depart(route):
    assert may_depart(history(route)).reasons == ()
    assert why_not(TABLE, fold(history(route)), NOW) == ()


@pytest.mark.parametrize("kind", TABLE.barriers)
def test_an_opened_barrier_keeps_the_case_and_says_since_when(kind):
    body = {"barrier": kind, "source": "letter"}
    events = then(history(Route.ASSISTED), EventKind.BARRIER_OPENED, body)
    (reason,) = why_not(TABLE, fold(events), NOW)
    assert (reason.guard, reason.since) == (kind, NOW)
    assert not may_depart(events).allowed


@pytest.mark.parametrize(
    "kind", [k for k in TABLE.barriers if k not in {"no_travel_document", "not_accepted"}]
)
def test_a_barrier_that_nobody_looked_for_keeps_the_case(kind):
    events = history()
    left = [one for one in TABLE.barriers if one != kind]
    place = next(i for i, one in enumerate(events) if one.kind is EventKind.BARRIER_CHECKED)
    body = {"barriers": left, "source": "screening form"}
    events[place] = replace(events[place], body=body)
    (reason,) = why_not(TABLE, fold(events), NOW)
    assert (reason.guard, reason.params["reading"]) == (kind, "unknown")
    assert not may_depart(events).allowed


def test_a_new_case_has_every_reason():
    reasons = why_not(TABLE, fold(history()[:0]), NOW)
    assert {reason.guard for reason in reasons} >= set(TABLE.barriers)


def served(events, at):
    for kind in ("intention", "departure_details"):
        events = then(events, EventKind.NOTICE_SERVED, notice(kind), at)
    return events


def test_the_period_is_computed_and_never_shorter_than_what_was_typed():
    # Monday 23 November: five working days end with Monday 30 November.
    events = served(history(), datetime(2026, 11, 23, 9, tzinfo=UTC))
    (reason,) = why_not(TABLE, fold(events), NOW)
    assert (reason.guard, reason.params["reading"]) == ("notice_period", "running")
    assert reason.since == datetime(2026, 12, 1, tzinfo=UTC)
    told = notice("intention") | {"period_ends": "2026-11-23T10:00:00+00:00"}
    events = then(history(), EventKind.NOTICE_SERVED, told, datetime(2026, 11, 23, 9, tzinfo=UTC))
    (reason,) = why_not(TABLE, fold(events), NOW)
    assert reason.params["reading"] == "running"


def test_a_notice_is_no_longer_good_three_weeks_after_a_journey_fell_through():
    fell = NOW - timedelta(days=22)
    events = history()
    booked = next(one for one in events if one.kind is EventKind.BOOKED)
    events[-1] = Event(
        **{name: getattr(booked, name) for name in ("kind", "actor", "body", "number")},
        at=fell,
        recorded=fell,
    )
    events = then(
        events, EventKind.BOOKING_VOIDED, {"booking": booked.number, "why": "strike"}, fell
    )
    events = then(events, EventKind.BOOKED, booked.body)
    assert [reason.params["reading"] for reason in why_not(TABLE, fold(events), NOW)] == [
        "expired"
    ] * 2


@pytest.mark.parametrize("pool", ["leave", "citizen", "left", "died"])
def test_whoever_should_not_be_here_is_not_removed(pool):
    events = then(history(), EventKind.DETAILS, {"pool": pool})
    assert not may_depart(events).allowed
    taken_back = then(events, EventKind.CORRECTED, {"event": events[-1].number, "why": "wrong"})
    assert not may_depart(taken_back).allowed
    assert may_depart(then(events, EventKind.DETAILS, {"pool": "none"})).allowed
