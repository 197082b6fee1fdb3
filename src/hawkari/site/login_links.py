"""Links that log one user in once: made on this machine, used on this machine."""

import hashlib
import secrets
from datetime import datetime, timedelta
from ipaddress import ip_address

from django.http import HttpRequest

from hawkari.evidence.models import User
from hawkari.site.models import LoginLink

__all__ = ["comes_from_this_machine", "issue", "redeem"]

LIFETIME = timedelta(minutes=30)
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")


def token_hash(token: str) -> str:
    """SHA-256 of a token, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue(user: User, *, now: datetime, lifetime: timedelta = LIFETIME) -> str:
    """A fresh token for `user`, to be shown to them and kept nowhere.

    Args:
        user: who is logged in by it.
        now: an aware time.
        lifetime: how long the link works; 30 minutes by default.
    """
    token = secrets.token_urlsafe(32)
    LoginLink.objects.create(user=user, token_hash=token_hash(token), expires_at=now + lifetime)
    return token


def redeem(token: str, *, now: datetime) -> User | None:
    """The user whom `token` logs in, or None if it is unknown, used, lapsed or its user inactive.

    The token is spent by one conditional update, so that of two requests at once only one wins.
    """
    found = LoginLink.objects.filter(
        token_hash=token_hash(token), used_at=None, expires_at__gt=now, user__is_active=True
    )
    if found.update(used_at=now) != 1:
        return None
    return LoginLink.objects.select_related("user").get(token_hash=token_hash(token)).user


def comes_from_this_machine(request: HttpRequest) -> bool:
    """Whether a request came over loopback, addressed to loopback, and through no proxy.

    A proxy on the same machine also comes over loopback; the headers it adds give it away.
    """
    if any(request.META.get(header) for header in FORWARDED):
        return False
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    if host != "localhost" and not is_loopback(host):
        return False
    return is_loopback(request.META.get("REMOTE_ADDR", ""))


def is_loopback(address: str) -> bool:
    """Whether `address` is in 127.0.0.0/8 or ::1; False for anything that is no address."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
