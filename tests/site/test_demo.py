"""The demonstration does the main job on invented files, in a folder of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NEEDED = {
    "records",
    "people",
    "entities",
    "precision",
    "recall",
    "f1",
    "seconds",
    "statements",
    "ceiling",
}


def hawkari(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HAWKARI_HOME": str(home)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "hawkari", *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    home = tmp_path_factory.mktemp("demo") / "home"
    run = hawkari("demo", "--no-serve", "--json", "--people", "60", "--seed", "5", home=home)
    assert run.returncode == 0, run.stderr
    return home, run.stdout, run.stderr


def test_the_last_line_is_one_object_with_the_promised_figures(demonstration):
    result = json.loads(demonstration[1].splitlines()[-1])
    assert set(result) >= NEEDED
    assert set(result["ceiling"]) >= {"precision", "recall", "f1", "how"}
    for name in ("precision", "recall", "f1"):
        assert 0 < result[name] <= 1
        assert 0 < result["ceiling"][name] <= 1
    assert result["people"] <= result["entities"] * 2
    assert result["entities"] <= result["records"]
    assert result["statements"] > result["records"]
    assert result["seconds"] == pytest.approx(sum(result["steps"].values()), abs=0.05)


def test_it_says_that_the_truth_serves_the_score_only(demonstration):
    assert "The truth was used for this score only" in demonstration[2]
    assert "at best" in demonstration[2]


def test_its_folder_is_marked_as_invented_and_its_audit_log_is_whole(demonstration):
    home = demonstration[0]
    assert (home / "invented").exists()
    assert hawkari("audit", "verify", home=home).returncode == 0


def test_it_never_works_in_a_folder_that_holds_something(tmp_path: Path):
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    run = hawkari("demo", "--no-serve", home=tmp_path)
    assert run.returncode == 4
    assert "is not empty" in run.stderr
    assert "Traceback" not in run.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["note.txt"]


def test_other_machines_are_refused_without_a_name(tmp_path: Path):
    run = hawkari("serve", "--host", "0.0.0.0", home=tmp_path / "home")
    assert run.returncode == 4
    assert "HAWKARI_HOSTS" in run.stderr
