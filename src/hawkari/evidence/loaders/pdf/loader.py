"""The loader of PDF files: their tables, each like one of a spreadsheet."""

from collections.abc import Iterator
from pathlib import Path

from hawkari.errors import BadInput
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.pdf.joining import OpenTable
from hawkari.evidence.loaders.pdf.pages import AGAIN, PdfFile
from hawkari.evidence.loaders.pdf.tabling import PagePiece, PageTables, tables_of
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.table_files import TableLoader, sheet_table
from hawkari.evidence.loaders.tables import Table
from hawkari.evidence.loaders.values import Context

__all__ = ["PdfLoader"]

LARGEST = 512 << 20
_RECOGNISE = "Ask for the table as .xlsx or .csv, or have the text recognised (OCR) and check it."


class PdfLoader(TableLoader):
    """PDF files; rows are numbered within their table, pages named in its title."""

    name = "pdf"

    def recognises(self, head: FileHead) -> bool:
        """Whether it begins as a PDF does."""
        return head.data.lstrip().startswith(b"%PDF-")

    def tables(self, path: Path, context: Context) -> Iterator[Table]:
        """The tables in the order of the pages; one that runs over several is one table."""
        with open_binary(path, context.meter) as stream:
            if path.stat().st_size > LARGEST:
                raise BadInput("the PDF has more than 512 MiB", "Split it.", where=(path.name,))
            yield from _Reading(PdfFile(stream, path.name), context).tables()


class _Reading:
    """Goes through a file piece by piece; each table must be read before the next is asked for."""

    def __init__(self, file: PdfFile, context: Context) -> None:
        self._file, self._context = file, context
        self._open: OpenTable | None = None
        self._next: tuple[PagePiece, PageTables] | None = None
        self._steps = self._walk()
        self._steps_of_table: Iterator[TableRow] = iter(())
        self._faults: list[tuple[str, bool]] = []
        self._letters = self._unknown = self._pictures = 0

    def tables(self) -> Iterator[Table]:
        """The tables, and what is in none counted as unused.

        Raises:
            BadInput: if there is no table, or a header cannot be read.
        """
        found = read = 0
        failed: BadInput | None = None
        self._advance()
        while self._next is not None:
            piece, page = self._next
            found += 1
            title = f"Table {found} (page {page.number})"
            try:
                table = sheet_table(self._file.name, title, self._rows(piece, page))
            except BadInput as error:
                if piece.piece.is_ruled:
                    raise
                # Text that only stands like a table must not cost the file's real ones.
                failed = failed or error
                self._context.unused.add(f"{title}: {error.problem}")
            else:
                if table is not None:
                    read += 1
                    yield table
            # What nobody read of it, so that the next one is found.
            for _ in self._steps_of_table:
                pass
        for name, count in self._file.unread.items():
            self._context.unused.add(name, count)
        if not read:
            raise failed or self._nothing()

    def _rows(self, piece: PagePiece, page: PageTables) -> Iterator[TableRow]:
        self._steps_of_table = self._rows_of(piece, page)
        return self._steps_of_table

    def _rows_of(self, piece: PagePiece, page: PageTables) -> Iterator[TableRow]:
        """The rows of a table over all its pages."""
        table = self._open = OpenTable(piece, page)
        self._next = None
        while True:
            yield from table.take(piece, page)
            self._advance()
            yield from self._told_faults(table)
            if self._next is None or not table.goes_on(*self._next):
                return
            piece, page = self._next

    def _told_faults(self, table: OpenTable) -> Iterator[TableRow]:
        """What could not be read since: rows that are refused, so that nobody overlooks it."""
        faults, self._faults = self._faults, []
        for problem, is_damage in faults:
            remedy = AGAIN if is_damage else _RECOGNISE
            yield table.fault(problem, remedy, is_damage=is_damage)

    def _advance(self) -> None:
        self._next = next(self._steps, None)

    def _walk(self) -> Iterator[tuple[PagePiece, PageTables]]:
        """Every piece of every page."""
        for one in self._file.pages():
            known = self._open.columns if self._open is not None else ()
            page = tables_of(one, known)
            self._letters += page.letters
            self._unknown += page.unknown
            if page.outside:
                self._context.unused.add("lines of text outside tables", len(page.outside))
            if page.problem:
                self._faults.append((page.problem, True))
            if page.is_picture:
                self._pictures += 1
                self._faults.append(
                    (f"page {page.number} is a picture, so nothing on it was read", False)
                )
            for piece in page.pieces:
                if piece.rows:
                    yield piece, page

    def _nothing(self) -> BadInput:
        """Why a file holds no table."""
        where = (self._file.name,)
        damaged = [problem for problem, is_damage in self._faults if is_damage]
        if damaged:
            return BadInput(f"the PDF holds no table, and {damaged[0]}", AGAIN, where=where)
        if not self._letters and self._pictures:
            return BadInput(
                "the PDF holds pictures of its pages, as a scanner makes, and no text",
                _RECOGNISE,
                where=where,
            )
        if self._unknown > self._letters / 2:
            return BadInput(
                "the PDF does not say which letters its glyphs are", _RECOGNISE, where=where
            )
        return BadInput(
            "the PDF holds no table",
            "Only the tables of PDFs are read: text in rows and columns, with or without lines.",
            where=where,
        )
