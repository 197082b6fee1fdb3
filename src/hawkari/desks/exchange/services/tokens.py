"""Tokens for programs: made, listed, revoked. Their use is `hawkari.desks.exchange.tokens`."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.exchange.models import Door, ProgramToken
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, open_access, require
from hawkari.evidence.audit import Act
from hawkari.evidence.models import User

__all__ = [
    "MOST_DAYS",
    "PREFIX",
    "USUAL_DAYS",
    "MadeToken",
    "TokenTerms",
    "TokenView",
    "digest_of",
    "every_token",
    "known_user",
    "make_token",
    "make_token_for",
    "revoke_by_command",
    "revoke_token",
    "tokens_of",
]

PREFIX = "hwk"
USUAL_DAYS = 30
MOST_DAYS = 90
MOST_TOKENS = 20
SECRET_BYTES = 32
HANDLE_BYTES = 8


@dataclass(frozen=True, slots=True)
class TokenTerms:
    """What a token is asked for: the program's name, what it opens (`Door`), for how long."""

    name: str
    doors: Sequence[str]
    days: int = USUAL_DAYS


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token; `text` is shown this once and kept nowhere."""

    handle: str
    text: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token as lists show it. `state` is ``valid``, ``expired`` or ``revoked``."""

    handle: str
    name: str
    user: str
    agency: str
    operation: str
    doors: tuple[str, ...]
    state: str
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None

    def as_json(self) -> dict[str, object]:
        """The view as plain data, times in ISO 8601."""
        row = asdict(self)
        times = ("made_at", "expires_at", "last_used_at")
        return {**row, **{name: row[name] and row[name].isoformat() for name in times}}


def known_user(name: str) -> User:
    """The person of a login name.

    Raises:
        BadInput: if there is none.
    """
    user = User.objects.filter(username=name).first()
    if user is None:
        raise BadInput(f"there is no user {name!r}", "See hawkari user list.")
    return user


def digest_of(secret: str) -> str:
    """What is kept of a token's secret part."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def make_token(access: Access, terms: TokenTerms) -> MadeToken:
    """Make a token for a program that asks under this person's own access, in this operation.

    Raises:
        AccessDenied: if the role takes no part in the exchange.
        BadInput: if nothing is opened, it has no name, lasts too long, or there are too many.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        made = _made(access, terms, by=access.user.get_username())
        _note(made, "made", access=access, detail=_terms(made))
    return _told(made)


def make_token_for(user: User, operation_slug: str, terms: TokenTerms, *, by: str) -> MadeToken:
    """Make a token for somebody, at the request of whoever runs the installation.

    Raises:
        AccessDenied: if the user is no member, or their role takes no part in the exchange.
        BadInput: as `make_token`.
    """
    access = open_access(user, operation_slug)
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        made = _made(access, terms, by=by)
        _note(made, "made", actor=by, detail=_terms(made))
    return _told(made)


@dataclass(frozen=True, slots=True)
class _Made:
    kept: ProgramToken
    text: str


def _made(access: Access, terms: TokenTerms, *, by: str) -> _Made:
    name, doors = _checked(terms)
    now = timezone.now()
    valid = _kept(access).filter(user=access.user, revoked_at__isnull=True, expires_at__gt=now)
    if valid.count() >= MOST_TOKENS:
        raise BadInput("there are too many valid tokens", "Revoke one that is not used.")
    handle, secret = secrets.token_hex(HANDLE_BYTES), secrets.token_urlsafe(SECRET_BYTES)
    kept = ProgramToken.objects.create(
        user=access.user, operation=access.operation, role=access.role, name=name, doors=doors,
        handle=handle, digest=digest_of(secret), made_at=now, made_by=by,
        expires_at=now + timedelta(days=terms.days),
    )  # fmt: skip
    return _Made(kept, f"{PREFIX}_{handle}_{secret}")


