"""A case is what its events say: opened, moved step by step, and never past a guard."""

import pytest
from django.db import DatabaseError, transaction

from hawkari.desks.returns.models import CaseEvent, Standing
from hawkari.desks.returns.services.cases import case_of, known_cases
from hawkari.desks.returns.services.moving import move
from hawkari.desks.returns.services.recording import events_of, facts_of
from hawkari.desks.returns.services.refusals import CaseNotFound, StepRefused
from hawkari.desks.returns.services.standing import standing_of
from hawkari.engines.casework import State
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.returns.playing import HEMIN, Desk, screened
from tests.evidence.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.mark.parametrize("route", ["voluntary", "enforced"])
def test_a_case_comes_to_a_booked_journey_by_every_step_of_its_route(desk: Desk, route: str):
    officer = desk.officer()
    case = desk.to(officer, State.BOOKED, route=route)
    row = Standing.objects.get(case=case)
    assert (row.state, row.receiver, row.barriers_open, row.barriers_unknown) == (
        "booked", "erbil", 0, 0,
    )  # fmt: skip
    assert row.booked_for is not None


def test_a_new_case_is_protected_by_every_barrier_that_nobody_has_looked_for(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer, route="enforced")
    screened(officer, case.reference)
    with pytest.raises(StepRefused) as refused:
        move(officer, case.reference, State.LIABLE)
    assert {"asylum_claim", "rule39", "age_dispute"} <= {one.guard for one in refused.value.reasons}
    assert facts_of(case).state is State.SCREENING
    denied = AuditEntry.records.filter(outcome="refused").get()
    assert denied.detail["guards"] == len(refused.value.reasons)


def test_another_agency_of_the_same_operation_knows_of_no_case(desk: Desk):
    case = desk.case(desk.officer())
    theirs = desk.officer(agency="krg-interior")
    assert not known_cases(theirs)
    with pytest.raises(CaseNotFound):
        case_of(theirs, case.reference)
    with pytest.raises(CaseNotFound):
        move(theirs, case.reference, State.SCREENING)


def test_no_case_is_opened_in_an_operation_against_crime(desk: Desk):
    officer = World().access("home-office", "caseworker")
    with pytest.raises(BadInput, match="not for returns"):
        desk.case(officer)


@pytest.mark.parametrize("role", ["auditor", "administrator", "analyst", "liaison", "monitor"])
def test_only_who_works_on_cases_opens_one(desk: Desk, role: str):
    with pytest.raises(AccessDenied):
        desk.case(desk.officer(role))


def test_what_happened_cannot_be_changed_even_by_a_query(desk: Desk):
    case = desk.case(desk.officer())
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseEvent.objects.filter(case=case).update(body={"route": "enforced"})


def test_the_standing_is_the_same_however_often_it_is_computed(desk: Desk):
    case = desk.to(desk.officer(), State.BOOKED)
    kept, events = Standing.objects.get(case=case), events_of(case)
    again = standing_of(case, events, facts_of(case))
    fields = [one.attname for one in Standing._meta.concrete_fields]
    assert {name: getattr(kept, name) for name in fields} == {
        name: getattr(again, name) for name in fields
    }


def test_the_audit_log_names_the_case_and_no_person(desk: Desk):
    desk.case(desk.officer())
    texts = [f"{one.detail} {one.object_ids}" for one in AuditEntry.records.all()]
    assert any("R-2026" in one for one in texts)
    assert not any(HEMIN.name in one or HEMIN.phone in one for one in texts)
