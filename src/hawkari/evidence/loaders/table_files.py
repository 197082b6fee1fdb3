"""What the loaders of tables share: they only open their tables, the rest is alike."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from hawkari.errors import BadInput
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.shapes import table_of
from hawkari.evidence.loaders.tables import (
    Table,
    choose_layout,
    sample_tables,
    table_rows,
)
from hawkari.evidence.loaders.values import Context, RowOutcome, Unused

__all__ = ["TableLoader", "sheet_table"]


class TableLoader(ABC):
    """A loader of files that hold tables. Implements `Loader`."""

    name: ClassVar[str]

    @abstractmethod
    def recognises(self, head: FileHead) -> bool:
        """Whether a file that begins so is of this kind."""

    @abstractmethod
    def tables(self, path: Path, context: Context) -> Iterator[Table]:
        """The file's tables in order, each to be read before the next is asked for.

        Raises:
            BadInput: if the file, or a table's header, cannot be read.
        """

    def sniff(self, path: Path, context: Context, layouts: tuple[Layout, ...]) -> Layout:
        """The layout of the headers of the tables."""
        # What is not used is told when the rows are read, not here as well.
        quiet = replace(context, unused=Unused())
        samples = sample_tables(self.tables(path, quiet))
        if not samples:
            raise BadInput("the file has no rows", "Export it again.", where=(path.name,))
        return choose_layout(path.name, samples, layouts)

    def rows(
        self, path: Path, layout: Layout, context: Context, *, skip: int = 0
    ) -> Iterator[RowOutcome]:
        """The rows of every table as statements, empty rows left out."""
        yield from table_rows(lambda: self.tables(path, context), layout, context, skip=skip)


def sheet_table(file: str, title: str, rows: Iterator[TableRow]) -> Table | None:
    """A sheet as a table, its header where `table_of` finds it; None for one that holds nothing.

    Args:
        file: the file's name, for messages.
        title: the sheet's.
        rows: those that are not empty; empty cells at their ends may be left out.

    Raises:
        BadInput: if the header cannot be read.
    """
    table = table_of(title, rows, lambda number: (file, f"{title}!{number}"))
    return None if table is None else replace(table, rows=_padded(table.rows, len(table.header)))


def _padded(rows: Iterator[TableRow], width: int) -> Iterator[TableRow]:
    """Rows as wide as the header: spreadsheets leave empty cells at the end out."""
    for row in rows:
        missing = width - len(row.cells)
        if missing > 0 and not row.problem:
            yield TableRow(row.number, [*row.cells, *[None] * missing])
        else:
            yield row
