"""Event lists of cases, read from a table."""

import csv
import io
from datetime import datetime

from hawkari.engines.casework.flows import Step, Trace
from hawkari.errors import BadInput

__all__ = ["read_traces"]

_COLUMNS = ("case", "stage", "at")


def read_traces(text: str) -> tuple[Trace, ...]:
    """Cases with their stages in order of time, from CSV ``case, stage, at``.

    Steps at the same instant keep the order of the file.

    Raises:
        BadInput: naming the row that cannot be read, or that there is none.
    """
    try:
        return _traces(csv.DictReader(io.StringIO(text)))
    except csv.Error as error:
        raise BadInput(f"this is no CSV ({error})", "Save the table as CSV again.") from error


def _traces(rows: "csv.DictReader[str]") -> tuple[Trace, ...]:
    missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise BadInput(f"there is no column {missing[0]!r}", "Give case, stage and at.")
    found: dict[str, list[Step]] = {}
    for number, row in enumerate(rows, start=2):
        if not row["case"] or not row["stage"]:
            raise BadInput("case or stage is empty", where=(f"row {number}",))
        found.setdefault(row["case"], []).append(Step(row["stage"], _instant(row["at"], number)))
    if not found:
        raise BadInput("the table has no rows", "Give at least one event.")
    return tuple(
        Trace(case, tuple(sorted(steps, key=lambda step: step.at))) for case, steps in found.items()
    )


def _instant(text: str, number: int) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        at = datetime.min  # noqa: DTZ901  it has no zone, and is refused with the others
    if at.tzinfo is None:
        where = (f"row {number}", "at")
        raise BadInput("no instant with its zone", "Write 2026-11-27T09:00+00:00.", where=where)
    return at
