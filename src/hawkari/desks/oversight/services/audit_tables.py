"""Entries of the audit log as a table that an auditor takes along."""

from collections.abc import Iterable, Iterator

from hawkari.desks.oversight.services.auditing import (
    WHAT,
    LogRow,
    Wanted,
    found_in,
    reading_log,
    row_of,
)
from hawkari.desks.spreadsheets import csv_line
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act, ids_of_person
from hawkari.evidence.audit.terms import asked_ids

__all__ = ["as_csv"]

MOST_ROWS = 100_000


def as_csv(access: Access, wanted: Wanted, *, reason: str) -> Iterator[str]:
    """The rows that answer a question as CSV (RFC 4180), newest first, at most `MOST_ROWS`.

    The export is audited as a disclosure to whoever asks, with the reason, before the first line
    is given.

    Raises:
        AccessDenied: if the role may not read the log; audited.
    """
    require(access, Action.READ_AUDIT)
    with reading_log():
        ids = ids_of_person(wanted.person) if wanted.person else ()
        found = found_in(access, wanted, ids)
        rows = list(found.order_by("-seq")[:MOST_ROWS])
        audit.record(
            Act.DISCLOSE,
            access=access,
            objects=asked_ids([wanted.person]) if wanted.person else [],
            count=len(rows),
            justification=reason,
            recipient=access.user.get_username(),
            detail={"what": WHAT, "asked": wanted.names, "export": "csv"},
        )
    return _csv_lines(map(row_of, rows))


COLUMNS = (
    "seq", "at", "actor", "agency", "role", "purpose", "act", "what", "outcome", "count",
    "recipient", "reason",
)  # fmt: skip


def _csv_lines(rows: Iterable[LogRow]) -> Iterator[str]:
    yield csv_line([*COLUMNS, "ids"])
    for row in rows:
        fields = [getattr(row, name) for name in COLUMNS]
        fields[1] = row.at.isoformat(timespec="seconds")
        more = [f"+{row.more}"] if row.more else []
        yield csv_line([*fields, " ".join([*row.ids, *more])])
