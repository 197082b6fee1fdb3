"""Cells to property values: cleaned by FollowTheMoney's property types, or refused by field.

Names, free text and addresses stay as written, whitespace at the ends trimmed. Phones and dates
are read by `phones` and `dates`; other types by `followthemoney.types.registry`. Whatever cleaning
changes keeps the cell as written beside it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from followthemoney.types import registry

from hawkari.evidence.loaders.code_words import code_word, without_unit
from hawkari.evidence.loaders.dates import iso_moment, read_date, time_zone
from hawkari.evidence.loaders.digits import fold_digits, forbidden_character, numeral_text
from hawkari.evidence.loaders.numbers import currency_beside, decimal_mark, has_arabic_mark
from hawkari.evidence.loaders.phones import read_phone, refuse_lost_digits
from hawkari.evidence.loaders.values import Cell, Unreadable, UnreadableValue

__all__ = ["CLOCKS", "CleanValue", "Cleaned", "Reading", "cleaner"]

CleanValue = tuple[str, str]
"""A cleaned value, and the cell as written where cleaning changed it, else ``""``."""

CLOCKS = ("h:m:s", "m:s", "h:m")
"""How a column may write lengths of time, see `Reading.clock`."""

AS_WRITTEN = frozenset({"name", "string", "text", "address"})
REMEMBERED_CELLS = 50_000
LONGEST_REMEMBERED = 200
_GROUPED = re.compile(r"-?\d{1,3}(?:([,\s'])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_SPAN = re.compile(r"(\d{1,3}):(\d{1,2}):(\d{2})|(\d{1,3}):(\d{2})")
_NO_REMEDY = "Correct the value."


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one column are to be read for one property.

    Attributes:
        type_name: FollowTheMoney property type, e.g. ``date``; a layout leaves it to the schema.
        country: country that national phone numbers are dialled in; empty if unknown.
        order: date order of the column, see `dates.read_date`.
        timezone: IANA name that clock times are in; empty if unknown.
        decimal: the decimal mark of the column's numbers, ``.`` or ``,``; empty where nobody said,
            and then a number that can be read in two ways is refused.
        split: text between several values in one cell; empty when a cell is one value.
        lookup: the column's code words and what they mean; when there are any, no other word is
            taken.
        words: name of a shipped list of code words (`code_words.LISTS`) that is asked first; other
            words are read as the type says.
        calendar: calendar of the column's dates, see `dates.read_date`.
        factor: what the column's numbers are multiplied by, e.g. 60 for minutes; 1 for none.
        label: put before the value, for notes: ``shoe size: 43``.
        clock: whether numbers are lengths of time written as hours, minutes and seconds, such as
            ``0:03:10``; they become seconds. ``m:s`` and ``h:m`` say what two numbers mean, as in
            ``3:10``; ``h:m:s`` leaves that open, and they are refused. Empty for plain numbers.
        beside: whether the value is the currency that stands beside the cell's number; `usual`,
            if there is one, where none does.
    """

    type_name: str = ""
    country: str = ""
    order: str = ""
    timezone: str = ""
    decimal: str = "."
    split: tuple[str, ...] = ()
    lookup: tuple[tuple[str, str], ...] = ()
    words: str = ""
    calendar: str = ""
    factor: int = 1
    label: str = ""
    clock: str = ""
    beside: bool = False
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What one cell became: its values, and what of it was refused as (value, error)."""

    values: tuple[CleanValue, ...] = ()
    refused: tuple[tuple[str, UnreadableValue], ...] = ()


@dataclass(slots=True)
class _Memory:
    """Cells repeat; remembering what they became saves most of the work. Bounded."""

    clean: Callable[[Cell], Cleaned]
    known: dict[Cell, Cleaned] = field(default_factory=dict)

    def __call__(self, cell: Cell) -> Cleaned:
        # 1, 1.0 and True are equal keys but different cells; text is nearly always what comes.
        # Long texts (bodies of letters) seldom repeat, and many of them would fill the memory.
        if type(cell) is not str or len(cell) > LONGEST_REMEMBERED:
            return self.clean(cell)
        known = self.known.get(cell)
        if known is None:
            if len(self.known) >= REMEMBERED_CELLS:
                self.known.clear()
            known = self.known[cell] = self.clean(cell)
        return known


def cleaner(reading: Reading) -> Callable[[Cell], Cleaned]:
    """The function that cleans the cells of one column for one property.

    An empty cell becomes no value. The function remembers up to 50,000 different texts.
    """
    lookup = {key.casefold(): value for key, value in reading.lookup}
    separator = re.compile("|".join(re.escape(mark) for mark in reading.split) or r"(?!)")

    def clean(cell: Cell) -> Cleaned:
        if isinstance(cell, Unreadable):
            return Cleaned(refused=(("", UnreadableValue(cell.problem, cell.remedy)),))
        texts = separator.split(cell) if isinstance(cell, str) else [cell]
        values: list[CleanValue] = []
        refused: list[tuple[str, UnreadableValue]] = []
        for text in texts:
            try:
                values += _clean_one(text, reading, lookup)
            except UnreadableValue as error:
                refused.append((str(text), error))
        return Cleaned(tuple(dict.fromkeys(values)), tuple(refused))

    return _Memory(clean)


def _clean_one(cell: Cell, reading: Reading, lookup: dict[str, str]) -> list[CleanValue]:
    written = _written(cell, reading.type_name)
    if not written:
        return []
    if lookup:
        value = lookup.get(written.casefold())
        if value is None:
            known = ", ".join(list(lookup)[:12])
            raise UnreadableValue("is not a word this column knows", f"Known words: {known}.")
    else:
        value = _value(cell, written, reading)
    return [(value, written if value != written else "")] if value else []


def _written(cell: Cell, type_name: str) -> str:
    """The cell as text, ends trimmed; empty for an empty cell."""
    if isinstance(cell, str):
        bad = forbidden_character(cell)
        if bad:
            raise _forbidden(bad)
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return numeral_text(cell)
    if isinstance(cell, datetime | date) and type_name != "date":
        raise UnreadableValue(
            "was turned into a date by the spreadsheet",
            "Format the column as text in the original and enter the value again.",
        )
    if isinstance(cell, datetime | date):
        return iso_moment(cell)
    return "" if isinstance(cell, Unreadable) else str(cell)


def _forbidden(character: str) -> UnreadableValue:
    if character == "\x00":
        return UnreadableValue("holds a NUL character", "Remove it, or export the file again.")
    if character == "\ufffd" or 0xD800 <= ord(character) <= 0xDFFF:
        return UnreadableValue(
            "holds characters that were lost when the file was written or decoded",
            "Export the file again as UTF-8, or state its --encoding.",
        )
    return UnreadableValue("holds a control character", "Remove it, or export the file again.")


def _value(cell: Cell, written: str, reading: Reading) -> str:
    kind = reading.type_name
    property_type = registry.get(kind)
    known = code_word(reading.words, written) if reading.words else ""
    if reading.beside:
        return currency_beside(written) or reading.usual
    if known:
        value = known
    elif kind in AS_WRITTEN:
        value = f"{reading.label}: {written}" if reading.label else written
    elif kind == "phone":
        value = read_phone(written, reading.country, from_number=isinstance(cell, float | int))
    elif kind == "date":
        value = _date(cell, written, reading)
    elif kind == "number":
        # A spreadsheet's own number has no mark of the column's.
        mark = "." if isinstance(cell, int | float) else reading.decimal
        text = _seconds(written, reading.clock) if reading.clock else _number(written, mark)
        value = _multiplied(text, reading.factor)
    else:
        value = _by_type(written, kind)
    if len(value) > property_type.max_length:
        raise UnreadableValue(
            f"has {len(value):,} characters; at most {property_type.max_length:,} are kept",
            "Shorten it, or map the column to notes.",
        )
    return value


def _date(cell: Cell, written: str, reading: Reading) -> str:
    zone = time_zone(reading.timezone)
    if isinstance(cell, datetime | date):
        return iso_moment(cell, zone)
    if isinstance(cell, float | time | timedelta):
        raise UnreadableValue("is not a date", "Format the column as dates in the spreadsheet.")
    return read_date(written, reading.order, zone, calendar=reading.calendar)


def _seconds(written: str, clock: str) -> str:
    """A length of time in seconds: ``0:03:10``, ``3:10`` where it is said, or seconds already."""
    match = _SPAN.fullmatch(fold_digits(written))
    if match is None:
        return _number(written, ".")
    if match[1] is not None:
        hours, minutes, seconds = map(int, match.groups()[:3])
    elif clock == "m:s":
        hours, minutes, seconds = 0, int(match[4]), int(match[5])
    elif clock == "h:m":
        hours, minutes, seconds = int(match[4]), int(match[5]), 0
    else:
        raise UnreadableValue(
            "can be read as minutes and seconds or as hours and minutes",
            "State the column's clock in the mapping (m:s or h:m), or write 0:03:10.",
        )
    return str(hours * 3600 + minutes * 60 + seconds)


def _multiplied(number: str, factor: int) -> str:
    return number if factor == 1 else format(Decimal(number) * factor, "f")


def _number(written: str, decimal: str) -> str:
    text = without_unit(fold_digits(written))
    told = "." if has_arabic_mark(written) else decimal or decimal_mark(written)
    if told is None:
        raise UnreadableValue(
            "can be read as thousands or as thousandths",
            "State the column's decimal mark in the mapping (point or comma).",
        )
    decimal = told
    if decimal == ",":
        text = text.replace(".", " ").replace(",", ".")
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[,\s']", "", text)
    if _PLAIN.fullmatch(text) is None:
        raise UnreadableValue("is not a number", "Write digits only, e.g. 1250.50.")
    return text


def _by_type(written: str, kind: str) -> str:
    property_type = registry.get(kind)
    text = refuse_lost_digits(written) if kind == "identifier" else written
    value = property_type.clean(text)
    if value is None:
        label = str(property_type.label).lower()
        raise UnreadableValue(f"is not a value of the type {label}", _NO_REMEDY)
    return str(value)
