"""ODS spreadsheets (OpenDocument 1.0 to 1.4), sheet by sheet, row by row in flat memory.

A formula gives the result that was stored with it; one without a result and a cell that holds an
error are refused by field. Repeated rows are given once each, but a row repeated more than
10,000 times is not a row that somebody wrote and is refused, as are those by which the repetitions
of a file make more than 32 Mi characters and cells of it. Nothing is calculated and no link or
macro is followed.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

from hawkari.errors import BadInput
from hawkari.evidence.loaders.digits import cell_text
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.table_files import TableLoader
from hawkari.evidence.loaders.tables import WIDEST, Table
from hawkari.evidence.loaders.values import Cell, Context, Unreadable
from hawkari.evidence.loaders.xml_stream import xml_events
from hawkari.evidence.loaders.xml_tables import XmlTables
from hawkari.evidence.loaders.zips import ZIP_DAMAGE, checked_archive

__all__ = ["OpenSheetLoader"]

CONTENT = "content.xml"
MOST_REPEATED = 10_000
MOST_SWOLLEN = 32 << 20
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC_EXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_AGAIN = "Save it again, or as .xlsx."
_ERRORS = re.compile(r"#[A-Z/0]+[!?]?|Err:\d+|#N/A")
_SPAN = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_NO_RESULT = Unreadable(
    "the cell holds a formula without a stored result",
    "Open and save the file in a spreadsheet program, or paste the values.",
)


class OpenSheetLoader(TableLoader):
    """OpenDocument spreadsheets with one table a sheet."""

    name = "open-sheet"

    def recognises(self, head: FileHead) -> bool:
        """Whether it is a zip archive with OpenDocument's content."""
        return {CONTENT, "META-INF/manifest.xml"} <= head.members

    def tables(self, path: Path, context: Context) -> Iterator[Table]:
        """The sheets that hold anything, hidden ones included."""
        with open_binary(path, context.meter) as stream:
            archive = checked_archive(stream, path)
            _refuse_other(archive, path)
            yield from _Sheets(_content_events(archive), path.name).tables()


