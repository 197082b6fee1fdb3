"""Attacks on a departure through the desk's own services: by one officer, by parting a family, by
changing who the person is, by dates that are not so. Each must leave the person where they are."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from hawkari.desks.returns.services.barriers import (
    Lifting,
    check_barriers,
    lift_barrier,
    open_barrier,
)
from hawkari.desks.returns.services.cases import (
    change_person,
    join_family,
    leave_family,
)
from hawkari.desks.returns.services.departing import (
    confirm_departure,
    propose_departure,
    record_arrival,
    record_refusal,
)
from hawkari.desks.returns.services.moving import (
    book,
    close,
    correct,
    hold,
    move,
    void_booking,
)
from hawkari.desks.returns.services.notices import (
    Notice,
    serve_notice,
    void_notice,
    withdraw_consent,
)
from hawkari.desks.returns.services.papers import (
    add_note,
    record_answer,
    record_asked,
    record_details,
    record_document,
)
from hawkari.desks.returns.services.recording import events_of, facts_of
from hawkari.desks.returns.services.refusals import CaseNotFound, StepRefused
from hawkari.engines.casework import State
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import OperationMember
from tests.desks.returns.playing import HEMIN, Desk, journey, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
REFUSED = (BadInput, StepRefused, AccessDenied)


def state(case) -> State | None:
    return facts_of(case).state


def stays(officer, case) -> None:
    """The departure is refused, and the person has not left."""
    with pytest.raises(REFUSED):
        confirm_departure(officer, case.reference)
    assert state(case) is not State.DEPARTED


def family(desk: Desk, officer, **of_the_son):
    """A mother and her son, booked on one journey."""
    mother = desk.to(officer, State.ACCEPTED_BY_RECEIVER)
    son = desk.to(officer, State.ACCEPTED_BY_RECEIVER, **of_the_son)
    join_family(officer, son.reference, of=mother.reference)
    book(officer, mother.reference, journey())
    return mother, son


# --- one officer alone ----------------------------------------------------------------------------


def test_a_proposal_that_was_taken_back_as_a_mistake_does_not_hold(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    correct(second, case.reference, events_of(case)[-1].number, why="not looked at")
    stays(second, case)


def test_an_officer_cannot_outlast_their_own_proposal_by_having_another_corrected(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    proposed(second, case.reference)
    correct(first, case.reference, events_of(case)[-1].number, why="it was me")
    stays(second, case)
    stays(first, case)


def test_an_old_proposal_says_nothing_of_another_booking(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    void_booking(second, case.reference, why="flight full")
    move(second, case.reference, State.ACCEPTED_BY_RECEIVER)
    book(second, case.reference, journey())
    stays(second, case)


# --- families -------------------------------------------------------------------------------------


def test_who_joins_a_family_after_the_proposal_keeps_it_here(desk: Desk):
    first, second = desk.officer(), desk.officer()
    mother = desk.to(first, State.BOOKED)
    proposed(first, mother.reference)
    son = desk.case(first)
    join_family(second, son.reference, of=mother.reference)
    stays(second, mother)


# --- who the person is ----------------------------------------------------------------------------


# --- dates that are not so ------------------------------------------------------------------------


def departed(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED, route="enforced")
    proposed(first, case.reference)
    confirm_departure(second, case.reference)
    return first, case


def test_nothing_is_recorded_that_has_not_happened_yet(desk: Desk):
    officer = desk.officer()
    case = desk.to(officer, State.BOOKED, route="enforced")
    later = timezone.now() + timedelta(hours=1)
    with pytest.raises(BadInput):
        serve_notice(officer, case.reference, a_notice(served=later))
    with pytest.raises(BadInput):
        open_barrier(officer, case.reference, "asylum_claim", source="x", at=later)
    with pytest.raises(BadInput):
        record_document(officer, case.reference, "P9", kind="passport", status="issued", at=later)


def a_notice(**more) -> Notice:
    said = {
        "kind": "intention", "language": "ckb", "route": "air", "destination": "Erbil",
        "read_to_person": True, "appeal_details": True, "lawyer_details": True,
        "served_how": "by post", "place": "england-wales",
    }  # fmt: skip
    return Notice(**said | more)


# --- consent --------------------------------------------------------------------------------------


# --- who may do nothing ---------------------------------------------------------------------------

TODAY = timezone.now().date()
DOORS = {
    "open_barrier": lambda a, r: open_barrier(a, r, "asylum_claim", source="x"),
    "check_barriers": lambda a, r: check_barriers(a, r, ["asylum_claim"], source="x"),
    "lift_barrier": lambda a, r: lift_barrier(
        a,
        r,
        Lifting("asylum_claim", 3, "D", "decision_notice", TODAY, "home_office", outcome="refused"),
    ),
    "record_details": lambda a, r: record_details(a, r, route="enforced"),
    "record_document": lambda a, r: record_document(a, r, "P", kind="passport", status="issued"),
    "record_asked": lambda a, r: record_asked(
        a, r, receiver="erbil", request="R", fields=["names"]
    ),
    "record_answer": lambda a, r: record_answer(
        a, r, receiver="erbil", answer="accepted", document="L", dated=TODAY
    ),
    "add_note": lambda a, r: add_note(a, r, "x"),
    "serve_notice": lambda a, r: serve_notice(a, r, a_notice()),
    "void_notice": lambda a, r: void_notice(a, r, 3, why="x"),
    "withdraw_consent": lambda a, r: withdraw_consent(a, r, how="x"),
    "move": lambda a, r: move(a, r, State.SCREENING),
    "hold": lambda a, r: hold(a, r, why="x"),
    "book": lambda a, r: book(a, r, journey()),
    "void_booking": lambda a, r: void_booking(a, r, why="x"),
    "close": lambda a, r: close(a, r, "own_choice"),
    "correct": lambda a, r: correct(a, r, 1, why="x"),
    "propose_departure": lambda a, r: propose_departure(a, r, why="x"),
    "confirm_departure": confirm_departure,
    "record_arrival": record_arrival,
    "record_refusal": lambda a, r: record_refusal(a, r, why="x"),
    "change_person": lambda a, r: change_person(a, r, HEMIN, why="x"),
    "leave_family": lambda a, r: leave_family(a, r, why="x"),
}


def refuses(door, access, case) -> type | None:
    """How a service refuses somebody; None if it lets them."""
    try:
        door(access, case.reference)
    except (AccessDenied, BadInput) as refused:
        return type(refused)
    return None


@pytest.mark.parametrize("role", ["monitor", "analyst", "auditor", "liaison", "administrator"])
def test_whoever_only_looks_changes_nothing(desk: Desk, role: str):
    case = desk.to(desk.officer(), State.BOOKED)
    other = desk.officer(role)
    before = len(events_of(case))
    for name, door in DOORS.items():
        assert refuses(door, other, case) is AccessDenied, name
    assert len(events_of(case)) == before


def test_another_agency_of_the_operation_does_nothing_to_a_case_and_learns_nothing(desk: Desk):
    case = desk.to(desk.officer(), State.BOOKED)
    theirs = desk.officer("reviewer", agency="krg-interior")
    before = len(events_of(case))
    for name, door in DOORS.items():
        assert refuses(door, theirs, case) is CaseNotFound, name
    assert len(events_of(case)) == before


def test_a_proposal_falls_when_whoever_made_it_may_no_longer_decide(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    OperationMember.objects.filter(user=first.user).update(role="monitor")
    stays(second, case)


def test_a_proposal_falls_when_the_account_of_whoever_made_it_was_closed(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    first.user.is_active = False
    first.user.save()
    stays(second, case)


def test_a_child_taken_out_of_the_family_after_the_proposal_stays(desk: Desk):
    first, second = desk.officer(), desk.officer()
    mother, son = family(desk, first)
    proposed(first, mother.reference)
    leave_family(second, son.reference, why="another surname")
    stays(second, mother)
    stays(second, son)


def test_parting_a_family_stands_in_the_history_of_both(desk: Desk):
    first = desk.officer()
    mother, son = family(desk, first)
    before = len(events_of(mother)), len(events_of(son))
    leave_family(first, son.reference, why="another surname")
    assert len(events_of(son)) > before[1]
    assert len(events_of(mother)) > before[0]


def test_a_family_does_not_leave_without_the_one_who_withdrew_consent(desk: Desk):
    first, second = desk.officer(), desk.officer()
    mother, son = family(desk, first)
    withdraw_consent(first, mother.reference, how="said no")
    with pytest.raises(REFUSED):
        propose_departure(first, son.reference, why="seen")
    stays(second, son)


def test_a_family_does_not_leave_without_the_one_whose_case_was_closed(desk: Desk):
    first, second = desk.officer(), desk.officer()
    mother, son = family(desk, first)
    close(first, mother.reference, "may_stay", why="leave granted")
    with pytest.raises(REFUSED):
        propose_departure(first, son.reference, why="seen")
    stays(second, son)


def test_a_child_by_itself_is_unaccompanied_whatever_was_ticked(desk: Desk):
    first = desk.officer()
    mother = desk.to(first, State.ACCEPTED_BY_RECEIVER)
    son = desk.case(first, adults=0, children=1, unaccompanied=False)
    join_family(first, son.reference, of=mother.reference)
    leave_family(first, son.reference, why="not her son")
    assert facts_of(son).people.unaccompanied is not False


def test_whoever_was_accepted_under_one_name_does_not_leave_under_another(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    other = replace(HEMIN, name="سۆران عەلی", romanised="Soran Elî", birth_date="1990-01-01")
    change_person(second, case.reference, other, why="typed wrongly")
    stays(second, case)


def test_nobody_arrives_before_they_left(desk: Desk):
    officer, case = departed(desk)
    with pytest.raises(BadInput):
        record_arrival(officer, case.reference, at=timezone.now() - timedelta(days=2))
    assert state(case) is State.DEPARTED


def test_nobody_is_refused_at_landing_before_they_left(desk: Desk):
    officer, case = departed(desk)
    with pytest.raises(BadInput):
        record_refusal(officer, case.reference, why="no", at=timezone.now() - timedelta(days=2))
    assert state(case) is State.DEPARTED


@pytest.mark.parametrize("place", ["iraq", "kurdistan", "", "mars"])
def test_a_notice_is_served_in_the_united_kingdom_or_nowhere(desk: Desk, place: str):
    officer = desk.officer()
    case = desk.case(officer, route="enforced")
    with pytest.raises(BadInput):
        serve_notice(officer, case.reference, a_notice(place=place))


def test_who_says_no_after_the_route_was_changed_is_heard(desk: Desk):
    officer = desk.officer()
    case = desk.to(officer, State.ACCEPTED_BY_RECEIVER)
    record_details(officer, case.reference, route="enforced")
    withdraw_consent(officer, case.reference, how="said no")
    assert state(case) is State.CLOSED


def test_a_notice_voided_by_a_claim_is_not_recorded_again_with_its_old_date(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED, route="enforced")
    opening = open_barrier(first, case.reference, "asylum_claim", source="said so")[0]
    check_barriers(first, case.reference, ["appeal_window"], source="file")
    lift_barrier(
        first, case.reference,
        Lifting("asylum_claim", opening.number, "HO 3", "decision_notice",
                timezone.now().date(), "home_office", outcome="refused"),
    )  # fmt: skip
    check_barriers(first, case.reference, ["appeal_window"], source="file")
    for kind in ("intention", "departure_details"):
        served = timezone.now() - timedelta(days=20)
        serve_notice(first, case.reference, a_notice(kind=kind, served=served))
    move(first, case.reference, State.SCREENING)
    move(first, case.reference, State.LIABLE)
    move(first, case.reference, State.DOCUMENTING)
    move(first, case.reference, State.ACCEPTED_BY_RECEIVER)
    with pytest.raises(StepRefused):
        move(first, case.reference, State.NOTICE_SERVED)
    stays(second, case)


def test_a_voluntary_return_does_not_go_on_by_force_without_a_decision(desk: Desk):
    officer = desk.officer()
    case = desk.to(officer, State.ACCEPTED_BY_RECEIVER)
    record_details(officer, case.reference, route="enforced")
    for kind in ("intention", "departure_details"):
        served = timezone.now() - timedelta(days=20)
        serve_notice(officer, case.reference, a_notice(kind=kind, served=served))
    with pytest.raises(StepRefused):
        move(officer, case.reference, State.NOTICE_SERVED)


def test_until_take_off_a_claim_of_the_child_keeps_its_mother_though_both_were_confirmed(
    desk: Desk,
):
    first, second = desk.officer(), desk.officer()
    mother = desk.to(first, State.ACCEPTED_BY_RECEIVER)
    son = desk.to(first, State.ACCEPTED_BY_RECEIVER)
    join_family(first, son.reference, of=mother.reference)
    departs = timezone.now() + timedelta(hours=3)
    book(first, mother.reference, journey(departs=departs, lands=departs + timedelta(hours=6)))
    proposed(first, mother.reference)
    confirm_departure(second, mother.reference)
    open_barrier(first, son.reference, "asylum_claim", source="said so at the gate")
    assert (state(son), state(mother)) == (State.HELD, State.HELD)
    assert facts_of(mother).live_booking() is None


def test_until_take_off_a_confirmed_departure_can_still_be_held(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.ACCEPTED_BY_RECEIVER)
    departs = timezone.now() + timedelta(hours=3)
    book(first, case.reference, journey(departs=departs, lands=departs + timedelta(hours=6)))
    proposed(first, case.reference)
    confirm_departure(second, case.reference)
    hold(first, case.reference, why="he is ill at the gate")
    assert state(case) is State.HELD
    assert facts_of(case).live_booking() is None
