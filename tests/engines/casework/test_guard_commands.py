"""`hawkari returns guards` and `hawkari returns prove` on the command line, without a database."""

import json

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.engines.casework import load_table
from hawkari.errors import BadInput


def run(*words):
    return CliRunner().invoke(build(), ["returns", *words])


def test_the_guards_are_listed_one_a_line():
    said = run("guards", "--json").stdout.splitlines()
    assert said[:-1] == list(load_table().guards)
    told = json.loads(said[-1])
    assert told["disclaimer"] == "Not legal advice. Verified by nobody yet."
    assert told["guards"]["asylum_claim"]["verified_by"] == ""
    assert told["looking"]["counts_days"] == told["guards"]["asylum_claim"]["counts_days"]
    assert told["looking"]["verified_by"] == ""


@pytest.mark.parametrize("guard", ["asylum_claim", "notice_period", "four_eyes"])
def test_without_a_guard_the_proof_fails_and_shows_the_path_to_the_departure(guard):
    result = run("prove", "--without", guard, "--json")
    assert result.exit_code == 1
    assert "unlawful: departed" in result.stdout
    told = json.loads(result.stdout.splitlines()[-1])
    assert told["holds"] is False
    assert told["path"][0] == "intake"
    assert told["path"][-1] == "departed"
    assert told["wrongs"]


def test_a_guard_that_there_is_not_is_refused_in_words():
    result = run("prove", "--without", "no_such_guard")
    assert isinstance(result.exception, BadInput)
    assert "hawkari returns guards" in str(result.exception)
