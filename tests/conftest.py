"""An installation folder of its own for each test run, and a real PostgreSQL on request.

`pytest --database postgres -m contract` runs the contract tests again on a PostgreSQL server
started for this run; without the option they run on SQLite.
"""

import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest

from tests.postgres import Postgres

HOME = Path(tempfile.mkdtemp(prefix="hawkari-test-"))
os.environ["HAWKARI_HOME"] = str(HOME)
# Compiled functions outlive the run: compiling them takes longer than most tests.
os.environ["NUMBA_CACHE_DIR"] = str(Path(tempfile.gettempdir()) / "hawkari-test-numba")
os.environ.pop("HAWKARI_DATABASE_URL", None)
SERVER = pytest.StashKey[Postgres]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=("sqlite", "postgres"), default="sqlite", help="store to test on"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the database before Django reads its settings."""
    if config.getoption("--database") == "postgres":
        server = Postgres()
        server.start()
        config.stash[SERVER] = server
        os.environ["HAWKARI_DATABASE_URL"] = server.url
    os.environ["DJANGO_SETTINGS_MODULE"] = "hawkari.site.settings"
    django.setup()


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(SERVER, None)
    if server is not None:
        server.stop()
    shutil.rmtree(HOME, ignore_errors=True)
