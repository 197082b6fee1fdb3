"""A published table of counts read as one series of quarters."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from hawkari.errors import BadInput

__all__ = ["Series", "read_series"]

_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Series:
    """Counts of each quarter from a first to a last, without gaps.

    Attributes:
        first: the first quarter, as ``2010 Q2``.
        last: the last one.
        following: the one after.
        counts: one a quarter; nought where the table lists none.
    """

    first: str
    last: str
    following: str
    counts: tuple[float, ...]


def read_series(text: str, value: str, where: Mapping[str, str] | None = None) -> Series:
    """Add up a column of a CSV table for each quarter.

    Such tables list only cells above nought, so a quarter between the first and the last that is
    not listed is nought. Words are compared without regard to case: one table writes ``Home
    country`` and ``Home Country``.

    Args:
        text: the table, with a header that has `Year` and `Quarter`.
        value: the column to add up.
        where: rows to take: the value that each column named must have.

    Raises:
        BadInput: naming the column or the row that cannot be read.
    """
    try:
        return _series(csv.DictReader(io.StringIO(text)), value, where or {})
    except csv.Error as error:
        raise BadInput(f"this is no CSV ({error})", "Save the table as CSV again.") from error


def _series(rows: "csv.DictReader[str]", value: str, where: Mapping[str, str]) -> Series:
    named = set(rows.fieldnames or ())
    for column in ("Year", "Quarter", value, *where):
        if column not in named:
            have = ", ".join(sorted(named)) or "none"
            raise BadInput(f"there is no column {column!r}", f"The columns are: {have}.")
    wanted = {column: word.casefold() for column, word in where.items()}
    counts: dict[int, float] = {}
    for number, row in enumerate(rows, start=2):
        if all((row[column] or "").casefold() == word for column, word in wanted.items()):
            quarter = _quarter(row, number)
            counts[quarter] = counts.get(quarter, 0.0) + _number(row, value, number)
    if not counts:
        raise BadInput("no row of the table is meant", "Look at what the columns hold.")
    span = range(min(counts), max(counts) + 1)
    every = tuple(counts.get(quarter, 0.0) for quarter in span)
    return Series(_name(span[0]), _name(span[-1]), _name(span[-1] + 1), every)


def _quarter(row: Mapping[str, str], line: int) -> int:
    # The years of three published files are written 2004.0.
    year, quarter = _number(row, "Year", line), _number(row, "Quarter", line)
    if not (1900 <= year <= 2200 and quarter in {1, 2, 3, 4}):
        raise BadInput("no such quarter", "Put the row right.", where=(f"row {line}",))
    return int(year) * _QUARTERS + int(quarter) - 1


def _number(row: Mapping[str, str], column: str, line: int) -> float:
    try:
        found = float(row[column])
    except (TypeError, ValueError):
        raise BadInput("no number", "Put the row right.", where=(f"row {line}", column)) from None
    if not 0 <= found < 1e12:
        raise BadInput("a count is below nought or out of reach", where=(f"row {line}", column))
    return found


def _name(quarter: int) -> str:
    return f"{quarter // _QUARTERS} Q{quarter % _QUARTERS + 1}"
