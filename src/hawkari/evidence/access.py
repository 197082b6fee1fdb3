"""The one door to statements: who asks, for which operation, and what they may therefore see.

`visible_to` is the only way to read statements. It is one filter in the query, so that what it
hides is not found, not counted and not part of anything computed from the result. The rules are
data (`hawkari.evidence.policy`) and, for markings, `hawkari.evidence.grading.readable`; in words:
``docs/explanation/who-sees-what.md``. On PostgreSQL the database decides once more by itself
(`hawkari.evidence.rowsecurity`). Not legal advice; verified by: nobody yet.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence import audit
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.models import (
    Act,
    Agency,
    BreakGlass,
    Operation,
    OperationMember,
    Statement,
    User,
)
from hawkari.evidence.policy import Action, actions_of, fields_of, policy
from hawkari.evidence.policy.fields import only_fields
from hawkari.evidence.reach import reachable_parts
from hawkari.evidence.rowsecurity import bind, engine_door

__all__ = [
    "Access",
    "Action",
    "is_banned",
    "oldest_statements",
    "open_access",
    "own_agency",
    "require",
    "running",
    "visible_parts",
    "visible_to",
    "whole_parts",
]


@dataclass(frozen=True, slots=True)
class Access:
    """One user acting for one operation in one role, on one day. Made by `open_access` only.

    `role` is empty for somebody who is no member and has broken the glass; `glass` is the number
    of that use of break-glass while it is on, else None. `token` is the handle of the token that a
    program acts by for the user; empty for the user themselves.
    """

    user: User
    operation: Operation
    role: str
    today: date
    glass: int | None = None
    token: str = ""

    @property
    def actions(self) -> frozenset[Action]:
        """What the role allows, and break-glass while it is on."""
        extra = policy().break_glass.actions if self.glass is not None else frozenset()
        return actions_of(self.role) | extra

    @property
    def fields(self) -> frozenset[str]:
        """The classes of properties that the role reads, or break-glass while it is on."""
        return policy().break_glass.fields if self.glass is not None else fields_of(self.role)

    @property
    def reads_whole(self) -> bool:
        """Whether every class of properties is read: then nothing of a visible part is hidden."""
        return self.fields == policy().every_class

    def may(self, action: Action) -> bool:
        """Whether the role allows the action."""
        return action in self.actions


def open_access(
    user: User, operation_slug: str | None = None, *, today: date | None = None, token: str = ""
) -> Access:
    """Access of a user for an operation.

    Args:
        user: who asks; active, and of an agency that takes part in the operation.
        operation_slug: the operation; None for the user's only one, or their first by slug.
        today: the day that periods and conditions are judged on; None for the current date (UTC).
        token: the handle of the token by which a program acts for the user. Break-glass is a
            person's own act at the screen, so a program never has it.

    Raises:
        AccessDenied: if the user is no member today and has no break-glass on; the denial is
            audited. Call outside a transaction, or a rollback takes that entry along.
    """
    day = today or timezone.now().date()
    wanted = operation_slug or "any operation"
    if not user.is_active or user.agency_id is None:
        raise _denied(user, wanted, "an active user of an agency is needed")
    operations = running(day).filter(agencies=user.agency_id)
    if operation_slug is not None:
        operations = operations.filter(slug=operation_slug)
    members = OperationMember.objects.filter(user=user, operation__in=operations)
    member = members.select_related("operation").order_by("operation__slug").first()
    of = member.operation if member is not None else None
    glass = None if token else _glass(user, operations, day, of=of)
    if member is not None:
        number = glass.pk if glass else None
        access = Access(user, member.operation, member.role, day, number, token)
    elif glass is not None:
        access = Access(user, glass.operation, "", day, glass.pk)
    else:
        raise _denied(user, wanted, "only members may, while it runs and their agency is in it")
    bind(access)
    return access


def running(day: date) -> QuerySet[Operation]:
    """The operations that run on a day; their first and last days count."""
    return Operation.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


def _glass(
    user: User, operations: QuerySet[Operation], day: date, *, of: Operation | None
) -> BreakGlass | None:
    """The break-glass that is on for a user, in one operation or, with None, any of some."""
    now = timezone.now()
    found = BreakGlass.objects.filter(
        user=user,
        operation__in=operations,
        ended_at__isnull=True,
        asked_at__lte=now,
        expires_at__gt=now,
    )
    if of is not None:
        found = found.filter(operation=of)
    glass = found.select_related("operation").order_by("operation__slug", "pk").first()
    return None if glass is None or is_banned(user, day) else glass


def is_banned(user: User, day: date) -> bool:
    """Whether the user holds a role, in any running operation, that never breaks the glass."""
    never = policy().break_glass.never
    return OperationMember.objects.filter(
        user=user, role__in=never, operation__in=running(day)
    ).exists()


def _denied(user: User, wanted: str, rule: str) -> AccessDenied:
    audit.record(
        Act.DENY,
        actor=user.get_username(),
        outcome="denied",
        detail={"action": "open", "operation": wanted, "rule": rule},
    )
    return AccessDenied(user.get_username(), f"work in {wanted}", rule)


def require(access: Access, action: Action) -> None:
    """Refuse an action that the role does not allow.

    Services call this first, before they open their transaction, so that the audited denial stays.

    Raises:
        AccessDenied: if the role may not; the denial is audited.
    """
    bind(access)
    if access.may(action):
        return
    rule = f"the role {access.role or 'of somebody who is no member'} does not include it"
    audit.record(
        Act.DENY, access=access, outcome="denied", detail={"action": action.value, "rule": rule}
    )
    raise AccessDenied(access.user.get_username(), action.value.replace("_", " "), rule)


def own_agency(access: Access) -> Agency:
    """The agency that a user acts for.

    Raises:
        BadInput: if no agency holds the account; `open_access` has refused it before.
    """
    agency = access.user.agency
    if agency is None:
        raise BadInput("no agency holds this account", "Ask whoever runs this installation.")
    return agency


def visible_to(access: Access) -> QuerySet[Statement]:
    """The statements this access may read; an unordered query to be narrowed further.

    A statement is visible when it is not retracted, its part is (`visible_parts`), and its
    property is of a class that the role reads.
    """
    return _statements(visible_parts(access), access.fields).all()


@lru_cache(maxsize=128)
def _statements(parts: frozenset[int], fields: frozenset[str]) -> QuerySet[Statement]:
    """The query for some parts and classes of properties; kept, for it is long to put together.

    Nothing is read here, so nothing grows old. Callers take a copy.
    """
    return Statement.objects.filter(
        only_fields(fields),
        retracted=False,
        part__in=in_ids(sorted(parts)),
    )


def visible_parts(access: Access) -> frozenset[int]:
    """Ids of the parts of loads (`LoadPart`) of which this access may read statements.

    A part is visible when the role reads content, its load is complete (a newer file replaces an
    older one at once, never half), its source's agency takes part in the operation, and it is the
    user's own agency's, or its marking lets this access read it.
    """
    bind(access)
    if not access.may(Action.READ):
        return frozenset()
    return reachable_parts(access.user, access.operation, access.today)


def whole_parts(access: Access) -> frozenset[int]:
    """The visible parts of which nothing is hidden; none for a role that reads some fields only.

    The measure for what is kept *beside* statements: judgements, runs, candidates. They tell of
    every property that was compared.
    """
    return visible_parts(access) if access.reads_whole else frozenset()


def oldest_statements(entity_ids: Collection[str]) -> dict[str, int]:
    """The number of each entity's oldest statement, hidden ones included; unknown ids are left out.

    Only puts the members of a cluster in an order that is the same for everybody. Nothing read
    here is ever shown, and nobody learns from it whether an entity exists.
    """
    rows = Statement.objects.filter(entity_id__in=in_list(entity_ids))
    with engine_door("identities"):
        return dict(rows.values_list("entity_id").annotate(oldest=Min("pk")))
