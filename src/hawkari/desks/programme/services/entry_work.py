"""What every entry of an activity shares: found, locked, written down, withdrawn, audited."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import (
    Asset,
    Decision,
    Entry,
    ItemKind,
    Milestone,
    Position,
    RegisterItem,
    Risk,
)
from hawkari.desks.programme.services.access import known_items, require_programme
from hawkari.desks.programme.services.entry_values import AREA, text
from hawkari.desks.programme.services.refusals import NotFound, item_of
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "ENTRIES",
    "added",
    "at_work",
    "entry_of",
    "in_order",
    "recorded",
    "withdraw_entry",
    "work",
]

E = TypeVar("E", bound=Entry)

ENTRIES: dict[str, type[Entry]] = {
    "milestone": Milestone,
    "asset": Asset,
    "position": Position,
    "risk": Risk,
    "decision": Decision,
}


def entry_of(access: Access, what: str, number: int) -> Entry:
    """An entry that stands, of an activity or item that the user keeps.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none.
    """
    require_programme(access)
    return _entry(access, ENTRIES[what], number)


def withdraw_entry(access: Access, what: str, number: int, *, why: str) -> RegisterItem:
    """Withdraw an entry that was wrong: it stays on record, and counts no more.

    Args:
        access: who withdraws.
        what: one of `ENTRIES`.
        number: of the entry.
        why: the reason.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such entry.
        BadInput: if there is no reason.
    """
    because = text(why, "why", most=AREA, needed=True)
    with at_work(access, ENTRIES[what], number) as (found, item):
        found.withdrawn_at, found.withdrawn_why = timezone.now(), because
        found.save()
        recorded(
            access, Act.ALTER, item, what=what, number=number, reason=because, step="withdrawn"
        )
    return item


@contextmanager
def work(
    access: Access, reference: str, kind: ItemKind | None = ItemKind.ACTIVITY
) -> Iterator[RegisterItem]:
    """One transaction on an item of the user's own agency."""
    require_programme(access)
    with transaction.atomic():
        yield item_of(access, reference, kind)


@contextmanager
def at_work(access: Access, model: type[E], number: int) -> Iterator[tuple[E, RegisterItem]]:
    """One transaction on an entry that stands: whoever changes it at the same time waits."""
    require_programme(access)
    with transaction.atomic():
        found = _entry(access, model, number, locked=True)
        yield found, found.item


def added(
    access: Access,
    reference: str,
    model: type[E],
    *,
    fields: dict[str, Any],
    kind: ItemKind | None = ItemKind.ACTIVITY,
) -> E:
    """Make an entry of an item; None as `kind` takes an item of any kind."""
    with work(access, reference, kind) as item:
        made = model._default_manager.create(
            item=item, made_at=timezone.now(), made_by=access.user, **fields
        )
        recorded(access, Act.COLLECT, item, what=model.__name__.lower(), number=made.pk)
    return made


def recorded(
    access: Access, act: Act, item: RegisterItem, *, what: str, reason: str = "", **detail: object
) -> None:
    """Leave the audit entry of something done to an item; call last in its transaction."""
    audit.record(
        act,
        access=access,
        objects=[item.reference],
        count=1,
        justification=reason,
        detail={"what": what, **detail},
    )


def in_order(first: date | None, last: date | None, name: str) -> None:
    """Refuse a day that is before another, where both are known.

    Raises:
        BadInput: if it is.
    """
    if first is not None and last is not None and last < first:
        raise BadInput("this day is before the other one", f"Give {first} or later.", where=(name,))


def _entry(access: Access, model: type[E], number: int, *, locked: bool = False) -> E:
    rows = model._default_manager.all()
    rows = rows.select_for_update(of=("self",)) if locked else rows
    found = (
        rows.filter(item__in=known_items(access), withdrawn_at__isnull=True)
        .select_related("item")
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise NotFound(model.__name__.lower(), str(number))
    return found
