"""`hawkari sample` writes a sample and says so."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.errors import BadInput


def test_the_command_writes_a_sample_and_prints_one_object(tmp_path: Path):
    out = tmp_path / "made" / "here"
    args = ["sample", "--people", "40", "--seed", "5", "--out", str(out), "--json"]
    run = CliRunner().invoke(build(), args)
    assert run.exit_code == 0, run.output
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["people"] == 40
    assert told["records"] == len((out / "truth.tsv").read_text("utf-8").splitlines()) - 1
    assert all((out / file["path"]).is_file() for file in told["files"])


def test_without_json_standard_output_stays_empty(tmp_path: Path):
    run = CliRunner().invoke(build(), ["sample", "--people", "5", "--out", str(tmp_path)])
    assert run.exit_code == 0
    assert run.stdout == ""
    assert "5 invented people" in run.stderr


def test_an_impossible_number_is_refused(tmp_path: Path):
    run = CliRunner().invoke(build(), ["sample", "--people", "0", "--out", str(tmp_path)])
    with pytest.raises(BadInput, match="1,000,000"):
        raise run.exception or AssertionError(run.output)
