"""Nodes for the exchange desk's tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def empty_nodes(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """What makes a connection to one more copy of the tests' empty database; see `nodes`."""
    # Django is set up only after this module was imported.
    from tests.desks.exchange.databases import copier

    with django_db_blocker.unblock():
        copies = copier()
    yield copies
    with django_db_blocker.unblock():
        copies.close()


@pytest.fixture
def three_nodes(empty_nodes: Any, db: None, tmp_path: Path) -> Iterator[Any]:
    """UK, federal Iraq and the Kurdistan Region: partners of one another."""
    from tests.desks.exchange.nodes import make_nodes

    copies = [empty_nodes.copy() for _ in range(3)]
    yield make_nodes(tmp_path, ("uk", "iraq", "krg"), copies)
    for copy in copies:
        empty_nodes.drop(copy)
