"""Break-glass: who may, what it opens and what not, that it is loud, ends, and is reviewed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Action, open_access, visible_parts, visible_to, whole_parts
from hawkari.evidence.break_glass import (
    ask_break_glass,
    broken_in,
    broken_now,
    end_break_glass,
    review_break_glass,
)
from hawkari.evidence.entities import get_entity
from hawkari.evidence.models import AuditEntry, BreakGlass, OperationMember, Role, User
from tests.evidence.factories import World

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


@pytest.fixture
def filled(world: World) -> World:
    world.person("nca", "nca:1", name="Saman Kareem", phone="+447700900123")
    world.person("asayish", "asayish:1", how={"shared_with": []}, name="Aras Jamal")
    world.person("asayish", "asayish:2", name="Hemin Aziz", phone="+447700900124")
    return world


def values(user: User, world: World) -> set[str]:
    access = open_access(user, world.operation.slug)
    return set(visible_to(access).values_list("value", flat=True))


def ask(user: User, world: World, **more) -> BreakGlass:
    return ask_break_glass(user, world.operation.slug, reason="a child is missing", **more)


@pytest.mark.parametrize(
    "role", ["liaison", "caseworker", "communications", "programme", "trainer"]
)
def test_it_opens_every_field_and_no_condition_of_a_partner(filled, role):
    user = filled.member("nca", role)
    ask(user, filled)
    assert values(user, filled) == {
        "Saman Kareem", "+447700900123", "Hemin Aziz", "+447700900124",
    }  # fmt: skip
    access = open_access(user, filled.operation.slug)
    assert access.may(Action.READ)
    assert not access.may(Action.JUDGE)
    assert whole_parts(access) == visible_parts(access) != frozenset()


def test_somebody_of_a_member_agency_who_is_no_member_may_too(filled):
    user = User.objects.create(username="night", agency=filled.agency("nca"))
    with pytest.raises(AccessDenied):
        open_access(user, filled.operation.slug)
    ask(user, filled)
    access = open_access(user, filled.operation.slug)
    assert (access.role, access.may(Action.READ)) == ("", True)
    with pytest.raises(AccessDenied):
        broken_in(access)


@pytest.mark.parametrize("role", ["administrator", "auditor", "analyst", "reviewer"])
def test_those_who_must_not_or_need_not_are_refused(filled, role):
    user = filled.member("nca", role)
    with pytest.raises(AccessDenied):
        ask(user, filled)
    assert AuditEntry.records.get(act="deny").detail["action"] == "break-glass"


def test_an_administrator_of_any_operation_never_reads_by_it(filled):
    user = User.objects.create(username="both", agency=filled.agency("nca"))
    ask(user, filled)
    other = World()
    OperationMember.objects.create(operation=other.operation, user=user, role=Role.ADMINISTRATOR)
    other.operation.agencies.add(user.agency)
    with pytest.raises(AccessDenied):
        open_access(user, filled.operation.slug)
    with pytest.raises(AccessDenied):
        ask(user, filled)


def test_an_unknown_operation_and_one_without_ones_agency_are_refused_alike(filled):
    user = filled.member("nca", "liaison")
    other = World()
    refusals = []
    for slug in ("nowhere", other.operation.slug):
        with pytest.raises(AccessDenied) as refused:
            ask_break_glass(user, slug, reason="a child is missing")
        refusals.append(str(refused.value).replace(slug, ""))
    assert refusals[0] == refusals[1]


@pytest.mark.parametrize("wrong", [{"minutes": 0}, {"minutes": 241}, {"reason": " "}])
def test_it_needs_a_reason_and_a_time_within_the_limit(filled, wrong):
    user = filled.member("nca", "liaison")
    with pytest.raises(BadInput):
        ask_break_glass(user, filled.operation.slug, **{"reason": "urgent", **wrong})
    assert not BreakGlass.objects.exists()


def test_it_ends_by_itself_or_when_its_user_ends_it(filled):
    user = filled.member("nca", "liaison")
    glass = ask(user, filled)
    assert glass.expires_at - glass.asked_at == timedelta(minutes=60)
    with pytest.raises(BadInput, match="on already"):
        ask(user, filled)
    end_break_glass(user, glass.pk)
    assert "+447700900123" not in values(user, filled)
    with pytest.raises(BadInput):
        end_break_glass(user, glass.pk)
    ask(user, filled, minutes=5)
    BreakGlass.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "+447700900123" not in values(user, filled)
    assert broken_now(user) == ()


def test_it_is_loud(filled):
    user = filled.member("nca", "liaison")
    glass = ask(user, filled)
    entry = AuditEntry.records.filter(act="decide").get()
    assert (entry.detail["change"], entry.justification) == ("on", "a child is missing")
    get_entity(open_access(user, filled.operation.slug), "nca:1")
    look = AuditEntry.records.filter(act="consult").last()
    assert look is not None
    assert look.detail["break_glass"] == glass.pk
    assert [one.pk for one in broken_now(user)] == [glass.pk]
    for role in ("auditor", "analyst", "reviewer"):
        (shown,) = broken_in(filled.access("asayish", role))
        assert (shown.user, shown.reason, shown.is_on) == (
            user.username, "a child is missing", True,
        )  # fmt: skip


def test_somebody_else_reviews_it_and_a_review_ends_it(filled):
    user = filled.member("nca", "liaison")
    glass = ask(user, filled)
    reviewer = filled.access("asayish", "auditor")
    assert broken_in(reviewer)[0].may_review
    review_break_glass(reviewer, glass.pk, outcome="not_justified", note="it could wait")
    glass.refresh_from_db()
    assert (glass.outcome, glass.reviewed_by) == ("not_justified", reviewer.user)
    assert glass.ended_at is not None
    assert "+447700900123" not in values(user, filled)
    with pytest.raises(BadInput):
        review_break_glass(reviewer, glass.pk, outcome="justified", note="once more")


def test_nobody_reviews_their_own_use(filled):
    user = filled.member("nca", "liaison")
    glass = ask(user, filled)
    OperationMember.objects.filter(user=user).update(role=Role.REVIEWER)
    own = open_access(user, filled.operation.slug)
    assert not broken_in(own)[0].may_review
    with pytest.raises(AccessDenied):
        review_break_glass(own, glass.pk, outcome="justified", note="I was right")
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.update(reviewed_by=user)
    with pytest.raises(AccessDenied):
        review_break_glass(filled.access("nca"), glass.pk, outcome="justified", note="fine")
    with pytest.raises(BadInput):
        review_break_glass(filled.access("nca", "reviewer"), glass.pk, outcome="fine", note="x")
