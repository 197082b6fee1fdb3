"""Tables that are handed out as CSV, for people who open them in a spreadsheet.

Every such table of every desk is written here, so that none forgets what a spreadsheet does with a
cell that begins like a formula: it runs it, and what partners and posts say is in those cells.
Source: OWASP, CSV Injection.
"""

import csv
import io
import re
from collections.abc import Iterable

from django.http import HttpResponse

from hawkari.desks.pages import attachment

__all__ = ["BYTE_ORDER_MARK", "CSV_TYPE", "csv_attachment", "csv_cell", "csv_line", "csv_text"]

CSV_TYPE = "text/csv; charset=utf-8"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as Latin, and no Arabic or Sorani name survives."""


def csv_cell(value: object) -> str:
    """A cell as a spreadsheet shows it, and never runs it.

    Args:
        value: of the cell; None is empty. A negative number stays one.

    Returns:
        Its text; with an apostrophe before it where it begins like a formula.
    """
    text = "" if value is None else str(value)
    is_formula = text.startswith(FORMULA) and not NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


def csv_line(cells: Iterable[object]) -> str:
    """One row of RFC 4180, for tables that are sent while they are read."""
    return csv_text((cells,))


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Rows as RFC 4180, each cell as `csv_cell` makes it."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(map(csv_cell, row) for row in rows)
    return stream.getvalue()


def csv_attachment(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A table that the browser saves: UTF-8 with a byte order mark.

    Args:
        name: of the file.
        rows: the header first.
    """
    return attachment(BYTE_ORDER_MARK + csv_text(rows), name, CSV_TYPE)
