"""The command `campaign effect`, on files anyone can score."""

import json
from pathlib import Path

import pytest
from benchmarks.effect.panels import make_panel
from typer.testing import CliRunner

from hawkari.cli.app import build

runner = CliRunner()


def run(tmp_path: Path, lines: list[str], *options: str) -> tuple[int, list[dict], str]:
    source, out = tmp_path / "panels.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines))
    asked = ["campaign", "effect", "--panels", str(source), "--out", str(out), *options]
    result = runner.invoke(build(), asked)
    return (
        result.exit_code,
        [json.loads(line) for line in out.read_text().splitlines()],
        (result.output),
    )


def line(seed: int) -> str:
    made = make_panel(seed)
    return json.dumps({
        "id": seed, "treated": made.treated, "start": made.start, "y": made.counts.tolist(),
    })  # fmt: skip


@pytest.mark.parametrize("method", ["main", "did", "sdid"])
def test_each_panel_becomes_one_line_with_its_interval(tmp_path: Path, method: str) -> None:
    code, rows, _ = run(tmp_path, [line(1), line(2)], "--method", method)
    assert code == 0
    assert [row["id"] for row in rows] == [1, 2]
    assert all(list(row) == ["id", "log_effect", "lo", "hi"] for row in rows)
    assert all(row["lo"] < row["log_effect"] < row["hi"] for row in rows)


def test_what_is_no_panel_is_named_and_left_out(tmp_path: Path) -> None:
    alone = '{"id": 3, "treated": [0], "start": 9, "y": [[1,2,3,4,5,6,7,8,9,1,1]]}'
    bad = ["x", "[]", '{"id": 1}', '{"id": 2, "treated": [0], "start": 1, "y": [[1], [1, 2]]}']
    code, rows, said = run(tmp_path, [line(1), alone, *bad], "--explain", "--json")
    assert code == 3
    assert [row["id"] for row in rows] == [1]
    assert rows[0]["compared"] >= 5
    assert "line 2: only 0 places are without the campaign" in said
    assert said.count("this is no panel") == 4
    assert '"refused": 5' in said
