"""The commands of clocks answer what the engine does, and name the row that they cannot use."""

import csv
import json

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.errors import BadInput
from tests.engines.casework.oracle import counted_by_hand

HEAD = "clock\tstart\tplace\n"


def run(*words: str, given: str = ""):
    return CliRunner().invoke(build(), ["returns", *words], input=given)


def test_the_deadlines_counted_by_hand_come_out_of_the_command(tmp_path):
    text = counted_by_hand.FILE.read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    asked = "".join(
        f"{row['clock'] or row['limits']}\t{row['start']}\t{row['place']}\n" for row in rows
    )
    out = tmp_path / "out.tsv"
    done = run("deadlines", "--in", "-", "--out", str(out), "--json", given=HEAD + asked)
    assert done.exit_code == 0, done.exception
    found = list(csv.DictReader(out.read_text("utf-8").splitlines(), delimiter="\t"))
    ends = ("earliest", "latest")
    assert [[row[end] for end in ends] for row in found] == [
        [row[end] for end in ends] for row in rows
    ]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["deadlines"] == len(rows) >= 300
    assert told["ranges"] == sum(row["earliest"] != row["latest"] for row in rows)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("tea_break\t2026-01-01T09:00Z\tscotland", "row 2: No clock 'tea_break'"),
        ("removal_notice\t2026-01-01T09:00\tscotland", "row 2: '2026-01-01T09:00' is no instant"),
        ("removal_notice\tyesterday\tscotland", "row 2: 'yesterday' is no instant"),
        ("removal_notice\t2026-01-01T09:00Z\twales", "row 2: 'wales' is no place"),
        ("5 fortnights\t2026-01-01T09:00Z\tscotland", "row 2: '5 fortnights' is no clock"),
        ("-5 days\t2026-01-01T09:00Z\tscotland", "row 2"),
        ("99 working_days\t2026-01-01T09:00Z\tscotland", "row 2: 99 working days"),
        ("5 working_days\t2101-01-01T09:00Z\tscotland", "row 2: No working days"),
        ("removal_notice\t9999-12-31T23:59-14:00\tscotland", "row 2: No calendar is known"),
        ("follow_up_12\t9999-12-31T09:00Z\t", "row 2: No day so far"),
        ("999999999999 hours\t2026-01-01T09:00Z\t", "row 2: No day so far"),
        ("12 months\t9999-06-01T09:00Z\t", "row 2: No day so far"),
        ("5 days", "row 2: '' is no instant"),
    ],
)
def test_a_row_that_cannot_be_counted_is_named(row: str, said: str):
    done = run("deadlines", "--in", "-", "--out", "-", given=f"{HEAD}{row}\n")
    assert isinstance(done.exception, BadInput)
    assert said in str(done.exception)


def test_a_table_without_a_column_says_which():
    done = run("deadlines", "--in", "-", "--out", "-", given="clock\tstart\n")
    assert "no column 'place'" in str(done.exception)


def test_every_clock_is_listed_with_its_authority_and_that_nobody_verified_it():
    done = run("clocks", "--json")
    told = json.loads(done.stdout.splitlines()[-1])["clocks"]
    assert "removal_notice\tprotection\t5 working_days" in done.stdout
    assert all(row["authority"] and row["verified_by"] == "" for row in told)


def test_days_off_are_listed_with_their_source():
    done = run("days-off", "kurdistan", "2027", "--json")
    told = json.loads(done.stdout.splitlines()[-1])["days"]
    barzani = next(row for row in told if row["day"] == "2027-03-14")
    assert barzani["certain"]
    assert barzani["source_date"] == "2019-03-03"
    assert run("days-off", "wales", "2027").exit_code == 1
    assert "2001 to 2069" in str(run("days-off", "iraq", "2500").exception)