def _checked(terms: TokenTerms) -> tuple[str, list[str]]:
    name = terms.name.replace("\x00", "").strip()[:100]
    if not name:
        raise BadInput("the program has no name", "Say which program it is for.")
    unknown = sorted(set(terms.doors) - set(Door.values))
    if unknown:
        raise BadInput(f"a token opens no {unknown[0]!r}", f"Choose of {', '.join(Door.values)}.")
    doors = [one for one in Door.values if one in set(terms.doors)]
    if not doors:
        raise BadInput("the token would open nothing", f"Choose of {', '.join(Door.values)}.")
    if not 1 <= terms.days <= MOST_DAYS:
        raise BadInput(f"{terms.days} days cannot be", f"Give 1 to {MOST_DAYS} days.")
    if Door.RECONCILE in doors and len(doors) > 1:
        # OpenRefine has its token in the address, where logs and histories of others may keep it.
        raise BadInput(
            "a token for a spreadsheet's reconciliation opens nothing else",
            "Make two tokens.",
        )
    return name, doors


def _told(made: _Made) -> MadeToken:
    return MadeToken(made.kept.handle, made.text, made.kept.expires_at)


def _terms(made: _Made) -> dict[str, object]:
    kept = made.kept
    return {"doors": kept.doors, "expires": kept.expires_at.isoformat()}


def tokens_of(access: Access) -> tuple[TokenView, ...]:
    """The person's own tokens in the operation; an administrator's whole agency's. Newest first.

    Raises:
        AccessDenied: if the role takes no part in the exchange and looks after no node.
    """
    if not access.may(Action.MANAGE_NODE):
        require(access, Action.EXCHANGE)
    with transaction.atomic():
        found = tuple(map(_view, _mine(access)))
        detail = {"what": "program tokens"}
        audit.record(Act.CONSULT, access=access, count=len(found), detail=detail)
    return found


def every_token(*, by: str) -> tuple[TokenView, ...]:
    """All tokens of the installation, for whoever runs it; newest first."""
    with transaction.atomic():
        kept = ProgramToken.objects.select_related("user__agency", "operation")
        found = tuple(map(_view, kept))
        audit.record(Act.CONSULT, actor=by, count=len(found), detail={"what": "program tokens"})
    return found


def revoke_token(access: Access, handle: str) -> None:
    """End a token at once: one's own, or as an administrator one of the agency's.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such token that still stands.
    """
    if not access.may(Action.MANAGE_NODE):
        require(access, Action.EXCHANGE)
    with transaction.atomic():
        kept = _revoked(_mine(access), handle, by=access.user.get_username())
        _note(_Made(kept, ""), "revoked", access=access)


def revoke_by_command(handle: str, *, by: str) -> None:
    """End any token at once, at the request of whoever runs the installation.

    Raises:
        BadInput: if there is no such token that still stands.
    """
    with transaction.atomic():
        kept = _revoked(ProgramToken.objects.all(), handle, by=by)
        _note(_Made(kept, ""), "revoked", actor=by)


def _revoked(among: QuerySet[ProgramToken], handle: str, *, by: str) -> ProgramToken:
    kept = among.filter(handle=handle[:16], revoked_at__isnull=True).first()
    if kept is None:
        raise BadInput("there is no such token that still stands", "Look at the list of tokens.")
    kept.revoked_at, kept.revoked_by = timezone.now(), by
    kept.save(update_fields=["revoked_at", "revoked_by"])
    return kept


def _note(
    made: _Made,
    change: str,
    *,
    access: Access | None = None,
    actor: str = "",
    detail: dict[str, object] | None = None,
) -> None:
    handle = made.kept.handle
    said = {"what": "program token", "change": change, **(detail or {})}
    audit.record(Act.ALTER, access=access, actor=actor, objects=[f"token {handle}"], detail=said)


def _kept(access: Access) -> QuerySet[ProgramToken]:
    every = ProgramToken.objects.select_related("user__agency", "operation")
    return every.filter(operation=access.operation)


def _mine(access: Access) -> QuerySet[ProgramToken]:
    if access.may(Action.MANAGE_NODE):
        return _kept(access).filter(user__agency=access.user.agency_id)
    return _kept(access).filter(user=access.user)


def _view(kept: ProgramToken) -> TokenView:
    expired = kept.expires_at <= timezone.now()
    state = "revoked" if kept.revoked_at else "expired" if expired else "valid"
    agency = kept.user.agency
    return TokenView(
        kept.handle, kept.name, kept.user.get_username(), agency.name if agency else "",
        kept.operation.slug, tuple(kept.doors), state, kept.made_at, kept.expires_at,
        kept.last_used_at,
    )  # fmt: skip
