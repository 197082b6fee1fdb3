"""Nodes for the exchange desk's tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def three_nodes(db: None, tmp_path: Path) -> Iterator[Any]:
    """UK, federal Iraq and the Kurdistan Region: partners of one another."""
    # Django is set up only after this module was imported.
    from django.db import connection

    from tests.desks.exchange.nodes import make_nodes, memory_copy

    if connection.vendor != "sqlite":
        pytest.skip("nodes of one test live in databases in memory")
    copies = [memory_copy() for _ in range(3)]
    yield make_nodes(tmp_path, ("uk", "iraq", "krg"), copies)
    for copy in copies:
        copy.connection.close()
