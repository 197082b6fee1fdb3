"""Writes down who received which statements, so that a correction can reach them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.bulk import in_ids, in_list, insert_rows
from hawkari.evidence.identities import clusters_of, stated_ids
from hawkari.evidence.models import Disclosure, DisclosureItem, Medium

__all__ = [
    "DisclosureView",
    "disclosures_of",
    "downloaded_by",
    "name_statements",
    "record_disclosure",
]

LONGEST = 200


@dataclass(frozen=True, slots=True)
class DisclosureView:
    """One handing over: `statements` are the numbers asked about that it held, rising."""

    id: int
    recipient: str
    medium: str
    operation: str
    disclosed_by: str
    disclosed_at: datetime
    statements: tuple[int, ...]


def downloaded_by(access: Access) -> str:
    """The recipient of what a user takes for themselves."""
    return f"downloaded by {access.user.get_username()}"


def record_disclosure(
    access: Access,
    statements: Iterable[int],
    *,
    recipient: str = "",
    medium: Medium,
    reason: str = "",
) -> Disclosure:
    """Write one handing over down, inside the service that makes it.

    The service checks access and writes the audit entry; this keeps what corrections need.

    Args:
        access: who hands over, and for which operation.
        statements: numbers of every statement that what is handed over rests on.
        recipient: who receives it, in words; empty for the user who downloads it.
        medium: how it leaves.
        reason: why, in the user's words.
    """
    numbers = sorted(set(statements))
    with transaction.atomic():
        disclosure = Disclosure.objects.create(
            operation=access.operation,
            recipient=(recipient.strip() or downloaded_by(access))[:LONGEST],
            medium=medium,
            reason=reason,
            disclosed_by=access.user,
            disclosed_at=timezone.now(),
        )
        insert_rows(
            DisclosureItem,
            ("disclosure_id", "number"),
            [(disclosure.pk, number) for number in numbers],
        )
    return disclosure


def name_statements(access: Access, ids: Collection[str]) -> set[int]:
    """Numbers of the names that the access may see of some entities: what captions rest on.

    Args:
        access: who hands over.
        ids: canonical ids, or ids as stated.
    """
    records = clusters_of(access, stated_ids(ids).values()).head
    rows = visible_to(access).filter(entity_id__in=in_list(sorted(records)), prop_type="name")
    return set(rows.values_list("pk", flat=True))


def disclosures_of(access: Access, numbers: Collection[int]) -> list[DisclosureView]:
    """What an agency handed over of some statements, oldest first; not audited: services do so.

    Args:
        access: whose operation and agency; what others handed over is theirs to tell.
        numbers: of statements that the access may see.
    """
    items = DisclosureItem.objects.filter(
        number__in=in_ids(sorted(numbers)),
        disclosure__operation=access.operation,
        disclosure__disclosed_by__agency=access.user.agency_id,
    )
    by_disclosure: dict[int, list[int]] = {}
    for disclosure, number in items.order_by("number").values_list("disclosure", "number"):
        by_disclosure.setdefault(disclosure, []).append(number)
    found = Disclosure.objects.select_related("operation", "disclosed_by").in_bulk(by_disclosure)
    return [
        DisclosureView(
            id=one.pk,
            recipient=one.recipient,
            medium=one.medium,
            operation=one.operation.slug,
            disclosed_by=one.disclosed_by.get_username(),
            disclosed_at=one.disclosed_at,
            statements=tuple(by_disclosure[one.pk]),
        )
        for _, one in sorted(found.items())
    ]
