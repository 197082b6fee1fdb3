"""Fixtures of all tests: an installation folder of their own, and a real PostgreSQL on request.

`pytest --database postgres -m contract` runs the store's contract tests again on a PostgreSQL
server started for this run; without the option they run on SQLite.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["HAWKARI_HOME"] = tempfile.mkdtemp(prefix="hawkari-test-")
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "hawkari-test-numba"))
os.environ.pop("HAWKARI_DATABASE_URL", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=("sqlite", "postgres"), default="sqlite", help="store to test on"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> None:
    """Kept empty: settings are read after `pytest_configure` below has chosen the database."""


@pytest.fixture
def here(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The folder of the test's own files."""
    yield Path(request.path).parent
