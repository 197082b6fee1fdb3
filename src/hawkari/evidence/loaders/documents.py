"""Tables in Word documents (DOCX), each a table like one of a spreadsheet.

Only the tables of the document's body are read. What stands outside of them, in footnotes and in
comments, and text that was deleted with changes tracked, is reported as unused. Macros, links,
fields and embedded files are neither run nor followed. Memory is flat.
"""

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
        if any(True for _ in element.iter("delText")):
            self._context.unused.add("rows with text that was deleted with changes tracked")
        cells = _cells(element)
        return ((TableRow(number + 1, cells),) if any(cells) else ()), 1


def _cells(row: Element) -> list[Cell]:
    """The cells of a row in their columns; tables inside a cell are text of it."""
    cells: list[Cell] = []
    for cell in _own(row, "tc"):
        text = "\n".join("".join(_pieces(part)) for part in cell.iter("p")).strip()
        cells.append(text or None)
        cells += [None] * (min(_span(cell), WIDEST) - 1)
    return cells[: WIDEST + 1]


def _own(element: Element, name: str) -> Iterator[Element]:
    """The children of a name, also within the wrappers that Word puts around them."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag in ("sdt", "sdtContent", "ins", "smartTag", "customXml"):
            yield from _own(child, name)


def _span(cell: Element) -> int:
    """Over how many columns a cell goes."""
    for span in cell.iter("gridSpan"):
        stated = span.get(_VALUE, "1")
        return int(stated) if stated.isdigit() and len(stated) < 6 and int(stated) else 1
    return 1


def _pieces(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph; instructions of fields and deleted text are not text."""
    for element in paragraph.iter():
        if element.tag == "t":
            yield element.text or ""
        else:
            yield _MARKS.get(str(element.tag), "")
