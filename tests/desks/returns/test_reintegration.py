"""After arrival: a plan within a month, help within its ceiling, referrals with consent."""

from decimal import Decimal

import pytest

from hawkari.desks.returns.models import CaseEvent, Standing
from hawkari.desks.returns.services.moving import close
from hawkari.desks.returns.services.recording import facts_of
from hawkari.desks.returns.services.refusals import CaseNotFound
from hawkari.desks.returns.services.reintegration import (
    Referring,
    assess,
    cancel_item,
    give_item,
    plan,
    promise_item,
    refer,
    reintegration_of,
    step_referral,
)
from hawkari.engines.casework import State
from hawkari.engines.casework.reintegration import AidState, ReferralState
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.returns.playing import Desk
from tests.desks.returns.settling import GOAL, Clock, arrived, planned

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock().set(monkeypatch)


@pytest.fixture
def officers(desk: Desk, clock: Clock):
    return desk.officer(), desk.officer("reviewer")


def referring(clock: Clock, **changes) -> Referring:
    said = {
        "to": "Clinic in Soran", "service": "health", "consent_document": "form 12",
        "consent_dated": clock.now.date(), "consent_language": "ckb", "informed": True,
        "fields": ["name", "phone"],
    }  # fmt: skip
    return Referring(**said | changes)


def test_a_plan_is_due_within_a_month_of_arrival_and_overdue_after_it(desk, officers, clock):
    first, _ = officers
    case = arrived(desk, *officers)
    due = reintegration_of(first, case.reference).plan_due
    assert due.binding.date().isoformat() == "2026-06-05"  # the end of June 5th in Erbil, in UTC
    clock.on(days=30)
    assert not reintegration_of(first, case.reference).plan_overdue
    clock.on(days=2)
    assert reintegration_of(first, case.reference).plan_overdue
    plan(first, case.reference, [GOAL], document="plan 1")
    found = reintegration_of(first, case.reference)
    assert (found.plan_due, found.plan_overdue) == (None, False)


def test_a_plan_takes_the_case_on_and_the_first_help_again(desk, officers):
    first, second = officers
    case = planned(desk, *officers)
    assert facts_of(case).state is State.REINTEGRATION_PLAN
    promise_item(first, case.reference, "work", what="sewing machine", amount="240.00")
    item = reintegration_of(first, case.reference).done.aid[0].number
    give_item(second, case.reference, item, receipt="receipt 3")
    assert Standing.objects.get(case=case).state == State.SUPPORTED


def test_a_person_is_assessed_before_the_return(desk, officers):
    first, _ = officers
    case = desk.to(first, State.DOCUMENTING)
    assess(first, case.reference, {"skills": "tailor", "wishes": "", "family": "brother"})
    needs = reintegration_of(first, case.reference).done.assessments[0].needs
    assert (needs["skills"], needs["wishes"]) == ("tailor", "")
    with pytest.raises(BadInput, match="not arrived"):
        plan(first, case.reference, [GOAL], document="plan 1")


def test_money_never_exceeds_its_ceiling_and_what_was_refused_is_not_recorded(desk, officers):
    first, second = officers
    case = planned(desk, *officers)
    promise_item(first, case.reference, "housing", what="rent", amount="2999.99")
    before = CaseEvent.objects.filter(case=case).count()
    with pytest.raises(BadInput, match="more than is left"):
        promise_item(second, case.reference, "cash", what="cash", amount="0.02")
    assert CaseEvent.objects.filter(case=case).count() == before
    found = reintegration_of(first, case.reference)
    assert (found.left, found.done.committed) == (Decimal("0.01"), Decimal("2999.99"))
    item = found.done.aid[0].number
    cancel_item(first, case.reference, item, why="the brother's house")
    assert reintegration_of(first, case.reference).left == Decimal("3000.00")


def test_whoever_comes_second_is_judged_on_what_the_first_has_promised(desk, officers):
    case = planned(desk, *officers)
    seen = [reintegration_of(one, case.reference).left for one in officers]
    assert seen == [Decimal("3000.00")] * 2  # both pages say so
    promise_item(officers[0], case.reference, "cash", what="cash", amount="2000.00")
    with pytest.raises(BadInput, match="more than is left"):
        promise_item(officers[1], case.reference, "cash", what="cash", amount="2000.00")


def test_who_promised_does_not_give(desk, officers):
    first, second = officers
    case = planned(desk, *officers)
    promise_item(first, case.reference, "work", what="tools", amount="10")
    item = reintegration_of(first, case.reference).done.aid[0].number
    with pytest.raises(BadInput, match="who promised"):
        give_item(first, case.reference, item, receipt="r 1")
    give_item(second, case.reference, item, receipt="r 1")
    assert reintegration_of(first, case.reference).done.aid[0].state is AidState.GIVEN


def test_nobody_is_referred_without_consent(desk, officers, clock):
    first, _ = officers
    case = planned(desk, *officers)
    with pytest.raises(BadInput, match="not consented"):
        refer(first, case.reference, referring(clock, informed=False))
    assert reintegration_of(first, case.reference).done.referrals == ()


def test_a_referral_runs_its_course_and_is_revoked_by_the_persons_word(desk, officers, clock):
    first, second = officers
    case = planned(desk, *officers)
    refer(first, case.reference, referring(clock))
    number = reintegration_of(first, case.reference).done.referrals[0].number
    step_referral(second, case.reference, number, to=ReferralState.ACCEPTED)
    with pytest.raises(BadInput, match="cannot become"):
        step_referral(second, case.reference, number, to=ReferralState.REJECTED, why="full")
    step_referral(first, case.reference, number, to=ReferralState.REVOKED, why="she said no more")
    found = reintegration_of(first, case.reference).done.referrals[0]
    assert [one.state for one in found.steps] == ["in_progress", "accepted", "revoked"]


def test_nothing_is_added_to_a_closed_case(desk, officers):
    first, _ = officers
    case = planned(desk, *officers)
    close(first, case.reference, "left_area", why="went to Duhok")
    with pytest.raises(BadInput, match="closed"):
        promise_item(first, case.reference, "work", what="tools", amount="0")
    assert not reintegration_of(first, case.reference).may_work


def test_a_monitor_reads_and_records_nothing(desk, officers):
    case, monitor = planned(desk, *officers), desk.officer("monitor")
    found = reintegration_of(monitor, case.reference)
    assert (len(found.done.plans), found.may_work) == (1, False)
    with pytest.raises(AccessDenied):
        promise_item(monitor, case.reference, "work", what="tools", amount="0")


def test_another_agency_of_the_operation_knows_of_no_such_case(desk, officers):
    case = planned(desk, *officers)
    other = desk.officer(agency="iom")
    with pytest.raises(CaseNotFound):
        reintegration_of(other, case.reference)
    with pytest.raises(CaseNotFound):
        promise_item(other, case.reference, "work", what="tools", amount="0")


def test_each_look_and_each_step_is_in_the_audit_log(desk, officers):
    first, _ = officers
    case = planned(desk, *officers)
    promise_item(first, case.reference, "work", what="tools", amount="10")
    reintegration_of(first, case.reference)
    last = list(AuditEntry.records.order_by("-pk")[:2])
    assert [one.act for one in last] == ["consult", "alter"]
    assert all(one.object_ids == [case.reference] for one in last)
