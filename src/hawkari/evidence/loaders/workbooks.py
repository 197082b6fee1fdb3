"""XLSX workbooks, sheet by sheet, row by row (openpyxl's parser).

Dates come as dates. A formula gives the result that was stored with it; one without a stored
result, and a cell that holds an error, are refused by field. Nothing is calculated, no link or
macro is followed, and XML entities are refused (defusedxml).
"""

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from hawkari.errors import BadInput
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.repeated_texts import SWOLLEN, RepeatedTexts
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.table_files import TableLoader, sheet_table
from hawkari.evidence.loaders.tables import WIDEST, Table
from hawkari.evidence.loaders.values import Cell, Context, Unreadable
from hawkari.evidence.loaders.zips import ZIP_DAMAGE, checked_archive

__all__ = ["WorkbookLoader"]

LAST_ROW = 1_048_576
# What openpyxl and the XML parser raise on damaged or hostile parts of a workbook.
_DAMAGE = (
    *ZIP_DAMAGE, ParseError, DefusedXmlException, TypeError, IndexError, AttributeError,
    OverflowError, SyntaxError,
)  # fmt: skip
_NO_RESULT = Unreadable(
    "the cell holds a formula without a stored result",
    "Open and save the workbook in a spreadsheet program, or paste the values.",
)
_NO_DATE = Unreadable("the cell is a date outside the calendar", "Correct the date.")


class WorkbookLoader(TableLoader):
    """Workbooks with one table a sheet, its first row that is not empty the header."""

    name = "workbook"

    def recognises(self, head: FileHead) -> bool:
        """Whether it begins as a zip archive does."""
        return head.data.startswith(b"PK")

    def tables(self, path: Path, context: Context) -> Iterator[Table]:
        """The sheets that hold anything, hidden ones included."""
        with open_binary(path, context.meter) as stream:
            workbook = _opened(stream, path)
            for sheet in workbook.sheets:
                rows = _sheet_rows(workbook, sheet)
                table = sheet_table(path.name, sheet.title, rows)
                if table is not None:
                    yield table


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A worksheet's title and its part of the archive."""

    title: str
    part: str


class _Workbook:
    """What of a workbook its sheets' rows need.

    openpyxl's own read-only workbook is not used: it parses a sheet that does not state its size
    to its end before the first row, and passes over what cannot be read.
    """

    def __init__(self, stream: BinaryIO) -> None:
        reader = ExcelReader(stream, read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        self.archive: zipfile.ZipFile = reader.archive
        self.strings: Sequence[str] = reader.shared_strings
        self.repeated = RepeatedTexts()
        self.epoch = reader.wb.epoch
        self.date_formats: set[int] = reader.wb._date_formats
        self.timedelta_formats: set[int] = reader.wb._timedelta_formats
        self.sheets = [
            _Sheet(str(sheet.name), str(rel.target))
            for sheet, rel in reader.parser.find_sheets()
            if rel.Type.endswith("/worksheet")
        ]


def _opened(stream: BinaryIO, path: Path) -> _Workbook:
    archive = checked_archive(stream, path)
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise BadInput(
            "the file is a zip archive, but not an Excel workbook",
            "Unpack it and give the files in it, or save the table as .xlsx.",
            where=(path.name,),
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _Workbook(stream)
    except _DAMAGE as error:
        raise BadInput(
            "the workbook is cut off or damaged", "Copy or export it again.", where=(path.name,)
        ) from error


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's parser, except that what it would pass over in silence becomes `Unreadable`."""

    def __init__(self, source: IO[bytes], workbook: _Workbook) -> None:
        super().__init__(source, workbook.strings, data_only=True, epoch=workbook.epoch)
        # Dates are turned here, because openpyxl's own turning warns instead of refusing.
        self._workbook = workbook

    def parse_cell(self, element: Element) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None:
            if element.find(FORMULA_TAG) is not None:
                cell["value"] = _NO_RESULT
        elif cell["data_type"] == "e":
            cell["value"] = Unreadable(
                f"the cell holds the error {cell['value']}", "Correct it in the workbook."
            )
        elif cell["data_type"] == "n" and cell["style_id"] in self._workbook.date_formats:
            cell["value"] = self._dated(cell)
        elif element.get("t") == "s":
            named = element.findtext(VALUE_TAG)
            if self._workbook.repeated.is_too_much(named, cell["value"]):
                cell["value"] = SWOLLEN
        return cell

    def _dated(self, cell: dict[str, Any]) -> Cell:
        is_span = cell["style_id"] in self._workbook.timedelta_formats
        try:
            moment: Cell = from_excel(cell["value"], self.epoch, timedelta=is_span)
        except (OverflowError, ValueError):
            return _NO_DATE
        return moment

    def parse_formatting(self, element: Element) -> None:
        """Formatting is not read."""

    def parse_extensions(self, element: Element) -> None:
        """Extensions are not read."""


def _sheet_rows(workbook: _Workbook, sheet: _Sheet) -> Iterator[TableRow]:
    """The rows of a sheet that are not empty, up to where it can be read."""
    number = 0
    try:
        with workbook.archive.open(sheet.part) as source:
            for number, parsed in _Parser(source, workbook).parse():
                if number > LAST_ROW:
                    break
                cells = _cells(parsed)
                if cells:
                    yield TableRow(number, cells)
    except _DAMAGE:
        yield TableRow(
            number + 1,
            (),
            "the sheet is damaged from here on",
            "Copy or export the workbook again.",
            damaged=True,
        )


def _cells(parsed: Sequence[dict[str, Any]]) -> Sequence[Cell]:
    """The cells of a row in their columns, empty ones at the end dropped."""
    filled = [cell for cell in parsed if cell["value"] is not None and cell["value"] != ""]
    if not filled:
        return ()
    width = min(max(cell["column"] for cell in filled), WIDEST + 1)
    cells: list[Cell] = [None] * width
    for cell in filled:
        if cell["column"] <= width:
            cells[cell["column"] - 1] = cell["value"]
    return cells
