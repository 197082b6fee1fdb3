"""The command reads a file of posts, and says which of its lines are none."""

import json

from typer.testing import CliRunner

from hawkari.cli.app import build

POST = "ڕێگای هەولێر بۆ لەندەن نرخ ٣٥٠٠ یۆرۆ 0044 7700 900123 t.me/Some_Name1"


def run(folder, lines: str, *more: str):
    (folder / "in.jsonl").write_text(lines, encoding="utf-8")
    files = ("--in", str(folder / "in.jsonl"), "--out", str(folder / "out.jsonl"))
    done = CliRunner().invoke(build(), ["posts", "selectors", *files, *more])
    out = folder / "out.jsonl"
    written = out.read_text("utf-8").splitlines() if out.exists() else []
    return done, [json.loads(line) for line in written]


def test_one_line_a_post_of_the_stable_form(tmp_path):
    done, (line,) = run(tmp_path, json.dumps({"id": 7, "text": POST}) + "\n")
    assert done.exit_code == 0
    assert line == {
        "id": 7,
        "phones": ["+447700900123"],
        "handles": ["some_name1"],
        "prices": [[3500, "EUR"]],
        "routes": [["Erbil", "London"]],
        "dates": [],
    }


def test_spans_show_what_was_read_where_and_by_which_rule(tmp_path):
    _, (line,) = run(tmp_path, json.dumps({"id": 7, "text": POST}), "--spans")
    phone = next(one for one in line["spans"] if one["kind"] == "phones")
    assert POST[phone["start"] : phone["end"]] == "0044 7700 900123"
    assert phone["rule"] == "00 and country code"
    assert phone["guessed"] is False


def test_lines_that_are_no_posts_are_named_and_the_others_kept(tmp_path):
    lines = '{"id": 1, "text": "a"}\nnonsense\n{"id": 2}\n{"id":3,"text":"b","at":"soon"}\n[1]\n'
    done, written = run(tmp_path, lines, "--json")
    assert done.exit_code == 3
    assert [line["id"] for line in written] == [1]
    for number in (2, 3, 4, 5):
        assert f"line {number}: " in done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["refused"] == 4


def test_a_file_that_is_not_there_or_no_text_is_said(tmp_path):
    (tmp_path / "bad.jsonl").write_bytes(b'{"id": 1, "text": "\xff"}\n')
    for name in ("none.jsonl", "bad.jsonl"):
        files = ("--in", str(tmp_path / name), "--out", str(tmp_path / "o.jsonl"))
        done = CliRunner().invoke(build(), ["posts", "selectors", *files])
        assert done.exit_code != 0
        assert name in str(done.exception)
