"""A new installation gets its tables at once, and they are what all migrations make."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from hawkari.site import schema
from hawkari.site.database import database_settings

ROOT = Path(__file__).parents[2]
HAWKARI = Path(sys.executable).with_name("hawkari")


@pytest.fixture
def empty(tmp_path, django_db_blocker):
    """A connection to an empty database beside the tests' own."""
    connections.databases["new"] = {
        **connections["default"].settings_dict,
        **database_settings("", tmp_path),
    }
    with django_db_blocker.unblock():
        yield connections["new"]
        connections["new"].close()
    del connections["new"], connections.databases["new"]


def start(home: Path) -> subprocess.Popen[str]:
    variables = {**os.environ, "HAWKARI_HOME": str(home)}
    return subprocess.Popen(
        [HAWKARI, "audit", "verify"], env=variables, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def test_the_shipped_tables_are_what_all_migrations_make():
    checked = subprocess.run(
        [sys.executable, ROOT / "tools" / "schema.py", "--check"], check=False, timeout=600
    )
    assert checked.returncode == 0, "run tools/schema.py"


def test_an_empty_database_gets_all_tables_and_lacks_no_migration(empty):
    assert schema.lay_schema(empty)
    executor = MigrationExecutor(empty)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert schema.statements_of(empty) == schema.shipped_schema()[1]


def test_a_database_with_a_table_is_left_as_it_is(empty):
    with empty.cursor() as cursor:
        cursor.execute("CREATE TABLE older (id integer)")
    assert not schema.lay_schema(empty)
    assert schema.statements_of(empty) == ("CREATE TABLE older (id integer)",)


def test_tables_of_other_migrations_are_not_used(empty, monkeypatch):
    monkeypatch.setattr(schema, "shipped_schema", lambda: ("0" * 64, ("CREATE TABLE x (y)",)))
    assert not schema.lay_schema(empty)
    assert schema.statements_of(empty) == ()


@pytest.fixture
def walked(monkeypatch) -> list[str]:
    """The commands that bringing a database up to date went through."""
    found: list[str] = []
    monkeypatch.setattr(schema, "call_command", lambda name, **_: found.append(name))
    return found


def test_a_current_database_is_opened_without_a_walk_through_migrations(db, walked, monkeypatch):
    kept: list[bool] = []
    monkeypatch.setattr(schema, "keep_in_force", lambda: kept.append(True))
    schema.bring_up_to_date()
    assert walked == []
    assert kept == [True]


def test_any_migration_that_is_not_applied_is_walked_to(db, walked):
    applied = MigrationRecorder(connection)
    for app, name in MigrationLoader(None).disk_migrations:
        applied.record_unapplied(app, name)
        schema.bring_up_to_date()
        assert walked.pop() == "migrate", (app, name)
        applied.record_applied(app, name)
    schema.bring_up_to_date()
    assert walked == []


def test_commands_that_start_at_once_find_one_whole_new_installation(tmp_path):
    started = [start(tmp_path / "home") for _ in range(3)]
    ended = [one.communicate(timeout=600)[0] for one in started]
    assert [one.returncode for one in started] == [0, 0, 0], ended
    store = sqlite3.connect(tmp_path / "home" / "hawkari.sqlite3")
    rows = store.execute("SELECT count(*), count(DISTINCT app || name) FROM django_migrations")
    assert len(set(rows.fetchone())) == 1
    store.close()
