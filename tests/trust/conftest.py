"""The lines of `make test-trust`: each test of a target states what it found, as a figure.

A line is kept only when its test has passed. Lines go to the file named by `TRUST_RESULTS`, one
JSON object a line (``what``, ``figure``, ``test``), and to the end of pytest's own report.
"""

import faulthandler
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SERVER
from tests.trust.harness import Installation
from tests.trust.stages import make_stages

TrustLine = Callable[[str, str], None]
STATED = pytest.StashKey[list[dict[str, str]]]()


@pytest.fixture
def trust_line(request: pytest.FixtureRequest) -> TrustLine:
    """States one line: what holds, and the figure that shows it."""
    stated = request.node.stash.setdefault(STATED, [])

    def state(what: str, figure: str) -> None:
        stated.append({"what": what, "figure": figure, "test": request.node.nodeid})

    return state


@pytest.fixture
def no_hurry() -> None:
    """Lift the suite's limit on the time of one test, for those that have limits of their own."""
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture(autouse=True)
def _long_sizes_take_long(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("full"):
        request.getfixturevalue("no_hurry")


def database_name(config: pytest.Config) -> str:
    """What this run keeps its stores on, as a line says it."""
    return "PostgreSQL" if config.stash.get(SERVER, None) is not None else "SQLite"


@pytest.fixture(scope="session")
def stages(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Installation]]:
    """Installations by name, to be copied: see `make_stages`."""
    server = request.config.stash.get(SERVER, None)
    folder = tmp_path_factory.mktemp("stages")
    made = make_stages(folder, server.url if server is not None else "")
    yield made
    for one in made.values():
        one.drop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport]:
    report: pytest.TestReport = yield
    if report.when == "call" and report.passed:
        lines = item.stash.get(STATED, [])
        report.user_properties += [
            ("line", f"trust: {line['what']} … {line['figure']} … ok") for line in lines
        ]
        results = os.environ.get("TRUST_RESULTS")
        if results and lines:
            with Path(results).open("a", encoding="utf-8") as stream:
                stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return report
