"""Who sees what: the one door, compared with a table written independently of it."""

from datetime import date, timedelta
from itertools import product

import pytest

from hawkari.errors import AccessDenied
from hawkari.evidence.access import Action, open_access, require, visible_parts, visible_to
from hawkari.evidence.models import AuditEntry, Role, User
from hawkari.evidence.policy import actions_of
from tests.evidence.factories import World, row

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

TODAY = date(2026, 6, 15)
YESTERDAY = TODAY - timedelta(days=1)

# name of the load: (agency, shared_with, expires, of a partner in the operation)
LOADS = {
    "own-p": ("nca", None, None),
    "own-c": ("nca", [], None),
    "own-c-lapsed": ("nca", ["nca"], YESTERDAY),
    "partner-p": ("asayish", None, None),
    "partner-c-nobody": ("asayish", [], None),
    "partner-c-us": ("asayish", ["nca"], None),
    "partner-c-us-today": ("asayish", ["nca"], TODAY),
    "partner-c-us-lapsed": ("asayish", ["nca"], YESTERDAY),
    "partner-c-others": ("asayish", ["fr-pn"], None),
    "stranger-p": ("stranger", None, None),
    "stranger-c-us": ("stranger", ["nca"], None),
}
SEEN_BY_NCA = {
    "own-p", "own-c", "own-c-lapsed", "partner-p", "partner-c-us", "partner-c-us-today",
}  # fmt: skip
READERS = {Role.ANALYST, Role.REVIEWER, Role.LIAISON, Role.CASEWORKER}


def fill(world: World) -> None:
    for name, (agency, shared_with, expires) in LOADS.items():
        world.load(
            agency,
            [row(f"{agency}:{name}", "name", "Saman Kareem")],
            slot=name,
            shared_with=shared_with,
            expires=expires,
        )
    world.operation.agencies.remove(world.source("stranger").agency)


@pytest.mark.parametrize("role", Role)
def test_a_member_sees_exactly_what_the_table_says(world, role):
    fill(world)
    access = world.access("nca", role, today=TODAY)
    seen = {name.split(":")[1] for name in visible_to(access).values_list("entity_id", flat=True)}
    assert seen == (SEEN_BY_NCA if role in READERS else set())


def test_parts_and_statements_agree(world):
    fill(world)
    for agency, role in product(("nca", "asayish", "fr-pn"), Role):
        access = world.access(agency, role, today=TODAY)
        parts = set(visible_to(access).values_list("part", flat=True))
        assert parts == set(visible_parts(access))


def test_an_unfinished_load_is_hidden_from_everybody(world):
    writer = world.begin("nca")
    writer.write_batch([row("nca:1", "name", "Saman Kareem")], rows=1)
    assert not visible_to(world.access("nca")).exists()
    writer.finish()
    assert visible_to(world.access("nca")).count() == 1


def test_a_retracted_statement_is_hidden(world):
    world.load("nca", [row("nca:1", "name", "Saman"), row("nca:1", "name", "Samán")])
    world.load("nca", [row("nca:1", "name", "Saman")], version="2")
    assert list(visible_to(world.access("nca")).values_list("value", flat=True)) == ["Saman"]


def test_another_operation_shows_nothing_of_agencies_outside_it(world):
    world.load("asayish", [row("asayish:1", "name", "Saman Kareem")])
    other = World()
    assert not visible_to(other.access("nca")).exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda world, user: world.operation.members.all().delete(),
        lambda world, user: world.operation.agencies.remove(user.agency),
        lambda world, user: type(world.operation).objects.update(ends=YESTERDAY),
        lambda world, user: type(world.operation).objects.update(starts=TODAY + timedelta(days=1)),
        lambda world, user: User.objects.update(is_active=False),
        lambda world, user: User.objects.update(agency=None),
    ],
    ids=["no member", "agency left", "ended", "not begun", "inactive", "no agency"],
)
def test_only_a_current_member_gets_access_and_the_denial_is_audited(world, spoil):
    user = world.member("nca")
    assert open_access(user, world.operation.slug, today=TODAY).role == "analyst"
    spoil(world, user)
    user = User.objects.get(pk=user.pk)
    with pytest.raises(AccessDenied):
        open_access(user, world.operation.slug, today=TODAY)
    entry = AuditEntry.records.last()
    assert (entry.act, entry.actor, entry.outcome) == ("deny", user.username, "denied")


def test_an_access_that_was_opened_before_its_agency_left_shows_nothing(world):
    world.person("asayish", "asayish:1", name="Saman")
    access = world.access("nca")
    assert visible_to(access).exists()
    world.operation.agencies.remove(access.user.agency)
    assert not visible_to(access).exists()


def test_the_last_day_of_an_operation_counts(world):
    user = world.member("nca")
    type(world.operation).objects.update(ends=TODAY)
    assert open_access(user, today=TODAY).operation == world.operation


@pytest.mark.parametrize(("role", "action"), list(product(Role, Action)))
def test_a_role_may_do_what_its_row_says_and_a_denial_is_audited(world, role, action):
    access = world.access("nca", role)
    if action in actions_of(role):
        require(access, action)
        assert not AuditEntry.records.exists()
    else:
        with pytest.raises(AccessDenied, match=str(role)):
            require(access, action)
        assert AuditEntry.records.get().detail["action"] == action.value


def test_administrators_and_auditors_do_nothing_with_content():
    assert actions_of(Role.ADMINISTRATOR) == {
        Action.EXPLAIN_ACCESS, Action.MANAGE_OPERATIONS, Action.MANAGE_NODE
    }  # fmt: skip
    assert actions_of(Role.AUDITOR) == {
        Action.READ_AUDIT, Action.EXPLAIN_ACCESS, Action.REVIEW_BREAK_GLASS
    }  # fmt: skip
    assert actions_of("unheard of") == frozenset()
