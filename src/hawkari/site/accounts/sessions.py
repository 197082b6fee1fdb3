"""Sessions of a user: which are open, and ending them with effect on the very next request."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from hawkari.evidence import audit
from hawkari.evidence.models import Act, AuditEntry, User
from hawkari.site.accounts import events
from hawkari.site.accounts.addresses import client_address

__all__ = [
    "LastLogin",
    "OpenSession",
    "begin",
    "end_every",
    "end_one",
    "end_others",
    "open_sessions",
    "own_logins",
    "why_over",
]

SEEN_EVERY = timedelta(minutes=1)
MOST_LOGINS = 20
AGENT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One open session. `number` names it to its owner; its key is shown to nobody."""

    number: int
    agent: str
    address: str
    since: datetime
    seen: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class LastLogin:
    """One entry of the audit log about a user's own logins."""

    at: datetime
    outcome: str
    address: str
    method: str


def begin(request: HttpRequest, user: User) -> None:
    """Note a session that has just begun; a session that is not noted is not served."""
    agent = request.META.get("HTTP_USER_AGENT", "")[:AGENT_LENGTH]
    seen = {"user": user, "ip": client_address(request), "user_agent": agent}
    UserSession.objects.update_or_create(session_key=request.session.session_key, defaults=seen)


def why_over(request: HttpRequest, *, now: datetime) -> str:
    """Why a logged-in request's session may not go on; empty when it may.

    Returns:
        ``ended``, ``idle``, ``too old``, or empty. In the last case the time it was last seen is
        kept, to the minute.
    """
    row = UserSession.objects.filter(
        session_key=request.session.session_key, user_id=request.user.pk
    )
    found = row.values_list("created_at", "last_seen_at").first()
    if found is None:
        return "ended"
    since, seen = found
    if now - since > settings.SESSION_LONGEST:
        return "too old"
    if now - seen > settings.SESSION_IDLE:
        return "idle"
    if now - seen > SEEN_EVERY:
        row.update(last_seen_at=now)
    return ""


def open_sessions(user: User, *, current_key: str = "") -> tuple[OpenSession, ...]:
    """The user's sessions that are still served, newest first."""
    now = timezone.now()
    rows = UserSession.objects.filter(
        user=user,
        created_at__gt=now - settings.SESSION_LONGEST,
        last_seen_at__gt=now - settings.SESSION_IDLE,
        session_key__in=Session.objects.filter(expire_date__gt=now).values("session_key"),
    ).order_by("-created_at")
    return tuple(
        OpenSession(
            number=row.pk,
            agent=row.user_agent,
            address=row.ip,
            since=row.created_at,
            seen=row.last_seen_at,
            current=row.session_key == current_key,
        )
        for row in rows
    )


def own_logins(user: User) -> tuple[LastLogin, ...]:
    """A user's own last logins and failed tries under their name, newest first; at most 20."""
    entries = AuditEntry.records.filter(act=Act.LOGIN, actor=user.get_username())
    found = tuple(
        LastLogin(
            at=entry.at,
            outcome=entry.outcome,
            address=str(entry.detail.get("address", "")),
            method=str(entry.detail.get("method", "")),
        )
        for entry in entries.order_by("-seq")[:MOST_LOGINS]
    )
    with transaction.atomic():
        detail = {"what": "own logins"}
        audit.record(Act.CONSULT, actor=user.get_username(), count=len(found), detail=detail)
    return found


def _end(keys: list[str]) -> int:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def _keys(user: User) -> list[str]:
    return list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))


def end_one(request: HttpRequest, user: User, number: int) -> bool:
    """End one of the user's own sessions; False when they have none of this number."""
    with transaction.atomic():
        mine = UserSession.objects.filter(user=user, pk=number)
        count = _end(list(mine.values_list("session_key", flat=True)))
        if count:
            events.record_event(request, user.get_username(), "ended", count=count)
    return bool(count)


def end_others(request: HttpRequest, user: User) -> int:
    """End every session of the user but the one that asks; returns how many."""
    with transaction.atomic():
        count = _end([key for key in _keys(user) if key != request.session.session_key])
        events.record_event(request, user.get_username(), "ended", count=count)
    return count


def end_every(user: User, *, by: str) -> int:
    """End all sessions of a user, inside the caller's transaction if there is one.

    Returns:
        How many there were.
    """
    with transaction.atomic():
        count = _end(_keys(user))
        events.record_user_change(by, user.get_username(), what="sessions ended", count=count)
    return count
