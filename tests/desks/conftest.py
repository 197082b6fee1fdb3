"""What tests of several desks are set up with."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import connections


@pytest.fixture
def real_store(tmp_path) -> Iterator[None]:
    """On SQLite a file instead of the tests' memory, which has locks of another kind."""
    memory = connections["default"]
    if memory.vendor != "sqlite":
        yield
        return
    memory.ensure_connection()
    kept, file = memory.settings_dict["NAME"], tmp_path / "store.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        memory.connection.backup(copy)
    connections.databases["default"]["NAME"] = str(file)
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections.databases["default"]["NAME"] = kept
    connections["default"] = memory
