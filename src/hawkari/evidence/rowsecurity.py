"""The second lock: PostgreSQL's row-level security, told who asks through settings of the session.

A query that forgot `access.visible_to` finds no statement that its asker may not see, and one that
nobody stands behind finds none at all. The database decides by itself, from the tables of members,
markings and conditions (functions in the migration ``row_security``); Python's filter is not asked.
What writes statements in bulk, or keeps numbers in order, passes through a door with a name.

It guards against mistakes in our own queries, not against whoever holds the database's password;
and not at all where the server logs in as a superuser (`unguarded` tells). On SQLite there is none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, Protocol

from django.db import DatabaseError, connection

from hawkari.evidence.models import Operation, User

__all__ = [
    "DOORS",
    "Asker",
    "bind",
    "bound_once",
    "engine_door",
    "pass_through",
    "unbind",
    "unguarded",
]

DOORS = {
    "load": "writes statements of a load, retracts what a newer file no longer says, and finds "
    "what is watched among what is new",
    "regrade": "puts a value again under another marking",
    "dispose": "erases statements and proves that they are gone",
    "correct": "finds whether a retracted value is said again",
    "identities": "puts the members of a cluster in an order that is the same for everybody",
    "match": "puts what a partner may be told a hit on through the keys of blind matching",
    "migrate": "changes the tables to a newer form",
}
"""The doors past the lock, and what each does there. The services behind the first four leave
audit entries of what they did; the two after them show nothing to anybody; the last is the
upgrade."""

POSTGRESQL = "postgresql"
SETTINGS = tuple(
    f"hawkari.{name}"
    for name in (
        "user", "operation", "day", "parts", "every", "props", "types", "named", "door",
    )
)  # fmt: skip
Bound = tuple[int, int, date]
_kept: ContextVar[list[Bound] | None] = ContextVar("kept", default=None)


class Asker(Protocol):
    """Who asks, for which operation, on which day; `hawkari.evidence.access.Access` is one."""

    @property
    def user(self) -> User:
        """Who asks."""
        ...

    @property
    def operation(self) -> Operation:
        """For which operation."""
        ...

    @property
    def today(self) -> date:
        """On which day."""
        ...


def bind(asker: Asker) -> None:
    """Tell the database who asks, until somebody else does or `unbind` ends it.

    The database works out then what they may read; what changes later holds from the next call.
    """
    if connection.vendor != POSTGRESQL:
        return
    key = (asker.user.pk, asker.operation.pk, asker.today)
    kept = _kept.get()
    if kept is not None and kept == [key]:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT hawkari_bind(%s, %s, %s)", key)
    if kept is not None:
        kept[:] = [key]


def unbind() -> None:
    """Tell the database that nobody asks; statements are then visible to nobody.

    Opens no connection: a new one has nobody behind it.
    """
    if connection.connection is not None:
        _set(dict.fromkeys(SETTINGS, ""))
    kept = _kept.get()
    if kept is not None:
        kept.clear()


@contextmanager
def bound_once() -> Iterator[None]:
    """Let the database work out only once what somebody may read, for as long as the block lasts.

    For a request that only reads. A transaction that is rolled back takes the settings along:
    nothing more is visible then, never more than before.
    """
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


@contextmanager
def engine_door(name: str) -> Iterator[None]:
    """Let the block read and write all statements, through one of `DOORS`.

    Raises:
        KeyError: if there is no such door.
    """
    before = _door()
    pass_through(name)
    try:
        yield
    finally:
        _restore(before)


def pass_through(name: str) -> None:
    """Open one of `DOORS` until `unbind`: for the upgrade, which no block can be put around.

    Raises:
        KeyError: if there is no such door.
    """
    if DOORS[name]:
        _set({"hawkari.door": name})


def _door() -> str:
    if connection.vendor != POSTGRESQL:
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('hawkari.door', true), '')")
        return str(cursor.fetchone()[0])


def _restore(door: str) -> None:
    try:
        _set({"hawkari.door": door})
    except DatabaseError:
        # A transaction that failed takes no command; its rollback restores the setting.
        if not connection.in_atomic_block:
            raise


def _set(values: dict[str, str]) -> None:
    if connection.vendor != POSTGRESQL:
        return
    calls = ", ".join(["set_config(%s, %s, false)"] * len(values))
    parameters: list[Any] = [one for pair in values.items() for one in pair]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", parameters)


def unguarded() -> str:
    """Why this database has no second lock, in English; empty if it has one."""
    if connection.vendor != POSTGRESQL:
        return "SQLite has no row-level security: only Hawkari's own filter hides statements"
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        passes_by = bool(cursor.fetchone()[0])
    if passes_by:
        return (
            "the database role of HAWKARI_DATABASE_URL is a superuser or has BYPASSRLS, so "
            "PostgreSQL's row-level security does not apply to it; use a plain role"
        )
    return ""
