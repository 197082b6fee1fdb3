"""XLS workbooks of Excel 97 to 2003 (and 5 and 95), sheet by sheet, by xlrd.

A formula gives the result that was stored with it; a cell that holds an error is refused by
field; nothing is calculated and no macro or link is followed. The format has at most 65,536 rows a
sheet and is written in pieces all over the file, so a sheet is read into memory as a whole.
"""

import io
import struct
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import xlrd  # type: ignore[import-untyped]

from hawkari.errors import BadInput
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.repeated_texts import SWOLLEN, RepeatedTexts
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.table_files import TableLoader, sheet_table
from hawkari.evidence.loaders.tables import WIDEST, Table
from hawkari.evidence.loaders.values import Cell, Context, Unreadable

__all__ = ["OldWorkbookLoader", "old_moment"]

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How a workbook begins that lies in no compound document: Excel 97, 5, 4, 3 and 2.
_BARE = (
    b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05", b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00", b"\x09\x00\x04\x00",
)  # fmt: skip
LARGEST = 256 << 20
# Below this the date may be off by a day (Excel takes 1900 for a leap year), and the cell is in
# truth a span of time.
FIRST_SURE_DAY = 61
_AGAIN = "Save it as .xlsx."
_NO_DATE = Unreadable("the cell is a date outside the calendar", "Correct the date.")
# What xlrd raises on damaged or hostile workbooks; it checks what it reads with assertions too.
_DAMAGE = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, AssertionError, KeyError, ValueError, TypeError,
    IndexError, AttributeError, EOFError, OSError, OverflowError, NotImplementedError,
    RecursionError, ArithmeticError, LookupError, struct.error,
)  # fmt: skip


class OldWorkbookLoader(TableLoader):
    """Old workbooks with one table a sheet, its first row that is not empty the header."""

    name = "old-workbook"

    def recognises(self, head: FileHead) -> bool:
        """Whether it begins as a compound document or as a bare workbook stream."""
        return head.data.startswith((COMPOUND, *_BARE))

    def tables(self, path: Path, context: Context) -> Iterator[Table]:
        """The sheets that hold anything, hidden ones included."""
        with open_binary(path, context.meter) as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise BadInput("the workbook has more than 256 MiB", _AGAIN, where=(path.name,))
        book, repeated = _opened(data, path), RepeatedTexts()
        for number in range(book.nsheets):
            rows = _sheet_rows(book, number, repeated)
            table = sheet_table(path.name, book.sheet_names()[number], rows)
            if table is not None:
                yield table
            book.unload_sheet(number)


def _opened(data: bytes, path: Path) -> Any:
    where = (path.name,)
    try:
        return xlrd.open_workbook(
            file_contents=data, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
    except _DAMAGE as error:
        text = str(error).lower()
        if "encrypted" in text:
            raise BadInput(
                "the file is encrypted", "Save it without a password.", where=where
            ) from error
        if "can't find workbook" in text:
            raise BadInput(
                "the file is an old Office file without sheets (.doc, .ppt, .msg)",
                "Save it as .docx, or its tables as .xlsx.",
                where=where,
            ) from error
        raise BadInput("the workbook is cut off or damaged", _AGAIN, where=where) from error


def _sheet_rows(book: Any, number: int, repeated: RepeatedTexts) -> Iterator[TableRow]:
    """The rows of a sheet that are not empty."""
    try:
        sheet = book.sheet_by_index(number)
    except _DAMAGE:
        yield TableRow(1, (), "the sheet is damaged", _AGAIN, damaged=True)
        return
    for row in range(sheet.nrows):
        width = min(sheet.row_len(row), WIDEST + 1)
        types, values = sheet.row_types(row, 0, width), sheet.row_values(row, 0, width)
        cells = [
            _cell(kind, value, book.datemode) for kind, value in zip(types, values, strict=True)
        ]
        cells = [
            SWOLLEN if isinstance(cell, str) and repeated.is_too_much(cell, cell) else cell
            for cell in cells
        ]
        while cells and (cells[-1] is None or cells[-1] == ""):
            cells.pop()
        if cells:
            yield TableRow(row + 1, cells)


def _cell(kind: int, value: Any, datemode: int) -> Cell:
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if kind == xlrd.XL_CELL_ERROR:
        error = xlrd.error_text_from_code.get(value, "#?")
        return Unreadable(f"the cell holds the error {error}", "Correct it in the workbook.")
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        return old_moment(float(value), datemode)
    if kind == xlrd.XL_CELL_NUMBER:
        return float(value)
    return str(value)


def old_moment(days: float, datemode: int) -> Cell:
    """A date cell's number as a time of day, a span of time or a moment.

    Args:
        days: since the workbook's first day; a fraction is a time of day.
        datemode: 0 for days since 1899-12-31, 1 for days since 1904-01-01.
    """
    if days < 0:
        return _NO_DATE
    if days < 1:
        moment: Cell = xlrd.xldate.xldate_as_datetime(days, datemode).time()
        return moment
    if days < FIRST_SURE_DAY:
        return timedelta(seconds=round(days * 86_400))
    try:
        moment = xlrd.xldate.xldate_as_datetime(days, datemode)
    except (OverflowError, ValueError, xlrd.xldate.XLDateError):
        return _NO_DATE
    return moment
