"""`hawkari disrupt ask`, `plan` and `what-if` from the outside."""

import csv
import json
from pathlib import Path

import pytest

from hawkari.cli import main

TIES = "source,target,weight,grade\na,b,3,B\nb,c,1,2D\nc,d,1,\nd,b,2,A\nd,e,1,C\n"
PEOPLE = (
    "id,partner,stage,category\n"
    "a,north,move,\nb,north;south,pay,suspect\nd,south,supply;pay,\ne,,,victim\n"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["hawkari", "disrupt", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return command


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    ties, people = tmp_path / "ties.csv", tmp_path / "people.csv"
    ties.write_text(TIES, encoding="utf-8")
    people.write_text(PEOPLE, encoding="utf-8")
    return ties, people, tmp_path / "out.csv"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_ask_writes_its_columns(run, files):
    ties, people, out = files
    code, printed, _ = run(
        *("ask", ties, "--nodes", people, "--people", 1, "--count", 3, "--out", out, "--json")
    )
    assert code == 0
    rows = table(out)
    assert list(rows[0]) == [
        *("rank", "source", "target", "probability", "change", "gain", "gain_low", "gain_high"),
        *("if_confirmed", "if_refuted"),
    ]
    assert [row["rank"] for row in rows] == ["1", "2", "3"]
    assert json.loads(printed.splitlines()[-1])["questions"] == 3


def test_a_plan_names_partners_within_their_budgets(run, files):
    ties, people, out = files
    code, printed, message = run(
        *("plan", ties, "--nodes", people, "--budget", "north=1", "--budget", "south=1"),
        *("--out", out, "--json"),
    )
    assert code == 0
    rows = table(out)
    assert list(rows[0]) == ["rank", "node", "partner", "left_after", "low", "high", "reason"]
    assert sorted(row["partner"] for row in rows) == ["north", "south"]
    assert "e" not in {row["node"] for row in rows}
    summary = json.loads(printed.splitlines()[-1])
    assert summary["people"] == 2
    assert summary["verdict"] in {"less is left", "no less is left", "cannot tell"}
    assert "2 people;" in message


def test_what_if_says_what_falls_apart_and_who_steps_in(run, files):
    ties, people, out = files
    code, printed, message = run(
        *("what-if", ties, "--nodes", people, "--without", "b", "--out", out, "--json")
    )
    assert code == 0
    rows = table(out)
    assert list(rows[0]) == ["what", "name", "value", "low", "high", "note"]
    assert {"left", "others", "rewired", "alone", "together", "stage", "piece"} <= {
        row["what"] for row in rows
    }
    assert "e" not in {row["name"] for row in rows if row["what"] == "steps_in"}
    assert json.loads(printed.splitlines()[-1])["better"] > 0
    assert message.endswith(".\n")


def test_two_runs_write_the_same_files(run, files, tmp_path: Path):
    ties, people, out = files
    for arguments in (
        ("ask", ties, "--people", 1),
        ("plan", ties, "--nodes", people, "--budget", "south=1"),
        ("what-if", ties, "--nodes", people, "--without", "b"),
    ):
        run(*arguments, "--out", out)
        run(*arguments, "--out", tmp_path / "again.csv")
        assert out.read_bytes() == (tmp_path / "again.csv").read_bytes()


@pytest.mark.parametrize("text", ["north", "=2", "north=two", "north=-1"])
def test_a_budget_that_is_none_is_refused(run, files, text: str):
    ties, people, out = files
    code, _, message = run("plan", ties, "--nodes", people, "--budget", text, "--out", out)
    assert code == 4
    assert "is no budget" in message


def test_taking_out_a_victim_or_a_stranger_is_refused(run, files):
    ties, people, out = files
    code, _, message = run("what-if", ties, "--nodes", people, "--without", "e", "--out", out)
    assert code == 4
    assert "nothing is planned against this person" in message
    assert run("what-if", ties, "--without", "zz", "--out", out)[0] == 4
    assert not out.exists()


def test_an_unknown_stage_is_refused_by_file_row_and_field(run, files):
    ties, people, out = files
    people.write_text("id,partner,stage\na,north,forge\nb,north,pay\n", encoding="utf-8")
    code, printed, message = run(
        *("plan", ties, "--nodes", people, "--budget", "north=1", "--out", out, "--json")
    )
    assert code == 3
    assert f"{people}, line 2, stage: 'forge' is no stage of the corridor" in message
    assert json.loads(printed.splitlines()[-1])["refused"] == 1
