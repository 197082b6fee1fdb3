"""`hawkari user …`: what whoever runs the installation does to accounts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HAWKARI = Path(sys.executable).with_name("hawkari")


@pytest.fixture
def run(tmp_path):
    """Run one command in an installation of its own; gives exit code and output."""
    variables = {**os.environ, "HAWKARI_HOME": str(tmp_path)}
    variables.pop("HAWKARI_DATABASE_URL", None)

    def command(*words: str, typed: str = "") -> tuple[int, str]:
        done = subprocess.run(
            [HAWKARI, *words],
            env=variables,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        return done.returncode, done.stdout + done.stderr

    return command


def test_a_person_is_added_listed_given_a_role_and_closed(run):
    word = "quiet-lantern-orchard\n"
    added = run("user", "add", "shirin", "--agency", "nca", "--agency-name", "NCA", typed=word)
    assert added[0] == 0, added
    told = ("operation", "add", "larkspur", "--purpose", "boats", "--agency", "nca")
    assert run(*told)[0] == 0
    assert run("user", "role", "shirin", "larkspur", "liaison")[0] == 0
    _code, text = run("user", "list", "--json")
    (row,) = [one for one in json.loads(text)["users"] if one["name"] == "shirin"]
    assert row == {
        "name": "shirin",
        "agency": "nca",
        "open": True,
        "second_factor": False,
        "last_seen": None,
        "roles": {"larkspur": "liaison"},
    }
    assert "ended: 0." in run("user", "end-sessions", "shirin")[1]
    assert "/account/start/" in run("user", "start-link", "shirin")[1]
    assert run("user", "deactivate", "shirin")[0] == 0
    assert "closed" in run("user", "list")[1]
    assert run("user", "deactivate", "shirin", "--undo")[0] == 0
    assert run("user", "role", "shirin", "larkspur", "none")[0] == 0
    assert "no role" in run("user", "list")[1]
    assert run("audit", "verify")[0] == 0


def test_what_cannot_be_done_is_refused_with_a_remedy(run):
    code, text = run("user", "deactivate", "nobody")
    assert code == 4
    assert "hawkari user list" in text
    weak = run(
        "user", "add", "shirin", "--agency", "nca", "--agency-name", "N", typed="password1234\n"
    )
    assert weak[0] == 4
    assert "too common" in weak[1]
    started = run("user", "add", "shirin", "--agency", "nca", "--start-link")
    assert started[0] == 0, started
    assert "/account/start/" in started[1]
    code, text = run("user", "reset-second-factor", "shirin")
    assert code == 4
    assert "a reason is needed" in text
    assert "Asked" in run("user", "reset-second-factor", "shirin", "--reason", "lost")[1]
    code, text = run("user", "reset-second-factor", "shirin", "--reason", "lost")
    assert code == 4
    assert "cannot confirm" in text
