"""Moments of a phone extraction: read as the report writes them, in one order for all of it."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

from hawkari.evidence.loaders.date_orders import OrderFinder, order_remedy
from hawkari.evidence.loaders.extraction_models import value_of
from hawkari.evidence.loaders.stating import Entity, Stater
from hawkari.evidence.loaders.values import UnreadableValue

__all__ = ["MOMENTS", "Moments"]

MOMENTS = frozenset({"TimeStamp", "TimeCreated"})
"""The names of fields that hold moments."""

_ORDERS = ("dmy", "mdy")
_OFFSET = re.compile(r"\s*\(UTC([+-]?)(\d{1,2})(?::?(\d{2}))?\)")


class Moments:
    """States moments. A report that needs it is looked through once for the order of its dates.

    Args:
        stater: cleans.
        fields: gives every field of the report anew.
    """

    def __init__(self, stater: Stater, fields: Callable[[], Iterator[Element]]) -> None:
        self._stater = stater
        self._fields = fields
        self._told = False

    @cached_property
    def _order(self) -> str:
        """What a person says, else what all moments of the report allow; empty if unknown."""
        if self._stater.context.date_order:
            return self._stater.context.date_order
        finder = OrderFinder(keeps_time=False)
        for field in self._fields():
            text = _with_offset(value_of(field)) if field.get("name", "") in MOMENTS else ""
            if text and not self._read(text, ""):
                finder.take({order: self._read(text, order) for order in _ORDERS})
            elif text:
                self._take_sure(finder, text)
        return finder.order()

    def _take_sure(self, finder: OrderFinder, text: str) -> None:
        """Count a date that exists in one order only, if it is one of numbers in an order."""
        days = {order: self._read(text, order) for order in _ORDERS}
        if not all(days.values()):
            finder.take(days)

    def _read(self, text: str, order: str) -> str:
        values = self._stater.cleaned("date", text, order=order).values
        return values[0][0] if values else ""

    def say(self, entity: Entity, prop: str, written: str) -> None:
        """State a moment, and take it for when the source saw the row.

        What can be read in two ways, as all the report, is kept as a note and refused once, with
        what to do about it.
        """
        text = _with_offset(written)
        order = "" if not text or self._read(text, "") else self._order
        found = self._read(text, order)
        entity.draft.seen = entity.draft.seen or found
        if found or not any(self._read(text, one) for one in _ORDERS):
            entity.say(prop, text, order=order, original=written)
            return
        entity.say_text("description" if entity.schema == "Call" else "notes", f"Date: {written}")
        if not self._told or self._stater.context.date_order:
            self._told = True
            problem = "can be read day first or month first, like other dates of the report"
            error = UnreadableValue(problem, order_remedy())
            entity.draft.refuse(prop, error, value=written)


def _with_offset(written: str) -> str:
    """A moment whose zone stands behind it as ``(UTC+3)`` with the offset that this is."""
    return _OFFSET.sub(
        lambda found: f"{found[1] or '+'}{found[2].zfill(2)}:{found[3] or '00'}", written
    )
