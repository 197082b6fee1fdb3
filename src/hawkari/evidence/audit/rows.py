"""Entries as the database holds them, without building objects: for checking and for copying."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from hawkari.evidence.log_entries import FIELDS
from hawkari.evidence.models.audit import AuditEntry

__all__ = ["COLUMNS", "blocks"]

COLUMNS = FIELDS[2]
# Django's text form on SQLite is that of version 2, but leaves out a fraction of zero.
TIME = {
    "sqlite": "{at} || CASE length({at}) WHEN 19 THEN '.000000' ELSE '' END",
    "postgresql": "to_char({at} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}


def blocks(start: int, end: int, *, block: int) -> Iterator[list[tuple[Any, ...]]]:
    """The stored entries from `start` (inclusive) to `end` (exclusive), in order.

    Yields:
        Lists of at most `block` rows of `COLUMNS`, leaf hash and node hash; `at` and JSON are text
        in the form that `log_entries.row_bytes` takes.
    """
    table = connection.ops.quote_name(AuditEntry._meta.db_table)
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT {_columns()} FROM {table}"  # noqa: S608  names of our own columns
            " WHERE seq >= %s AND seq < %s ORDER BY seq",
            (start, end),
        )
        while rows := cursor.fetchmany(block):
            yield rows


def _columns() -> str:
    names = [*COLUMNS, "leaf_hash", "node_hash"]
    quoted = {name: connection.ops.quote_name(name) for name in names}
    quoted["at"] = TIME[connection.vendor].format(at=quoted["at"])
    return ", ".join(quoted.values())
