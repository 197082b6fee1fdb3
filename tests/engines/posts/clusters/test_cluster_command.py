"""The command `posts cluster`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.errors import BadInput
from tests.engines.posts.clusters.making import adverts


def run(*args: object):
    return CliRunner().invoke(build(), ["posts", "cluster", *map(str, args)])


def written(folder: Path, lines: list[str], name: str = "posts.tsv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_post_gets_one_cluster_and_there_is_no_header(tmp_path: Path):
    posts, truth = adverts(operators=10, posts=5)
    lines = ["lang\tid\ttext", *(f"xx\t{post.id}\t{post.text}" for post in posts)]
    out = tmp_path / "out.tsv"
    result = run("--in", written(tmp_path, lines), "--out", out, "--json")
    assert result.exit_code == 0, result.output
    found = dict(rows(out))
    assert list(found) == [post.id for post in posts]
    assert 8 <= len(set(found.values())) < 20
    assert len({found[post] for post in truth if truth[post] == "3"}) == 1
    told = json.loads(result.stdout.splitlines()[-1])
    assert told["posts"] == 50
    assert told["clusters"] == len(set(found.values()))


def test_quotes_are_characters(tmp_path: Path):
    out = tmp_path / "out.tsv"
    run("--in", written(tmp_path, ["id\ttext", '1\t"road open', '"2\tx "']), "--out", out)
    assert [row[0] for row in rows(out)] == ["1", '"2']


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_clustered(tmp_path: Path):
    out = tmp_path / "out.tsv"
    lines = ["id\ttext", "1\troad open", "2", "1\tagain", "\tnobody", "3\troad shut"]
    result = run("--in", written(tmp_path, lines), "--out", out)
    assert result.exit_code == 3
    assert [row[0] for row in rows(out)] == ["1", "3"]
    for said in ("row 3", "the id 1 stands twice", "a post has no id"):
        assert said in result.stderr


def test_a_file_without_the_columns_says_what_is_missing(tmp_path: Path):
    result = run("--in", written(tmp_path, ["id\tbody", "1\tx"]), "--out", tmp_path / "o")
    assert isinstance(result.exception, BadInput)
    assert "text" in str(result.exception)


def test_clusters_are_kept_between_calls(tmp_path: Path):
    posts, _ = adverts(operators=10, posts=5)
    head = "id\ttext"
    lines = [f"{post.id}\t{post.text}" for post in posts]
    out, kept = tmp_path / "out.tsv", tmp_path / "kept.npz"
    run("--in", written(tmp_path, [head, *lines[:20]]), "--out", out, "--state", kept)
    run("--in", written(tmp_path, [head, *lines[20:]]), "--out", out, "--state", kept)
    assert len(rows(out)) == 50
    once = tmp_path / "once.tsv"
    run("--in", written(tmp_path, [head, *lines]), "--out", once)
    assert len({row[1] for row in rows(out)}) == len({row[1] for row in rows(once)})


def test_a_file_that_holds_no_clusters_is_refused(tmp_path: Path):
    kept = written(tmp_path, ["nothing"], "kept.npz")
    path = written(tmp_path, ["id\ttext", "1\tx"])
    result = run("--in", path, "--out", tmp_path / "o", "--state", kept)
    assert isinstance(result.exception, BadInput)


@pytest.mark.parametrize("templates", [True, False])
def test_the_family_is_a_third_column_when_asked_for(tmp_path: Path, *, templates: bool):
    out = tmp_path / "out.tsv"
    extra = ["--templates"] if templates else []
    run("--in", written(tmp_path, ["id\ttext", "1\troad"]), "--out", out, *extra)
    assert len(rows(out)[0]) == (3 if templates else 2)
