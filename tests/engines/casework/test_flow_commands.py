"""The commands of flow read any table, say what they cannot, and leave no traceback."""

import csv
import json
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.errors import BadInput

HEAD = "Year,Quarter,Number\n"


def run(*words: str, given: str = ""):
    return CliRunner().invoke(build(), ["returns", *words], input=given)


def quarters(counts: list[float]) -> str:
    rows = enumerate(counts)
    return HEAD + "".join(f"{2010 + n // 4}.0,{n % 4 + 1},{count}\n" for n, count in rows)


def test_a_forecast_that_beats_nothing_says_so_and_gives_persistence():
    table = quarters([100 * 1.05**number for number in range(30)])
    done = run("forecast", "-", "--value", "Number", "--json", given=table)
    told = json.loads(done.stdout.splitlines()[-1])
    assert done.exit_code == 0
    assert "nothing changes" in done.stderr
    assert told["method"] == "persistence"
    assert told["beats_persistence"] is False
    assert told["quarter"] == "2017 Q3"
    assert set(told["methods"]) == {"persistence", "mean_reversion"}


def test_a_forecast_that_beats_persistence_is_offered():
    table = quarters([160 if number % 2 else 60 for number in range(30)])
    done = run("forecast", "-", "--value", "Number", "--json", given=table)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["method"] == "mean_reversion"
    assert (
        told["methods"]["mean_reversion"]["mape_last_8"]
        < (told["methods"]["persistence"]["mape_last_8"])
    )


def test_a_series_of_noughts_has_no_error_and_stays_json():
    done = run("forecast", "-", "--value", "Number", "--json", given=quarters([0.0] * 30))
    told = json.loads(done.stdout.splitlines()[-1], parse_constant=pytest.fail)
    assert told["methods"]["persistence"]["mape"] is None
    assert "not known" in done.stderr


def test_flow_tells_what_follows_what_and_writes_the_event_log(tmp_path):
    table = "case,stage,at\nR-1,screening,2026-01-01T09:00Z\nR-1,liable,2026-01-08T09:00Z\n"
    log = tmp_path / "log.xes"
    done = run("flow", "-", "--xes", str(log), "--json", given=table)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["follows"] == [["screening", "liable", 1, 7.0]]
    assert told["stages"]["liable"]["now"] == 1
    assert "R-1" in log.read_text("utf-8")


def test_more_officers_are_answered_beside_those_there_are():
    done = run(
        "queue",
        "--officers",
        "3",
        "--more",
        "2",
        "--arrivals",
        "0.1-0.3",
        "--work",
        "8-15",
        "--json",
    )
    told = json.loads(done.stdout.splitlines()[-1])["officers"]
    assert told["5"]["days_80"][2] < told["3"]["days_80"][2]
    assert told["3"]["days_80"][0] < told["3"]["days_80"][2]


@pytest.mark.parametrize(
    "words", [("flow",), ("forecast", "--value", "N"), ("deadlines", "--out", "-", "--in")]
)
def test_a_file_that_is_not_utf8_is_refused_in_words(words, tmp_path):
    file = tmp_path / "x.csv"
    file.write_bytes(b"case,stage,at\n\xff,x,2026-01-01T00:00Z\n")
    done = run(*words, str(file))
    assert isinstance(done.exception, BadInput)
    assert "not UTF-8" in str(done.exception)


@pytest.mark.parametrize("words", [("flow", "-"), ("forecast", "-", "--value", "Number")])
def test_what_the_reader_of_csv_gives_up_on_is_refused_in_words(words):
    before = csv.field_size_limit(100)
    try:
        done = run(*words, given=f"case,stage,at,Year,Quarter,Number\n{'1' * 200},x,y,1,1,1\n")
    finally:
        csv.field_size_limit(before)
    assert isinstance(done.exception, BadInput)
    assert "no CSV" in str(done.exception)


def test_an_event_log_stays_xml_whatever_a_case_is_called(tmp_path):
    log = tmp_path / "log.xes"
    table = "case,stage,at\nR\x01\x00,<a&b>,2026-01-01T09:00Z\n"
    assert run("flow", "-", "--xes", str(log), given=table).exit_code == 0
    assert ET.parse(log).getroot().tag.endswith("log")


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (("forecast", "-", "--value", "People"), quarters([1.0] * 30), "no column 'People'"),
        (("forecast", "-", "--value", "Number"), quarters([1.0] * 5), "too few"),
        (("flow", "-"), "case,stage\n", "no column 'at'"),
        (("flow", "-"), "case,stage,at\nR-1,x,yesterday\n", "row 2, at"),
        (("flow", "-"), "case,stage,at\nR-1,x,2026-01-01\n", "row 2, at"),
        (("flow", "-"), "case,stage,at\n,x,2026-01-01T00:00Z\n", "row 2"),
        (("flow", "-"), "case,stage,at\n", "no rows"),
        (("queue", "--officers", "3", "--arrivals", "few", "--work", "8"), "", "no range"),
        (("queue", "--officers", "0", "--arrivals", "1", "--work", "8"), "", "officers"),
    ],
)
def test_what_cannot_be_used_is_refused_with_where_and_why(words, given, said):
    done = run(*words, given=given)
    assert isinstance(done.exception, BadInput)
    assert said in str(done.exception)
