"""What a program reads by TAXII 2.1: collections, objects, manifests and versions. All audited."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hawkari.desks.exchange.models import CollectionKind, TaxiiCollection, TaxiiObject
from hawkari.desks.exchange.services.taxii_handed import handed_collection
from hawkari.desks.exchange.services.taxii_seen import Told, look_again, seen_collection, told_of
from hawkari.desks.exchange.taxii.answers import TaxiiError
from hawkari.desks.exchange.taxii.filtering import Page, Wanted, page_of, taxii_time
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.disclosures import downloaded_by, record_disclosure
from hawkari.evidence.models import Medium
from hawkari.evidence.stix.terms import stix_time

__all__ = [
    "Answer",
    "collection_of",
    "collections_of",
    "manifest_of",
    "objects_of",
    "opened",
    "versions_of",
]

STIX = "application/stix+json;version=2.1"


@dataclass(frozen=True, slots=True)
class Answer:
    """A resource, and the page it was made of."""

    body: dict[str, Any]
    page: Page


def opened(access: Access) -> None:
    """Ask whether the role takes part in the exchange, and write down that a program looked.

    Raises:
        AccessDenied: if it does not; audited.
    """
    require(access, Action.EXCHANGE)
    audit.record(Act.CONSULT, access=access, detail={"what": "taxii"})


def collections_of(access: Access) -> list[dict[str, Any]]:
    """The two collections that a program finds in an operation."""
    opened(access)
    return [_described(access, one) for one in (_seen(access), handed_collection(access))]


def collection_of(access: Access, stated: str) -> dict[str, Any]:
    """One of them, by id or alias.

    Raises:
        TaxiiError: 404 if there is none.
    """
    opened(access)
    return _described(access, _found(access, stated))


def _seen(access: Access) -> TaxiiCollection:
    return seen_collection(access)


def _found(access: Access, stated: str) -> TaxiiCollection:
    for one in (_seen(access), handed_collection(access)):
        if stated in {str(one.pk), one.kind}:
            return one
    raise TaxiiError(404, "there is no such collection", "Ask for the collections.")


def _described(access: Access, one: TaxiiCollection) -> dict[str, Any]:
    is_seen = one.kind == CollectionKind.SEEN
    agency = access.user.agency
    return {
        "id": str(one.pk),
        "title": access.operation.name if is_seen else f"Handed in by {agency}",
        "description": "What you may see in the operation"
        if is_seen
        else "Objects of your agency's programs, until a person loads them",
        "alias": one.kind,
        "can_read": True,
        "can_write": not is_seen,
        "media_types": [STIX],
    }


def _page(access: Access, stated: str, asked: Wanted, **only: str) -> tuple[TaxiiCollection, Page]:
    """The page that is asked for; what a reader may see is looked at anew with a first page."""
    collection = _found(access, stated)
    if collection.kind == CollectionKind.SEEN and asked.after is None:
        collection = look_again(access)
    return collection, page_of(collection, asked, **only)


def objects_of(access: Access, stated: str, asked: Wanted, *, only: str = "") -> Answer:
    """Objects of a collection as TAXII's envelope; kept who was told which statements.

    Args:
        access: whose program asks.
        stated: id or alias of the collection.
        asked: filters and page.
        only: the id of the one object that is asked for; empty for all.

    Raises:
        AccessDenied: if the role takes no part in the exchange; audited.
        TaxiiError: 404 if there is no such collection, or no such object in it.
    """
    require(access, Action.EXCHANGE)
    collection, page = _page(access, stated, asked, **_only(only))
    if only and not page.objects:
        _refuse_unknown(access, collection, only)
    if collection.kind == CollectionKind.SEEN:
        told = told_of(access, page.objects)
    else:
        told = Told([one.body for one in page.objects if one.body is not None], [], frozenset())
    with transaction.atomic():
        if told.statements:
            record_disclosure(access, told.statements, medium=Medium.API, reason="TAXII")
        audit.record(
            Act.CONSULT,
            access=access,
            objects=told.entities,
            count=len(told.objects),
            recipient=downloaded_by(access),
            detail={"export": "taxii", "collection": collection.kind},
        )
    return Answer(_envelope(page, objects=told.objects), page)


def _only(stated: str) -> dict[str, str]:
    return {"stix_id": stated} if stated else {}


def _refuse_unknown(access: Access, collection: TaxiiCollection, stated: str) -> None:
    """Refuse an id that is not in the collection at all, whatever the filters."""
    if TaxiiObject.objects.filter(collection=collection, stix_id=stated).exists():
        return
    audit.record(
        Act.CONSULT, access=access, outcome="not found", detail={"collection": collection.kind}
    )
    raise TaxiiError(404, "there is no such object", "Ask for the manifest.")


def _envelope(page: Page, **listed: list[Any]) -> dict[str, Any]:
    """A resource with a list; empty where the list is."""
    ((name, rows),) = listed.items()
    if not page.objects:
        return {}
    return {
        "more": bool(page.next), **({"next": page.next} if page.next else {}), name: rows,
    }  # fmt: skip


def manifest_of(access: Access, stated: str, asked: Wanted) -> Answer:
    """Which objects a collection holds, without what they say.

    Raises:
        AccessDenied: if the role takes no part in the exchange; audited.
        TaxiiError: 404 if there is no such collection.
    """
    require(access, Action.EXCHANGE)
    collection, page = _page(access, stated, asked)
    entries = [
        {
            "id": one.stix_id,
            "date_added": taxii_time(one.added_at),
            "version": _version(one),
            "media_type": STIX,
        }
        for one in page.objects
    ]
    _note(access, collection, page)
    return Answer(_envelope(page, objects=entries), page)


def versions_of(access: Access, stated: str, asked: Wanted, *, only: str) -> Answer:
    """Which versions of an object a collection holds, the newest first.

    Raises:
        AccessDenied: if the role takes no part in the exchange; audited.
        TaxiiError: 404 if there is no such collection, or no such object in it.
    """
    require(access, Action.EXCHANGE)
    collection, page = _page(access, stated, asked, stix_id=only)
    if not page.objects:
        _refuse_unknown(access, collection, only)
    newest = sorted(page.objects, key=lambda one: one.version, reverse=True)
    _note(access, collection, page)
    return Answer(_envelope(page, versions=[_version(one) for one in newest]), page)


def _version(one: TaxiiObject) -> str:
    """A version as the object itself writes it, where it does to the millisecond."""
    whole = one.version.microsecond % 1000 == 0
    return stix_time(one.version) if whole else taxii_time(one.version)


def _note(access: Access, collection: TaxiiCollection, page: Page) -> None:
    audit.record(
        Act.CONSULT,
        access=access,
        objects=sorted({one.entity for one in page.objects if one.entity}),
        count=len(page.objects),
        detail={"what": "taxii manifest", "collection": collection.kind},
    )
