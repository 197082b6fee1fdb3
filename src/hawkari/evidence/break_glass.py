"""Break-glass: reading beyond one's role for a limited time, loudly, and reviewed afterwards.

Whoever asks sees every class of properties in one operation, under the markings as they are: no
condition of another agency gives way. Whoever may ask, for how long, and who reviews, is in the
policy. The pages ask for a fresh confirmation before (`hawkari.evidence.confirmation`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, is_banned, open_access, require, running
from hawkari.evidence.models import (
    Act,
    BreakGlass,
    GlassOutcome,
    Operation,
    OperationMember,
    User,
)
from hawkari.evidence.policy import policy

__all__ = [
    "GlassView",
    "ask_break_glass",
    "broken_in",
    "broken_now",
    "end_break_glass",
    "review_break_glass",
]

WHAT = "break-glass"


@dataclass(frozen=True, slots=True)
class GlassView:
    """One use of break-glass.

    Attributes:
        number: its number.
        user, agency: who used it: user name, and the agency's name.
        reason: why, in their words.
        asked_at, until: when it began, and when it ends or ended.
        is_on: whether it is on now.
        outcome: ``justified``, ``not_justified``, or empty while the review is due.
        reviewed_by, note: who reviewed it, and what they said; empty while it is due.
        may_review: whether the viewer is one who may review it now.
    """

    number: int
    user: str
    agency: str
    reason: str
    asked_at: datetime
    until: datetime
    is_on: bool
    outcome: str
    reviewed_by: str
    note: str
    may_review: bool


def ask_break_glass(
    user: User, operation_slug: str, *, reason: str, minutes: int | None = None
) -> BreakGlass:
    """Turn break-glass on for a user in an operation.

    Args:
        user: who asks: a member whose role does not read everything, or somebody who is no member,
            of an agency that takes part.
        operation_slug: in which operation.
        reason: why it cannot wait, in their words.
        minutes: how long; None for the policy's usual time.

    Raises:
        AccessDenied: if the policy does not let them, or there is no such operation that runs and
            their agency takes part in: the two are told apart by nobody. Audited.
        BadInput: without a reason, for a time that is too long, or while it is on already.
    """
    rule, now = policy().break_glass, timezone.now()
    operation = _operation(user, operation_slug)
    length = rule.minutes if minutes is None else minutes
    if not reason.strip():
        raise BadInput("break-glass needs a reason", "Say in a sentence why it cannot wait.")
    if not 1 <= length <= rule.longest_minutes:
        raise BadInput(
            f"break-glass cannot last {length} minutes",
            f"Give 1 to {rule.longest_minutes} minutes.",
        )
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if _on(now).filter(user=user, operation=operation).exists():
            raise BadInput("break-glass is on already", "End it first, or use it.")
        glass = BreakGlass.objects.create(
            operation=operation,
            user=user,
            reason=reason.strip(),
            asked_at=now,
            expires_at=now + timedelta(minutes=length),
        )
        _record(open_access(user, operation.slug), glass, "on", reason=reason, minutes=length)
    return glass


def _operation(user: User, slug: str) -> Operation:
    rule, day = policy().break_glass, timezone.now().date()
    operation = running(day).filter(slug=slug, agencies=user.agency_id or 0).first()
    if operation is None or not user.is_active:
        raise _denied(user, slug, "an agency that takes part in a running operation is needed")
    member = OperationMember.objects.filter(user=user, operation=operation).first()
    allowed = rule.without_membership if member is None else member.role in rule.roles
    if not allowed or is_banned(user, day):
        raise _denied(user, slug, "the policy does not let this role use it")
    return operation


def _denied(user: User, slug: str, rule: str) -> AccessDenied:
    with transaction.atomic():
        audit.record(
            Act.DENY,
            actor=user.get_username(),
            outcome="denied",
            detail={"action": WHAT, "operation": slug, "rule": rule},
        )
    return AccessDenied(user.get_username(), f"use break-glass in {slug}", rule)


def broken_now(user: User) -> tuple[BreakGlass, ...]:
    """What a user has on now, in any operation, the one that ends first leading."""
    found = _on(timezone.now()).filter(user=user).select_related("operation")
    return tuple(found.order_by("expires_at"))


def _on(now: datetime) -> QuerySet[BreakGlass]:
    return BreakGlass.objects.filter(ended_at__isnull=True, asked_at__lte=now, expires_at__gt=now)


def end_break_glass(user: User, number: int) -> None:
    """End a use of one's own before its time.

    Raises:
        BadInput: if the user has no such use on.
    """
    with transaction.atomic():
        now = timezone.now()
        glass = _on(now).select_for_update().filter(pk=number, user=user).first()
        if glass is None:
            raise BadInput("break-glass is not on", "It may have run out already.")
        _end(glass, by=user, now=now)


def _end(glass: BreakGlass, *, by: User, now: datetime) -> None:
    glass.ended_at, glass.ended_by = now, by
    glass.save(update_fields=["ended_at", "ended_by"])
    detail = {"what": WHAT, "change": "off", "number": glass.pk, "operation": glass.operation.slug}
    audit.record(Act.DECIDE, actor=by.get_username(), objects=[_name(glass)], detail=detail)


def broken_in(access: Access) -> tuple[GlassView, ...]:
    """Every use in the operation, newest first, for its members and auditors; audited.

    Raises:
        AccessDenied: if the access is itself by break-glass and no membership.
    """
    if not access.role:
        raise _denied(access.user, access.operation.slug, "only members see who used it")
    rows = BreakGlass.objects.filter(operation=access.operation)
    with transaction.atomic():
        found = tuple(
            _view(glass, access)
            for glass in rows.select_related("user__agency", "reviewed_by").order_by("-pk")
        )
        audit.record(Act.CONSULT, access=access, count=len(found), detail={"what": WHAT})
    return found


def _view(glass: BreakGlass, access: Access) -> GlassView:
    now = timezone.now()
    is_on = glass.ended_at is None and glass.asked_at <= now < glass.expires_at
    agency, reviewer = glass.user.agency, glass.reviewed_by
    return GlassView(
        number=glass.pk,
        user=glass.user.get_username(),
        agency=agency.name if agency is not None else "",
        reason=glass.reason,
        asked_at=glass.asked_at,
        until=glass.ended_at or glass.expires_at,
        is_on=is_on,
        outcome=glass.outcome,
        reviewed_by=reviewer.get_username() if reviewer is not None else "",
        note=glass.note,
        may_review=not glass.outcome
        and access.may(Action.REVIEW_BREAK_GLASS)
        and glass.user_id != access.user.pk,
    )


def review_break_glass(access: Access, number: int, *, outcome: str, note: str) -> None:
    """Say whether a use was justified; one that is still on ends with that.

    Args:
        access: who reviews; never whoever used it.
        number: which use, of the access's operation.
        outcome: ``justified`` or ``not_justified``.
        note: why, in the reviewer's words.

    Raises:
        AccessDenied: if the role may not review, or it is the reviewer's own use; audited.
        BadInput: without a note, for another outcome, or if it is reviewed already.
    """
    require(access, Action.REVIEW_BREAK_GLASS)
    waiting = BreakGlass.objects.filter(Q(outcome=""), operation=access.operation, pk=number)
    if waiting.filter(user=access.user).exists():
        raise _denied(access.user, access.operation.slug, "somebody else reviews one's own use")
    if outcome not in GlassOutcome.values or not note.strip():
        raise BadInput(
            "the review is incomplete", "Say whether it was justified, and why you think so."
        )
    with transaction.atomic():
        now = timezone.now()
        glass = waiting.select_for_update().first()
        if glass is None:
            raise BadInput("no such use waits for a review", "It may be reviewed already.")
        if glass.ended_at is None and glass.expires_at > now:
            _end(glass, by=access.user, now=now)
        glass.outcome, glass.note = outcome, note.strip()
        glass.reviewed_by, glass.reviewed_at = access.user, now
        glass.save(update_fields=["outcome", "note", "reviewed_by", "reviewed_at"])
        _record(access, glass, outcome, reason=note)


def _record(
    access: Access, glass: BreakGlass, change: str, *, reason: str, minutes: int = 0
) -> None:
    detail = {"what": WHAT, "change": change, "number": glass.pk}
    if minutes:
        detail["minutes"] = minutes
    audit.record(
        Act.DECIDE,
        access=access,
        objects=[_name(glass)],
        count=1,
        justification=reason,
        detail=detail,
    )


def _name(glass: BreakGlass) -> str:
    return f"{WHAT}:{glass.pk}"
