"""Walks through the evidence's migrations alone: no desk's tables lie in the way.

From an empty database to the evidence's newest table is a quarter of the way to all tables, and no
desk is taken apart and put together again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hawkari.site.schema import lay_schema
from tests.postgres import MIGRATED

if TYPE_CHECKING:
    from django.db.models import Model

__all__ = ["evidence_alone", "walk_to"]

NEWEST = ""


def walk_to(name: str = NEWEST) -> "Callable[[str], type[Model]]":
    """Walk to a migration of the evidence; the models of that moment, by their name."""
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    wanted = [one for one in leaves if one[0] == "evidence"] if name == NEWEST else None
    targets = wanted or [("evidence", name)]
    executor.migrate(targets)
    apps = executor.loader.project_state(targets).apps
    return lambda model: apps.get_model("evidence", model)


@contextmanager
def evidence_alone() -> Iterator[None]:
    """The tests' database with no tables but the newest of the evidence; afterwards as before."""
    _empty()
    try:
        walk_to()
        yield
    finally:
        _empty()
        if connection.vendor == "sqlite":
            assert lay_schema(connection)
        else:
            _make_anew(f"TEMPLATE {MIGRATED}")


def _empty() -> None:
    if connection.vendor == "postgresql":
        _make_anew("")
        return
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}")


def _make_anew(like: str) -> None:
    """Make the tests' PostgreSQL database again, which nobody may be connected to."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    connection.close()
    server: Any = connection._nodb_cursor()
    with server as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} {like}")
