"""Entries of the audit log about logins: who, when, from where, how, and what came of it.

Outcomes of `Act.LOGIN`: ``ok``, ``failed``, ``locked`` (not looked at), ``confirmed`` (step-up),
``logged out``, ``idle``, ``too old``, ``ended`` (by the person or an administrator).
"""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.db import transaction
from django.http import HttpRequest

from hawkari.evidence import audit
from hawkari.evidence.models import User
from hawkari.evidence.models.audit import Act
from hawkari.site.accounts.addresses import UNKNOWN, client_address

__all__ = ["record_event", "record_failure", "record_locked", "record_login", "record_user_change"]


def known(name: str) -> str:
    """A user's name as it is written there; empty for any other text.

    What is no name is not kept: people type passwords into the wrong field.
    """
    found = User.objects.filter(username__iexact=name).values_list("username", flat=True).first()
    return found or ""


def _address(request: HttpRequest | None) -> str:
    return UNKNOWN if request is None else client_address(request)


def record_event(
    request: HttpRequest | None, name: str, outcome: str, *, method: str = "", **more: Any
) -> None:
    """Write one entry about a login; `name` is a user's name or empty."""
    detail = {"address": _address(request), "method": method, **more}
    with transaction.atomic():
        audit.record(Act.LOGIN, actor=name, outcome=outcome, detail=detail)


def record_failure(request: HttpRequest | None, name: str, *, method: str) -> None:
    """A try that failed."""
    record_event(request, known(name), "failed", method=method)


def record_locked(request: HttpRequest | None, name: str, *, method: str = "password") -> None:
    """A try that was not looked at, since its account or address waits."""
    record_event(request, known(name), "locked", method=method)


def record_login(request: HttpRequest | None, user: User) -> None:
    """A login that succeeded, with the steps it took, e.g. ``password+mfa``."""
    steps = [] if request is None else get_authentication_records(request, user)
    method = "+".join(dict.fromkeys(str(step["method"]) for step in steps))
    record_event(request, user.get_username(), "ok", method=method or "link")


def record_user_change(by: str, name: str, **detail: Any) -> None:
    """A change of an account, inside the caller's transaction."""
    audit.record(Act.ALTER, actor=by, objects=[name], detail=detail)
