"""Tables in Word documents (DOCX), each a table like one of a spreadsheet.

Only the tables of the document's body are read. What stands outside of them, in footnotes and in
comments, and what was deleted or moved away with changes tracked, is reported as unused. Macros,
links, fields and embedded files are neither run nor followed. Memory is flat.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from hawkari.errors import BadInput
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.table_files import TableLoader
from hawkari.evidence.loaders.tables import WIDEST, Table
from hawkari.evidence.loaders.values import Cell, Context
from hawkari.evidence.loaders.xml_stream import xml_events
from hawkari.evidence.loaders.xml_tables import XmlTables
from hawkari.evidence.loaders.zips import checked_archive

__all__ = ["DocumentLoader"]

BODY = "word/document.xml"
_VALUE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
_OTHER_PARTS = ("comments", "footnotes", "endnotes")
_UNREAD = frozenset({"del", "delText", "moveFrom", "instrText", "Fallback"})
_DIGITS = re.compile(r"[0-9]{1,5}")
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class DocumentLoader(TableLoader):
    """Word documents; rows are numbered within their table."""

    name = "document"

    def recognises(self, head: FileHead) -> bool:
        """Whether it is a zip archive with a Word document."""
        return BODY in head.members

    def tables(self, path: Path, context: Context) -> Iterator[Table]:
        """The tables that hold anything, in the order of the document."""
        with open_binary(path, context.meter) as stream:
            archive = checked_archive(stream, path)
            found = False
            for table in _Tables(_body(archive), path.name, context).tables():
                found = True
                yield table
            if not found:
                raise BadInput(
                    "the document holds no table",
                    "Only the tables of documents are read; put what is to be read into one.",
                    where=(path.name,),
                )
            for part in _OTHER_PARTS:
                if f"word/{part}.xml" in archive.namelist():
                    context.unused.add(f"{part} of the document")


def _body(archive: zipfile.ZipFile) -> Iterator[tuple[str, Element]]:
    with archive.open(BODY) as body:
        yield from xml_events(body, frozenset({"tr", "p"}), frozenset({"tbl"}))


class _Tables(XmlTables):
    """The tables of a document's body; what stands beside them is counted."""

    def __init__(self, events: Iterator[tuple[str, Element]], file: str, context: Context) -> None:
        super().__init__(events, file)
        self._context = context

    def title(self, table: Element, number: int) -> str:  # noqa: ARG002  tables have no names
        """``Table 1`` and so on."""
        return f"Table {number}"

    def take(self, element: Element, number: int) -> tuple[Sequence[TableRow], int]:
        """A row; a paragraph between tables is none."""
        if element.tag != "tr":
            if "".join(_pieces(element)).strip():
                self._context.unused.add("paragraphs outside tables")
            return (), 0
        if _has_mark(element, "trPr", "del"):
            self._context.unused.add("rows that were deleted with changes tracked")
            return (), 1
        if any((found.text or "").strip() for found in _deleted(element)):
            self._context.unused.add("rows with text that was deleted with changes tracked")
        cells = _cells(element)
        return ((TableRow(number + 1, cells),) if any(cells) else ()), 1


def _cells(row: Element) -> list[Cell]:
    """The cells of a row in their columns; tables inside a cell are text of it."""
    cells: list[Cell] = [None] * _count(row, "trPr", "gridBefore", default=0)
    for cell in _own(row, "tc"):
        if _has_mark(cell, "tcPr", "cellDel"):
            continue
        text = "\n".join(_lines(cell)).strip()
        cells.append(text or None)
        cells += [None] * (_count(cell, "tcPr", "gridSpan", default=1) - 1)
        if len(cells) > WIDEST:
            break
    return cells[: WIDEST + 1]


def _deleted(element: Element) -> Iterator[Element]:
    """What holds text that was deleted, or moved to another place."""
    yield from element.iter("delText")
    for moved in element.iter("moveFrom"):
        yield from moved.iter("t")


def _own(element: Element, name: str) -> Iterator[Element]:
    """The children of a name, also within wrappers, whatever these are called."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag not in _UNREAD:
            yield from _own(child, name)


def _own_property(element: Element, group: str, name: str) -> Element | None:
    """A property of a row or a cell itself, not of a table within it."""
    return next((one for part in element if part.tag == group for one in part if one.tag == name),
                None)  # fmt: skip


def _has_mark(element: Element, group: str, name: str) -> bool:
    return _own_property(element, group, name) is not None


def _count(element: Element, group: str, name: str, *, default: int) -> int:
    """A property that counts columns, at most one more than are read."""
    found = _own_property(element, group, name)
    stated = found.get(_VALUE, "") if found is not None else ""
    return min(int(stated) or default, WIDEST + 1) if _DIGITS.fullmatch(stated) else default


def _lines(element: Element) -> Iterator[str]:
    """The paragraphs of a cell, those of tables within it too."""
    for child in element:
        if child.tag == "p":
            yield "".join(_pieces(child))
        elif child.tag not in _UNREAD:
            yield from _lines(child)


def _pieces(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph, that of its text boxes too.

    Instructions of fields, text that was deleted or moved away, and the older form of a drawing
    beside its newer one are no text.
    """
    for child in paragraph:
        if child.tag == "t":
            yield child.text or ""
        elif child.tag == "p":
            yield "\n"
            yield from _pieces(child)
        elif child.tag not in _UNREAD:
            yield _MARKS.get(str(child.tag), "")
            yield from _pieces(child)
