"""Empties the store after a test that committed: only what holds rows is touched.

Django's own way empties each of some three hundred tables and writes a thousand permissions anew,
after every such test.
"""

from typing import TYPE_CHECKING

from django.db import connections, transaction
from django.test import TransactionTestCase

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

KEPT = frozenset({"django_content_type", "auth_permission"})
"""What the migrations leave in these is the same for every test, and no test writes there."""


def empty_by_rows() -> None:
    """Let `TransactionTestCase`, which pytest-django builds on, empty the store by `empty`."""
    TransactionTestCase._fixture_teardown = _empty_all  # type: ignore[attr-defined]


def _empty_all(case: TransactionTestCase) -> None:
    for name in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
        empty(connections[name])


def empty(connection: "BaseDatabaseWrapper") -> None:
    """Delete every row of every table but `KEPT`; what is left is what the migrations left."""
    from hawkari.evidence.policy.in_force import keep_in_force
    from hawkari.evidence.rowsecurity import unbind

    filled = [name for name in filled_tables(connection) if name not in KEPT]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Neither the order of tables nor what guards rows against being deleted matters.
            cursor.execute("SET LOCAL session_replication_role = replica")
        for name in filled:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")
    # As after an upgrade: nobody asks, and the policy is there.
    unbind()
    keep_in_force()


def filled_tables(connection: "BaseDatabaseWrapper") -> list[str]:
    """The tables that hold a row, found by one question."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    asked = (f"EXISTS (SELECT 1 FROM {connection.ops.quote_name(name)})" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}")
        held = cursor.fetchone()
    return [name for name, one in zip(names, held, strict=True) if one]
