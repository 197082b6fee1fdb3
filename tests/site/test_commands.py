"""A team's first steps on the command line, and a server that answers where it says."""

import os
import re
import select
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "hawkari"]


def environment(home: Path) -> dict[str, str]:
    found = {**os.environ, "HAWKARI_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    found.pop("DJANGO_SETTINGS_MODULE", None)
    return found


def hawkari(*arguments: str, home: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(home),
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("team") / "home"


def test_a_user_and_an_operation_are_added(home: Path):
    user = ("user", "add", "shirin", "--agency", "nca", "--agency-name", "NCA")
    added = hawkari(*user, home=home, typed="an invented long phrase\n")
    assert added.returncode == 0, added.stderr
    assert "shirin of NCA may log in" in added.stdout
    opened = hawkari(
        "operation", "add", "larkspur", "--purpose", "boats", "--agency", "nca", home=home
    )
    assert opened.returncode == 0, opened.stderr
    assert "larkspur is open to: nca" in opened.stdout


def test_a_mistyped_name_is_refused_without_a_traceback(home: Path):
    run = hawkari("operation", "add", "x", "--purpose", "y", "--agency", "ncaa", home=home)
    assert run.returncode == 4
    assert "no agency is called 'ncaa'" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_server_says_its_address_once_it_answers(home: Path):
    command = [*COMMAND, "serve", "--port", "0"]
    with subprocess.Popen(
        command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            assert server.stdout is not None
            assert select.select([server.stdout], [], [], 600)[0], "the server says nothing"
            found = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
            assert found is not None
            with urllib.request.urlopen(f"{found[0]}health", timeout=600) as answer:
                assert answer.status == 200
        finally:
            server.terminate()
            server.wait(timeout=600)
