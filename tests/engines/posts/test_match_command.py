"""`hawkari posts match`: forms that others' programs rely on."""

import json

from typer.testing import CliRunner

from hawkari.cli.app import build

ANSWERS = [
    {"id": "a1", "lang": "en", "text": "The crossing is easy and safe"},
    {"id": "a2", "lang": "en", "text": "A visa can be bought"},
    {"id": "a2", "lang": "de", "text": "Man kann ein Visum kaufen"},
]


def written(path, rows):
    path.write_text(
        "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)
    )
    return str(path)


def match(tmp_path, answers, queries, *options):
    words = ["posts", "match", "--answers", written(tmp_path / "a.jsonl", answers)]
    words += ["--queries", written(tmp_path / "q.jsonl", queries)]
    words += ["--out", str(tmp_path / "o.jsonl"), *options]
    result = CliRunner().invoke(build(), words)
    out = tmp_path / "o.jsonl"
    lines = out.read_text().splitlines() if out.exists() else []
    return result, [json.loads(line) for line in lines]


def test_each_post_gets_ids_and_scores_best_first(tmp_path):
    posts = [
        {"id": "q1", "lang": "en", "text": "visas, bought and sold", "answer": "a2"},
        {"id": 7, "text": "safe crossing"},
    ]
    result, lines = match(tmp_path, ANSWERS, posts, "--json")
    assert result.exit_code == 0
    assert [line["id"] for line in lines] == ["q1", 7]
    assert [line["ranked"][0] for line in lines] == ["a2", "a1"]
    assert all(list(line) == ["id", "ranked", "scores"] for line in lines)
    assert all(line["scores"] == sorted(line["scores"], reverse=True) for line in lines)
    assert json.loads(result.stdout.splitlines()[-1])["posts"] == 2


def test_a_title_is_read_with_its_text(tmp_path):
    answers = [*ANSWERS, {"id": "a3", "lang": "en", "title": "Lorry", "text": "It is warm inside"}]
    _, lines = match(tmp_path, answers, [{"id": "q", "text": "lorry tonight"}])
    assert lines[0]["ranked"][0] == "a3"


def test_lines_that_cannot_be_read_are_named_and_the_others_kept(tmp_path):
    posts = ["{", {"id": "q1", "text": "safe crossing"}, {"id": "q2"}, "[1]", ""]
    result, lines = match(tmp_path, ANSWERS, posts)
    assert result.exit_code == 3
    assert [line["id"] for line in lines] == ["q1"]
    assert "q.jsonl, line 1: " in result.stderr
    assert "q.jsonl, line 3: " in result.stderr
    assert "line 5" not in result.stderr


def test_sure_leaves_out_what_the_matcher_would_not_say(tmp_path):
    posts = [
        {"id": "q1", "lang": "en", "text": "a visa can be bought"},
        {"id": "q2", "lang": "en", "text": "The weather in Erbil will be warm"},
    ]
    _, lines = match(tmp_path, ANSWERS, posts, "--sure")
    assert lines[0]["ranked"][0] == "a2"
    assert lines[1]["ranked"] == []


def test_without_the_extra_the_command_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr("hawkari.engines.posts.matching.meaning", lambda: None)
    result, _ = match(tmp_path, ANSWERS, [{"id": "q", "text": "visa"}], "--semantic")
    assert "hawkari[semantic]" in str(result.exception)


def test_an_empty_bank_is_refused(tmp_path):
    result, _ = match(tmp_path, [], [{"id": "q", "text": "visa"}])
    assert "no claim to match against" in str(result.exception)
