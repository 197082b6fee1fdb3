"""Departure: two people, everything asked anew, and a barrier opened meanwhile wins."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from hawkari.desks.returns.models import CaseEvent, Told
from hawkari.desks.returns.services.barriers import Lifting, lift_barrier, open_barrier
from hawkari.desks.returns.services.cases import join_family
from hawkari.desks.returns.services.departing import (
    confirm_departure,
    propose_departure,
    record_arrival,
    record_refusal,
)
from hawkari.desks.returns.services.moving import book, close, correct, move
from hawkari.desks.returns.services.notices import withdraw_consent
from hawkari.desks.returns.services.papers import add_note, record_details
from hawkari.desks.returns.services.recording import facts_of
from hawkari.desks.returns.services.refusals import StepRefused
from hawkari.engines.casework import State, load_table, why_not
from hawkari.errors import AccessDenied, BadInput
from tests.desks.returns.playing import Desk, journey, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


def state(case) -> State | None:
    return facts_of(case).state


@pytest.mark.parametrize("route", ["voluntary", "enforced"])
def test_two_officers_let_a_person_depart_who_may(desk: Desk, route: str):
    first, second = desk.officer(), desk.officer("reviewer")
    case = desk.to(first, State.BOOKED, route=route)
    proposed(first, case.reference)
    confirm_departure(second, case.reference)
    assert state(case) is State.DEPARTED
    departed = CaseEvent.objects.get(case=case, kind="departed")
    assert {departed.actor, departed.second} == {
        first.user.username, second.user.username,
    }  # fmt: skip


def test_the_officer_who_proposed_cannot_confirm(desk: Desk):
    officer = desk.officer()
    case = desk.to(officer, State.BOOKED)
    proposed(officer, case.reference)
    with pytest.raises(StepRefused) as refused:
        confirm_departure(officer, case.reference)
    assert [one.guard for one in refused.value.reasons] == ["four_eyes"]
    assert state(case) is State.BOOKED


def test_nobody_departs_whom_nobody_proposed(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    with pytest.raises(BadInput, match="no proposal"):
        confirm_departure(second, case.reference)


def test_a_barrier_opened_after_the_proposal_wins(desk: Desk):
    first, second, third = desk.officer(), desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    open_barrier(third, case.reference, "asylum_claim", source="said so at the gate")
    with pytest.raises(StepRefused) as refused:
        confirm_departure(second, case.reference)
    assert "asylum_claim" in {one.guard for one in refused.value.reasons}
    assert state(case) is State.HELD
    kinds = list(CaseEvent.objects.filter(case=case).values_list("kind", flat=True))
    assert kinds[-3:] == ["barrier_opened", "booking_voided", "moved"]


def test_a_barrier_voids_the_notices_of_an_enforced_return_and_everybody_is_told(desk: Desk):
    first, third = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED, route="enforced")
    open_barrier(third, case.reference, "jr_pending", source="sealed claim form")
    facts = facts_of(case)
    assert facts.live_booking() is None
    assert not facts.live_notices()
    told = Told.objects.filter(case=case)
    assert {one.user for one in told if one.user} == {first.user}
    assert {"lawyer: R. Fenwick", "carrier: RJ 118", "reception: brother"} <= {
        one.who for one in told
    }


def test_a_proposal_falls_with_any_event_but_a_note(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    add_note(first, case.reference, "taxi ordered")
    record_details(first, case.reference, interpreter="Ms Karim")
    with pytest.raises((BadInput, StepRefused)):
        confirm_departure(second, case.reference)
    assert state(case) is not State.DEPARTED


def test_a_note_does_not_undo_a_proposal(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    add_note(first, case.reference, "taxi ordered")
    confirm_departure(second, case.reference)
    assert state(case) is State.DEPARTED


@pytest.mark.parametrize("role", ["monitor", "analyst", "auditor", "liaison"])
def test_only_who_decides_on_returns_confirms_one(desk: Desk, role: str):
    first, other = desk.officer(), desk.officer(role)
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    with pytest.raises(AccessDenied):
        confirm_departure(other, case.reference)


def test_consent_withdrawn_at_the_gate_closes_the_voluntary_case_for_good(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    withdraw_consent(first, case.reference, how="said no at the gate")
    assert state(case) is State.CLOSED
    with pytest.raises((BadInput, StepRefused)):
        confirm_departure(second, case.reference)
    record_details(first, case.reference, route="enforced")
    for to in (State.SCREENING, State.LIABLE, State.DOCUMENTING):
        with pytest.raises(StepRefused):
            move(first, case.reference, to)


def test_a_person_refused_on_arrival_begins_again_at_screening_with_nothing_used_twice(
    desk: Desk,
):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED, route="enforced")
    proposed(first, case.reference)
    confirm_departure(second, case.reference)
    record_refusal(first, case.reference, why="the authority did not admit him")
    move(first, case.reference, State.SCREENING)
    facts = facts_of(case)
    assert facts.state is State.SCREENING
    assert facts.acceptance is None
    assert not facts.live_notices()
    assert facts.live_booking() is None
    with pytest.raises(StepRefused):
        move(first, case.reference, State.LIABLE)


def test_who_arrived_is_never_refused_or_departed_again(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    confirm_departure(second, case.reference)
    record_arrival(first, case.reference, place="Erbil airport")
    for again in (
        lambda: record_refusal(first, case.reference, why="x"),
        lambda: confirm_departure(second, case.reference),
        lambda: propose_departure(first, case.reference, why="x"),
        lambda: book(first, case.reference, journey()),
    ):
        with pytest.raises((StepRefused, BadInput)):
            again()
    assert state(case) is State.ARRIVED


def test_a_family_leaves_together_or_not_at_all(desk: Desk):
    first, second = desk.officer(), desk.officer()
    mother = desk.to(first, State.BOOKED)
    son = desk.case(first)
    join_family(first, son.reference, of=mother.reference)
    with pytest.raises(StepRefused) as refused:
        propose_departure(first, mother.reference, why="seen")
    assert {"family_together"} <= {one.guard for one in refused.value.reasons} | {
        "family_together" if refused.value.reference == son.reference else ""
    }
    assert state(mother) is State.BOOKED
    with pytest.raises((StepRefused, BadInput)):
        confirm_departure(second, mother.reference)


def test_a_family_that_is_booked_together_departs_in_one_step(desk: Desk):
    first, second = desk.officer(), desk.officer()
    mother = desk.to(first, State.ACCEPTED_BY_RECEIVER)
    son = desk.to(first, State.ACCEPTED_BY_RECEIVER)
    join_family(first, son.reference, of=mother.reference)
    book(first, mother.reference, journey())
    assert (state(mother), state(son)) == (State.BOOKED, State.BOOKED)
    proposed(first, son.reference)
    confirm_departure(second, mother.reference)
    assert (state(mother), state(son)) == (State.DEPARTED, State.DEPARTED)


def test_a_barrier_of_a_child_stops_its_mother(desk: Desk):
    first, second = desk.officer(), desk.officer()
    mother = desk.to(first, State.ACCEPTED_BY_RECEIVER)
    son = desk.to(first, State.ACCEPTED_BY_RECEIVER)
    join_family(first, son.reference, of=mother.reference)
    book(first, mother.reference, journey())
    proposed(first, mother.reference)
    open_barrier(second, son.reference, "age_dispute", source="says he is fifteen")
    assert state(mother) is State.HELD
    with pytest.raises(StepRefused):
        confirm_departure(second, mother.reference)


def test_a_barrier_is_lifted_only_by_a_document_that_can_be_about_it(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer)
    rows = open_barrier(officer, case.reference, "asylum_claim", source="claim form")
    opening, today = rows[0].number, rows[0].at.date()
    wrong = Lifting(
        "asylum_claim", opening, "note", "phone_call", today, "home_office", outcome="refused"
    )
    early = Lifting(
        "asylum_claim",
        opening,
        "HO 1",
        "decision_notice",
        today - timedelta(days=9),
        "home_office",
        outcome="refused",
    )
    for paper in (wrong, early):
        with pytest.raises(BadInput, match="does not lift"):
            lift_barrier(officer, case.reference, paper)
    assert facts_of(case).barrier("asylum_claim").status == "open"
    right = Lifting(
        "asylum_claim", opening, "HO 12", "decision_notice", today, "home_office", outcome="refused"
    )
    lift_barrier(officer, case.reference, right)
    assert facts_of(case).barrier("asylum_claim").status == "lifted"


def test_a_decision_in_the_persons_favour_lifts_nothing_and_says_so(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer)
    rows = open_barrier(officer, case.reference, "asylum_claim", source="claim form")
    opening, today = rows[0].number, rows[0].at.date()
    paper = Lifting("asylum_claim", opening, "HO 12", "decision_notice", today, "home_office")
    for unclear in ("", "perhaps", "positive"):
        with pytest.raises(BadInput, match="not known"):
            lift_barrier(officer, case.reference, replace(paper, outcome=unclear))
    lift_barrier(officer, case.reference, replace(paper, outcome="granted"))
    facts = facts_of(case)
    assert (facts.barrier("asylum_claim").status, facts.pool) == ("open", "leave")
    reasons = {one.guard: one for one in why_not(load_table(), facts, timezone.now())}
    assert reasons["asylum_claim"].params["outcome"] == "granted"
    said = load_table().title(reasons["asylum_claim"], "en")
    assert "decided in the person's favour" in said


def test_a_correction_stays_in_the_history_and_opens_no_way(desk: Desk):
    officer = desk.officer()
    case = desk.to(officer, State.ACCEPTED_BY_RECEIVER)
    document = CaseEvent.objects.get(case=case, kind="document")
    correct(officer, case.reference, document.number, why="of another person")
    assert facts_of(case).documents == ()
    with pytest.raises(StepRefused):
        book(officer, case.reference, journey())
    with pytest.raises(BadInput, match="corrected already"):
        correct(officer, case.reference, document.number, why="again")


def test_an_open_barrier_cannot_be_corrected_away(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer)
    rows = open_barrier(officer, case.reference, "rule39", source="letter of the Court")
    with pytest.raises(BadInput, match="not taken back"):
        correct(officer, case.reference, rows[0].number, why="mistake")


def test_closing_needs_its_reason(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer)
    with pytest.raises(BadInput):
        close(officer, case.reference, "because")
    close(officer, case.reference, "may_stay", why="leave granted")
    assert state(case) is State.CLOSED
