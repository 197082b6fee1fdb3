"""Rows as readers give them, and rows that are not one record each: totals, and long tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from hawkari.evidence.loaders.code_words import word_lists
from hawkari.evidence.loaders.digits import cell_text, fold_digits
from hawkari.evidence.loaders.folding import folded_words
from hawkari.evidence.loaders.layouts import LongRule, header_key
from hawkari.evidence.loaders.values import Cell, Unused

__all__ = ["Pivot", "TableRow", "is_number", "without_totals"]

LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row under the header: its number as a spreadsheet shows it, and its cells.

    `problem` and `remedy` are set, and the cells meaningless, where the row itself could not be
    read; with `damaged`, nothing after it can be read either. With `value`, the problem is the end
    of a sentence that begins with it, as in `values.Refused`.
    """

    number: int
    cells: Sequence[Cell]
    problem: str = ""
    remedy: str = ""
    damaged: bool = False
    value: str = ""


def without_totals(rows: Iterator[TableRow], unused: Unused) -> Iterator[TableRow]:
    """The rows that are records; rows of totals are counted as not used.

    A row of totals begins with a word for it, has an empty cell, and else only numbers. Since a
    person may have such a name, that is not enough: its numbers are the sums of their columns, or
    the word stands in a column that else holds numbers.
    """
    sums = _Sums()
    for row in rows:
        if not row.problem and _may_be_total(row.cells) and sums.bear_out(row.cells):
            unused.add("rows of totals")
            continue
        if not row.problem:
            sums.add(row.cells)
        yield row


def _may_be_total(cells: Sequence[Cell]) -> bool:
    texts = (cell_text(cell).strip() for cell in cells)
    # Nearly every row ends here: only its first filled cell is looked at.
    first = next(filter(None, texts), "")
    if not first or folded_words(first[:LONGEST_WORD]) not in _total_words():
        return False
    filled = [text for text in texts if text]
    return len(filled) + 1 < len(cells) and all(map(is_number, filled))


class _Sums:
    """What the columns of the rows so far add up to, in all and since the last row of totals."""

    def __init__(self) -> None:
        self._words: set[int] = set()
        self._numbers: set[int] = set()
        self._sums: dict[str, dict[int, Decimal]] = {mark: {} for mark in ".,"}
        self._before: dict[str, dict[int, Decimal]] = {mark: {} for mark in ".,"}

    def add(self, cells: Sequence[Cell]) -> None:
        """Count one record."""
        for at, cell in enumerate(cells):
            if cell is None or cell == "" or at in self._words:
                continue
            values = {mark: _value(cell, mark) for mark in ".,"}
            if not any(one is not None for one in values.values()):
                self._words.add(at)
                continue
            self._numbers.add(at)
            for mark, value in values.items():
                sums = self._sums[mark]
                sums[at] = sums.get(at, Decimal(0)) + (value or 0)

    def bear_out(self, cells: Sequence[Cell]) -> bool:
        """Whether a row that looks like one of totals is; then the next sums begin behind it."""
        label, *numbers = [at for at, cell in enumerate(cells) if cell_text(cell).strip()]
        odd = label in self._numbers and label not in self._words
        if not odd and not (numbers and any(self._add_up(cells, numbers, mark) for mark in ".,")):
            return False
        self._before = {mark: dict(sums) for mark, sums in self._sums.items()}
        return True

    def _add_up(self, cells: Sequence[Cell], columns: Sequence[int], mark: str) -> bool:
        sums, before = self._sums[mark], self._before[mark]
        return all(
            at in sums
            and _value(cells[at], mark) in (sums[at], sums[at] - before.get(at, Decimal(0)))
            for at in columns
        )


def _value(cell: Cell, decimal: str) -> Decimal | None:
    """A number with this decimal mark; None for anything else."""
    if type(cell) in (int, float):
        return Decimal(str(cell))
    if type(cell) is not str:
        return None
    text = fold_digits(cell)
    # Words are told by their first letter, and most cells are words.
    if not text or text[0].isalpha() or not is_number(text):
        return None
    bare = text.strip("$£€₺ ").replace("," if decimal == "." else ".", "")
    bare = bare.replace(" ", "").replace("'", "").replace(",", ".")
    return Decimal(bare) if bare.count(".") <= 1 else None


@cache
def _total_words() -> frozenset[tuple[str, ...]]:
    return frozenset(folded_words(word) for word in word_lists()["totals"])


def is_number(text: str) -> bool:
    """Whether a text is a number, with any digits, grouping and one currency sign."""
    bare = fold_digits(text).strip("$£€₺ ").replace(",", "").replace(" ", "").replace("'", "")
    return bare.replace(".", "").removeprefix("-").isdecimal()


class Pivot:
    """Turns the rows of a long table into wide ones, one field each.

    Args:
        rule: which columns hold the field's name and its value.
        header: the file's.
    """

    def __init__(self, rule: LongRule, header: Sequence[str]) -> None:
        keys = [header_key(column) for column in header]
        self._key, self._value = (
            keys.index(header_key(rule.key)),
            keys.index(header_key(rule.value)),
        )
        self._kept = [at for at in range(len(header)) if at not in (self._key, self._value)]
        self._names = {header_key(name): at for at, name in enumerate(rule.names)}
        self.header = (*(header[at] for at in self._kept), *rule.names)

    def wide(self, row: TableRow) -> TableRow:
        """The row with its value in the column of its field; a problem if it is not known."""
        name = cell_text(row.cells[self._key]).strip()
        at = self._names.get(header_key(name))
        if at is None:
            return TableRow(
                row.number,
                (),
                "is no field that is known",
                "Say in the mapping what it means: add it to long.names and to a property.",
                value=name,
            )
        fields: list[Cell] = [None] * len(self._names)
        fields[at] = row.cells[self._value]
        return TableRow(row.number, (*(row.cells[kept] for kept in self._kept), *fields))
