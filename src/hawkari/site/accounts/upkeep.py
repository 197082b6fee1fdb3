"""What is done to accounts, by whoever may: close, open, end sessions, reset second factors.

No authority is checked here: `administration` does that for pages, and the command line is run by
whoever runs the installation. Every act is audited under the name given as `by`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.models import Act, AuditEntry, User
from hawkari.site.accounts import events, openid
from hawkari.site.accounts.models import FactorReset, StartLink
from hawkari.site.accounts.sessions import end_every
from hawkari.site.accounts.stepup import has_second_factor

__all__ = [
    "RESET_LIFETIME",
    "Account",
    "activate",
    "ask_reset",
    "changes",
    "confirm_reset",
    "deactivate",
    "last_seen",
    "link_openid",
    "open_reset",
    "roll",
    "withdraw_reset",
]

RESET_LIFETIME = timedelta(hours=72)
MOST_CHANGES = 50


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the roll. `last_seen` is None for somebody who never logged in."""

    name: str
    agency: str
    is_open: bool
    second_factor: bool
    last_seen: datetime | None
    roles: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """The account as one plain object; `roles` by operation."""
        seen = self.last_seen
        return {
            "name": self.name,
            "agency": self.agency,
            "open": self.is_open,
            "second_factor": self.second_factor,
            "last_seen": seen.isoformat(timespec="minutes") if seen is not None else None,
            "roles": self.roles,
        }


def roll(*, by: str) -> list[Account]:
    """Every account of the installation, by name; audited as a consultation."""
    rows = User.objects.select_related("agency").order_by("username")
    found = [
        Account(
            name=user.username,
            agency=user.agency.slug if user.agency is not None else "",
            is_open=user.is_active,
            second_factor=has_second_factor(user),
            last_seen=last_seen(user),
            roles=dict(user.memberships.order_by("pk").values_list("operation__slug", "role")),
        )
        for user in rows
    ]
    with transaction.atomic():
        audit.record(Act.CONSULT, actor=by, count=len(found), detail={"what": "accounts"})
    return found


def deactivate(user: User, *, by: str) -> int:
    """Close an account: nobody logs in to it, and its next request is refused.

    Returns:
        How many sessions ended.
    """
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=False)
        StartLink.objects.filter(user=user, used_at=None).delete()
        count = end_every(user, by=by)
        events.record_user_change(by, user.get_username(), what="account", state="closed")
    return count


def activate(user: User, *, by: str) -> None:
    """Open a closed account again."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=True)
        events.record_user_change(by, user.get_username(), what="account", state="open")


def link_openid(user: User, subject: str, *, by: str) -> None:
    """Link a user to the agency's provider; an empty `subject` takes the link away."""
    with transaction.atomic():
        if subject:
            openid.link(user, subject)
        else:
            openid.unlink(user)
        state = "linked" if subject else "not linked"
        events.record_user_change(by, user.get_username(), what="provider", state=state)


def last_seen(user: User) -> datetime | None:
    """When the user last asked for a page, to the minute; None when no session tells."""
    found: datetime | None = UserSession.objects.filter(user=user).aggregate(
        at=Max("last_seen_at")
    )["at"]
    return found or user.last_login


def open_reset(user: User) -> FactorReset | None:
    """The request that waits for a second person; None when there is none or it lapsed."""
    fresh = timezone.now() - RESET_LIFETIME
    return FactorReset.objects.filter(user=user, closed_at=None, asked_at__gt=fresh).first()


def changes(user: User) -> tuple[AuditEntry, ...]:
    """What was done to an account, newest first; at most `MOST_CHANGES`."""
    about = AuditEntry.records.filter(act=Act.ALTER, object_ids=[user.get_username()])
    return tuple(about.order_by("-seq")[:MOST_CHANGES])


def ask_reset(user: User, *, reason: str, by: str) -> FactorReset:
    """Ask that a user's second factors be taken away; nothing happens before somebody else agrees.

    Raises:
        BadInput: if no reason is given, a request waits already, or the user asks for themself.
    """
    if not reason.strip():
        raise BadInput("a reason is needed", "Say how you know that it is really this person.")
    if open_reset(user) is not None:
        raise BadInput("a request waits already", "Somebody else has to confirm it.")
    _not_oneself(user, by)
    with transaction.atomic():
        lapsed = FactorReset.objects.filter(user=user, closed_at=None)
        lapsed.update(closed_at=timezone.now(), closed_by="")
        made = FactorReset.objects.create(
            user=user, reason=reason, asked_by=by, asked_at=timezone.now()
        )
        change = {"what": "second factor", "change": "reset asked", "reason": reason}
        events.record_user_change(by, user.get_username(), **change)
    return made


def confirm_reset(user: User, *, by: str) -> int:
    """Take a user's second factors away, which somebody else asked for; their sessions end.

    Returns:
        How many factors there were.

    Raises:
        BadInput: if nothing waits, or the same person asked.
    """
    _not_oneself(user, by)
    with transaction.atomic():
        waiting = _waiting(user)
        if waiting.asked_by == by:
            raise BadInput(
                "whoever asked cannot confirm", "Another administrator has to look at it."
            )
        found = Authenticator.objects.filter(user=user)
        count = int(found.count())
        found.delete()
        _close(waiting, by=by, done=True)
        end_every(user, by=by)
        change = {"what": "second factor", "change": "reset", "asked_by": waiting.asked_by}
        events.record_user_change(by, user.get_username(), **change)
    return count


def withdraw_reset(user: User, *, by: str) -> None:
    """Turn the waiting request down.

    Raises:
        BadInput: if nothing waits.
    """
    with transaction.atomic():
        _close(_waiting(user), by=by, done=False)
        change = {"what": "second factor", "change": "reset turned down"}
        events.record_user_change(by, user.get_username(), **change)


def _waiting(user: User) -> FactorReset:
    fresh = timezone.now() - RESET_LIFETIME
    rows = FactorReset.objects.select_for_update().filter(user=user, closed_at=None)
    found = rows.filter(asked_at__gt=fresh).first()
    if found is None:
        raise BadInput("no request waits", "Ask for a reset first; it lapses after 72 hours.")
    return found


def _close(request: FactorReset, *, by: str, done: bool) -> None:
    request.closed_by, request.closed_at, request.done = by, timezone.now(), done
    request.save(update_fields=["closed_by", "closed_at", "done"])


def _not_oneself(user: User, by: str) -> None:
    if user.get_username() == by:
        raise BadInput("this is your own account", "Another administrator has to do it.")
