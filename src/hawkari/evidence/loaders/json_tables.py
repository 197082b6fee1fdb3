"""JSON of any shape as tables: an array of objects, several in one object, or an object a line.

An object is a row; what lies inside another stands in a column of its own, named with points
(``owner.phone``, and ``phones.1.number`` for a list of objects). Lists of plain values stand in
one cell, separated by ``; ``. Of equal keys in one object, the second is ``key (2)``. A table's
columns are all that occur in it, so a file is read twice.
"""

import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.loaders.digits import cell_text
from hawkari.evidence.loaders.json_stream import BrokenJson, JsonStream
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.table_files import TableLoader
from hawkari.evidence.loaders.tables import WIDEST, Table, check_header
from hawkari.evidence.loaders.values import Cell, Context, Unreadable

__all__ = ["JsonTableLoader", "flat_row"]

LONGEST_LINE = 16 << 20
MOST_OF_A_LIST = 50
MOST_TABLES = 50
DEEPEST = 12
_AGAIN = "Export it again."
_NO_TABLE = "the JSON holds no list of objects"
_ALONE = ""
_AS_TABLE = "Export a list of objects, one a record, or the table as .csv."


@dataclass(frozen=True, slots=True)
class _Record:
    """One object of a list: the list's name (empty for the document's own), its place, its value.

    `broken` instead where the document cannot be read on.
    """

    table: str
    number: int
    value: Any
    broken: str = ""


class JsonTableLoader(TableLoader):
    """JSON documents and lines; asked after the kinds of JSON that have a meaning of their own."""

    name = "json-table"

    def recognises(self, head: FileHead) -> bool:
        """Whether it begins as a JSON object or list does."""
        return head.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")

    def tables(self, path: Path, context: Context) -> Iterator[Table]:
        """The lists of objects in the order of the document."""
        headers = _headers(path)
        if not headers:
            raise BadInput(_NO_TABLE, _AS_TABLE, where=(path.name,))
        if len(headers) > MOST_TABLES:
            raise BadInput(
                f"the JSON holds {len(headers):,} lists; at most {MOST_TABLES} are read",
                _AS_TABLE,
                where=(path.name,),
            )
        # One list follows another, so one reading of the file gives all their rows.
        records = _records(path, context, alone=list(headers) == [_ALONE])
        for name, group in groupby(records, attrgetter("table")):
            if name not in headers:
                context.unused.add(f"key {name}", sum(1 for _ in group))
                continue
            header = check_header(headers[name], (path.name, name or "the list"))
            yield Table(name, header, _rows(group, header))


def _headers(path: Path) -> dict[str, list[str]]:
    """Each list's columns in the order in which they first occur.

    A document of one object that holds no list of objects is itself the one row of `_ALONE`.
    """
    for alone in (False, True):
        found: dict[str, dict[str, None]] = {}
        for record in _records(path, None, alone=alone):
            if isinstance(record.value, dict):
                columns = found.setdefault(record.table, {})
                if len(columns) <= WIDEST:
                    columns.update(dict.fromkeys(flat_row(record.value)))
        headers = {name: list(columns)[: WIDEST + 1] for name, columns in found.items() if columns}
        if headers:
            return headers
    return {}


def _rows(records: Iterable[_Record], header: tuple[str, ...]) -> Iterator[TableRow]:
    places = {column: at for at, column in enumerate(header)}
    for record in records:
        if record.broken:
            problem = f"{record.broken}; nothing from here on was read"
            yield TableRow(record.number, (), problem, _AGAIN, damaged=True)
        elif not isinstance(record.value, dict):
            yield TableRow(record.number, (), "the record is no object", _AS_TABLE)
        else:
            row = flat_row(record.value)
            if not row.keys() <= places.keys():
                yield TableRow(record.number, (), "the file changed while it was read", _AGAIN)
                continue
            cells: list[Cell] = [None] * len(header)
            for column, cell in row.items():
                cells[places[column]] = cell
            if any(cell is not None for cell in cells):
                yield TableRow(record.number, cells)


def flat_row(value: Mapping[str, Any]) -> dict[str, Cell]:
    """An object as columns and cells; what is nested too deep is a cell that cannot be read."""
    row: dict[str, Cell] = {}
    _flatten(row, "", value, depth=0, again=Counter())
    return row


