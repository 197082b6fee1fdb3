"""Start links: an administrator makes one, the person sets a password that nobody else knows."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence.models import User
from hawkari.site.accounts import events, throttle
from hawkari.site.accounts.addresses import client_address
from hawkari.site.accounts.models import StartLink
from hawkari.site.accounts.sessions import end_every
from hawkari.site.accounts.throttle import Kind
from hawkari.site.login_links import token_hash

__all__ = ["LIFETIME", "hand_out", "make", "redeem", "set_password", "whose"]

LIFETIME = timedelta(hours=72)


def make(user: User, *, by: str, now: datetime) -> str:
    """A fresh token, to be handed to the person and kept nowhere; earlier ones stop working.

    Belongs to the caller's transaction, which audits it.
    """
    token = secrets.token_urlsafe(32)
    StartLink.objects.filter(user=user, used_at=None).delete()
    StartLink.objects.create(
        user=user, token_hash=token_hash(token), made_by=by, expires_at=now + LIFETIME
    )
    return token


def hand_out(user: User, *, by: str) -> str:
    """A fresh token, audited; see `make`."""
    with transaction.atomic():
        token = make(user, by=by, now=timezone.now())
        events.record_user_change(by, user.get_username(), what="start link")
    return token


def whose(token: str, *, now: datetime) -> User | None:
    """The user of a start link that still works; None if it is unknown, used or lapsed."""
    found = StartLink.objects.filter(
        token_hash=token_hash(token), used_at=None, expires_at__gt=now, user__is_active=True
    )
    link = found.select_related("user").first()
    return None if link is None else link.user


def redeem(token: str, password: str, *, request: HttpRequest, now: datetime) -> User:
    """Spend a start link on a password; the person's old sessions end.

    Raises:
        BadInput: if the link does not work any more, or the password is too weak.
    """
    user = whose(token, now=now)
    if user is None:
        raise BadInput("the link does not work any more", "Ask for a new one.")
    with transaction.atomic():
        spent = StartLink.objects.filter(token_hash=token_hash(token), used_at=None)
        if spent.update(used_at=now) != 1:
            raise BadInput("the link does not work any more", "Ask for a new one.")
        set_password(user, password)
        user.save(update_fields=["password"])
        throttle.succeed(Kind.ACCOUNT, user.get_username())
        end_every(user, by=user.get_username())
        name, where = user.get_username(), client_address(request)
        events.record_user_change(name, name, what="password", how="start link", address=where)
    return user


def set_password(user: User, password: str) -> None:
    """Give a user a password, unsaved.

    Raises:
        BadInput: if it is too weak; the remedy says why.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput("the password is too weak", " ".join(error.messages)) from error
    user.set_password(password)
