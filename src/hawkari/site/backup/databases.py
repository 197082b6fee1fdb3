"""A database as it is at one moment, while others write: to a file, and back."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hawkari.errors import BadInput

__all__ = [
    "POSTGRES_FILE",
    "SQLITE_FILE",
    "Head",
    "Snapshot",
    "kind_of",
    "restore_postgres",
    "snapshot",
]

SQLITE_FILE = "hawkari.sqlite3"
POSTGRES_FILE = "hawkari.pgdump"
PAGES_A_STEP = 4096
HEAD = "SELECT size, root_hash FROM evidence_audithead"


@dataclass(frozen=True, slots=True)
class Head:
    """The audit log's tree head: entries counted, and the root in hexadecimal."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A database in one file, and the head of the audit log in it."""

    path: Path
    head: Head


def kind_of(settings: Mapping[str, Any]) -> str:
    """``sqlite`` or ``postgresql``, from Django's settings of the database."""
    return str(settings["ENGINE"]).rpartition(".")[2].removesuffix("3")


def snapshot(settings: Mapping[str, Any], folder: Path, told: Callable[[], None]) -> Snapshot:
    """Copy the database as it is now; those who write are not held up.

    Args:
        settings: Django's, of the database.
        folder: where to put the copy.
        told: called now and then.

    Raises:
        BadInput: if PostgreSQL's own programs are needed and missing, or fail.
    """
    if kind_of(settings) == "sqlite":
        return _of_sqlite(Path(settings["NAME"]), folder / SQLITE_FILE, told)
    return _of_postgres(settings, folder / POSTGRES_FILE)


def _of_sqlite(path: Path, target: Path, told: Callable[[], None]) -> Snapshot:
    """By SQLite's online backup: begun again by itself when another process has written."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        # One read transaction, so that writers cannot make the copy begin again and again.
        source.execute("BEGIN")
        source.execute(HEAD).fetchall()
        source.backup(copy, pages=PAGES_A_STEP, progress=lambda *_: told(), sleep=0.01)
        copy.execute("PRAGMA journal_mode=DELETE")
        row = copy.execute(HEAD).fetchone()
    return Snapshot(target, Head(*row) if row else Head(0, ""))


def _of_postgres(settings: Mapping[str, Any], target: Path) -> Snapshot:
    """By pg_dump, of the same snapshot that the audit log's head is read in."""
    program = _program("pg_dump")
    from django.db import connection, transaction  # noqa: PLC0415  only where there is PostgreSQL

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(HEAD)
        row = cursor.fetchone()
        cursor.execute("SELECT pg_export_snapshot()")
        (exported,) = cursor.fetchone()
        os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o600))
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={exported}"]
        _run([program, *options, f"--file={target}"], settings)
    return Snapshot(target, Head(*row) if row else Head(0, ""))


def restore_postgres(path: Path, settings: Mapping[str, Any]) -> None:
    """Put a dump into an empty database, whole or not at all.

    Raises:
        BadInput: if the database is not empty, or PostgreSQL's programs are missing or fail.
    """
    program = _program("pg_restore")
    import psycopg  # noqa: PLC0415  only where there is PostgreSQL

    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    stated = {names[key]: settings[key] for key in names if settings.get(key)}
    with psycopg.connect(**stated, port=settings["PORT"] or None) as connection:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        (count,) = connection.execute(tables).fetchone() or (0,)
    if count:
        raise BadInput(
            f"the database {settings['NAME']} is not empty",
            "Make a new one with createdb, and name it in HAWKARI_DATABASE_URL.",
        )
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run([program, *options, f"--dbname={settings['NAME']}", str(path)], settings)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BadInput(
            f"the program {name} is not here",
            "Install PostgreSQL's client programs of the server's version "
            "(Debian: postgresql-client).",
        )
    return found


def _run(command: list[str], settings: Mapping[str, Any]) -> None:
    """Run one of PostgreSQL's programs; the password goes by environment, not as an argument."""
    variables = {"USER": "PGUSER", "PASSWORD": "PGPASSWORD", "HOST": "PGHOST", "PORT": "PGPORT"}
    stated = {variables[key]: str(settings[key]) for key in variables if settings.get(key)}
    environment = {**os.environ, **stated, "PGDATABASE": str(settings["NAME"])}
    environment.pop("HAWKARI_DATABASE_URL", None)
    done = subprocess.run(  # noqa: S603  a program found on the path, arguments of our own
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise BadInput(
            f"{Path(command[0]).name} failed: {said[-1] if said else 'it said nothing'}",
            "See to what it names, then run the command again.",
        )
