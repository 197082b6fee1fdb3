"""CSV and TSV (RFC 4180): encoding and delimiter detected, read row by row in flat memory.

A row that cannot be read (a quote that never closes, more than 2 Mi characters) is refused alone:
reading begins anew at the line after the one where the row began.
"""

import csv
import io
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from hawkari.errors import BadInput
from hawkari.evidence.loaders.encodings import encoding_of
from hawkari.evidence.loaders.partner_files import FileHead, Meter, open_binary
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.shapes import table_of
from hawkari.evidence.loaders.table_files import TableLoader
from hawkari.evidence.loaders.tables import Table
from hawkari.evidence.loaders.values import Context

__all__ = ["DelimitedLoader", "open_text", "text_records"]

DELIMITERS = ",;\t|"
SAMPLED_RECORDS = 30
HALF = 0.5
LONGEST_LINE = 1 << 20
LONGEST_RECORD = 2 << 20
MOST_LINES_A_RECORD = 500
_UNCLOSED = "a quoted field begins in this row and does not end"


class DelimitedLoader(TableLoader):
    """Delimited text of one table, its first row the header."""

    name = "delimited"

    def recognises(self, head: FileHead) -> bool:
        """Whether it may be delimited text: everything that is no archive; asked last."""
        return not head.data.startswith(b"PK\x03\x04")

    def tables(self, path: Path, context: Context) -> Iterator[Table]:
        """The one table, blank lines left out."""
        encoding = encoding_of(path, context)
        delimiter = _detect_delimiter(path, encoding)
        with open_binary(path, context.meter) as stream, _text(stream, encoding) as text:
            records = _records(_Lines(text), delimiter)
            table = table_of("", records, lambda number: (path.name, f"row {number}"))
            if table is None:
                raise BadInput("the file has no header row", "Export it again.", where=(path.name,))
            width = len(table.header)
            rows = (_fitted(row, width) for row in table.rows)
            yield replace(table, rows=rows, encoding=encoding)


@contextmanager
def open_text(
    path: Path, encoding: str, *, meter: Meter | None = None
) -> Iterator[io.TextIOWrapper]:
    """A file's text; bytes that do not decode become characters that no value may hold."""
    with open_binary(path, meter) as stream, _text(stream, encoding) as text:
        yield text


def text_records(
    path: Path, encoding: str, delimiter: str, *, meter: Meter | None = None
) -> Iterator[TableRow]:
    """The records of a file that has no header, as `DelimitedLoader` reads them.

    Args:
        path: the file.
        encoding: Python's name of it.
        delimiter: between fields.
        meter: told how far the file has been read.
    """
    with open_text(path, encoding, meter=meter) as text:
        yield from _records(_Lines(text), delimiter)


def _text(stream: BinaryIO, encoding: str) -> io.TextIOWrapper:
    # Bytes that do not decode become characters that no value may hold, so that only the cells
    # they stand in are refused.
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def _fitted(row: TableRow, width: int) -> TableRow:
    """The row without empty cells beyond the header, as spreadsheets write them."""
    if len(row.cells) <= width or any(str(cell).strip() for cell in row.cells[width:]):
        return row
    return TableRow(row.number, row.cells[:width], row.problem, row.remedy, row.damaged)


class _LineRefused(Exception):
    """A line that is not handed to the CSV reader; never leaves this module."""


class _Lines:
    """The lines of a text for `csv.reader`; lines of a broken record can be read again."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self.record: list[str] = []
        self._size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.record) >= MOST_LINES_A_RECORD or self._size >= LONGEST_RECORD:
            raise _LineRefused(_UNCLOSED)
        line = self._again.popleft() if self._again else self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.record.append(line)
        self._size += len(line)
        if len(line) >= LONGEST_LINE and not line.endswith(("\n", "\r")):
            self._drop_rest_of_line()
            raise _LineRefused(f"the line has more than {LONGEST_LINE:,} characters")
        return line

    def begin_record(self) -> None:
        """What is read from now on belongs to the next record."""
        self.record = []
        self._size = 0

    def read_again_after_first(self) -> None:
        """Give the lines of this record out again, except its first."""
        self._again.extendleft(reversed(self.record[1:]))

    def _drop_rest_of_line(self) -> None:
        while True:
            piece = self._text.readline(LONGEST_LINE)
            if not piece or piece.endswith(("\n", "\r")):
                return


def _records(lines: _Lines, delimiter: str) -> Iterator[TableRow]:
    """Every record that is not blank, numbered as a spreadsheet would number its rows."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        lines.begin_record()
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _LineRefused) as error:
            yield TableRow(number, (), *_explained(error))
            lines.read_again_after_first()
            continue
        if any(map(str.strip, cells)):
            yield TableRow(number, cells)


def _explained(error: Exception) -> tuple[str, str]:
    text = str(error)
    if "unexpected end" in text:
        text = _UNCLOSED
    if "expected after" in text:
        text = "a quoted field goes on after its closing quote"
    if "field larger" in text:
        text = "a cell is too long, or a quoted field does not end"
    return text, "Write a quote inside a quoted field twice, and close each field."


def _detect_delimiter(path: Path, encoding: str) -> str:
    """The delimiter under which the first records agree best with the header in their width."""
    with open_binary(path) as stream, _text(stream, encoding) as text:
        sample = text.read(LONGEST_LINE // 4)
    complete = sample.rpartition("\n")[0] or sample
    by_header = max(DELIMITERS, key=lambda mark: _agreement(_widths(complete, mark)))
    by_most = max(DELIMITERS, key=lambda mark: _agreement(_most_first(_widths(complete, mark))))
    header_fits = _agreement(_widths(complete, by_header))
    most_fit = _agreement(_most_first(_widths(complete, by_most)))
    # Where the first row is a title, not the header, most rows tell the width.
    titled = header_fits[1] < HALF or not header_fits[0]
    return by_most if titled and most_fit[0] and most_fit[1] >= HALF else by_header


def _widths(sample: str, delimiter: str) -> list[int]:
    rows = _records(_Lines(io.StringIO(sample, newline="")), delimiter)
    return [len(row.cells) for row in islice(rows, SAMPLED_RECORDS + 1)]


def _most_first(widths: list[int]) -> list[int]:
    """The widths with the commonest one in front."""
    return [Counter(widths).most_common(1)[0][0], *widths] if widths else widths


def _agreement(widths: list[int]) -> tuple[bool, float, int]:
    if not widths:
        return (False, 0.0, 0)
    agreeing = sum(width == widths[0] for width in widths)
    return (widths[0] > 1, agreeing / len(widths), widths[0])
