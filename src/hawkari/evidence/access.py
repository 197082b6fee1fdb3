"""The one door to statements: who asks, for which operation, and what they may therefore see.

`visible_to` is the only way to read statements. It is one filter in the query, so that what it
hides is not found, not counted and not part of anything computed from the result. The rules in
words are in ``docs/explanation/who-sees-what.md``. Not legal advice; verified by: nobody yet.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from hawkari.errors import AccessDenied
from hawkari.evidence import audit
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.grades import HandlingCode
from hawkari.evidence.models import (
    Act,
    HandlingCondition,
    LoadPart,
    LoadState,
    Marking,
    Operation,
    OperationMember,
    Retraction,
    Statement,
    User,
)
from hawkari.evidence.rights import Action, actions_of

__all__ = [
    "Access",
    "Action",
    "oldest_statements",
    "open_access",
    "require",
    "visible_parts",
    "visible_to",
]


@dataclass(frozen=True, slots=True)
class Access:
    """One user acting for one operation in one role, on one day. Made by `open_access` only."""

    user: User
    operation: Operation
    role: str
    today: date

    def may(self, action: Action) -> bool:
        """Whether the role allows the action."""
        return action in actions_of(self.role)


def open_access(
    user: User, operation_slug: str | None = None, *, today: date | None = None
) -> Access:
    """Access of a user for an operation.

    Args:
        user: who asks; active, and of an agency that takes part in the operation.
        operation_slug: the operation; None for the user's only one, or their first by slug.
        today: the day that periods and conditions are judged on; None for the current date (UTC).

    Raises:
        AccessDenied: if the user is no member today; the denial is audited. Call outside a
            transaction, or a rollback takes that entry along.
    """
    day = today or timezone.now().date()
    wanted = operation_slug or "any operation"
    if not user.is_active or user.agency_id is None:
        raise _denied(user, wanted, "an active user of an agency is needed")
    memberships = OperationMember.objects.filter(
        Q(operation__ends__isnull=True) | Q(operation__ends__gte=day),
        user=user,
        operation__starts__lte=day,
        operation__agencies=user.agency_id,
    )
    if operation_slug is not None:
        memberships = memberships.filter(operation__slug=operation_slug)
    member = memberships.select_related("operation").order_by("operation__slug").first()
    if member is None:
        raise _denied(user, wanted, "only members may, while it runs and their agency is in it")
    return Access(user, member.operation, member.role, day)


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
    if access.may(action):
        return
    rule = f"the role {access.role} does not include it"
    audit.record(
        Act.DENY, access=access, outcome="denied", detail={"action": action.value, "rule": rule}
    )
    raise AccessDenied(access.user.get_username(), action.value.replace("_", " "), rule)


def visible_to(access: Access) -> QuerySet[Statement]:
    """The statements this access may read; an unordered query to be narrowed further.

    A statement is visible when it is not retracted and its part is (`visible_parts`).
    """
    return Statement.objects.filter(
        ~Exists(Retraction.objects.filter(statement=OuterRef("pk"))),
        part__in=in_ids(sorted(visible_parts(access))),
    )


def visible_parts(access: Access) -> frozenset[int]:
    """Ids of the parts of loads (`LoadPart`) whose statements this access may read.

    A part is visible when the role reads content, its load is complete (a newer file replaces an
    older one at once, never half), its source's agency takes part in the operation, and it is the
    user's own agency's, or its marking lets this access read it. Also the measure for what is kept
    *beside* statements: judgements, runs, candidates.
    """
    if not access.may(Action.READ):
        return frozenset()
    parts = LoadPart.objects.filter(
        Q(load__source__agency=access.user.agency_id)
        | Q(marking__in=_readable(access).values("pk")),
        load__state=LoadState.COMPLETE,
        load__source__agency__operations=access.operation,
    )
    return frozenset(parts.values_list("pk", flat=True))


def _readable(access: Access) -> QuerySet[Marking]:
    """The markings under which another agency's values may be read."""
    in_force = HandlingCondition.objects.filter(
        Q(expires__isnull=True) | Q(expires__gte=access.today), agencies=access.user.agency_id
    )
    return Marking.objects.filter(
        Q(handling=HandlingCode.PERMITTED.value)
        | Q(handling=HandlingCode.CONDITIONS.value, condition__in=in_force.values("pk"))
    )


def oldest_statements(entity_ids: Collection[str]) -> dict[str, int]:
    """The number of each entity's oldest statement, hidden ones included; unknown ids are left out.

    Only puts the members of a cluster in an order that is the same for everybody. Nothing read
    here is ever shown, and nobody learns from it whether an entity exists.
    """
    rows = Statement.objects.filter(entity_id__in=in_list(entity_ids))
    return dict(rows.values_list("entity_id").annotate(oldest=Min("pk")))
