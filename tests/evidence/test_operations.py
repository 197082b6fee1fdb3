"""Operations: opened for one's own agency, reviewed with a reason, left with effect at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.models import AuditEntry, Operation, OperationMember, OperationReview
from hawkari.evidence.operations import (
    NewOperation,
    leave_operation,
    open_operation,
    operation_view,
    operations_of,
    review_operation,
)

pytestmark = [pytest.mark.contract, pytest.mark.django_db]
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _one_day(monkeypatch):
    """Let no test begin on one day and end on the next."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def test_an_administrator_opens_one_for_their_own_agency_and_administers_it(world):
    access = world.access("nca", "administrator")
    made = open_operation(access, NewOperation("larkspur", "boats", agencies={"nca": ""}))
    assert OperationMember.objects.get(operation=made).role == "administrator"
    assert made.review_due == TODAY + timedelta(days=182)
    assert [one.slug for one in made.agencies.all()] == ["nca"]
    entry = AuditEntry.records.get(act="alter")
    assert (entry.actor, entry.detail["what"]) == (access.user.username, "operation")


@pytest.mark.parametrize("agencies", [{}, {"asayish": ""}, {"nca": "", "asayish": ""}])
def test_no_administrator_brings_another_agency_in(world, agencies):
    world.agency("asayish")
    access = world.access("nca", "administrator")
    with pytest.raises(AccessDenied):
        open_operation(access, NewOperation("larkspur", "boats", agencies=agencies))
    with pytest.raises(AccessDenied):
        open_operation(access, NewOperation(world.operation.slug, "x", agencies={"nca": ""}))


@pytest.mark.parametrize("role", ["analyst", "reviewer", "auditor"])
def test_other_roles_open_none(world, role):
    with pytest.raises(AccessDenied):
        open_operation(world.access("nca", role), NewOperation("x", "y", agencies={"nca": ""}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": " "},
        {"slug": "not a slug"},
        {"purpose_kind": "revenge"},
        {"ends": TODAY - timedelta(days=1)},
        {"review_due": TODAY},
        {"review_due": TODAY + timedelta(days=400)},
        {"agencies": {"unheard": ""}},
    ],
)
def test_what_cannot_be_is_refused(db, wrong):
    with pytest.raises(BadInput):
        open_operation("root", NewOperation(**{"slug": "larkspur", "purpose": "boats", **wrong}))
    assert not Operation.objects.exists()


def test_a_review_says_that_it_goes_on_or_ends_and_why(world):
    access = world.access("nca", "reviewer")
    slug = world.operation.slug
    review_operation(access, slug, go_on=True, reason="still needed")
    world.operation.refresh_from_db()
    assert world.operation.review_due == TODAY + timedelta(days=182)
    review_operation(access, slug, go_on=False, reason="all charged")
    world.operation.refresh_from_db()
    assert (world.operation.ends, world.operation.review_due) == (TODAY, None)
    assert [one.decision for one in OperationReview.objects.all()] == ["end", "go_on"]
    entry = AuditEntry.records.last()
    assert entry is not None
    assert (entry.act, entry.justification) == ("decide", "all charged")
    with pytest.raises(AccessDenied):
        open_access(access.user, slug, today=TODAY + timedelta(days=1))


def test_a_review_needs_a_reason_a_role_and_a_day_within_a_year(world):
    reviewer, analyst = world.access("nca", "reviewer"), world.access("nca")
    slug = world.operation.slug
    with pytest.raises(BadInput):
        review_operation(reviewer, slug, go_on=True, reason=" ")
    with pytest.raises(BadInput):
        review_operation(
            reviewer, slug, go_on=True, reason="x", next_due=TODAY + timedelta(days=400)
        )
    with pytest.raises(AccessDenied):
        review_operation(analyst, slug, go_on=True, reason="x")
    with pytest.raises(AccessDenied):
        review_operation(reviewer, "another", go_on=True, reason="x")


def test_an_overdue_review_is_shown_first(world):
    world.access("nca")
    user = world.member("nca", "reviewer")
    Operation.objects.update(review_due=TODAY - timedelta(days=1))
    later = open_operation("root", NewOperation("a-later", "x", agencies={"nca": ""}))
    OperationMember.objects.create(operation=later, user=user, role="analyst")
    assert [one.overdue for one in operations_of(user)] == [True, False]
    assert operation_view(open_access(user, world.operation.slug)).overdue


def test_an_agency_that_leaves_takes_its_values_and_people_out_at_once(world):
    world.person("asayish", "asayish:1", name="Aras Jamal")
    partner, own = world.access("asayish", "administrator"), world.access("nca")
    assert visible_to(own).count() == 1
    with pytest.raises(AccessDenied):
        leave_operation(partner, world.operation.slug, "nca")
    leave_operation(partner, world.operation.slug, "asayish")
    assert visible_to(own).count() == 0
    with pytest.raises(AccessDenied):
        open_access(partner.user, world.operation.slug)
    with pytest.raises(BadInput):
        leave_operation("root", world.operation.slug, "asayish")
