"""Refused rows as a table to mend and load again: how its cells and its own columns are written.

The columns that say why a row was refused begin with ``hawkari:`` and stand last. A reader of
tables passes over them, so the mended table has the columns of the file it came from. What a
spreadsheet would run as a formula has an apostrophe before it, which reading takes away again.
"""

from collections.abc import Sequence

from hawkari.evidence.loaders.row_shapes import TableRow

__all__ = ["OURS", "guarded", "own_columns", "unguarded", "without_own"]

OURS = "hawkari:"
"""How the names of the columns begin that are not the file's."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """The text as no spreadsheet runs it; `unguarded` gives it back."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    guards = text.startswith("'") and text.lstrip("'").startswith(_FORMULA)
    return text[1:] if guards else text


def own_columns(header: Sequence[str]) -> int:
    """Where a header's columns end and ours begin; 0 where there are none of ours."""
    ours = [text.startswith(OURS) for text in header]
    at = ours.index(True) if True in ours else 0
    return at if all(ours[at:]) else 0


def without_own(row: TableRow, width: int) -> TableRow:
    """A row without the columns from `width` on, and without the guards of its cells."""
    cells = [unguarded(cell) if isinstance(cell, str) else cell for cell in row.cells[:width]]
    return TableRow(row.number, cells, row.problem, row.remedy, row.damaged)
