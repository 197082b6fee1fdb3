"""Tables that people send: CSV, XLSX and ODS, row by row, with what is wrong in which row.

Whatever a file holds, reading it ends in rows, or in words that say why it is none: a formula
without its result, an encrypted workbook, a NUL, a cell too many.
"""

import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hawkari.errors import BadInput
from hawkari.evidence.loaders.delimited import DelimitedLoader
from hawkari.evidence.loaders.digits import cell_text, forbidden_character
from hawkari.evidence.loaders.open_sheets import OpenSheetLoader
from hawkari.evidence.loaders.partner_files import read_head
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.tables import Table
from hawkari.evidence.loaders.values import Context, Unreadable
from hawkari.evidence.loaders.workbooks import WorkbookLoader

__all__ = ["MOST_ROWS", "SheetRow", "sheet_rows"]

MOST_ROWS = 100_000
_LOADERS = (OpenSheetLoader(), WorkbookLoader(), DelimitedLoader())
_NAME_THEM = "Name the columns in the first row."
Columns = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: where it stands, and what it says of each field; or why it cannot be read.

    Attributes:
        place: its number as a spreadsheet shows it, e.g. ``12``, or ``Payments!12``.
        values: text by field, trimmed; fields without a column are left out.
        problem, remedy: set where the row cannot be read; `values` is empty then.
    """

    place: str
    values: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    remedy: str = ""


def sheet_rows(
    content: bytes, file: str, columns: Columns, *, needed: Collection[str] = ()
) -> Iterator[SheetRow]:
    """The rows of every table of a file, in order.

    Args:
        content: of the file.
        file: its name, for messages; its kind is told by its content.
        columns: of each field the headers that it is recognised by, in any case; the field's own
            name always is.
        needed: the fields without whose column the file cannot be read.

    Raises:
        BadInput: if the file is of no such kind, has too many rows, or a column is missing.
    """
    name = Path(file.replace("\0", "")).name[:100] or "table"
    names = {_key(one): to for to, all_of in columns.items() for one in (to, *all_of)}
    with tempfile.TemporaryDirectory(prefix="hawkari-upload-") as folder:
        path = Path(folder) / "table"
        path.write_bytes(content)
        try:
            yield from _rows(path, name, names, needed=needed)
        except BadInput as error:
            raise BadInput(error.problem, error.remedy, where=(name, *error.where[1:])) from error


def _rows(
    path: Path, file: str, names: Mapping[str, str], *, needed: Collection[str]
) -> Iterator[SheetRow]:
    head = read_head(path)
    loader = next(one for one in _LOADERS if one.recognises(head))
    read, missed, fitting = 0, "", False
    for table in loader.tables(path, Context(source="programme")):
        fields = tuple(names.get(_key(one), "") for one in table.header)
        missing = [one for one in needed if one not in fields]
        if missing:
            missed = f"there is no column {', '.join(missing)}"
            # Notes beside the table; what was not read is said, and the rest goes on.
            yield SheetRow(table.sheet or "1", problem=missed, remedy=_NAME_THEM)
            continue
        fitting = True
        _refuse_twice(table, fields, file)
        for row in table.rows:
            read += 1
            if read > MOST_ROWS:
                raise BadInput(f"more than {MOST_ROWS:,} rows", "Split the file.", where=(file,))
            yield _row(table, row, fields)
    if missed and not fitting:
        raise BadInput(missed, _NAME_THEM, where=(file,))
    if not read:
        raise BadInput("the file has no rows", "Write one row for each entry.", where=(file,))


def _refuse_twice(table: Table, fields: tuple[str, ...], file: str) -> None:
    twice = [one for one in dict.fromkeys(fields) if one and fields.count(one) > 1]
    if twice:
        where = (file, table.sheet[:60]) if table.sheet else (file,)
        raise BadInput(f"two columns mean {', '.join(twice)}", "Keep one of them.", where=where)


def _row(table: Table, row: TableRow, fields: tuple[str, ...]) -> SheetRow:
    place = table.place(row.number)
    if row.problem:
        return SheetRow(place, problem=row.problem, remedy=row.remedy)
    if any(cell_text(one).strip() for one in row.cells[len(fields) :]):
        return SheetRow(
            place,
            problem="it has more cells than the header",
            remedy="Put text with commas in quotes.",
        )
    values: dict[str, str] = {}
    for name, cell in zip(fields, row.cells, strict=False):
        if not name:
            continue
        if isinstance(cell, Unreadable):
            return SheetRow(place, problem=f"{name}: {cell.problem}", remedy=cell.remedy)
        text = cell_text(cell).strip()
        if forbidden_character(text):
            return SheetRow(
                place,
                problem=f"{name}: it holds a character that no text has",
                remedy="Type the value again.",
            )
        values[name] = text
    return SheetRow(place, values)


def _key(header: str) -> str:
    """A header as it is compared: case, marks and kinds of blanks do not count."""
    return " ".join(header.replace("_", " ").replace("\u200c", "").casefold().split())
