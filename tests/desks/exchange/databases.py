"""Databases of nodes in one test: copies of the tests' empty one, in memory or on PostgreSQL."""

from itertools import count
from typing import Any, Protocol

from django.db import connections

from tests.desks.exchange.nodes import connection_to, memory_copy

__all__ = ["Copier", "copier"]

TEMPLATE = "nodes_template"
ADMINISTRATIVE = "postgres"


class Copier(Protocol):
    """Makes copies of the empty database, and drops them."""

    def copy(self) -> Any:
        """A connection to one more copy."""

    def drop(self, copy: Any) -> None:
        """Close a copy and be rid of it."""

    def close(self) -> None:
        """Be rid of whatever is left."""


def copier() -> Copier:
    """What makes copies on the database that the tests run on."""
    return _InMemory() if connections["default"].vendor == "sqlite" else _OnPostgres()


class _InMemory:
    def copy(self) -> Any:
        return memory_copy()

    def drop(self, copy: Any) -> None:
        copy.connection.close()

    def close(self) -> None:
        """Nothing is left."""


class _OnPostgres:
    """Copies of a template of its own, to which nobody is ever connected."""

    def __init__(self) -> None:
        tests_own = str(connections["default"].settings_dict["NAME"])
        connections.close_all()  # a database that somebody uses cannot be copied
        self._server = connection_to(ADMINISTRATIVE)
        self._numbers = count(1)
        self._say(f'CREATE DATABASE "{TEMPLATE}" TEMPLATE "{tests_own}"')

    def copy(self) -> Any:
        name = f"node_{next(self._numbers)}"
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
        return connection_to(name)

    def drop(self, copy: Any) -> None:
        copy.close()
        self._say(f'DROP DATABASE "{copy.settings_dict["NAME"]}" WITH (FORCE)')

    def close(self) -> None:
        self._say(f'DROP DATABASE "{TEMPLATE}"')
        self._server.close()

    def _say(self, statement: str) -> None:
        with self._server.cursor() as cursor:
            cursor.execute(statement)
