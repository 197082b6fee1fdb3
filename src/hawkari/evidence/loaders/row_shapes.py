"""Rows as readers give them, and rows that are not one record each: totals, and long tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    read; with `damaged`, nothing after it can be read either.
    """

    number: int
    cells: Sequence[Cell]
    problem: str = ""
    remedy: str = ""
    damaged: bool = False


def without_totals(rows: Iterator[TableRow], unused: Unused) -> Iterator[TableRow]:
    """The rows that are records; rows of totals are counted as not used.

    A row of totals begins with a word for it, has an empty cell, and else only numbers.
    """
    for row in rows:
        if not row.problem and _is_total(row.cells):
            unused.add("rows of totals")
        else:
            yield row


def _is_total(cells: Sequence[Cell]) -> bool:
    texts = (cell_text(cell).strip() for cell in cells)
    # Nearly every row ends here: only its first filled cell is looked at.
    first = next(filter(None, texts), "")
    if not first or folded_words(first[:LONGEST_WORD]) not in _total_words():
        return False
    filled = [text for text in texts if text]
    return len(filled) + 1 < len(cells) and all(map(is_number, filled))


@cache
def _total_words() -> frozenset[tuple[str, ...]]:
    return frozenset(folded_words(word) for word in word_lists()["totals"])


def is_number(text: str) -> bool:
    """Whether a text is a number, with any digits, grouping and one currency sign."""
    bare = fold_digits(text).strip("$£€₺ ").replace(",", "").replace(" ", "").replace("'", "")
    return bare.replace(".", "").removeprefix("-").isdigit()


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
                f"the field {name[:60]!r} is not known",
                "Say in the mapping what it means: add it to long.names and to a property.",
            )
        fields: list[Cell] = [None] * len(self._names)
        fields[at] = row.cells[self._value]
        return TableRow(row.number, (*(row.cells[kept] for kept in self._kept), *fields))