def _refuse_other(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse what is encrypted and what is no spreadsheet."""
    try:
        with archive.open("META-INF/manifest.xml") as manifest:
            said = manifest.read(1 << 20)
    except ZIP_DAMAGE as error:
        raise BadInput("the file is cut off or damaged", _AGAIN, where=(path.name,)) from error
    if b"encryption-data" in said:
        raise BadInput("the file is encrypted", "Save it without a password.", where=(path.name,))
    if b"opendocument.spreadsheet" not in said:
        raise BadInput(
            "the file is an OpenDocument file, but not a spreadsheet",
            "Save it as .docx, or its tables as .ods.",
            where=(path.name,),
        )


class _Sheets(XmlTables):
    """The sheets of a spreadsheet."""

    again = _AGAIN

    def __init__(self, events: Iterator[tuple[str, Element]], file: str) -> None:
        super().__init__(events, file)
        self._swollen = 0

    def title(self, table: Element, number: int) -> str:  # noqa: ARG002  sheets have names
        """The sheet's name."""
        return table.get(f"{_TABLE}name", "")

    def take(self, element: Element, number: int) -> tuple[Sequence[TableRow], int]:
        """A row as often as it is repeated; empty rows only count."""
        repeated = _count(element, "number-rows-repeated")
        cells = _cells(element)
        if not cells:
            return (), repeated
        self._swollen += _swelling(element, cells, repeated)
        if repeated > MOST_REPEATED or self._swollen > MOST_SWOLLEN:
            problem = f"the row is repeated {repeated:,} times"
            if repeated <= MOST_REPEATED:
                problem = "the sheet's repetitions make more than 32 Mi characters of it"
            return (TableRow(number + 1, (), problem, "Remove the repetitions."),), repeated
        return [TableRow(number + 1 + n, cells) for n in range(repeated)], repeated


def _swelling(row: Element, cells: Sequence[Cell], repeated: int) -> int:
    """How many characters and cells repetitions add to those that stand in a row."""
    stands = sum(len(text) for text in row.itertext()) + len(row)
    return max(repeated * sum(len(cell_text(cell)) + 1 for cell in cells) - stands, 0)


def _content_events(archive: zipfile.ZipFile) -> Iterator[tuple[str, Element]]:
    with archive.open(CONTENT) as content:
        yield from xml_events(content, frozenset({"table-row"}), frozenset({"table"}))


def _count(element: Element, name: str) -> int:
    stated = element.get(_TABLE + name, "1")
    return int(stated) if stated.isdecimal() and len(stated) < 9 and int(stated) else 1


def _cells(row: Element) -> list[Cell]:
    """The cells of a row in their columns, empty ones at the end dropped."""
    cells: list[Cell] = []
    filled = 0
    for element in row:
        if element.tag not in ("table-cell", "covered-table-cell"):
            continue
        cell = _cell(element)
        repeated = min(_count(element, "number-columns-repeated"), WIDEST + 1 - len(cells))
        cells += [cell] * repeated
        if cell is not None and cell != "":
            filled = len(cells)
        if len(cells) > WIDEST:
            break
    return cells[:filled]


def _cell(element: Element) -> Cell:
    kind = element.get(f"{_OFFICE}value-type", "")
    text = _text(element)
    if element.get(f"{_CALC_EXT}value-type") == "error" or (
        element.get(f"{_TABLE}formula") and _ERRORS.fullmatch(text)
    ):
        return Unreadable(f"the cell holds the error {text[:20]}", "Correct it in the file.")
    if element.get(f"{_TABLE}formula") and not kind and not text:
        return _NO_RESULT
    if kind in ("float", "percentage", "currency"):
        return _number(element.get(f"{_OFFICE}value", ""), text)
    if kind == "boolean":
        return element.get(f"{_OFFICE}boolean-value", text).casefold() == "true"
    if kind == "date":
        return _date(element.get(f"{_OFFICE}date-value", ""))
    if kind == "time":
        return _span(element.get(f"{_OFFICE}time-value", ""))
    if kind == "string":
        return element.get(f"{_OFFICE}string-value") or text or None
    return text or None


def _text(element: Element) -> str:
    """The text of a cell: paragraphs as lines, its notes and drawings left out."""
    return "\n".join("".join(_pieces(child)) for child in element if child.tag == "p")


def _pieces(element: Element) -> Iterator[str]:
    """The text of a paragraph, with the blanks, tabs and line ends that stand as elements."""
    yield element.text or ""
    for child in element:
        if child.tag == "s":
            stated = child.get("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}c", "1")
            yield " " * (min(int(stated), 1000) if stated.isdecimal() else 1)
        elif child.tag in ("tab", "line-break"):
            yield "\t" if child.tag == "tab" else "\n"
        elif child.tag not in ("annotation", "note", "ruby-text"):
            yield from _pieces(child)
        yield child.tail or ""


def _number(stated: str, shown: str) -> Cell:
    try:
        number = float(stated)
    except ValueError:
        return shown or None
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124  NaN is no number
        return Unreadable("the cell holds no number", "Correct it in the file.")
    return number


def _date(stated: str) -> Cell:
    try:
        if "T" in stated:
            return datetime.fromisoformat(stated[:19])
        return date.fromisoformat(stated)
    except ValueError:
        return Unreadable("the cell is a date outside the calendar", "Correct the date.")


def _span(stated: str) -> Cell:
    match = _SPAN.fullmatch(stated)
    if match is None or len(match[1]) > 6:
        return Unreadable("the cell holds a time that cannot be read", "Correct the time.")
    hours, minutes, seconds = map(int, match.groups())
    if hours < 24 and minutes < 60 and seconds < 60:
        return time(hours, minutes, seconds)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
