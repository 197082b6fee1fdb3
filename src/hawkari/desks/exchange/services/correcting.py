"""Corrections of what was released: a notice that is due becomes a message to its recipient.

A value that was retracted is withdrawn at the recipient; one that was graded anew is marked so
there, or withdrawn where the new marking no longer lets it be released. That a value was disposed
of here, or a person's category changed, is told, and a person there decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from hawkari.desks.exchange.models import (
    EventKind,
    PackageRecipient,
    PackageRow,
)
from hawkari.desks.exchange.packages import tightened
from hawkari.desks.exchange.services.copies import known_as
from hawkari.desks.exchange.services.requests import agency_of
from hawkari.desks.exchange.services.telling import EventView, audit_event, event_view, tell
from hawkari.desks.exchange.services.testing import test_rows
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.disclosures import mark_notice
from hawkari.evidence.grading.fields import to_fields
from hawkari.evidence.grading.stored import value_of
from hawkari.evidence.identities import clusters_of, stated_ids
from hawkari.evidence.models import (
    Change,
    CorrectionNotice,
    DisclosureItem,
    NoticeState,
    Regrading,
    SubjectCategory,
)

__all__ = ["DueCorrection", "corrections_due", "send_correction"]


@dataclass(frozen=True, slots=True)
class DueCorrection:
    """A change of what was released that its recipient has not been told yet."""

    notice: int
    package: str
    recipient: str
    change: str
    statements: int


def corrections_due(access: Access) -> list[DueCorrection]:
    """Notices about packages that are due, oldest first. Not audited: for services that do so."""
    return [
        DueCorrection(
            notice.pk, to.package.reference, to.agency.name, notice.change, len(notice.statements)
        )
        for notice in _due(access).order_by("pk")
        for to in _recipients(access, notice)
    ]


def send_correction(access: Access, notice: int, *, words: str) -> EventView:
    """Tell a recipient of a package what changed of it.

    Args:
        access: who tells.
        notice: number of the notice that is due.
        words: why it changed, for the recipient.

    Raises:
        AccessDenied: if the role may not correct.
        BadInput: if no such notice about a package is due, or there are no words.
    """
    require(access, Action.CORRECT)
    if not words.strip():
        raise BadInput("a correction needs its reason", "Say why; the recipient is told.")
    with transaction.atomic():
        due = _due(access).filter(pk=notice).first()
        to = next(iter(_recipients(access, due)), None) if due is not None else None
        if due is None or to is None:
            raise BadInput(f"no notice {notice} about a package is due", "See the list.")
        event = tell(
            access,
            EventKind.CORRECTION,
            to=to.agency,
            about=to.package,
            code=due.change,
            words=words,
            items=_items(access, due, to),
            more=_category(access, due, to),
        )
        event.notices.add(due)
        if not event.problem:
            mark_notice(access, due.pk, NoticeState.SENT, note=f"message {event.reference}")
        audit_event(access, event)
    return event_view(event, access.today)


def _due(access: Access) -> QuerySet[CorrectionNotice]:
    return CorrectionNotice.objects.filter(
        state=NoticeState.DUE,
        disclosure__operation=access.operation,
        disclosure__disclosed_by__agency=agency_of(access),
        disclosure__in=PackageRecipient.objects.filter(disclosure__isnull=False).values(
            "disclosure"
        ),
    ).select_related("disclosure")


def _recipients(access: Access, notice: CorrectionNotice) -> list[PackageRecipient]:
    found = PackageRecipient.objects.filter(
        disclosure=notice.disclosure_id, package__operation=access.operation
    )
    return list(found.select_related("package__request", "package__operation", "agency"))


def _items(
    access: Access, notice: CorrectionNotice, to: PackageRecipient
) -> list[Mapping[str, Any]]:
    rows = list(to.package.rows.filter(number__in=in_ids(notice.statements)))
    if notice.change != Change.REGRADED:
        return [{"item": one.item} for one in rows]
    anew = _regraded([one.number for one in rows])
    tested = test_rows(access, to.package, [one.new_id for one in anew.values()])
    items: list[Mapping[str, Any]] = []
    for row in rows:
        newest = anew.get(row.number)
        decision = tested.get(newest.new_id, {}).get(to.agency.slug) if newest else None
        if newest is None or decision is None or not decision.allowed:
            items.append({"item": row.item, "withdrawn": True})
            continue
        marking = tightened(
            value_of(newest.after, by_name=True),
            to.agency.slug,
            words=row.condition,
            until=row.condition_until,
        )
        items.append({"item": row.item, "marking": to_fields(marking)})
        _follow(row, newest.new_id, to)
    return items


def _regraded(numbers: Sequence[int]) -> dict[int, Regrading]:
    """The newest regrading of each of some statements, by the statement's number."""
    found: dict[int, Regrading] = {}
    origin = {number: number for number in numbers}
    while origin:
        events = Regrading.objects.filter(old__in=in_ids(sorted(origin))).select_related(
            "after__condition"
        )
        after: dict[int, int] = {}
        for event in events:
            found[origin[event.old_id]] = event
            after[event.new_id] = origin[event.old_id]
        origin = after
    return found


def _follow(row: PackageRow, number: int, to: PackageRecipient) -> None:
    """Let the recipient be told, too, of what changes of the statement in the old one's place."""
    if to.disclosure is not None:
        DisclosureItem.objects.get_or_create(disclosure=to.disclosure, number=number)
    if not PackageRow.objects.filter(package=row.package_id, number=number).exists():
        PackageRow.objects.filter(pk=row.pk).update(number=number)


def _category(access: Access, notice: CorrectionNotice, to: PackageRecipient) -> dict[str, Any]:
    """Whose category changed, as the recipient knows them, and what it is now."""
    if notice.change != Change.CATEGORY or not notice.entity:
        return {}
    canonical = notice.entity
    members = clusters_of(access, stated_ids([canonical]).values()).head
    rows = SubjectCategory.objects.filter(
        operation=access.operation, entity_id__in=in_list(sorted(members))
    )
    heads = set(members.values()) or {canonical}
    return {
        "entities": sorted(known_as(to.agency, one) for one in heads),
        "categories": dict(rows.values_list("category", "basis")),
    }
