"""A cursor over the tables of an XML document and their rows, for spreadsheets and documents."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from hawkari.errors import BadInput
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.table_files import sheet_table
from hawkari.evidence.loaders.tables import Table
from hawkari.evidence.loaders.xml_stream import BrokenXml
from hawkari.evidence.loaders.zips import ZIP_DAMAGE

__all__ = ["XmlTables"]


class XmlTables(ABC):
    """Reads tables one after another; each must be read before the next is asked for.

    Args:
        events: of `xml_events`: ``start`` of each table, and whole elements in and between them.
        file: the file's name, for messages.
    """

    again = "Save it again in the program it comes from."

    def __init__(self, events: Iterator[tuple[str, Element]], file: str) -> None:
        self._events = events
        self._file = file
        self._next: Element | None = None
        self._ended = False
        self._damaged = False

    @abstractmethod
    def title(self, table: Element, number: int) -> str:
        """What to call a table, the `number`-th of the file from 1."""

    @abstractmethod
    def take(self, element: Element, number: int) -> tuple[Sequence[TableRow], int]:
        """The rows that an element is, and how far it counts; `number` rows came before it."""

    def tables(self) -> Iterator[Table]:
        """The tables that hold anything.

        Raises:
            BadInput: if a header cannot be read, or the document breaks off before any table.
        """
        count = found = 0
        self._pass_over()
        while self._next is not None:
            opened, self._next = self._next, None
            count += 1
            table = sheet_table(self._file, self.title(opened, count), self._rows())
            if table is not None:
                found += 1
                yield table
            self._pass_over()
        if self._damaged and not found:
            raise BadInput("the file is cut off or damaged", self.again, where=(self._file,))

    def _pass_over(self) -> None:
        for _ in self._rows():
            pass

    def _rows(self) -> Iterator[TableRow]:
        """The rows up to the next table, or up to where the document can be read."""
        number = 0
        while not self._ended and self._next is None:
            try:
                event, element = next(self._events)
            except StopIteration:
                self._ended = True
            except (BrokenXml, *ZIP_DAMAGE):
                self._ended = self._damaged = True
                yield TableRow(
                    number + 1, (), "the file is damaged from here on", self.again, damaged=True
                )
            else:
                if event == "start":
                    self._next = element
                    return
                rows, counted = self.take(element, number)
                yield from rows
                number += counted
