"""Listens to logins: each is audited before it takes effect, and its session is noted."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import authentication_step_completed, password_changed
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models.signals import post_delete, post_save
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


@receiver(post_save, sender=Authenticator)
def note_added(
    sender: Any,  # noqa: ARG001
    *,
    instance: Authenticator,
    created: bool,
    **_more: Any,
) -> None:
    """A second factor was set up, in the same transaction: no entry, no factor.

    It was shown to work meanwhile, so it is a confirmation too.
    """
    request = _owners_request(instance)
    if not created or request is None:
        return
    _factor_changed(instance, "added")
    if instance.type != Authenticator.Type.RECOVERY_CODES:
        step = {"id": instance.pk, "type": instance.type}
        record_authentication(request, instance.user, "mfa", **step)


@receiver(post_delete, sender=Authenticator)
def note_removed(sender: Any, *, instance: Authenticator, **_more: Any) -> None:  # noqa: ARG001
    """A factor was taken away by its owner; a reset by others is audited where it is done."""
    if _owners_request(instance) is not None:
        _factor_changed(instance, "removed")


@receiver(password_changed)
def note_password(sender: Any, user: User, **_more: Any) -> None:  # noqa: ARG001
    """A person changed their own password."""
    name = user.get_username()
    with transaction.atomic():
        events.record_user_change(name, name, what="password")


def _owners_request(authenticator: Authenticator) -> HttpRequest | None:
    request: HttpRequest | None = context.request
    mine = request is not None and request.user.pk == authenticator.user_id
    return request if mine else None


def _factor_changed(authenticator: Authenticator, change: str) -> None:
    name, kind = authenticator.user.get_username(), str(authenticator.type)
    with transaction.atomic():
        events.record_user_change(name, name, what="second factor", change=change, kind=kind)
