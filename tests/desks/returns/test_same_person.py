"""What protects a person in one case protects them in each of their cases."""

from dataclasses import replace

import pytest

from hawkari.desks.returns.services.barriers import open_barrier
from hawkari.desks.returns.services.departing import confirm_departure, propose_departure
from hawkari.desks.returns.services.moving import close
from hawkari.desks.returns.services.reasons import why_json
from hawkari.desks.returns.services.recording import facts_of
from hawkari.desks.returns.services.refusals import StepRefused
from hawkari.desks.returns.services.same_person import OTHER_CASE_GUARD, say_different
from hawkari.engines.casework import State
from hawkari.errors import AccessDenied, BadInput
from tests.desks.returns.playing import HEMIN, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
OTHER = replace(HEMIN, name="سۆران عەلی", romanised="Soran Elî")


def guards(officer, case) -> set[str]:
    """Which guards keep a case from being proposed."""
    with pytest.raises(StepRefused) as refused:
        propose_departure(officer, case.reference, why="seen")
    return {one.guard for one in refused.value.reasons}


def second_case(desk: Desk, officer, **person):
    """An older case of the same person, with a claim, and a new one that is booked."""
    older = desk.case(officer, replace(HEMIN, **person))
    open_barrier(officer, older.reference, "asylum_claim", source="claim form")
    return older, desk.to(officer, State.BOOKED)


@pytest.mark.parametrize(
    "person", [{}, {"romanised": ""}, {"name": "Hemin", "romanised": "hêmin qadir resûl"}]
)
def test_a_second_case_does_not_outrun_the_claim_in_the_first(desk: Desk, person: dict):
    officer = desk.officer()
    older, booked = second_case(desk, officer, **person)
    assert guards(officer, booked) == {OTHER_CASE_GUARD}
    [told] = why_json(officer, booked.reference)["reasons"]
    assert older.reference in told["title"]
    close(officer, older.reference, "left_area")
    assert guards(officer, booked) == {OTHER_CASE_GUARD}, "its claim was never lifted"


def test_a_first_case_that_ended_with_no_barrier_open_stops_nothing(desk: Desk):
    first, second = desk.officer(), desk.officer()
    older = desk.case(first, HEMIN)
    close(first, older.reference, "left_area")
    booked = desk.to(first, State.BOOKED)
    propose_departure(first, booked.reference, why="seen")
    confirm_departure(second, booked.reference)
    assert facts_of(booked).state is State.DEPARTED


def test_an_officer_who_decides_tells_two_people_of_one_name_apart(desk: Desk):
    first, second = desk.officer(), desk.officer()
    older, booked = second_case(desk, first)
    with pytest.raises(AccessDenied):
        say_different(desk.officer("monitor"), booked.reference, other=older.reference, why="x")
    with pytest.raises(BadInput):
        say_different(first, booked.reference, other=older.reference, why=" ")
    say_different(first, booked.reference, other=older.reference, why="another mother's name")
    propose_departure(first, booked.reference, why="seen")
    confirm_departure(second, booked.reference)
    assert facts_of(booked).state is State.DEPARTED


def test_somebody_elses_case_stops_nothing(desk: Desk):
    officer = desk.officer()
    other = desk.case(officer, OTHER)
    open_barrier(officer, other.reference, "asylum_claim", source="claim form")
    booked = desk.to(officer, State.BOOKED)
    propose_departure(officer, booked.reference, why="seen")
    with pytest.raises(BadInput, match="not in question"):
        say_different(officer, booked.reference, other=other.reference, why="x")
