"""How programs log in: a token in the request instead of a session; who it is for may do as ever.

`access_by_token` is the access of the person whose token it is, in the token's operation, with the
token's handle in every entry of the audit log. No cookie is read, so no form of another site can
use it. Errors tell a program what to do; what a wrong secret and an unknown token are answered does
not differ.
"""

import base64
import hmac
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja.security.http import HttpAuthBase

from hawkari.desks.exchange.models import Door, ProgramToken
from hawkari.desks.exchange.services.tokens import PREFIX, digest_of
from hawkari.errors import AccessDenied, HawkariError
from hawkari.evidence import audit
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.audit import Act

__all__ = [
    "CHALLENGE",
    "Door",
    "TokenAuth",
    "TokenRefused",
    "access_by_token",
    "access_of_text",
]

CHALLENGE = 'Bearer realm="hawkari", Basic realm="hawkari"'
"""The ``WWW-Authenticate`` header of an answer 401."""

NOBODY = digest_of("")
PARTS = 3
SEEN_EVERY = timedelta(minutes=1)


class TokenRefused(HawkariError):
    """A program gave no token that stands: answer 401.

    Args:
        problem: what is wrong, without a full stop.
        remedy: what to do about it.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem}. {remedy}")


class TokenAuth(HttpAuthBase):
    """Lets a token open an operation of an API; `request.access` is then the token's.

    Args:
        door: what the token must open.
    """

    openapi_scheme = "bearer"

    def __init__(self, door: Door) -> None:
        super().__init__()
        self.door = door

    def __call__(self, request: HttpRequest) -> Access:
        """The access of the token that the request shows."""
        access = access_by_token(request, self.door)
        request.access = access  # type: ignore[attr-defined]
        return access


def access_by_token(request: HttpRequest, door: Door) -> Access:
    """The access of the token in the ``Authorization`` header.

    It is read as ``Bearer TOKEN``, ``ApiKey TOKEN``, ``Token TOKEN``, or ``Basic`` with the token
    as the password and any name. Call outside a transaction, or a rollback takes denials along.

    Raises:
        TokenRefused: if there is none that stands.
        AccessDenied: if it does not open this, or its person may not work in the operation (any
            more); audited.
    """
    return access_of_text(_shown(request.headers.get("Authorization", "")), door)


def access_of_text(text: str, door: Door) -> Access:
    """The access of a token by its text; see `access_by_token`."""
    kept = _found(text)
    now = timezone.now()
    if kept.revoked_at is not None:
        _deny(kept, "the token is revoked")
        raise TokenRefused("the token is revoked", "Make another one.")
    if kept.expires_at <= now:
        _deny(kept, "the token has expired")
        raise TokenRefused("the token has expired", "Make another one.")
    if door.value not in kept.doors:
        raise _not_this(kept, f"the token opens {', '.join(kept.doors)} only")
    access = open_access(kept.user, kept.operation.slug, token=kept.handle)
    if access.role != kept.role:
        raise _not_this(kept, "the token was made under another role")
    _note_use(kept, access)
    return access


def _shown(header: str) -> str:
    scheme, _, value = header.strip().partition(" ")
    value = value.strip()
    if scheme.lower() != "basic":
        return value if scheme.lower() in {"bearer", "apikey", "token"} else ""
    try:
        _, _, password = base64.b64decode(value, validate=True).decode("utf-8").partition(":")
    except (ValueError, UnicodeDecodeError):
        return ""
    return password


def _found(text: str) -> ProgramToken:
    """The kept token of a text; found by its public part, compared in constant time."""
    prefix, handle, secret = (*text.split("_", PARTS - 1), "", "", "")[:PARTS]
    every = ProgramToken.objects.select_related("user__agency", "operation")
    kept = every.filter(handle=handle).first() if handle.isascii() and handle.isalnum() else None
    same = hmac.compare_digest(digest_of(secret), kept.digest if kept is not None else NOBODY)
    if kept is not None and same and prefix == PREFIX:
        return kept
    if kept is not None:
        _deny(kept, "wrong secret")
    raise TokenRefused(
        "no token that stands was given", "Make one on the page of programs, and send it as Bearer."
    )


def _deny(kept: ProgramToken, rule: str) -> None:
    """Write the refusal of a token that is known; what is not known leaves no entry to fill up."""
    audit.record(
        Act.DENY,
        actor=kept.user.get_username(),
        objects=[f"token {kept.handle}"],
        outcome="denied",
        detail={"action": "token", "rule": rule},
    )


def _not_this(kept: ProgramToken, rule: str) -> AccessDenied:
    _deny(kept, rule)
    return AccessDenied(kept.user.get_username(), "use this token here", rule)


def _note_use(kept: ProgramToken, access: Access) -> None:
    """Keep when it was last used; its first use of each day is a login. Each act tells the token.

    The time is kept to the minute, or each of a thousand questions would wait to write it.
    """
    now = timezone.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    this, last = ProgramToken.objects.filter(pk=kept.pk), kept.last_used_at
    if last is not None and last >= max(midnight, now - SEEN_EVERY):
        return
    with transaction.atomic():
        before = Q(last_used_at__isnull=True) | Q(last_used_at__lt=midnight)
        if this.filter(before).update(last_used_at=now):
            detail = {"what": "program token", "doors": kept.doors}
            audit.record(Act.LOGIN, access=access, objects=[f"token {kept.handle}"], detail=detail)
        else:
            this.update(last_used_at=now)
