"""`hawkari disrupt order` from the outside."""

import csv
import json
from pathlib import Path

import pytest

from hawkari.cli import main

TIES = "source,target,weight,grade\na,b,3,B\nb,c,1,2D\nc,d,1,\nd,b,2,A\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["hawkari", "disrupt", "order", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return command


@pytest.fixture
def ties(tmp_path: Path) -> Path:
    path = tmp_path / "ties.csv"
    path.write_text(TIES, encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("objective", ["graded", "complete"])
def test_an_order_has_its_columns_and_everyone_once(run, ties: Path, tmp_path: Path, objective):
    out = tmp_path / "order.csv"
    code, printed, _ = run(ties, "--objective", objective, "--out", out, "--json")
    assert code == 0
    rows = rows_of(out)
    assert list(rows[0]) == ["rank", "node", "left_after", "p_top_k", "reason"]
    assert [row["rank"] for row in rows] == ["1", "2", "3", "4"]
    assert sorted(row["node"] for row in rows) == ["a", "b", "c", "d"]
    summary = json.loads(printed.splitlines()[-1])
    assert (summary["people"], summary["ties"], summary["ranked"]) == (4, 4, 4)
    assert summary["objective"] == objective
    assert summary["fast_order"] is False


@pytest.mark.parametrize("objective", ["graded", "complete"])
def test_an_order_that_sees_no_bridges_says_so(
    run, ties: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, objective: str
):
    monkeypatch.setattr("hawkari.engines.disruption.peeling.BUDGET", 0)
    arguments = ("--objective", objective, "--out", tmp_path / "order.csv", "--json")
    code, printed, message = run(ties, *arguments)
    assert (code, json.loads(printed.splitlines()[-1])["fast_order"]) == (0, True)
    assert "sees no bridges" in message


def test_victims_and_migrants_come_last_without_a_rank(run, ties: Path, tmp_path: Path):
    nodes, out = tmp_path / "nodes.csv", tmp_path / "order.csv"
    nodes.write_text("id,category\nb,victim;suspect\nd,migrant\nz,contact\n", encoding="utf-8")
    code, _, message = run(ties, "--nodes", nodes, "--out", out)
    assert code == 0
    assert "2 not ranked because of their subject category" in message
    rows = rows_of(out)
    assert [(row["rank"], row["node"]) for row in rows[-3:]] == [("3", "z"), ("", "b"), ("", "d")]
    assert rows[-1]["reason"] == "not ranked: subject category (migrant)"


def test_two_runs_write_the_same_file(run, ties: Path, tmp_path: Path):
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    run(ties, "--out", first)
    run(ties, "--out", second)
    assert first.read_bytes() == second.read_bytes()


def test_bad_rows_are_named_and_good_ones_kept(run, tmp_path: Path):
    ties, out = tmp_path / "ties.csv", tmp_path / "order.csv"
    ties.write_text(TIES + "e,,1,A\nf,g,lots,A\n", encoding="utf-8")
    code, printed, message = run(ties, "--out", out, "--json")
    assert code == 3
    assert f"{ties}, line 6, target: the id is empty" in message
    assert f"{ties}, line 7, weight: 'lots' is not a number above 0" in message
    assert json.loads(printed.splitlines()[-1])["refused"] == 2
    assert {row["node"] for row in rows_of(out)} == {"a", "b", "c", "d", "f", "g"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no header line"),
        (b"from,to\na,b\n", "no column source and no column target"),
        (b"source,target\n", "no row names a person"),
        ("source,target\nصالح,b\n".encode("cp1256"), "not UTF-8"),
        (b"PK\x03\x04\x00\x00\xff\xfe", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_ties_table_is_refused(run, tmp_path: Path, content: bytes, said: str):
    ties = tmp_path / "ties.csv"
    ties.write_bytes(content)
    code, _, message = run(ties, "--out", tmp_path / "order.csv")
    assert code == 4
    assert said in message
    assert not (tmp_path / "order.csv").exists()


def test_a_missing_file_a_folder_and_an_unwritable_place_are_refused(run, ties, tmp_path: Path):
    for arguments in (
        (tmp_path / "none.csv", "--out", tmp_path / "order.csv"),
        (tmp_path, "--out", tmp_path / "order.csv"),
        (ties, "--nodes", tmp_path / "none.csv", "--out", tmp_path / "order.csv"),
        (ties, "--out", tmp_path / "no folder" / "order.csv"),
    ):
        code, _, message = run(*arguments)
        assert code == 4
        assert "cannot be" in message


def test_an_unknown_objective_is_wrong_usage(run, ties: Path, tmp_path: Path):
    assert run(ties, "--objective", "fast", "--out", tmp_path / "order.csv")[0] == 2


def test_a_dense_group_is_said_not_to_break(run, tmp_path: Path):
    ties = tmp_path / "ties.csv"
    names = [f"n{i:02}" for i in range(20)]
    pairs = [f"{a},{b},A" for a in names for b in names if a < b]
    ties.write_text("\n".join(["source,target,grade", *pairs, ""]), encoding="utf-8")
    code, _, message = run(ties, "--out", "-", "--objective", "complete")
    assert code == 0
    assert "does not break at a tenth of its people" in message
