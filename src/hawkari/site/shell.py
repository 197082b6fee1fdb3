"""What the frame of each page shows: operation in use, navigation, display choices."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db.models import Max
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.evidence.access import Access, Action, whole_parts
from hawkari.evidence.break_glass import broken_now
from hawkari.evidence.models import (
    BreakGlass,
    JudgementEvent,
    LinkRun,
    Operation,
    Role,
    User,
)
from hawkari.evidence.reviewing.queue import queue_counts
from hawkari.site.accounts.administration import administers
from hawkari.site.display import Display
from hawkari.site.home import INVENTED
from hawkari.site.middleware import access_of

__all__ = ["Shell", "shell"]

ROLE_WORDS: dict[str, Promise] = {
    Role.ANALYST: _("Analyst"),
    Role.REVIEWER: _("Reviewer"),
    "liaison": _("Liaison officer"),
    "caseworker": _("Caseworker"),
    "communications": _("Communications officer"),
    "programme": _("Programme officer"),
    "trainer": _("Trainer"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.BORDER: _("Border post"),
    Role.MONITOR: _("Monitor"),
    Role.LEGAL: _("Legal adviser"),
}


QUEUE_SECONDS = 300


@dataclass
class Shell:
    """The frame of one request's page. Each part is worked out when the template asks for it."""

    request: HttpRequest

    @cached_property
    def display(self) -> Display:
        """How this person wants pages to look."""
        return Display.of(self.request)

    @cached_property
    def operation(self) -> Operation | None:
        """The operation in use; None when there is none or nobody is logged in."""
        access = access_of(self.request)
        return access.operation if access is not None else None

    @cached_property
    def role(self) -> Promise | str:
        """The user's role in the operation in use, in words."""
        access = access_of(self.request)
        return ROLE_WORDS.get(access.role, access.role) if access is not None else ""

    @cached_property
    def glass(self) -> tuple[BreakGlass, ...]:
        """Break-glass that this user has on now: every page says so."""
        user = self.request.user
        return broken_now(user) if isinstance(user, User) else ()

    @cached_property
    def rights(self) -> frozenset[str]:
        """What the user may do in the operation in use: the words of `Action`."""
        access = access_of(self.request)
        return frozenset(access.actions) if access is not None else frozenset()

    @property
    def is_member(self) -> bool:
        """Whether this user is a member of the operation in use, not only by break-glass."""
        access = access_of(self.request)
        return access is not None and bool(access.role)

    @cached_property
    def administers(self) -> bool:
        """Whether the user looks after accounts or roles."""
        user = self.request.user
        return isinstance(user, User) and administers(user)

    @cached_property
    def operations(self) -> list[Operation]:
        """Operations this user may switch to, by name."""
        user = self.request.user
        if not user.is_authenticated:
            return []
        return list(Operation.objects.filter(members__user=user).order_by("name"))

    @property
    def invented(self) -> bool:
        """Whether everything in this installation is invented, as the demonstration marks it."""
        return (settings.HOME / INVENTED).exists()

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Codes of the languages, each with its name in itself."""
        return settings.LANGUAGES

    @cached_property
    def waiting(self) -> int | None:
        """Pairs in the review queue that this user may decide; None when that cannot be told."""
        access = access_of(self.request)
        if access is None or not access.may(Action.JUDGE):
            return None
        key = _queue_key(access)
        kept: int | None = cache.get(key)
        if kept is None:
            kept = queue_counts(access).waiting
            cache.set(key, kept, QUEUE_SECONDS)
        return kept


def _queue_key(access: Access) -> str:
    """Changes with every judgement and run, and with what this access may see.

    So that a kept count is never an old one, nor one of somebody who saw more.
    """
    newest = [
        table.objects.aggregate(newest=Max("pk"))["newest"] for table in (JudgementEvent, LinkRun)
    ]
    seen = ",".join(map(str, sorted(whole_parts(access))))
    digest = hashlib.blake2b(f"{newest}/{seen}".encode(), digest_size=16).hexdigest()
    return f"queue-{access.user.pk}-{access.operation.pk}-{access.today}-{digest}"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page: the frame, and C as the handling unless a page says less.

    A desk whose pages are to be handled in another way says so once, in its registration:
    `handling_words`.
    """
    evidence = request.user.is_authenticated and not _about_an_account(request)
    return {
        "shell": Shell(request),
        "handling": "C" if evidence else "",
        "handling_words": _handling_words(request),
    }


def _handling_words(request: HttpRequest) -> Promise | str:
    match = request.resolver_match
    desk = apps.app_configs.get(match.app_name) if match is not None else None
    words: Promise | str = getattr(desk, "handling_words", "")
    return words


def _about_an_account(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and str(match.url_name).startswith(("account_", "mfa_"))
