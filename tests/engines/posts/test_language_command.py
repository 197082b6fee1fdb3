"""`hawkari posts language` on files, good and bad."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from hawkari.cli import posts
from hawkari.errors import BadInput


def run(*arguments: object, text: str = ""):
    app = typer.Typer(pretty_exceptions_enable=False)
    posts.register(app)
    result = CliRunner().invoke(app, ["posts", "language", *map(str, arguments)], input=text)
    if isinstance(result.exception, BadInput):
        raise result.exception
    return result


def test_one_code_a_line_in_order_and_no_header(tmp_path: Path):
    source, out = tmp_path / "in.tsv", tmp_path / "out.txt"
    source.write_text(
        "id\ttext\tlang\n1\tThe road to Europe is closed\ten\n2\tڕێگای ئەوروپا داخراوە\tckb\n"
        '3\tالطريق إلى "أوروبا" مغلق\tar\n4\t07700 900123\tund\n',
        encoding="utf-8",
    )
    result = run("--in", source, "--out", out, "--json")
    assert out.read_text("utf-8") == "en\nckb\nar\nund\n"
    assert json.loads(result.stdout.splitlines()[-1]) == {
        "posts": 4,
        "languages": {"ar": 1, "ckb": 1, "en": 1, "und": 1},
        "refused": 0,
        "out": str(out),
    }


def test_standard_input_goes_to_standard_output():
    result = run("--in", "-", "--out", "-", text="text\r\nAvrupa yolu kapalı\r\n")
    assert result.stdout == "tr\n"
    assert result.exit_code == 0


def test_a_ragged_row_is_named_and_keeps_its_line():
    result = run("--in", "-", "--out", "-", text="id\ttext\n1\n2\tAvrupa yolu kapalı\n")
    assert result.stdout == "und\ntr\n"
    assert "row 2" in result.stderr
    assert result.exit_code == 3


def test_a_file_without_the_column_is_refused_with_what_to_do():
    with pytest.raises(BadInput, match="lacks the column text"):
        run("--in", "-", "--out", "-", text="post\nhello\n")
