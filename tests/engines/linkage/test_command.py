"""`hawkari link` on files."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hawkari.cli import linkage as linkage_command
from hawkari.engines.linkage import JOIN_AT, check_engine
from hawkari.errors import BadInput

HEADER = "id,source,name,given,rest,alias,dob,gender,phone,document,birth_place\n"
ROWS = (
    "uk-1,GB,Rebwar Hama Salih,Rebwar,Hama Salih,,1984-09-16,male,+447700900123,,\n"
    "krg-1,KRG,ڕێبوار حەمەساڵح,ڕێبوار,حەمەساڵح,,1984-09-16,male,+447700900123,,\n"
)


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hawkari", "link", *arguments]
    return subprocess.run(
        command, input=given, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


def test_clusters_and_pairs_have_the_stated_form(records: Path, tmp_path: Path):
    out, pairs = tmp_path / "clusters.tsv", tmp_path / "pairs.tsv"
    done = run(str(records), "--out", str(out), "--pairs", str(pairs), "--json")
    assert done.returncode == 0, done.stderr
    assert out.read_text(encoding="utf-8") == "id\tcluster\nkrg-1\tkrg-1\nuk-1\tkrg-1\n"
    header, row = pairs.read_text(encoding="utf-8").splitlines()
    assert header == "id_a\tid_b\tprobability"
    left, right, probability = row.split("\t")
    assert (left, right) == ("krg-1", "uk-1")
    assert 0.9 < float(probability) <= 1
    assert json.loads(done.stdout.splitlines()[-1])["records"] == 2


def test_values_that_many_records_hold_are_named_in_words_and_in_the_summary(tmp_path: Path):
    path = tmp_path / "records.csv"
    rows = (f"uk-{n},GB,Rebwar Hama Salih,,,,,,+447700900123,,\n" for n in range(31))
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    done = run(str(path), "--json")
    assert done.returncode == 0, done.stderr
    assert "propose no pair alone, phones: 447700900123 in 31 records" in done.stderr
    assert {"field": "phone", "value": "447700900123", "held": 31, "example": ""} in (
        json.loads(done.stdout.splitlines()[-1])["stop_values"]
    )


def test_json_lines_come_from_standard_input():
    lines = "\n".join(
        json.dumps({"id": i, "schema": "Person", "properties": {"name": [n]}, "source": s})
        for i, n, s in (("a", "Goran Qadir", "x"), ("b", "Karwan Jalal", "y"))
    )
    done = run("-", given=lines)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "id\tcluster\na\ta\nb\tb\n"


def test_bad_rows_are_listed_and_the_good_ones_linked(records: Path):
    with records.open("a", encoding="utf-8") as stream:
        stream.write("short,row\n,GB,No Id,,,,,,,,\n")
    done = run(str(records))
    assert done.returncode == 3
    assert "row 4: another number of fields" in done.stderr
    assert "row 5: no id" in done.stderr
    assert "uk-1" in done.stdout


def test_a_broken_json_line_is_named():
    done = run("-", given='{"id": "a", "schema": "Person"}\n{"id": \n')
    assert done.returncode == 3
    assert "row 2: not JSON" in done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "the file is empty"), ("a,b\n1,2\n", "no column id and name")],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str, message: str):
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    done = run(str(path))
    assert done.returncode == 4
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path):
    for path in (tmp_path, tmp_path / "none.csv"):
        done = run(str(path))
        assert done.returncode == 4
        assert str(path) in done.stderr


def test_an_unknown_engine_is_refused(records: Path):
    done = run(str(records), "--engine", "abacus")
    assert done.returncode == 4
    assert "abacus" in done.stderr


def test_an_id_that_stands_in_two_files_is_refused_with_both(records: Path, tmp_path: Path):
    again = tmp_path / "again.csv"
    again.write_text(records.read_text(encoding="utf-8"), encoding="utf-8")
    done = run(str(records), str(again))
    assert done.returncode == 4
    assert str(records) in done.stderr
    assert str(again) in done.stderr


def test_an_id_that_would_break_the_table_is_left_out():
    lines = [json.dumps({"id": i, "schema": "Person", "properties": {}}) for i in ("a\tb", "c")]
    done = run("-", given="\n".join(lines))
    assert done.returncode == 3
    assert "row 1: the id holds a tab" in done.stderr
    assert done.stdout == "id\tcluster\nc\tc\n"


def test_a_later_file_is_linked_against_the_state_of_an_earlier_run(records: Path, tmp_path: Path):
    later, state = tmp_path / "later.csv", str(tmp_path / "state")
    later.write_text(
        HEADER + "fr-1,FR,Rebwar Hama Salih,,,,1984-09-16,male,+447700900123,,\n", encoding="utf-8"
    )
    assert run(str(records), "--state", state).returncode == 0
    pairs = tmp_path / "pairs.tsv"
    done = run(str(records), str(later), "--state", state, "--pairs", str(pairs))
    assert done.returncode == 0, done.stderr
    assert "2 records were linked before" in done.stderr
    assert done.stdout == "id\tcluster\nfr-1\tfr-1\nkrg-1\tfr-1\nuk-1\tfr-1\n"
    assert len(pairs.read_text(encoding="utf-8").splitlines()) == 3


def test_a_record_that_changed_since_takes_the_place_of_what_it_was(records: Path, tmp_path: Path):
    state = str(tmp_path / "state")
    assert run(str(records), "--state", state).returncode == 0
    text = records.read_text(encoding="utf-8")
    other = text.replace("Rebwar Hama Salih,Rebwar", "Xavier Leblanc,Xavier")
    records.write_text(other.replace("1984-09-16", "1950-01-09", 1), encoding="utf-8")
    done = run(str(records), "--state", state)
    assert "link: 1 of them say something else now" in done.stderr
    assert done.stdout == "id\tcluster\nkrg-1\tkrg-1\nuk-1\tuk-1\n"
    records.write_text(text, encoding="utf-8")
    done = run(str(records), "--state", state)
    assert done.stdout == "id\tcluster\nkrg-1\tkrg-1\nuk-1\tkrg-1\n"


def test_a_state_keeps_where_it_joins(records: Path, tmp_path: Path):
    state = str(tmp_path / "state")
    assert run(str(records), "--state", state, "--join-at", "0.7").returncode == 0
    assert run(str(records), "--state", state, "--join-at", "0.6").returncode == 4
    assert run(str(records), "--state", state).returncode == 0


def test_the_plan_and_the_progress_stand_on_standard_error(records: Path):
    done = run("--out", "-", str(records))
    told = done.stderr.splitlines()
    plan = next(n for n, line in enumerate(told) if "to compare: 1 pairs" in line)
    compared = next(n for n, line in enumerate(told) if "compare: 1 of 1 pairs" in line)
    assert plan < compared


def test_why_two_records_are_one_is_told(records: Path):
    done = run("explain", "uk-1", "krg-1", str(records))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("uk-1 and krg-1 are one: uk-1 = krg-1")
    assert "proposed by: same phone" in done.stdout
    assert "phone: the same  +447700900123 | +447700900123" in done.stdout


def test_why_two_records_are_two_is_told_as_data(records: Path):
    with records.open("a", encoding="utf-8") as stream:
        stream.write("uk-2,GB,Xavier Leblanc,,,,1950-01-09,,,,\n")
    done = run("explain", "uk-1", "uk-2", str(records), "--json")
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["one"] is False
    assert told["apart"] == "years of birth or genders contradict"
    assert told["weight"] < 0


def test_a_record_that_is_not_there_cannot_be_explained(records: Path):
    done = run("explain", "uk-1", "nobody", str(records))
    assert done.returncode == 4
    assert "'nobody'" in done.stderr


@pytest.mark.parametrize("words", [["run"], ["explain", "a", "b"]])
def test_a_command_without_records_is_used_wrongly(words: list[str]):
    assert run(*words).returncode == 2


def test_a_run_that_is_stopped_says_how_to_go_on(tmp_path: Path):
    path = tmp_path / "many.csv"
    rows = (f"x-{n},GB,Rebwar Hama{n} Salih{n % 97},,,,19{n % 90 + 10},,,," for n in range(60_000))
    path.write_text(HEADER + "\n".join(rows), encoding="utf-8")
    # Whoever started the tests may have had them ignore interrupts, which a command would inherit.
    heeds = ["env", "--default-signal=INT", sys.executable, "-m", "hawkari"]
    command = [*heeds, "link", str(path), "--state", str(tmp_path / "s")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr:
            if "1/7" in line:
                process.send_signal(signal.SIGINT)
                break
        told = process.stderr.read()
        assert process.wait(timeout=600) == 130
    assert "run the same command again to go on" in told
    assert "Traceback" not in told


def test_the_command_joins_where_the_engine_does():
    assert linkage_command.JOIN_AT == JOIN_AT


def test_spark_that_is_not_installed_is_said_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(BadInput, match=r"hawkari\[spark\]"):
        check_engine("spark")
