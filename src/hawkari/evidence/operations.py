"""Operations: opened, joined by agencies, reviewed, ended. Access is asked *for* one of them.

Who does it is an access whose role manages or reviews operations, or the name of whoever runs the
installation, on its command line. An administrator opens an operation for their own agency; a
partner's agency takes part only when whoever runs the installation says so, since its values that
may be shared are then seen by the others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import (
    Act,
    Agency,
    Operation,
    OperationMember,
    OperationReview,
    PurposeKind,
    Role,
    User,
)

__all__ = [
    "Actor",
    "MemberView",
    "NewOperation",
    "OperationView",
    "known_agency",
    "known_operation",
    "leave_operation",
    "open_operation",
    "operation_view",
    "operations_of",
    "review_operation",
]

Actor = Access | str
"""Who acts: an access, or the name of whoever runs the installation on its command line."""

UNTIL_REVIEW = timedelta(days=182)
LONGEST_UNTIL_REVIEW = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class NewOperation:
    """What an operation is opened with.

    Attributes:
        slug: its short name.
        purpose: what access is asked for, in words.
        name: its name; the short name if empty.
        purpose_kind: one of `PurposeKind`.
        legal_basis: under which power; empty is shown as not given.
        agencies: slug to full name of those that take part; an empty name asks for one that exists.
        starts: first day; None for today.
        ends: last day; None for open.
        review_due: by when someone says whether it goes on; None for half a year from the start.
    """

    slug: str
    purpose: str
    name: str = ""
    purpose_kind: str = PurposeKind.CRIME
    legal_basis: str = ""
    agencies: Mapping[str, str] = field(default_factory=dict)
    starts: date | None = None
    ends: date | None = None
    review_due: date | None = None


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member: user name, agency's name, role."""

    user: str
    agency: str
    role: str


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation as its members see it, without content.

    `overdue` when its review was due before today; `role` is the viewer's; `reviews` newest first.
    """

    operation: Operation
    role: str
    is_running: bool
    overdue: bool
    agencies: tuple[Agency, ...]
    members: tuple[MemberView, ...] = ()
    reviews: tuple[OperationReview, ...] = ()


def known_agency(slug: str) -> Agency:
    """The agency of this slug.

    Raises:
        BadInput: if there is none; a mistyped name must not make a new partner.
    """
    found = Agency.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Agency.objects.values_list("slug", flat=True)) or "none yet"
        raise BadInput(
            f"no agency is called {slug!r}",
            f"Known: {known}. A new one is made by its first load, or with --agency-name.",
        )
    return found


def known_operation(slug: str) -> Operation:
    """The operation of this slug.

    Raises:
        BadInput: if there is none.
    """
    found = Operation.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Operation.objects.values_list("slug", flat=True)) or "none yet"
        raise BadInput(f"no operation is called {slug!r}", f"Known: {known}.")
    return found


def open_operation(actor: Actor, new: NewOperation) -> Operation:
    """Open an operation, or let more agencies take part in one that exists.

    An access opens one for its own agency only, and its user becomes its administrator.

    Raises:
        AccessDenied: if the role may not, or the operation exists and an access acts; audited.
        BadInput: without a purpose, for an agency that is not known, or dates that cannot be.
    """
    if isinstance(actor, Access):
        require(actor, Action.MANAGE_OPERATIONS)
        _only_own(actor, new)
    _check(new)
    starts = new.starts or timezone.now().date()
    with transaction.atomic():
        partners = [
            ensure_agency(short, name=full) if full else known_agency(short)
            for short, full in new.agencies.items()
        ]
        operation, made = Operation.objects.get_or_create(
            slug=new.slug,
            defaults={
                "name": new.name or new.slug,
                "purpose": new.purpose,
                "purpose_kind": new.purpose_kind,
                "legal_basis": new.legal_basis,
                "starts": starts,
                "ends": new.ends,
                "review_due": new.review_due or starts + UNTIL_REVIEW,
            },
        )
        operation.agencies.add(*partners)
        if isinstance(actor, Access):
            OperationMember.objects.create(
                operation=operation, user=actor.user, role=Role.ADMINISTRATOR
            )
        detail = {"what": "operation", "made": made, "agencies": sorted(new.agencies)}
        _record(actor, Act.ALTER, operation, detail=detail)
    return operation


def _only_own(access: Access, new: NewOperation) -> None:
    agency = access.user.agency
    own = {agency.slug} if agency is not None else set[str]()
    if set(new.agencies) != own or Operation.objects.filter(slug=new.slug).exists():
        rule = "an administrator opens a new operation, for their own agency"
        raise _denied(access, new.slug, rule)


def _denied(access: Access, slug: str, rule: str) -> AccessDenied:
    detail = {"action": "operations", "operation": slug, "rule": rule}
    with transaction.atomic():
        audit.record(Act.DENY, access=access, outcome="denied", detail=detail)
    return AccessDenied(access.user.get_username(), f"change the operation {slug}", rule)


def _check(new: NewOperation) -> None:
    if not new.purpose.strip():
        raise BadInput("an operation needs a purpose", "Say in a sentence what it is for.")
    try:
        validate_slug(new.slug)
    except ValidationError as error:
        raise BadInput(f"{new.slug!r} is no short name", "Use letters, digits and -.") from error
    if new.purpose_kind not in PurposeKind.values:
        kinds = ", ".join(PurposeKind.values)
        raise BadInput(f"no purpose is of the kind {new.purpose_kind!r}", f"Kinds: {kinds}.")
    starts = new.starts or timezone.now().date()
    if new.ends is not None and new.ends < starts:
        raise BadInput("the operation would end before it starts", "Correct the dates.")
    _check_review(new.review_due or starts + UNTIL_REVIEW, after=starts)


def _check_review(due: date, *, after: date) -> None:
    if not after < due <= after + LONGEST_UNTIL_REVIEW:
        raise BadInput(
            f"{due} is no day for the next review",
            f"Give a day after {after} and within a year of it.",
        )


def leave_operation(actor: Actor, slug: str, agency_slug: str) -> None:
    """Take an agency out of an operation: its values and its people are out at once.

    An access takes out its own agency, of the operation in use.

    Raises:
        AccessDenied: if the role may not, or it is another agency or operation; audited.
        BadInput: if there is no such operation or agency in it.
    """
    if isinstance(actor, Access):
        require(actor, Action.MANAGE_OPERATIONS)
        own = actor.user.agency
        if slug != actor.operation.slug or own is None or own.slug != agency_slug:
            raise _denied(actor, slug, "an administrator takes out their own agency")
    with transaction.atomic():
        operation, agency = known_operation(slug), known_agency(agency_slug)
        if not operation.agencies.filter(pk=agency.pk).exists():
            raise BadInput(f"{agency} does not take part in {operation}", "Nothing was changed.")
        operation.agencies.remove(agency)
        detail = {"what": "operation", "left": agency.slug}
        _record(actor, Act.ALTER, operation, detail=detail)


def review_operation(
    actor: Actor, slug: str, *, go_on: bool, reason: str, next_due: date | None = None
) -> Operation:
    """Say whether an operation goes on or ends today, and why.

    Args:
        actor: who reviews; an access reviews the operation in use.
        slug: which.
        go_on: whether it goes on; if not, today is its last day.
        reason: why, in the reviewer's words.
        next_due: the day of the next review; None for half a year from today.

    Raises:
        AccessDenied: if the role may not, or it is another operation; audited.
        BadInput: without a reason, or for a day more than a year ahead.
    """
    if isinstance(actor, Access):
        require(actor, Action.REVIEW_OPERATIONS)
        if slug != actor.operation.slug:
            raise _denied(actor, slug, "one reviews the operation in use")
    today = timezone.now().date()
    due = (next_due or today + UNTIL_REVIEW) if go_on else None
    if not reason.strip():
        raise BadInput("a review needs a reason", "Say why it goes on, or why it ends.")
    if due is not None:
        _check_review(due, after=today)
    decision = "go_on" if go_on else "end"
    with transaction.atomic():
        operation = known_operation(slug)
        operation.review_due = due
        if not go_on:
            operation.ends = min(operation.ends or today, today)
        operation.save(update_fields=["review_due", "ends"])
        OperationReview.objects.create(
            operation=operation,
            decision=decision,
            reason=reason.strip(),
            reviewed_by=_name(actor),
            reviewed_at=timezone.now(),
            next_due=due,
        )
        detail = {"what": "operation review", "decision": decision, "next_due": due}
        _record(actor, Act.DECIDE, operation, detail=detail, reason=reason)
    return operation


def operations_of(user: User) -> tuple[OperationView, ...]:
    """The operations a user is a member of, those whose review is overdue first; no content.

    Also for somebody who has no current access: an operation that has ended is still theirs to
    know of. Audited.
    """
    rows = OperationMember.objects.filter(user=user).select_related("operation")
    found = [_view(row.operation, row.role) for row in rows.order_by("operation__slug")]
    found.sort(key=lambda one: not one.overdue)
    with transaction.atomic():
        audit.record(
            Act.CONSULT,
            actor=user.get_username(),
            objects=[one.operation.slug for one in found],
            count=len(found),
            detail={"what": "operations"},
        )
    return tuple(found)


def operation_view(access: Access) -> OperationView:
    """The operation in use with its members, agencies and reviews; audited.

    Raises:
        AccessDenied: for somebody who is no member, whatever glass they broke.
    """
    if not access.role:
        raise _denied(access, access.operation.slug, "only members see who works in it")
    members = access.operation.members.select_related("user__agency")
    with transaction.atomic():
        found = _view(
            access.operation,
            access.role,
            members=_members(members.order_by("user__agency__slug", "user__username")),
            reviews=tuple(access.operation.reviews.all()),
        )
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[access.operation.slug],
            count=1,
            detail={"what": "operation"},
        )
    return found


def _view(
    operation: Operation,
    role: str,
    *,
    members: tuple[MemberView, ...] = (),
    reviews: tuple[OperationReview, ...] = (),
) -> OperationView:
    today = timezone.now().date()
    is_running = operation.starts <= today and (operation.ends is None or operation.ends >= today)
    due = operation.review_due
    return OperationView(
        operation=operation,
        role=role,
        is_running=is_running,
        overdue=is_running and due is not None and due < today,
        agencies=tuple(operation.agencies.order_by("slug")),
        members=members,
        reviews=reviews,
    )


def _members(rows: Iterable[OperationMember]) -> tuple[MemberView, ...]:
    return tuple(
        MemberView(
            row.user.get_username(),
            row.user.agency.name if row.user.agency is not None else "",
            row.role,
        )
        for row in rows
    )


def _name(actor: Actor) -> str:
    return actor.user.get_username() if isinstance(actor, Access) else actor


def _record(
    actor: Actor, act: Act, operation: Operation, *, detail: Mapping[str, object], reason: str = ""
) -> None:
    access = actor if isinstance(actor, Access) else None
    audit.record(
        act,
        access=access,
        actor="" if access is not None else _name(actor),
        objects=[operation.slug],
        count=1,
        justification=reason,
        detail=dict(detail),
    )
