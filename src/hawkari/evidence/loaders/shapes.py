"""Where a table begins: title lines above the header, merged headers of two rows, empty columns.

Only a first row that cannot be the header (it is much narrower than the table) starts the search,
so that a plain table is read as it always was.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice

from hawkari.errors import BadInput
from hawkari.evidence.loaders.digits import cell_text
from hawkari.evidence.loaders.layout_rules import header_key
from hawkari.evidence.loaders.mending import own_columns, without_own
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.tables import WIDEST, Table, check_header
from hawkari.evidence.loaders.values import Cell

__all__ = ["table_of"]

PEEKED_ROWS = 30
SHARE_OF_WIDTH = 0.6
"""A header fills at least this share of the columns that the fullest of the first rows fills."""

BETWEEN = ": "
"""What stands between the upper and the lower header of a column: ``Passenger 1: Name``."""


def table_of(
    sheet: str, rows: Iterator[TableRow], place: Callable[[int], tuple[str, ...]]
) -> Table | None:
    """The table that a sheet's rows make; None if there are none.

    Args:
        sheet: its name; empty for files of one table.
        rows: every row that is not empty, in order.
        place: says for messages where a row is, by its number.

    Raises:
        BadInput: if the header cannot be read, as `check_header`.
    """
    peeked = list(islice(rows, PEEKED_ROWS))
    if not peeked:
        return None
    start = _header_row(peeked)
    row = peeked[start]
    where = place(row.number)
    if row.problem:
        raise BadInput(row.problem, row.remedy, where=where)
    texts, height = _header_texts(peeked[start:])
    below = peeked[start + height :]
    width = own_columns(texts)
    if width:
        texts = texts[:width]
        below = [without_own(one, width) for one in below]
        rows = (without_own(one, width) for one in rows)
    kept = _kept_columns(texts, below)
    header = check_header([texts[at] for at in kept], where)
    rest: Iterator[TableRow] = chain(below, rows)
    if kept != list(range(len(kept))):
        rest = map(_Narrowed(tuple(kept), frozenset(kept)), rest)
    return Table(sheet, header, rest, above=start)


def _filled(cells: Sequence[Cell]) -> int:
    return sum(bool(cell_text(cell).strip()) for cell in cells)


def _header_row(rows: Sequence[TableRow]) -> int:
    """The index of the row where the header begins; 0 where no better one is found."""
    widths = [0 if row.problem else _filled(row.cells) for row in rows]
    needed = max(2, max(widths) * SHARE_OF_WIDTH)
    if rows[0].problem or widths[0] >= needed:
        return 0
    for at, (row, width) in enumerate(zip(rows, widths, strict=True)):
        if needed <= width <= WIDEST and _are_labels(row.cells):
            start = _with_upper(rows, at)
            if start < at or _differ(row.cells):
                return start
    return 0


def _differ(cells: Sequence[Cell]) -> bool:
    """Whether no two filled cells are the same, as headers are."""
    texts = [header_key(text) for text in map(cell_text, cells) if text.strip()]
    return len(texts) == len(set(texts))


def _with_upper(rows: Sequence[TableRow], at: int) -> int:
    """One row higher where that one holds the upper half of a merged header."""
    upper = rows[at - 1].cells if at else ()
    merges = _filled(upper) >= 2 and _filled(upper) < _filled(rows[at].cells)
    return at - 1 if merges and _are_labels(upper) else at


def _are_labels(cells: Sequence[Cell]) -> bool:
    """Whether no cell looks like data: all are words, not numbers, dates or addresses."""
    return all(isinstance(cell, str) and not _is_data(cell) for cell in cells if cell is not None)


def _is_data(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    letters = sum(character.isalpha() for character in text)
    return "@" in text or digits > letters


def _header_texts(rows: Sequence[TableRow]) -> tuple[list[str], int]:
    """The header's texts, and how many rows it takes: two where merged cells stand above others."""
    upper = [cell_text(cell).strip() for cell in rows[0].cells]
    if len(rows) < 2 or rows[1].problem:
        return upper, 1
    lower = [cell_text(cell).strip() for cell in rows[1].cells]
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    gaps = [at for at in range(width) if lower[at] and not upper[at]]
    bare = {at for at in range(width) if not upper[at] and not lower[at]}
    if not gaps or _have_values(bare, rows[2:]) or not _are_labels(rows[1].cells):
        return [cell_text(cell).strip() for cell in rows[0].cells], 1
    return _joined(upper, lower), 2


def _have_values(columns: Set[int], rows: Sequence[TableRow]) -> bool:
    """Whether a row has a value in one of the columns."""
    return any(
        cell_text(row.cells[at]).strip()
        for row in rows
        if not row.problem
        for at in columns
        if at < len(row.cells)
    )


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Each lower header under the merged cell above it."""
    texts: list[str] = []
    above = ""
    for high, low in zip(upper, lower, strict=True):
        above = high or above
        texts.append(f"{above}{BETWEEN}{low}" if above and low else low or high)
    return texts


def _kept_columns(header: Sequence[str], rows: Sequence[TableRow]) -> list[int]:
    """The columns that are not empty from top to bottom of what was seen, in order."""
    empty = {at for at, text in enumerate(header) if not text and not _have_values({at}, rows)}
    return [at for at in range(len(header)) if at not in empty]


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """A row without the columns that have neither header nor values."""

    kept: tuple[int, ...]
    among: frozenset[int]

    def __call__(self, row: TableRow) -> TableRow:
        if row.problem:
            return row
        cells, last = row.cells, self.kept[-1]
        within = (at for at in range(min(last, len(cells))) if at not in self.among)
        if any(cell_text(cells[at]).strip() for at in within):
            return TableRow(
                row.number,
                (),
                "the row has a value in a column without a header",
                "Give the column a header.",
            )
        wanted = [cells[at] for at in self.kept if at < len(cells)]
        return TableRow(row.number, [*wanted, *cells[last + 1 :]])
