"""Every login, failed login and logout leaves an audit entry, before it takes effect."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from hawkari.evidence import audit
from hawkari.evidence.models import User
from hawkari.evidence.models.audit import Act

__all__: list[str] = []


@receiver(user_logged_in)
def audit_login(sender: Any, user: User, **_kwargs: Any) -> None:  # noqa: ARG001  signal's form
    """A login; when the audit cannot be written, nobody is logged in."""
    with transaction.atomic():
        audit.record(Act.LOGIN, actor=user.username)


@receiver(user_logged_out)
def audit_logout(sender: Any, user: User | None, **_kwargs: Any) -> None:  # noqa: ARG001
    """A logout; a session that had already lapsed has no user and leaves no entry."""
    if user is not None:
        with transaction.atomic():
            audit.record(Act.LOGIN, actor=user.username, outcome="logged out")


@receiver(user_login_failed)
def audit_failure(sender: Any, credentials: dict[str, Any], **_kwargs: Any) -> None:  # noqa: ARG001
    """A failed login, under the name tried where such a user exists.

    Any other text is not kept: people type passwords into the wrong field.
    """
    tried = str(credentials.get("username", ""))
    known = User.objects.filter(username=tried).exists()
    with transaction.atomic():
        audit.record(Act.LOGIN, actor=tried if known else "", outcome="refused")
