"""Permissions of whoever a value came from, that let it be passed on, recorded for one package.

The program believes nobody's memory: a permission names who gave it, the document and the day. It
lets the tests of a release hold for the values of that agency and for that recipient alone, and
whoever records one has a hand in the package and does not sign it. Not legal advice; verified by:
nobody yet.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.models import Package, PermissionKind, ReleasePermission
from hawkari.desks.exchange.services.deciding import audit_package, draft_of
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Agency

__all__ = ["PermissionGiven", "PermissionView", "permissions_of", "record_permission"]


@dataclass(frozen=True, slots=True)
class PermissionGiven:
    """A permission as an officer records it: fields of `ReleasePermission`, agencies by slug."""

    kind: str
    originator: str
    recipient: str
    given_by: str
    document: str
    given_on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class PermissionView:
    """A permission as it is shown."""

    kind: str
    originator: str
    recipient: str
    given_by: str
    document: str
    given_on: date
    words: str
    recorded_by: str


def record_permission(access: Access, package: str, given: PermissionGiven) -> None:
    """Record what was allowed for a draft.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if there is no such draft or recipient, the kind or the agency is not known, or
            who gave it, the document or the day is missing or in the future.
    """
    require(access, Action.RELEASE)
    _check(access, given)
    with transaction.atomic():
        draft = draft_of(access, package)
        to = draft.recipients.select_related("agency").filter(agency__slug=given.recipient).first()
        originator = Agency.objects.filter(slug=given.originator).first()
        if to is None or originator is None:
            raise BadInput(
                f"{given.recipient!r} receives nothing of this package, or {given.originator!r} "
                "is no agency", "Choose of the lists.",
            )  # fmt: skip
        ReleasePermission.objects.create(
            package=draft, kind=given.kind, originator=originator, recipient=to.agency,
            given_by=given.given_by.strip()[:200], document=given.document.strip()[:200],
            given_on=given.given_on, words=given.words.strip(), recorded_by=access.user,
            recorded_at=timezone.now(),
        )  # fmt: skip
        audit_package(
            access, draft, "permission recorded", words=given.document, recipient=to.agency.slug,
            kind=given.kind, of=originator.slug,
        )  # fmt: skip


def _check(access: Access, given: PermissionGiven) -> None:
    if given.kind not in PermissionKind.values:
        raise BadInput(f"{given.kind!r} is nothing to permit", "Choose one of the list.")
    if not given.given_by.strip() or not given.document.strip():
        raise BadInput(
            "a permission names who gave it and the document", "Without them nobody can check it."
        )
    if given.given_on > access.today:
        raise BadInput(f"{given.given_on.isoformat()} is in the future", "Give the day it was.")
    if (given.kind == PermissionKind.ACKNOWLEDGED) != bool(given.words.strip()):
        raise BadInput(
            "the words of H3 are given where the recipient acknowledged them, and nowhere else",
            "Copy the restriction as it stands with the value.",
        )


def permissions_of(package: Package) -> list[PermissionView]:
    """The permissions recorded for a package, oldest first. Not audited: for services that do."""
    kept = ReleasePermission.objects.filter(package=package)
    rows = kept.select_related("originator", "recipient", "recorded_by")
    return [
        PermissionView(
            one.kind, one.originator.name, one.recipient.name, one.given_by, one.document,
            one.given_on, one.words, one.recorded_by.get_username(),
        )
        for one in rows
    ]  # fmt: skip
