"""A second person signs a package, and it leaves: one body for each recipient.

Signing tests everything once more under the lock, builds the bodies, records what was disclosed to
whom, moves the request on and hands the messages to the node, in one transaction.
"""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.models import (
    Choice,
    Package,
    PackageRecipient,
    PackageState,
    RequestState,
    RequestStep,
)
from hawkari.desks.exchange.node.sending import send
from hawkari.desks.exchange.packages import package_body
from hawkari.desks.exchange.services.copies import copies_for, known_as
from hawkari.desks.exchange.services.deciding import (
    audit_package,
    hands_of,
    locked_package,
    refuse_failing,
)
from hawkari.desks.exchange.services.request_views import OPEN
from hawkari.desks.exchange.services.requests import agency_of
from hawkari.desks.exchange.services.testing import recipients_of
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.disclosures import record_disclosure
from hawkari.evidence.models import Act, Medium

__all__ = ["about", "check_ready", "send_back", "sign", "submit"]


def submit(access: Access, package: str) -> None:
    """Hand a draft to a second person, every statement decided and every test held.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if it is no draft, a row is undecided, nothing is released, the terms are not
            set, or a test fails.
    """
    require(access, Action.RELEASE)
    with transaction.atomic():
        draft = locked_package(access, package, PackageState.DRAFT)
        check_ready(access, draft)
        draft.state = PackageState.SUBMITTED
        draft.submitted_by, draft.submitted_at = access.user, timezone.now()
        draft.save(update_fields=["state", "submitted_by", "submitted_at"])
        audit_package(access, draft, "submitted")


def check_ready(access: Access, package: Package) -> None:
    """Refuse a package that is not ready to leave.

    Raises:
        BadInput: saying what is missing.
    """
    undecided = package.rows.filter(choice=Choice.UNDECIDED).count()
    if undecided:
        raise BadInput(f"{undecided} statements are undecided", "Decide on each of them.")
    if not package.onward.strip() or package.review_by is None:
        raise BadInput(
            "the package states no onward terms or no day of review", "Set its terms first."
        )
    if package.review_by <= access.today:
        raise BadInput("the day of review is past", "Set a later one.")
    rows = list(package.rows.filter(choice=Choice.RELEASE))
    if not rows:
        raise BadInput("nothing is released", "Release something, or decline the request.")
    if package.request.state not in OPEN and package.supersedes is None:
        raise BadInput(f"the request is {package.request.state}", "Give the draft up.")
    refuse_failing(access, package, [one.number for one in rows])


def send_back(access: Access, package: str, *, words: str) -> None:
    """Refuse, as the second person, to sign: the package is a draft again, with the reason.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if it was not submitted, or there is no reason.
    """
    require(access, Action.RELEASE)
    if not words.strip():
        raise BadInput("sending a package back needs a reason", "Say what is wrong with it.")
    with transaction.atomic():
        found = locked_package(access, package, PackageState.SUBMITTED)
        found.state, found.note = PackageState.DRAFT, words.strip()
        found.save(update_fields=["state", "note"])
        audit_package(access, found, "sent back", words=words)


def sign(access: Access, package: str, *, note: str = "") -> Package:
    """Sign a submitted package as the second person; it is sent to every recipient at once.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if it was not submitted, the user had a hand in it, something changed since, or a
            recipient is not a partner whose keys are pinned; nothing is sent then.
    """
    require(access, Action.RELEASE)
    with transaction.atomic():
        found = locked_package(access, package, PackageState.SUBMITTED)
        _refuse_own_work(access, found)
        check_ready(access, found)
        now = timezone.now()
        found.signed_by, found.signed_at, found.note = access.user, now, note.strip()
        found.state = PackageState.RELEASED
        for to in recipients_of(found):
            _release_to(access, found, to, now=now)
        found.save(update_fields=["signed_by", "signed_at", "note", "state", "root"])
        _answer(access, found)
    return found


def _refuse_own_work(access: Access, package: Package) -> None:
    if access.user.pk in hands_of(package):
        raise BadInput(
            "a second person signs: you had a hand in this package",
            "Ask a colleague whose role allows it.",
        )


def _release_to(access: Access, package: Package, to: PackageRecipient, *, now: datetime) -> None:
    copies = copies_for(access, package, to)
    body = package_body(copies, about(access, package, to), created=now)
    numbers = list(package.rows.filter(choice=Choice.RELEASE).values_list("number", flat=True))
    to.disclosure = record_disclosure(
        access,
        numbers,
        recipient=to.agency.name,
        medium=Medium.PACKAGE,
        reason=package.request.why,
    )
    message = send(
        "package",
        body,
        to=[to.agency],
        by=access.user,
        operation=package.operation.slug,
    )
    to.message = message.id
    to.save(update_fields=["disclosure", "message"])
    # Ids differ from recipient to recipient, and so do their heads: the first stands for all.
    package.root = package.root or body["tree_head"]["root"]
    audit_package(
        access,
        package,
        "released",
        act=Act.DISCLOSE,
        count=len(copies),
        words=package.request.why,
        recipient=to.agency.slug,
        root=body["tree_head"]["root"],
        disclosure=to.disclosure.pk,
    )


def _answer(access: Access, package: Package) -> None:
    request = package.request
    if request.state in OPEN:
        request.state = RequestState.ANSWERED
        request.save(update_fields=["state"])
        RequestStep.objects.create(
            request=request,
            state=RequestState.ANSWERED,
            agency=agency_of(access),
            by=access.user.get_username(),
            by_user=access.user,
            at=timezone.now(),
        )


def about(access: Access, package: Package, to: PackageRecipient) -> dict[str, Any]:
    """What a body says beside its statements.

    Who did not ask learns nothing of who did: neither the request nor on what basis it was made.
    """
    request, review_by = package.request, package.review_by
    if review_by is None:
        raise BadInput("the package has no day of review", "Set its terms first.")
    record = to.transfer
    older = package.supersedes
    has_asked = to.agency_id == request.partner_id
    return {
        "id": to.name_of_package,
        "request": request.reference if has_asked else known_as(to.agency, request.reference),
        "operation": package.operation.slug,
        "from": agency_of(access).slug,
        "to": [to.agency.slug],
        "purpose": request.purpose,
        "action": request.action,
        "legal_basis": request.legal_basis if has_asked else "",
        "transfer_basis": {"section": record.section, "limb": record.limb} if record else None,
        "expires": datetime(
            review_by.year, review_by.month, review_by.day, 23, 59, tzinfo=UTC
        ).isoformat(),
        "terms": {"onward": package.onward, "review_by": review_by.isoformat()},
        "supersedes": _older(older, to) if older is not None else "",
    }


def _older(package: Package, to: PackageRecipient) -> str:
    """The older package as this recipient knows it; empty if it did not receive it."""
    before = package.recipients.filter(agency=to.agency).select_related("package").first()
    return before.name_of_package if before is not None else ""
