"""`hawkari names compare` and `search` on files, good and bad."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from hawkari.cli import names
from hawkari.errors import BadInput

PAIRS = "pair_id\tname_a\tlang_a\tname_b\tlang_b\n"


def run(*arguments: str, text: str = ""):
    app = typer.Typer(pretty_exceptions_enable=False)
    names.register(app)
    result = CliRunner().invoke(app, ["names", *map(str, arguments)], input=text)
    if isinstance(result.exception, BadInput):
        raise result.exception
    return result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HAWKARI_HOME", str(tmp_path / "home"))
    return tmp_path


def compare(folder: Path, content: str | bytes, *options: str):
    source = folder / "in.tsv"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    return run("compare", "--pairs", source, "--out", folder / "out.tsv", *options)


def test_compare_writes_a_score_for_each_pair_in_order(folder: Path):
    result = compare(
        folder, PAIRS + 'b\tBarzan\tx\tبەرزان\ty\na\tAzad "Kak"\tx\tSherko\ty\n', "--json"
    )
    lines = (folder / "out.tsv").read_text("utf-8").split("\n")
    assert lines[0] == "pair_id\tscore"
    assert [line.split("\t")[0] for line in lines[1:]] == ["b", "a", ""]
    assert float(lines[1].split("\t")[1]) > float(lines[2].split("\t")[1])
    assert json.loads(result.stdout.splitlines()[-1])["pairs"] == 2


def test_compare_reads_standard_input_and_windows_line_ends():
    result = run("compare", "--pairs", "-", "--out", "-",
                 text="\ufeffpair_id\tname_a\tname_b\r\n1\tAzad\tئازاد\r\n")  # fmt: skip
    assert result.exit_code == 0
    assert result.stdout.split("\n")[1].startswith("1\t0.")


def test_a_ragged_row_is_named_and_left_out(folder: Path):
    result = compare(folder, PAIRS + "1\tAzad\n2\tAzad\tx\tAzad\ty\n", "--json")
    assert result.exit_code == 3
    assert "row 2" in result.stderr
    assert "in.tsv" in result.stderr
    assert json.loads(result.stdout.splitlines()[-1]) == {
        "pairs": 1, "refused": 1, "out": str(folder / "out.tsv"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"pair_id\tname\n", "name_a"),
        (PAIRS.encode() + "1\tمحمد\tx\tعلي\ty\n".encode("windows-1256"), "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_remedy(
    folder: Path, content: bytes, said: str
):
    with pytest.raises(BadInput, match=said) as refusal:
        compare(folder, content)
    assert refusal.value.remedy
    assert "in.tsv" in refusal.value.where[0]


def test_a_missing_file_or_a_folder_is_refused(folder: Path):
    for path in (folder / "none.tsv", folder):
        with pytest.raises(BadInput, match="cannot be opened"):
            run("compare", "--pairs", path, "--out", folder / "out.tsv")


def search(folder: Path, gallery: str, queries: str, *options: str):
    (folder / "g.tsv").write_text(gallery, encoding="utf-8")
    (folder / "q.tsv").write_text(queries, encoding="utf-8")
    return run("search", "--gallery", folder / "g.tsv", "--queries", folder / "q.tsv",
               "--out", folder / "out.txt", *options)  # fmt: skip


def test_search_writes_a_line_for_each_query_best_first(folder: Path):
    gallery = "name\tperson_id\nBarzan Majid\t7\nبرزان\t7\nSherko Aziz\t8\n"
    result = search(folder, gallery, "query\tlang\nبەرزان\tckb\n\tx\nSherko\ten\n", "--json")
    assert (folder / "out.txt").read_text("utf-8").split("\n") == ["0\t7", "1\t", "2\t8", ""]
    assert json.loads(result.stdout.splitlines()[-1])["queries"] == 3


def test_a_refused_query_keeps_the_count_of_rows(folder: Path):
    gallery = "name\tperson_id\nSherko Aziz\t8\n"
    result = search(folder, gallery, "query\tlang\nragged\nSherko\ten\n")
    assert result.exit_code == 3
    assert (folder / "out.txt").read_text("utf-8") == "0\t\n1\t8\n"


def test_search_keeps_to_top(folder: Path):
    gallery = "name\tperson_id\n" + "".join(f"Sherko {c}zad\t{c}\n" for c in "abcdef")
    search(folder, gallery, "query\nSherko\n", "--top", "3")
    assert (folder / "out.txt").read_text("utf-8").count(",") == 2


def test_both_inputs_cannot_be_standard_input():
    with pytest.raises(BadInput, match="standard input"):
        run("search", "--gallery", "-", "--queries", "-", "--out", "-")


def test_help_states_the_base_rate():
    assert "base rate" in run("compare", "--help").stdout


def test_explain_prints_a_table_or_its_values(folder: Path):
    result = run("explain", "Kak Azad Karim", "ئازاد کەریم")
    assert result.exit_code == 0
    assert "letter by letter" in result.stdout
    assert "\u2068ئازاد\u2069" in result.stdout
    found = json.loads(run("explain", "Azad Karim", "ئازاد", "--json").stdout)
    assert found["matches"][0]["b"] == "ئازاد"
    assert found["missing_b"][0]["text"] == "Karim"


def index(folder: Path, command: str, *options: object):
    return run("index", command, "--index", folder / "index", *options)


def test_an_index_is_built_searched_grown_and_shrunk(folder: Path):
    (folder / "g.tsv").write_text("name\tperson_id\nBarzan Majid\t7\nSherko Aziz\t8\n", "utf-8")
    (folder / "more.tsv").write_text("person_id\tname\n9\tRebwar Chalak\n", "utf-8")
    (folder / "gone.tsv").write_text("person_id\n7\nnobody\n", "utf-8")
    (folder / "q.tsv").write_text("query\nبەرزان\nڕێبوار چالاک\n", "utf-8")
    built = index(folder, "build", "--gallery", folder / "g.tsv", "--json")
    assert json.loads(built.stdout)["names"] == 2
    added = index(folder, "add", "--gallery", folder / "more.tsv", "--json")
    assert json.loads(added.stdout)["added"] == 1
    files = ("--queries", folder / "q.tsv", "--out", folder / "out.txt")
    assert index(folder, "search", *files).exit_code == 0
    assert (folder / "out.txt").read_text("utf-8") == "0\t7\n1\t9\n"
    removed = index(folder, "remove", "--persons", folder / "gone.tsv", "--compact", "--json")
    assert json.loads(removed.stdout) == {
        "names": 2, "removed": 1, "refused": 0, "out": str(folder / "index"),
    }  # fmt: skip
    index(folder, "search", *files)
    assert "7" not in (folder / "out.txt").read_text("utf-8")


def test_an_index_that_is_not_there_is_refused(folder: Path):
    with pytest.raises(BadInput, match="no index"):
        index(folder, "search", "--queries", "-", "--out", "-")
