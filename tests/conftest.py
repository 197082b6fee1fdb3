"""An installation folder of its own for each test process, and a real PostgreSQL on request.

`pytest --database postgres -m contract` runs the contract tests again on a PostgreSQL server
started for this run, whose tables are made once for all runs (see `tests.postgres`); without the
option they run on SQLite. With `-n 2` two processes share the
tests: each has its own folder and server, and the one that hands tests out has neither.

Properties are tried on the same examples in every run, however slow the machine;
`--hypothesis-profile searching` draws new ones, as `make test-full` does.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests.emptying import empty_by_rows
from tests.postgres import MIGRATED, Postgres

HOME = Path(tempfile.mkdtemp(prefix="hawkari-test-"))
os.environ["HAWKARI_HOME"] = str(HOME)
# Compiled functions outlive the run: compiling them takes longer than most tests.
os.environ["NUMBA_CACHE_DIR"] = str(Path(tempfile.gettempdir()) / "hawkari-test-numba")
os.environ.pop("HAWKARI_DATABASE_URL", None)
SERVER = pytest.StashKey[Postgres]()
# Files with few tests that take long. They run first: handed out last, one process would still be
# at them long after the other had nothing left to do.
LONG = (
    "tests/trust/",
    "tests/evidence/test_three_people.py",
    "tests/engines/linkage/test_engines.py",
    "tests/evidence/test_processes.py",
    "tests/evidence/retention/test_proof.py",
    "tests/evidence/test_judgement_invariants.py",
    "tests/site/backup/",
    "tests/site/test_exchange_demo.py",
    "tests/site/test_schema.py",
    "tests/browser/test_review_keys.py",
    "tests/browser/test_main_job.py",
)

# How long an example takes says more about what else the machine does than about the code.
settings.register_profile("searching", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("searching"), derandomize=True)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=("sqlite", "postgres"), default="sqlite", help="store to test on"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the database before Django reads its settings."""
    config.pluginmanager.register(Lines())
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return
    if config.getoption("--database") == "postgres":
        server = Postgres()
        server.start(with_tables=True)
        config.stash[SERVER] = server
        os.environ["HAWKARI_DATABASE_URL"] = server.url
    os.environ["DJANGO_SETTINGS_MODULE"] = "hawkari.site.settings"
    django.setup()
    if config.getoption("--database") == "postgres":
        connections.databases["default"]["TEST"]["TEMPLATE"] = MIGRATED
    empty_by_rows()


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix() -> None:
    """Leave the database's name as it is: no two processes share a folder or a server."""


@pytest.fixture(autouse=True)
def no_language_of_an_earlier_page() -> Iterator[None]:
    """Forget the language of the pages that a test asked for: it stays with the thread."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def one_in_as_shipped(monkeypatch: pytest.MonkeyPatch) -> int:
    """Of how many decisions one is read again; in tests none is, but where a test says so.

    Which are follows from their numbers, and those from the tests that ran before.
    """
    from hawkari.evidence.reviewing import second_readings

    shipped = second_readings.ONE_IN
    monkeypatch.setattr(second_readings, "ONE_IN", second_readings.LOTS + 1)
    return shipped


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first; the order is otherwise that of the files."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


class Lines:
    """Says at the end what the tests of targets found; see `tests.trust.conftest`."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._lines += [str(said) for name, said in report.user_properties if name == "line"]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in self._lines:
            terminalreporter.write_line(line)


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(SERVER, None)
    if server is not None:
        server.stop()
    shutil.rmtree(HOME, ignore_errors=True)
