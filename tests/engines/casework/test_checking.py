"""What lets a case depart and what keeps it."""

import pytest

from hawkari.engines.casework import EventKind, Route, State, check, fold, load_table, why_not
from tests.engines.casework.cases import NOW, history, then

TABLE = load_table()


def may_depart(events):
    return check(TABLE, fold(events), State.DEPARTED, NOW, actor="rebin", second="dara")


@pytest.mark.parametrize("route", Route)
def test_a_case_with_every_guard_satisfied_may_depart(route):
    assert may_depart(history(route)).reasons == ()
    assert why_not(TABLE, fold(history(route)), NOW) == ()


@pytest.mark.parametrize("kind", TABLE.barriers)
def test_an_opened_barrier_keeps_the_case_and_says_since_when(kind):
    events = then(history(), EventKind.BARRIER_OPENED, {"barrier": kind, "source": "letter"})
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
    events[place] = type(events[place])(
        **{
            name: getattr(events[place], name)
            for name in ("kind", "at", "recorded", "actor", "number")
        },
        body={"barriers": left, "source": "screening form"},
    )
    (reason,) = why_not(TABLE, fold(events), NOW)
    assert (reason.guard, reason.params["reading"]) == (kind, "unknown")
    assert not may_depart(events).allowed


def test_a_new_case_has_every_reason():
    reasons = why_not(TABLE, fold(history()[:0]), NOW)
    assert {reason.guard for reason in reasons} >= set(TABLE.barriers)
