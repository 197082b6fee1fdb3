"""Curricula in versions: made on pages, taking over questions, told what they lack."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from hawkari.desks.programme.curriculum_words import gap_words
from hawkari.desks.programme.learning import BankItem, Gap, GapKind, gaps_of
from hawkari.desks.programme.models import Curriculum, Question, When
from hawkari.desks.programme.services.curricula import (
    LANGUAGES,
    NewCurriculum,
    make_curriculum,
    name_of,
    questions_of,
    view_curriculum,
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
from hawkari.evidence.access import AccessDenied
from tests.desks.programme.banking import NAMES, ROWS, at, said, text, workbook
from tests.desks.programme.members import browser_of
from tests.desks.programme.teaching import WORDS, bank, bare_course, curriculum_of

pytestmark = pytest.mark.django_db


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
