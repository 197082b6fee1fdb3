"""Loads through the sandbox: an interrupted one goes on, one whose reader dies is refused."""

import os
import signal
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.loading.files import LoadReport, LoadStep, Terms, load_file
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import LoadRun, LoadState, Statement
from hawkari.evidence.sandbox import workers
from tests.evidence.loaders.cases import CASES, LAYOUT
from tests.evidence.sandbox.test_reading import children

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 12_000
TERMS = Terms("nca", "people", mapping=dict(LAYOUT.data), country="GB")


@pytest.fixture
def access() -> Access:
    user, operation = ensure_local_user()
    return open_access(user, operation.slug)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    CASES[0].write(tmp_path / "people.csv", ROWS)
    return tmp_path / "people.csv"


def whole(path: Path, access: Access) -> LoadReport:
    return load_file(path, TERMS, access=access)


def test_ctrl_c_ends_the_reader_and_the_next_load_goes_on(path: Path, access: Access):
    told: list[LoadStep] = []

    def stop(step: LoadStep) -> None:
        told.append(step)
        if len(told) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_file(path, TERMS, access=access, progress=stop)
    assert not children(workers._running[0].process.pid)
    run = LoadRun.objects.get()
    assert run.state == LoadState.RUNNING
    assert 0 < run.rows_read < ROWS
    report = whole(path, access)
    assert report.status == "resumed"
    assert report.rows == ROWS
    assert LoadRun.objects.get().state == LoadState.COMPLETE


def test_progress_is_told_in_bytes_of_the_file(path: Path, access: Access):
    told: list[LoadStep] = []
    load_file(path, TERMS, access=access, progress=told.append)
    size = path.stat().st_size
    assert len(told) > 3
    assert [step.done for step in told] == sorted(step.done for step in told)
    assert all(0 < step.done <= step.total == size for step in told)
    assert told[-1].row == ROWS


def test_a_reader_killed_by_the_system_refuses_the_file_and_a_later_load_works(
    path: Path, access: Access
):
    def kill(_: LoadStep) -> None:
        for process in children(workers._running[0].process.pid):
            os.kill(process, signal.SIGKILL)

    with pytest.raises(BadInput, match="want of memory") as refused:
        load_file(path, TERMS, access=access, progress=kill)
    assert refused.value.where == ("people.csv",)
    assert LoadRun.objects.get().state == LoadState.REFUSED
    report = whole(path, access)
    assert report.status == "loaded"
    assert report.rows == ROWS
    shown = Statement.objects.filter(load__state=LoadState.COMPLETE).count()
    assert shown == report.statements_added