def _flatten(
    row: dict[str, Cell], name: str, value: Any, *, depth: int, again: Counter[str]
) -> None:
    if depth > DEEPEST or len(row) > WIDEST:
        row[name] = Unreadable("is nested too deep or too wide", _AS_TABLE)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            inside = f"{name}.{_header(key)}" if name else _header(key)
            _flatten(row, inside, inner, depth=depth + 1, again=again)
    elif isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        for number, inner in enumerate(value[:MOST_OF_A_LIST], start=1):
            _flatten(row, f"{name}.{number}", inner, depth=depth + 1, again=again)
        if len(value) > MOST_OF_A_LIST:
            row[f"{name}.more"] = Unreadable(f"has {len(value):,} members", _AS_TABLE)
    elif isinstance(value, list):
        row[_unused_key(row, name, again)] = _joined(value)
    else:
        row[_unused_key(row, name, again)] = _cell(value)


def _header(key: str) -> str:
    """A key as a header is checked: without blanks and byte order marks at its ends."""
    return key.strip().lstrip("\ufeff").strip() or "(no name)"


def _paired(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that keeps both of two equal keys."""
    found: dict[str, Any] = {}
    again: Counter[str] = Counter()
    for key, value in pairs:
        found[_unused_key(found, key, again)] = value
    return found


def _unused_key(there: Container[str], key: str, again: Counter[str]) -> str:
    """The key, or the first ``key (2)``, ``key (3)`` … that is not there yet.

    `again` goes on where the last search for the same key ended: many equal keys cost linear time.
    """
    free = key
    while free in there:
        again[key] += 1
        free = f"{key} ({again[key] + 1})"
    return free


def _joined(values: list[Any]) -> Cell:
    """Plain values as one cell, which cannot be read if one of them cannot."""
    cells = [_cell(one) for one in values if one is not None]
    unreadable = next((one for one in cells if isinstance(one, Unreadable)), None)
    return unreadable or "; ".join(map(cell_text, cells)) or None


def _cell(value: Any) -> Cell:
    # Whole numbers are exact in JSON, unlike in a spreadsheet, where long ones have lost digits.
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**15:
        return str(value) if abs(value) < 10**40 else Unreadable("is too long a number", _AS_TABLE)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):  # noqa: PLR0124  NaN is no number
        return Unreadable("is no number", _AGAIN)
    cell: Cell = value
    return cell


def _records(path: Path, context: Context | None, *, alone: bool) -> Iterator[_Record]:
    """Every member of every list, in order; with `alone`, the whole document as one record."""
    if _is_lines(path):
        yield from _lines(path, context)
        return
    meter = context.meter if context is not None else None
    name, number = "", 0
    with open_binary(path, meter) as stream:
        document = JsonStream(stream, _paired)
        try:
            for record in _members(document, context, alone=alone):
                name, number = record.table, record.number
                yield record
        except BrokenJson as error:
            yield _Record(name, number + 1, None, error.problem)


def _members(document: JsonStream, context: Context | None, *, alone: bool) -> Iterator[_Record]:
    if document.peek() == "[":
        for at in document.elements():
            yield _Record("", at + 1, document.value())
        return
    if alone:
        yield _Record(_ALONE, 1, document.value())
        return
    seen: set[str] = set()
    again: Counter[str] = Counter()
    for key in document.members():
        name = _unused_key(seen, _header(key), again)
        seen.add(name)
        if document.peek() == "[":
            for at in document.elements():
                yield _Record(name, at + 1, document.value())
        else:
            document.value()
            if context is not None:
                context.unused.add(f"key {name}")


def _is_lines(path: Path) -> bool:
    """Whether the first line that is not blank is a whole object, and something follows it."""
    with open_binary(path) as stream:
        line = b""
        while not line.strip():
            line = stream.readline(LONGEST_LINE)
            if not line:
                return False
        rest = stream.read(4096).lstrip()
    try:
        first = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and rest[:1] == b"{"


def _lines(path: Path, context: Context | None) -> Iterator[_Record]:
    """An object a line; a broken line is refused alone."""
    with open_binary(path, context.meter if context is not None else None) as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            if not line.strip():
                continue
            try:
                text = line.removeprefix(b"\xef\xbb\xbf")
                yield _Record("", number, json.loads(text, object_pairs_hook=_paired))
            except (ValueError, RecursionError):
                yield _Record("", number, None)
