"""Curricula in versions and their item banks: made, loaded from a table, told what they lack."""

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.desks.programme.curriculum_words import gap_words
from hawkari.desks.programme.learning import LETTERS, BankItem, Gap, GapKind, gaps_of, place_of
from hawkari.desks.programme.models import Curriculum, Question, When
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
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.testing import draw, paper_of
from hawkari.errors import BadInput
from hawkari.evidence.access import AccessDenied, open_access
from hawkari.evidence.local import ensure_local_programme
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.members import browser_of
from tests.desks.programme.teaching import WORDS, School, bank, bare_course, curriculum_of

pytestmark = pytest.mark.django_db
NAMES = {"en": "Document fraud", "ckb": "ساختەکاری", "ar": "تزوير الوثائق"}
ROWS = [
    ["code", "topic", "Right answer", "English", "en_a", "en_b", "en_c", "سۆرانی", "ckb_a", "ckb_b",
     "ckb_c"],
    ["chip-1", "chips", "A", "What is\nread  first?", "the page", "the chip", "the face"],
    ["Chip-2", "chips", "ب", "What is read last?", "the page", "the chip", "", "چی؟",
     "پەڕە", "چیپ"],
    ["chip-1", "chips", "A", "Again?", "yes", "no"],
    ["chip-3", "chips", "7", "Which?", "yes", "no"],
    ["chip-4", "chips", "A", "Which?", "yes", "", "no"],
    ["chip-5", "chips", "C", "Which?", "yes", "no"],
    ["chip 6", "chips", "A", "Which?", "yes", "no"],
    ["chip-7", "chips", "A", "Which?" * 200, "yes", "no"],
    ["chip-8", "chips", "A", "Which?", "yes", "no", "", "کام؟", "بەڵێ"],
]  # fmt: skip


@pytest.fixture
def school() -> School:
    return School()


@pytest.fixture
def access(school):
    return school.trainer()


@pytest.fixture
def second(school):
    return school.trainer("programme")


def workbook(rows: list[list[str]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def at(name: str, *arguments: object) -> str:
    return reverse(f"programme:{name}", args=arguments)


def text(answer) -> str:
    return answer.content.decode()


def said(rows: Any) -> list[object]:
    return [(one.code, one.topic, one.right, one.words) for one in rows]


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


def test_a_new_version_takes_over_the_questions_with_who_wrote_and_who_read_them(access, second):
    old = curriculum_of(access)
    bank(access, old, topics=1, each=2)
    review_question(second, name_of(old), "t0-0")
    retire_question(access, name_of(old), "t0-1")
    add_question(access, name_of(old), NewQuestion("t0-1", "topic_0", WORDS, 2))
    new = NewCurriculum("document_fraud", NAMES, {}, 70, 90, questions_of=name_of(old))
    made = make_curriculum(second, new)
    assert (made.version, made.pass_percent, made.made_by) == (2, 70, second.user)
    taken = questions_of(made)
    assert said(taken) == said(questions_of(old))
    assert [(one.version, one.reviewed_by, one.made_by) for one in taken] == [
        (1, second.user, access.user), (2, None, access.user),
    ]  # fmt: skip
    with pytest.raises(BadInput, match="yourself"):
        review_question(access, name_of(made), "t0-1")
    changed = add_question(access, name_of(made), NewQuestion("t0-0", "topic_0", WORDS, 1))
    assert changed.version == 2
    assert questions_of(old)[0].version == 1


def test_a_version_takes_over_nothing_of_another_agency_and_nobody_else_makes_one(school, access):
    theirs = curriculum_of(school.trainer(agency="elsewhere"))
    new = NewCurriculum("narcotics", NAMES, {}, questions_of=name_of(theirs))
    with pytest.raises(NotFound):
        make_curriculum(access, new)
    assert not Curriculum.objects.filter(subject="narcotics").exists()
    with pytest.raises(AccessDenied):
        make_curriculum(school.trainer("communications"), NewCurriculum("narcotics", NAMES, {}))


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"subject": "cooking"}, "subject"),
        ({"names": {"en": " "}}, "name_en"),
        ({"names": {"en": "x" * 201}}, "name_en"),
        ({"names": {**NAMES, "ckb": "\x01"}}, "name_ckb"),
        ({"outlines": {"ar": "x" * 3001}}, "outline_ar"),
        ({"pass_percent": 101}, "pass_percent"),
        ({"attend_percent": -1}, "attend_percent"),
    ],
)
def test_a_curriculum_that_cannot_be_is_refused_at_its_field(access, fields, where):
    whole = {"subject": "narcotics", "names": NAMES, "outlines": {}, **fields}
    with pytest.raises(BadInput) as refused:
        make_curriculum(access, NewCurriculum(**whole))
    assert refused.value.where == (where,)


def test_what_a_curriculum_lacks_is_said_one_by_one(access, second):
    curriculum = curriculum_of(access)
    name = name_of(curriculum)
    kinds = [one.kind for one in view_curriculum(access, name).gaps]
    assert kinds == [GapKind.EMPTY, GapKind.UNNAMED]
    english = {"en": WORDS["en"]}
    add_question(access, name, NewQuestion("chip-1", "chips", english, 0))
    add_question(access, name, NewQuestion("face-1", "faces", WORDS, 0))
    assert view_curriculum(access, name).gaps[1:] == (
        Gap(GapKind.SINGLE, 2, topics=("chips", "faces")),
        Gap(GapKind.UNTRANSLATED, 1, "ckb"),
        Gap(GapKind.UNTRANSLATED, 1, "ar"),
        Gap(GapKind.UNREAD, 2),
    )
    whole = make_curriculum(access, NewCurriculum("narcotics", NAMES, {}))
    bank(access, whole, topics=1, each=2)
    for code in ("t0-0", "t0-1"):
        review_question(second, name_of(whole), code)
    assert view_curriculum(access, name_of(whole)).gaps == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_lack_is_said_in_the_reader_s_language(language):
    with override(language):
        said = [gap_words(Gap(one, 7, "ckb", tuple("abcdefg"))) for one in GapKind]
    assert len(set(said)) == len(GapKind)
    assert not any("%(" in one for one in said)
    single = said[list(GapKind).index(GapKind.SINGLE)]
    assert "\u2068e\u2069, …" in single
    assert "\u2068f" not in single


