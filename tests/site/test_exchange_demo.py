"""Three nodes in processes of their own play an exchange, one is killed midway; they end alike."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hawkari.site.exchange_demo.ending import STEPS, check_ending

AGENCIES = ("nca", "federal-police", "asayish")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("exchange") / "nodes"
    environment = {
        name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
    }
    command = [sys.executable, "-m", "hawkari", "demo-exchange", "--folder", str(folder), "--json"]
    run = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=900
    )
    assert run.returncode == 0, run.stderr
    return folder, json.loads(run.stdout.splitlines()[-1])


def test_three_nodes_end_alike_though_one_was_killed(played):
    report = played[1]
    assert report["problems"] == []
    assert report["killed_at"] == "nca"
    assert report["messages"] > 20


def test_each_node_has_a_database_keys_and_a_log_of_its_own(played):
    databases = [played[0] / slug / "hawkari.sqlite3" for slug in AGENCIES]
    assert all(one.exists() for one in databases)
    keys = {one.read_bytes() for one in played[0].glob("*/node/signing-key.pem")}
    assert len(keys) == len(AGENCIES)


def alike() -> dict[str, dict[str, Any]]:
    """What three nodes say that ended well."""
    audited = {
        agency: dict.fromkeys((step for step, of in STEPS.items() if agency in of), 1)
        for agency in AGENCIES
    }
    nobody: dict[str, Any] = {
        "sent": {}, "taken": {}, "open": 0, "unsent": 0, "tickets": {}, "requests": {},
        "released": {}, "received": {}, "states": {}, "events": {}, "shared": [],
    }  # fmt: skip
    both = {"tickets": {"t": "confirmed"}, "requests": {"r": "answered"},
            "events": {"e": ["recall", True]}}  # fmt: skip
    uk = {
        **both,
        "sent": {"asayish": ["1"]},
        "received": {"p": "root"},
        "states": {"p": "recalled"},
    }
    krg = {**both, "taken": {"nca": ["1"]}, "released": {"p": "root"}}
    ended = {"nca": {**nobody, **uk}, "federal-police": nobody, "asayish": {**nobody, **krg}}
    return {slug: {**copy.deepcopy(one), "audited": audited[slug]} for slug, one in ended.items()}


def test_nodes_that_agree_have_no_problem():
    assert check_ending(alike()) == []


@pytest.mark.parametrize(
    ("agency", "what", "instead", "problem"),
    [
        ("asayish", "taken", {"nca": []}, "sent 1 messages to asayish, who took 0"),
        ("nca", "open", 1, "on their way"),
        ("nca", "unsent", 1, "on their way"),
        ("nca", "tickets", {"t": "hit"}, "the tickets of both sides differ"),
        ("asayish", "requests", {}, "the requests of both sides differ"),
        ("nca", "received", {"p": "another root"}, "not the one released"),
        ("nca", "states", {"p": "loaded"}, "not recalled"),
        ("nca", "shared", [["phone", "+447700900123"]], "are still seen"),
        ("federal-police", "audited", {}, "holds no blind query"),
        ("asayish", "audited", {"blind query": 1}, "holds no package recall"),
    ],
)
def test_each_difference_between_the_nodes_is_told(agency, what, instead, problem):
    standings = alike()
    standings[agency][what] = instead
    assert any(problem in one for one in check_ending(standings))


def test_an_event_that_nobody_answered_is_told():
    standings = alike()
    for agency in ("nca", "asayish"):
        standings[agency]["events"] = {"e": ["recall", False]}
    assert "a correction or recall was not answered" in check_ending(standings)
