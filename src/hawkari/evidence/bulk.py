"""Bulk rows in and out of the database: `executemany` on SQLite, `COPY` on PostgreSQL."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL

__all__ = ["IdList", "id_list", "in_ids", "in_list", "insert_rows", "take_ids"]

IdList = tuple[str, Any]
GUARDED = frozenset({"Statement", "SearchKey"})
"""Models with row-level security on PostgreSQL; see `hawkari.evidence.rowsecurity`."""


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows of plain values into a model's table, in the current transaction.

    Args:
        model: whose table.
        columns: column names; values must suit them as they are (no defaults, no conversion).
        rows: one sequence of values a row, in the order of `columns`.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            write = _copy_through if model.__name__ in GUARDED else _copy
            write(cursor, f"{table} ({names})", rows)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608  names come from the model


def _copy(cursor: Any, into: str, rows: Sequence[Sequence[Any]]) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _copy_through(cursor: Any, into: str, rows: Sequence[Sequence[Any]]) -> None:
    """Copy into a table of the transaction's own and from there on.

    PostgreSQL takes no COPY into a table with row-level security.
    """
    table, _, names = into.partition(" ")
    staged = connection.ops.quote_name(f"staged_{table.strip(chr(34))}")
    cursor.execute(
        f"CREATE TEMPORARY TABLE IF NOT EXISTS {staged} (LIKE {table} INCLUDING DEFAULTS) "
        "ON COMMIT DROP"
    )
    _copy(cursor, f"{staged} {names}", rows)
    columns = names.strip("()")
    cursor.execute(f"INSERT INTO {into} SELECT {columns} FROM {staged}")  # noqa: S608  names come from the model
    cursor.execute(f"TRUNCATE {staged}")


def take_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Fresh primary keys, rising, for rows to be inserted in the current transaction.

    On SQLite the transaction already holds the write lock, so nobody else can take them.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return sorted(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return range(first, first + count)


def id_list(values: Iterable[str] | Iterable[int]) -> IdList:
    """A list of any length as one SQL parameter: text to put after ``column`` and its parameter.

    ``f"WHERE key {sql}"`` then holds where the column's value is in the list.
    """
    if connection.vendor == "postgresql":
        return "= ANY(%s)", list(values)
    return "IN (SELECT value FROM json_each(%s))", json.dumps(list(values))


def in_list(values: Iterable[str]) -> RawSQL:
    """A list of texts of any length for an ``__in`` filter, as one parameter.

    ``filter(entity_id__in=in_list(ids))``; plain lists end at the database's limit of parameters.
    """
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::text[])", [list(values)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(values))])


def in_ids(values: Iterable[int]) -> RawSQL:
    """A list of numbers of any length for an ``__in`` filter, as one parameter."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(values)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(values))])
