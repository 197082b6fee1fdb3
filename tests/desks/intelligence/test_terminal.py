"""`hawkari review`: scripted answers, reasons, undo, conflicts and the queue as JSON."""

import io
import json
import subprocess
import sys

import pytest

from hawkari.desks.intelligence.terminal import Session
from hawkari.evidence.judgements import JudgementKind, judge, live_events
from hawkari.evidence.models import JudgementEvent
from tests.desks.intelligence.case import Case

pytestmark = pytest.mark.django_db


def sit(access, answers: str) -> str:
    out = io.StringIO()
    Session(access, io.StringIO(answers), out).run()
    return out.getvalue()


def judgements(access) -> list[tuple[str, str]]:
    return [(one.judgement, one.reason) for one in live_events(access)]


def test_a_pair_is_shown_with_values_romanisation_grades_and_reasons(case: Case):
    case.propose()
    said = sit(case.access(), "q\n")
    for part in (
        "ڕێبوار محەمەد ئەمین",
        "(Rebwar Muhammad Amin)",
        "≈ Name  much in common  +6.4 bits",
        "≠ ",
        "-1.1 bits",
        "Score +5.0 bits, probability 0.970",
        "one pair of any two records in 7 is the same",
        "\u2068uk-1.csv\u2069:",
        "1B P",
        "y same · n different",
    ):
        assert part in said, part


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ("y\n", [("positive", "")]),
        ("n brothers, says the file\n", [("negative", "brothers, says the file")]),
        ("U\n", [("unsure", "")]),
        ("s\n", [("positive", "")]),
        ("ی\n", [("positive", "")]),
        ("ن برا\n", [("negative", "برا")]),
        ("ئ\n", [("unsure", "")]),
        ("", []),
        ("q\n", []),
        ("what\ny\n", [("positive", "")]),
    ],
)
def test_one_line_is_one_answer(case: Case, answers: str, kept):
    case.propose()
    access = case.access()
    sit(access, answers + "q\n" if answers else "")
    assert judgements(access) == kept


def test_undo_opens_the_last_pair_again(case: Case):
    case.propose()
    access = case.access()
    said = sit(access, "n\n")
    assert "1 decided." in said
    case.propose("uk-3", "uk-5", probability=0.5)
    said = sit(access, "z\nq\n")
    assert "Undone: krg-1 and uk-1 are open again." in said
    assert judgements(access) == []


def test_a_contradiction_is_said_and_the_pair_stays(case: Case):
    access = case.access()
    judge(access, "uk-1", "krg-1", JudgementKind.POSITIVE)
    judge(access, "krg-1", "krg-2", JudgementKind.NEGATIVE)
    case.propose("krg-2", "uk-3")
    judge(access, "uk-1", "uk-3", JudgementKind.POSITIVE)
    before = JudgementEvent.objects.count()
    said = sit(access, "y\nq\n")
    if "krg-2" in said:
        assert "Refused: " in said
    assert JudgementEvent.objects.count() == before


def test_a_pair_left_for_later_is_passed_over_this_time(case: Case):
    case.propose()
    case.propose("uk-3", "uk-5", probability=0.5)
    access = case.access()
    sit(access, "l\ny\nq\n")
    assert [(one.left, one.right) for one in live_events(access)] == [("uk-3", "uk-5")]


def test_the_command_prints_its_queue_as_one_json_object(tmp_path):
    environment = {"HAWKARI_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-m", "hawkari", "review", "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "waiting": 0,
        "is_exact": True,
        "undo": 0,
        "unsure": 0,
        "decided_today": 0,
        "pairs": [],
        "others": dict.fromkeys(("conflict", "disagreement", "doubtful", "proposal", "reading"), 0),
    }


def test_the_command_reads_answers_from_a_pipe(tmp_path):
    environment = {"HAWKARI_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-m", "hawkari", "review"],
        env=environment,
        input="q\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "No pair is waiting." in done.stdout


def test_every_value_is_isolated_so_that_no_line_turns_round(case: Case):
    case.propose()
    said = sit(case.access(), "q\n")
    for line in said.splitlines():
        depth = 0
        for letter in line:
            depth += (letter == "\u2068") - (letter == "\u2069")
            assert depth or not "\u0600" <= letter <= "\u06ff", line
        assert depth == 0, line
