"""Who publishes, and what an officer states of an activity for publication."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.iati_out import details_from, details_to, own_identifier
from hawkari.desks.programme.iati_out.values import Details
from hawkari.desks.programme.iati_out.values import Publisher as Publishing
from hawkari.desks.programme.models import ItemKind, RegisterItem
from hawkari.desks.programme.models.publishing import (
    PublishedIdentifier,
    Publisher,
    PublishingDetails,
)
from hawkari.desks.programme.services.access import own_agency, require_programme, require_reading
from hawkari.desks.programme.services.checking import ORGANISATION_REF
from hawkari.desks.programme.services.publish_access import require_inside
from hawkari.desks.programme.services.refusals import item_of
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = [
    "Stated",
    "details_of",
    "identifiers",
    "newest_details",
    "publisher_of",
    "set_publisher",
    "state_details",
]


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of an activity.

    Attributes:
        item: the activity.
        details: the newest; as the register names it where nobody stated anything.
        seen: number of the newest details, 0 if none.
    """

    item: RegisterItem
    details: Details
    seen: int


def publisher_of(access: Access) -> Publishing | None:
    """Under which name the reader's agency publishes; None until somebody says it.

    Raises:
        AccessDenied: if the role may not read the register.
    """
    require_reading(access)
    rows = list(_publishers(access))
    if not rows:
        return None
    newest = rows[-1]
    earlier = dict.fromkeys(one.ref for one in rows if one.ref != newest.ref)
    return Publishing(newest.ref, newest.kind, newest.name, tuple(earlier))


def set_publisher(access: Access, *, ref: str, kind: str, name: str) -> None:
    """State under which identifier and name the agency publishes from now on.

    Identifiers of activities that were made before keep the earlier one.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the identifier has spaces or signs that IATI does not take, or a value is
            missing.
    """
    require_programme(access)
    ref, name = ref.strip(), name.strip()
    if not ORGANISATION_REF.fullmatch(ref):
        raise BadInput(
            "the publisher's identifier has signs that IATI does not take",
            "Use letters, digits and hyphens, e.g. GB-GOV-6.",
            where=("ref",),
        )
    if not (name and kind):
        missing = "name" if not name else "kind"
        raise BadInput("something is missing", "Fill it in.", where=(missing,))
    with transaction.atomic():
        Publisher.objects.create(
            operation=access.operation, agency=own_agency(access), ref=ref, kind=kind, name=name,
            at=timezone.now(), by=access.user,
        )  # fmt: skip
        _record(access, Act.ALTER, [ref])


def details_of(access: Access, reference: str) -> Stated:
    """What is stated of an activity for publication, with what rules withhold of it; audited.

    Raises:
        AccessDenied: unless the role keeps the register or reviews what is published.
        NotFound: if there is no such activity.
    """
    require_inside(access)
    with transaction.atomic():
        item = item_of(access, reference, ItemKind.ACTIVITY)
        found = newest_details([item])[item.pk]
        _record(access, Act.CONSULT, [reference])
    return found


def newest_details(items: Iterable[RegisterItem]) -> dict[int, Stated]:
    """What is stated of each activity, by its key; looks past access and audit."""
    listed = list(items)
    kept = {one.item_id: one for one in PublishingDetails.objects.filter(item__in=listed)}
    return {one.pk: _stated(one, kept.get(one.pk)) for one in listed}


def state_details(access: Access, reference: str, details: Details, *, seen: int) -> Stated:
    """State anew what is published of an activity; the earlier details stay.

    Args:
        access: who states it.
        reference: of the activity.
        details: all of them.
        seen: number of the details that the officer had before them, 0 if none.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such activity.
        BadInput: if somebody stated something newer meanwhile.
    """
    require_programme(access)
    with transaction.atomic():
        item = item_of(access, reference, ItemKind.ACTIVITY)
        RegisterItem.objects.select_for_update().get(pk=item.pk)
        newest = PublishingDetails.objects.filter(item=item).last()
        if (newest.pk if newest else 0) != seen:
            raise BadInput("somebody stated something newer meanwhile", "Look at it first.")
        made = PublishingDetails.objects.create(
            item=item, content=details_to(details), at=timezone.now(), by=access.user
        )
        _record(access, Act.ALTER, [reference])
    return _stated(item, made)


def identifiers(access: Access, items: Iterable[RegisterItem]) -> dict[int, str]:
    """The identifier of each activity, made on first use and the same ever after.

    Raises:
        BadInput: if nobody said under which identifier the agency publishes.
    """
    listed = list(items)
    publisher = publisher_of(access)
    if publisher is None:
        raise BadInput(
            "nobody said under which identifier this agency publishes", "State the publisher first."
        )
    known = {one.item_id: one for one in PublishedIdentifier.objects.filter(item__in=listed)}
    for item in listed:
        if item.pk not in known:
            made = own_identifier(publisher.ref, item.reference)
            known[item.pk], _ = PublishedIdentifier.objects.get_or_create(
                item=item, defaults={"identifier": made}
            )
    return {key: one.identifier for key, one in known.items()}


def _publishers(access: Access) -> "QuerySet[Publisher]":
    return Publisher.objects.filter(operation=access.operation, agency=access.user.agency_id)


def _stated(item: RegisterItem, kept: PublishingDetails | None) -> Stated:
    if kept is None:
        named = {"en": item.name} | {key: text for key, text in item.names.items() if text}
        return Stated(item, Details(title=named), 0)
    return Stated(item, details_from(kept.content), kept.pk)


def _record(access: Access, act: Act, objects: list[str]) -> None:
    detail = {"what": "publishing details"}
    audit.record(act, access=access, objects=objects, count=len(objects), detail=detail)
