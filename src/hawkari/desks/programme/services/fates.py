"""What became of each row of a file that was sent in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hawkari.desks.programme.sheets import SheetRow
from hawkari.errors import BadInput

__all__ = ["Fate", "RowFate", "fates_of", "taken_of"]


class Fate(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    CHANGED = "changed"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowFate:
    """One row of a file, and what became of it.

    Attributes:
        place: its row as a spreadsheet counts, with its sheet where there are several.
        fate: what became of it.
        of: what it is of: a trainee's number, a question's code; None where it is of nothing.
        problem: why it was refused, in English; empty otherwise.
        remedy: what to do about it.
    """

    place: str
    fate: Fate
    of: int | str | None = None
    problem: str = ""
    remedy: str = ""


def fates_of(
    rows: Iterable[SheetRow], take: Callable[[Mapping[str, str]], tuple[Fate, int | str]]
) -> tuple[RowFate, ...]:
    """Take in each row of a table, and tell what became of it; a refused row stops no other.

    Args:
        rows: of the table.
        take: takes the values of one row, and gives its fate and what it is of; whatever it raises
            as `BadInput` is why the row is refused.
    """
    return tuple(_fate(row, take) for row in rows)


def _fate(row: SheetRow, take: Callable[[Mapping[str, str]], tuple[Fate, int | str]]) -> RowFate:
    if row.problem:
        return RowFate(row.place, Fate.REFUSED, None, row.problem, row.remedy)
    try:
        fate, of = take(row.values)
    except BadInput as error:
        return RowFate(row.place, Fate.REFUSED, None, error.problem, error.remedy)
    return RowFate(row.place, fate, of)


def taken_of(fates: Iterable[RowFate]) -> tuple[int, int]:
    """How many rows were taken in, and how many were refused."""
    found = [one.fate for one in fates]
    return found.count(Fate.TAKEN) + found.count(Fate.CHANGED), found.count(Fate.REFUSED)
