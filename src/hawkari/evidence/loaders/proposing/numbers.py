"""How a column's numbers are written: the decimal mark and the currency; by the column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hawkari.evidence.loaders.code_words import code_word
from hawkari.evidence.loaders.numbers import WITH_THOUSANDTHS, currency_beside, decimal_mark
from hawkari.evidence.loaders.proposing.proposal import ColumnProposal, Remark
from hawkari.evidence.loaders.schemata import NUMBERS
from hawkari.evidence.loaders.tables import Sample

__all__ = ["NumberReading", "read_numbers", "with_numbers"]

FEW = 0.2
DEGREES = ("latitude", "longitude")


@dataclass(frozen=True, slots=True)
class NumberReading:
    """How a column's numbers are written, as far as they say it.

    `decimal` is ``.``, ``,`` or, where no number has a mark, empty; with `stops`, somebody must say
    it.
    """

    decimal: str = ""
    doubts: tuple[Remark, ...] = ()
    stops: bool = False


def read_numbers(
    values: Sequence[str], *, decimal: str = "", currency: str = "", degrees: bool = False
) -> NumberReading:
    """How a column's numbers are written.

    Args:
        values: the column's values.
        decimal: what is said of the mark; no cell outvotes it.
        currency: of all amounts in it, ISO 4217, where it is known: most have no thousandths.
        degrees: whether they are degrees of a circle, so that none is a thousand.
    """
    told = [decimal_mark(value) for value in values]
    either = [value for value, mark in zip(values, told, strict=True) if mark is None]
    if decimal:
        others = sum(mark not in (decimal, "", None) for mark in told)
        differs = Remark("decimal_differs", (str(others), str(len(values))))
        return NumberReading(decimal, (differs,) if others else (), others > 0)
    marks = {mark for mark in told if mark}
    if len(marks) == 1:
        return NumberReading(marks.pop())
    grouping = {mark for value in either for mark in ".," if mark in value}
    if len(marks) > 1 or len(grouping) > 1:
        return NumberReading("", (Remark("decimal_broken"),), stops=True)
    if not grouping:
        return NumberReading()
    if degrees:
        return NumberReading(grouping.pop())
    if currency and currency not in WITH_THOUSANDTHS:
        mark = "," if "." in grouping else "."
        return NumberReading(mark, (Remark("thousands", (either[0], currency)),))
    return NumberReading("", (Remark("decimal", (either[0],)),), stops=True)


def with_numbers(columns: list[ColumnProposal], wide: Sample) -> list[ColumnProposal]:
    """The columns with the decimal mark of each that becomes a number, and doubts about money."""
    return [_read(one, columns, wide) if _is_number(one) else one for one in columns]


def _is_number(one: ColumnProposal) -> bool:
    return one.target.rpartition(".")[2] in NUMBERS


def _read(one: ColumnProposal, columns: Sequence[ColumnProposal], wide: Sample) -> ColumnProposal:
    values = wide.values(one.column)
    beside, foreign = _currencies(one, columns, wide)
    reading = read_numbers(
        values,
        decimal=one.options.decimal,
        currency="" if beside & WITH_THOUSANDTHS else min(beside, default=""),
        degrees=one.target.rpartition(".")[2] in DEGREES,
    )
    found = one
    for doubt in reading.doubts:
        found = found.doubted(doubt.code, *doubt.filled, stops=reading.stops)
    if foreign:
        found = found.doubted("currency_differs", str(foreign), str(len(values)))
    return replace(found, options=replace(found.options, decimal=reading.decimal))


def _currencies(
    one: ColumnProposal, columns: Sequence[ColumnProposal], wide: Sample
) -> tuple[set[str], int]:
    """The currencies of an amount's cells, and in how many it is not that of header or column."""
    if one.target != "amount":
        return set(), 0
    at = wide.header.index(one.column)
    stated = next((other for other in columns if other.target == "currency"), None)
    of = wide.header.index(stated.column) if stated is not None else None
    found: set[str] = set()
    foreign = unknown = 0
    for row in wide.rows:
        cell = str(row[at] or "").strip() if at < len(row) else ""
        if not cell:
            continue
        word = str(row[of] or "") if of is not None and of < len(row) else ""
        usual = code_word("currency", word) if word.strip() else one.options.currency
        own = currency_beside(cell)
        foreign += bool(own and usual and own != usual)
        found.add(own or usual)
        unknown += not (own or usual)
    # The mark is of the hand that wrote the column; the few whose currency nobody wrote follow it.
    few = unknown <= FEW * len(wide.rows)
    return (found - {""} if few else set()), foreign