ITEMS = st.builds(
    BankItem, st.sampled_from("abc"), st.frozensets(st.sampled_from(LANGUAGES)), st.booleans()
)


@given(st.lists(ITEMS, max_size=8), st.frozensets(st.sampled_from(LANGUAGES)))
def test_nothing_is_missing_just_when_every_part_is_there(bank, named):
    found = gaps_of(named, bank, LANGUAGES)
    topics = [one.topic for one in bank]
    whole = (
        bank
        and len(named) == len(LANGUAGES)
        and all(topics.count(one) > 1 for one in topics)
        and all(len(one.languages) == len(LANGUAGES) and one.is_read for one in bank)
    )
    assert bool(found) is not bool(whole)
    lacking = sum(one.count for one in found if one.kind is GapKind.UNTRANSLATED)
    assert lacking == sum(len(LANGUAGES) - len(one.languages) for one in bank)


def test_the_letter_of_an_answer_is_read_in_either_case_and_in_the_arabic_order():
    for place, (latin, arabic) in enumerate(zip(LETTERS, "أبجدهو", strict=True)):
        assert place_of(latin) == place_of(latin.lower()) == place_of(f" {arabic}") == place
    assert [place_of(one) for one in ("", "G", "1", "AB", "ß")] == [None] * 5


def test_a_curriculum_goes_from_its_page_to_a_drawn_test(access, second):
    browser = browser_of(access)
    typed = {
        "subject": "human_rights", "name_en": "Rights at the border", "name_ckb": "مافەکان",
        "pass_percent": 70, "attend_percent": 90,
    }  # fmt: skip
    answer = browser.post(at("new_curriculum"), {**typed, "name_en": ""})
    assert (answer.status_code, Curriculum.objects.count()) == (422, 0)
    page = browser.post(at("new_curriculum"), typed).url
    shown = text(browser.get(page))
    assert "It has no questions yet: no test can be drawn from it." in shown
    assert "Its name is missing in Arabic" in shown
    course = bare_course(access, curriculum=Curriculum.objects.get())
    undrawn = text(browser.get(at("test", course.reference, "pre")))
    assert "Open the item bank" in undrawn
    assert "Rights at the border (1): no questions yet" in text(browser.get(at("new_course")))
    name = name_of(course.curriculum)
    question = {"code": "told-1", "topic": "told", "en": "What?\nthis\nthat", "right": 1}
    browser.post(at("new_question", name), question)
    wrong = browser.post(at("new_question", name), {**question, "ckb": "چی؟\nئەمە"})
    assert "Write 2 to 6 answers, as many in each language." in text(wrong)
    shown = text(browser.get(at("change_question", name, "told-1")))
    assert "What?\nthis\nthat" in shown
    browser.post(at("change_question", name, "told-1"), {**question, "ckb": "چی؟\nئەمە\nئەوە"})
    assert [one.version for one in questions_of(course.curriculum)] == [2]
    table = [ROWS[0], *ROWS[1:4]]
    upload = {"file": SimpleUploadedFile("bank.xlsx", workbook(table))}
    shown = text(browser.post(at("load_questions", name), upload))
    assert "2 rows were taken in." in shown
    assert "The code stands in the file twice: keep one row." in shown
    assert "I read it, and it holds" not in text(browser.get(page))
    assert "I read it, and it holds" in text(browser_of(second).get(page))
    next_page = at("new_version", name)
    assert 'value="Rights at the border"' in text(browser.get(next_page))
    made = browser.post(next_page, {**typed, "name_ar": "الحقوق", "keep_questions": "on"}).url
    assert made == at("curriculum", "human_rights-2")
    shown = text(browser.get(made))
    assert "Its name is missing" not in shown
    assert at("curriculum", name) in shown
    drawn = draw(access, course.reference, When.PRE, each=2, seed="dice")
    assert {one.curriculum for one in paper_of(drawn)} == {course.curriculum}
    browser.post(at("new_version", name), typed)
    assert questions_of(Curriculum.objects.get(version=3)) == []
    workbook_of = browser.get(at("question_table", name))
    assert workbook_of["Content-Disposition"] == f'attachment; filename="{name}-questions.xlsx"'
    assert load_workbook(io.BytesIO(workbook_of.content)).active.max_row == 4
    found = browser.get(at("api:curriculum", name)).json()
    assert found["topics"] == {"told": 1, "chips": 2}
    assert found["missing"][1]["topics"] == ["told"]
    assert "What?" not in json.dumps(found)


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


def test_another_agency_s_bank_is_a_404_on_every_page(school, access):
    name = name_of(curriculum_of(access))
    bank(access, curriculum_of(access), topics=1, each=1)
    other = browser_of(school.trainer(agency="elsewhere"))
    for page in ("curriculum", "new_version", "new_question", "question_table", "api:curriculum"):
        assert other.get(at(page, name)).status_code == 404
    assert other.get(at("change_question", name, "t0-0")).status_code == 404
    upload = {"file": SimpleUploadedFile("bank.xlsx", workbook(ROWS))}
    assert other.post(at("load_questions", name), upload).status_code == 404
    assert Question.objects.count() == 1


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
