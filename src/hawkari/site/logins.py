"""Listens to logins: each is audited before it takes effect, and its session is noted."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import authentication_step_completed, password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from hawkari.evidence.models import User
from hawkari.site.accounts import events, sessions

__all__: list[str] = []


@receiver(user_logged_in)
def note_login(sender: Any, request: HttpRequest, user: User, **_more: Any) -> None:  # noqa: ARG001  signal's form
    """A login; when the audit cannot be written, nobody is logged in."""
    sessions.begin(request, user)
    events.record_login(request, user)


@receiver(user_logged_out)
def note_logout(sender: Any, request: HttpRequest, user: User | None, **_more: Any) -> None:  # noqa: ARG001
    """A logout; a session that had already lapsed has no user and leaves no entry."""
    if user is not None:
        why = getattr(request, "session_over", "logged out")
        events.record_event(request, user.get_username(), why)


@receiver(user_login_failed)
def note_failure(
    sender: Any,  # noqa: ARG001
    credentials: dict[str, Any],
    request: HttpRequest | None = None,
    **_more: Any,
) -> None:
    """A wrong name or password."""
    events.record_failure(request, str(credentials.get("username", "")), method="password")


@receiver(authentication_failed)
def note_wrong_code(
    sender: Any,  # noqa: ARG001
    *,
    request: HttpRequest,
    user: User,
    authenticator: Authenticator,
    **_more: Any,
) -> None:
    """A wrong code of the second factor."""
    events.record_failure(request, user.get_username(), method=str(authenticator.type))


@receiver(authentication_step_completed)
def note_confirmation(
    sender: Any,  # noqa: ARG001
    *,
    request: HttpRequest,
    user: User,
    method: str,
    **more: Any,
) -> None:
    """A step-up; the steps of a login are in the entry of the login itself."""
    if more.get("reauthenticated"):
        events.record_event(
            request, user.get_username(), "confirmed", method=str(more.get("type", method))
        )


@receiver(authenticator_added)
def note_added(
    sender: Any,  # noqa: ARG001
    *,
    request: HttpRequest,
    user: User,
    authenticator: Authenticator,
    **_more: Any,
) -> None:
    """A second factor was set up, which showed that it works: that is a confirmation too."""
    _factor_changed(user, authenticator, "added")
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        step = {"id": authenticator.pk, "type": authenticator.type}
        record_authentication(request, user, "mfa", **step)


@receiver(authenticator_removed)
def note_removed(sender: Any, user: User, authenticator: Authenticator, **_more: Any) -> None:  # noqa: ARG001
    """A second factor was taken away by its owner."""
    _factor_changed(user, authenticator, "removed")


@receiver(authenticator_reset)
def note_renewed(sender: Any, user: User, authenticator: Authenticator, **_more: Any) -> None:  # noqa: ARG001
    """Recovery codes were made anew."""
    _factor_changed(user, authenticator, "renewed")


@receiver(password_changed)
def note_password(sender: Any, user: User, **_more: Any) -> None:  # noqa: ARG001
    """A person changed their own password."""
    name = user.get_username()
    with transaction.atomic():
        events.record_user_change(name, name, what="password")


def _factor_changed(user: User, authenticator: Authenticator, change: str) -> None:
    name, kind = user.get_username(), str(authenticator.type)
    with transaction.atomic():
        events.record_user_change(name, name, what="second factor", change=change, kind=kind)
