"""How far a load is, told on standard error; and one that is stopped goes on."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hawkari.cli.load_progress import LoadClock, load_progress
from hawkari.evidence.loading.files import LoadStep
from tests.evidence.loaders.cases import LAYOUT, write_csv

ROWS = 4_000
TELLS_AND_WAITS = """
import signal
import time
from pathlib import Path
# A shell that runs its tests in the background may have told them to ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
from hawkari.cli.installation import open_installation
open_installation()
from hawkari.cli.load import _local_access
from hawkari.evidence.loading.files import Terms, load_file
import json

def told(step):
    if step.row > 2_000:
        print("behind a batch", flush=True)
        while True:
            time.sleep(0.01)

terms = Terms("nca", "people", mapping=json.loads(Path("map.json").read_text()), country="GB")
load_file(Path("people.csv"), terms, access=_local_access(), progress=told)
"""
STATED = """
from hawkari.cli.installation import open_installation
open_installation()
from hawkari.evidence.models import SearchKey, Statement
for one in Statement.objects.order_by("key").values_list("key", "value", "row", "retracted"):
    print(*one)
print(Statement.objects.count(), SearchKey.objects.count())
"""


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_rows_rate_and_end_are_told():
    clock = Clock()
    told = LoadClock(clock)
    assert told.text(LoadStep(100, 10_000, 50, 10)) == "10 rows, 1 %"
    clock.seconds += 2
    assert (
        told.text(LoadStep(1_100, 10_000, 1_050, 210))
        == "210 rows, 11 %, 500 statements a second, 18 s left"
    )
    clock.seconds += 98
    assert told.text(LoadStep(1_200, 10_000, 1_050, 1_210)).endswith(" 13 min left")
    assert told.text(LoadStep(200, 10_000, 1_050, 1_210)).endswith(" 2 h 43 min left")


def test_what_an_earlier_load_did_is_no_rate_of_this_one():
    clock = Clock()
    told = LoadClock(clock)
    told.text(LoadStep(9_000, 10_000, 5_000, 90_000))
    clock.seconds += 10
    assert told.text(LoadStep(9_500, 10_000, 10_000, 95_000)) == (
        "95,000 rows, 95 %, 500 statements a second, 10 s left"
    )


def test_a_line_comes_each_half_minute_where_nobody_watches(capsys: pytest.CaptureFixture[str]):
    clock = Clock()
    with load_progress("calls.csv", clock) as told:
        for step in range(1, 8):
            clock.seconds += 10
            told(LoadStep(step * 10, 100, step * 100, step * 20))
    assert capsys.readouterr().err == (
        "calls.csv: 60 rows, 30 %, 10 statements a second, 70 s left\n"
        "calls.csv: 120 rows, 60 %, 10 statements a second, 40 s left\n"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("loads")
    write_csv(path / "people.csv", ROWS)
    (path / "map.json").write_text(json.dumps(dict(LAYOUT.data)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> str:
    assert load(folder, "whole")["rows"] == ROWS
    return stated(folder, "whole")


def variables(folder: Path, home: str) -> dict[str, str]:
    return {**os.environ, "HAWKARI_HOME": str(folder / home)}


def load(folder: Path, home: str) -> dict[str, Any]:
    words = ["load", "people.csv", "--agency", "nca", "--source", "people", "--country", "GB"]
    done = subprocess.run(
        [sys.executable, "-m", "hawkari", *words, "--mapping", "map.json", "--json"],
        cwd=folder, env=variables(folder, home), check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])["files"][0]
    return report


def stated(folder: Path, home: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", STATED],
        cwd=folder, env=variables(folder, home), check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    return done.stdout.decode()


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGKILL])
def test_a_load_that_is_stopped_ends_as_one_that_nobody_disturbed(
    folder: Path, undisturbed: str, ended_by: signal.Signals
):
    home = ended_by.name
    process = subprocess.Popen(
        [sys.executable, "-c", TELLS_AND_WAITS],
        cwd=folder, env=variables(folder, home), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "behind a batch\n"
    process.send_signal(ended_by)
    process.communicate(timeout=600)
    assert process.returncode == -ended_by
    resumed = load(folder, home)
    assert resumed["status"] == "resumed"
    assert resumed["rows"] == ROWS
    assert stated(folder, home) == undisturbed
