"""Money that hangs on an item of the register: its own lines, and those of what hangs on it."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from hawkari.desks.programme.models import ItemKind, Line, RegisterItem
from hawkari.desks.programme.services.access import known_items, require_reading
from hawkari.desks.programme.services.money.known import known_lines, record_of_money
from hawkari.desks.programme.services.money.reading import LineRow, Total, rows_of, totals_of
from hawkari.desks.programme.services.refusals import item_of
from hawkari.evidence.access import Access
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.models import Act

__all__ = ["CARRYING", "ItemMoney", "lines_under"]

CARRYING = (ItemKind.AGREEMENT, ItemKind.COMMITMENT, ItemKind.ACTIVITY)
"""What money may hang on, directly or by what hangs on it."""
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class ItemMoney:
    """The lines that hang on an item.

    Attributes:
        item: which.
        rows: every line, those of the item itself among them, in the order they were made.
        totals: their sums, one for each currency.
    """

    item: RegisterItem
    rows: tuple[LineRow, ...]
    totals: tuple[Total, ...]


def lines_under(access: Access, reference: str) -> ItemMoney:
    """The lines of an item and of everything that hangs on it, and their sums; audited.

    Raises:
        AccessDenied: if the role may not read money.
        NotFound: if there is no such item that the reader may know of.
    """
    require_reading(access)
    with transaction.atomic():
        item = item_of(access, reference)
        rows = rows_of(_lines(access, item).select_related("item"))
        objects = [one.line.reference for one in rows]
        record_of_money(access, Act.CONSULT, objects, what="lines", item=item.reference)
    return ItemMoney(item, rows, totals_of(rows))


def _lines(access: Access, item: RegisterItem) -> QuerySet[Line]:
    """Level by level, so that a promise with ten thousand activities takes a few queries."""
    found, level = [item.pk], [item.pk]
    carrying = known_items(access).filter(kind__in=CARRYING).order_by()
    for _ in range(DEEPEST):
        level = list(carrying.filter(parent__in=in_ids(level)).values_list("pk", flat=True))
        if not level:
            break
        found += level
    return known_lines(access).filter(item__in=in_ids(found))
