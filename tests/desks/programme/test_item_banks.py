"""Item banks: filled question by question or from a table, read by a second person, handed out."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.desks.programme.learning import LETTERS, place_of
from hawkari.desks.programme.models import Question
from hawkari.desks.programme.services.curricula import (
    LANGUAGES,
    NewCurriculum,
    make_curriculum,
    name_of,
    questions_of,
    view_curriculum,
)
from hawkari.desks.programme.services.fates import Fate
from hawkari.desks.programme.services.question_tables import (
    COLUMNS,
    load_questions,
    question_table,
)
from hawkari.desks.programme.services.questions import (
    NewQuestion,
    add_question,
    retire_question,
    review_question,
)
from hawkari.errors import BadInput
from hawkari.evidence.access import open_access
from hawkari.evidence.local import ensure_local_programme
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.banking import NAMES, ROWS, at, said, text, workbook
from tests.desks.programme.members import browser_of
from tests.desks.programme.teaching import WORDS, School, bank, curriculum_of

pytestmark = pytest.mark.django_db
LINES = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Z"), exclude_characters="\ufffd"),
    min_size=1,
) | st.sampled_from(["=1+1", "007", "1.50", "TRUE", "'quoted", "_x0041_", "2026-11-27"])
OPTIONS = st.lists(LINES, min_size=2, max_size=6, unique=True)
WORDED = st.lists(OPTIONS, min_size=1, max_size=3).map(
    lambda many: {
        language: {"text": f"={options[0]}", "options": options}
        for language, options in zip(LANGUAGES, many, strict=False)
    }
)


@pytest.mark.contract
def test_a_table_of_questions_is_taken_in_row_by_row_and_changes_nothing_twice(access, second):
    name = name_of(curriculum_of(access))
    fates = load_questions(access, name, workbook(ROWS), file="bank.xlsx")
    assert [(one.fate, one.of) for one in fates[:2]] == [
        (Fate.TAKEN, "chip-1"), (Fate.TAKEN, "chip-2"),
    ]  # fmt: skip
    problems = ("twice", "right answer", "missing", "right one", "no code", "too long", "differ")
    for one, problem in zip(fates[2:], problems, strict=True):
        assert one.fate is Fate.REFUSED
        assert problem in one.problem
    assert fates[-1].place == "Sheet!10"
    found = {one.code: one for one in questions_of(curriculum_of(access))}
    assert found["chip-2"].words["ckb"] == {"text": "چی؟", "options": ["پەڕە", "چیپ"]}
    assert found["chip-2"].right == 1
    # On the page where it is changed each line is an answer.
    assert found["chip-1"].words["en"]["text"] == "What is read first?"
    review_question(second, name, "chip-1")
    again = load_questions(access, name, question_table(access, name), file="bank.xlsx")
    assert [one.fate for one in again] == [Fate.KNOWN, Fate.KNOWN]
    assert questions_of(curriculum_of(access))[0].reviewed_by == second.user
    changed = [ROWS[0], [*ROWS[1][:4], "the visa", *ROWS[1][5:]]]
    (fate,) = load_questions(access, name, workbook(changed), file="bank.xlsx")
    assert (fate.fate, fate.of) == (Fate.CHANGED, "chip-1")
    live = {one.code: one for one in questions_of(curriculum_of(access))}
    assert (live["chip-1"].version, live["chip-1"].reviewed_by) == (2, None)
    assert "chip-2" in live
    entry = AuditEntry.records.latest("pk")
    assert (entry.detail["step"], entry.count) == ("questions loaded", 1)


@settings(max_examples=10)
@given(st.lists(WORDED, min_size=1, max_size=3))
def test_a_bank_that_is_handed_out_is_the_same_when_it_is_loaded_elsewhere(worded):
    access = School().trainer()
    here, there = (
        name_of(make_curriculum(access, NewCurriculum("narcotics", NAMES, {}))) for _ in range(2)
    )
    for number, words in enumerate(worded):
        fewest = min(len(one["options"]) for one in words.values())
        even = {
            language: {"text": one["text"], "options": one["options"][:fewest]}
            for language, one in words.items()
        }
        add_question(access, here, NewQuestion(f"q-{number}", "a_topic", even, fewest - 1))
    table = question_table(access, here)
    kept = view_curriculum(access, here).questions
    assert all(
        cell.data_type in "sn" for row in load_workbook(io.BytesIO(table)).active for cell in row
    )
    load_questions(access, there, table, file="bank.xlsx")
    assert said(view_curriculum(access, there).questions) == said(kept)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff", b"PK\x03\x04", b"code,topic\nx,y\n", ",".join(COLUMNS).encode() + b"\n"],
    ids=["empty", "bytes", "zip", "columns", "no rows"],
)
def test_a_file_that_is_no_bank_is_refused_in_words_and_nothing_is_kept(access, content):
    name = name_of(curriculum_of(access))
    with pytest.raises(BadInput):
        load_questions(access, name, content, file="bank\0.csv")
    upload = {"file": SimpleUploadedFile("bank.csv", content)}
    page = browser_of(access).post(at("load_questions", name), upload, follow=True)
    assert (page.status_code, Question.objects.count()) == (200, 0)


def test_the_letter_of_an_answer_is_read_in_either_case_and_in_the_arabic_order():
    for place, (latin, arabic) in enumerate(zip(LETTERS, "أبجدهو", strict=True)):
        assert place_of(latin) == place_of(latin.lower()) == place_of(f" {arabic}") == place
    assert [place_of(one) for one in ("", "G", "1", "AB", "ß")] == [None] * 5


def test_a_large_bank_is_shown_page_by_page_and_reading_stays_on_its_page(access, second):
    curriculum = curriculum_of(access)
    bank(access, curriculum, topics=3, each=17)
    name, browser = name_of(curriculum), browser_of(second)
    rows = [text(browser.get(at("curriculum", name), {"page": n})).count("<tr id=") for n in "123x"]
    assert rows == [25, 25, 1, 25]
    done = browser.post(f"{at('question_step', name, 't2-9', 'read')}?page=3")
    assert done.url == f"{at('curriculum', name)}?page=3#question-t2-9"
    done = browser.post(f"{at('question_step', name, 't2-8', 'retire')}?page=//elsewhere")
    assert done.url == f"{at('curriculum', name)}#question-t2-8"
    assert "50 questions." in text(browser.get(at("curriculum", name)))


def test_the_command_loads_a_bank_and_says_what_became_of_its_rows(tmp_path):
    user, operation = ensure_local_programme()
    name = name_of(curriculum_of(open_access(user, operation.slug)))
    table = tmp_path / "bank.xlsx"
    table.write_bytes(workbook(ROWS[:4]))
    run = CliRunner()
    words = ["programme", "training", "questions", str(table), "--curriculum"]
    done = run.invoke(build(), [*words, name, "--json"])
    assert done.exit_code == 3
    counted = json.loads(done.stdout.splitlines()[-1])
    assert counted == {"taken": 2, "changed": 0, "known": 0, "refused": 1}
    assert "row Sheet!4: the code chip-1 stands in the file twice" in done.stderr
    assert run.invoke(build(), [*words, "cooking-1"]).exit_code == 4


def test_a_question_is_read_by_somebody_else_and_changing_it_makes_it_unread(access, second):
    name = name_of(curriculum_of(access))
    add_question(access, name, NewQuestion("chip-1", "chips", WORDS, 1))
    with pytest.raises(BadInput, match="yourself"):
        review_question(access, name, "chip-1")
    assert review_question(second, name, "chip-1").reviewed_by == second.user
    changed = add_question(access, name, NewQuestion("chip-1", "chips", WORDS, 2))
    assert (changed.version, changed.reviewed_by) == (2, None)
    assert questions_of(curriculum_of(access)) == [changed]
    retire_question(access, name, "chip-1")
    assert questions_of(curriculum_of(access)) == []


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({"en": {"text": "", "options": ["a", "b"]}}, 0),
        ({"en": {"text": "Q", "options": ["a", "a"]}}, 0),
        ({"en": {"text": "Q", "options": ["a"]}}, 0),
        ({"en": {"text": "Q", "options": ["a", "b"]}}, 2),
        ({"ckb": {"text": "پ", "options": ["ا", "ب"]}}, 0),
        ({"en": {"text": "Q", "options": ["a", "b"]}, "ar": {"text": "س", "options": ["ا"]}}, 0),
    ],
)
def test_a_question_without_words_or_a_right_answer_is_refused(access, changes, right):
    name = name_of(curriculum_of(access))
    with pytest.raises(BadInput):
        add_question(access, name, NewQuestion("chip-1", "chips", changes, right))
