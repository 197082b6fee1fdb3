"""Raw TSV: one record a line, fields split at tabs, no quoting; columns found by header name."""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TextIO

from hawkari.errors import BadInput

__all__ = ["Row", "blocks_of", "raw_rows"]

Row = dict[str, str]


def raw_rows(source: TextIO, path: str, columns: Sequence[str]) -> Iterator[Row | None]:
    """Rows of a raw TSV by header name, only the wanted columns; None for a refused row.

    A refused row is named on standard error.

    Args:
        source: the open file.
        path: its name, for what is said of it.
        columns: those wanted.

    Raises:
        BadInput: if a column is missing, or the file is not UTF-8.
    """
    lines = _lines(source, path)
    header = next(lines, (1, ""))[1].removeprefix("\ufeff")
    named = header.split("\t")
    missing = [column for column in columns if column not in named]
    if missing:
        problem = f"the header lacks the column {missing[0]}" if header else "the file is empty"
        remedy = f"Begin the file with a line of tab-separated names: {', '.join(columns)}"
        raise BadInput(problem, remedy, where=(path, "row 1"))
    places = [named.index(column) for column in columns]
    for number, line in lines:
        fields = line.split("\t")
        if not line and len(named) > 1:
            continue
        if len(fields) != len(named):
            error = BadInput(
                f"{len(fields)} fields where the header has {len(named)}; the row is left out",
                "Split fields at tabs only, and take tabs and line breaks out of the fields",
                where=(path, f"row {number}"),
            )
            sys.stderr.write(f"hawkari: {error}\n")
            yield None
        else:
            yield {column: fields[place] for column, place in zip(columns, places, strict=True)}


def blocks_of(rows: Iterator[Row | None], size: int) -> Iterator[list[Row | None]]:
    """The same rows, some at a time: as many as `size`, and at last what is left."""
    while block := list(islice(rows, size)):
        yield block


def _lines(source: TextIO, path: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1, without line ends; only LF ends a line."""
    rest, number = "", 0
    try:
        while chunk := source.read(1 << 16):
            *whole, rest = (rest + chunk).split("\n")
            for line in whole:
                number += 1
                yield number, line.removesuffix("\r")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"not UTF-8 (byte {error.object[error.start]:#04x})",
            "Save the file as UTF-8, e.g. iconv -f windows-1256 -t utf-8",
            where=(path, f"after row {number}"),
        ) from error
    if rest:
        yield number + 1, rest.removesuffix("\r")
