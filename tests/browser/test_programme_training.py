"""Courses in real Chromium: every page in three languages, and one course by keyboard."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import LANGUAGES, faults_of, shoot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school() -> Any:
    from tests.desks.programme.teaching import School

    return School()


def at(name: str, *arguments: object) -> str:
    return reverse(f"programme:{name}", args=arguments)


def taught(access: Any) -> str:
    """A course of fourteen people with both tests sat, one who left, and one observed."""
    from hawkari.desks.programme.models import Enrolment
    from hawkari.desks.programme.services.attending import record_list
    from hawkari.desks.programme.services.classes import leave
    from hawkari.desks.programme.services.curriculum_seeds import load_curricula
    from hawkari.desks.programme.services.practice import NewObservation, observe
    from hawkari.desks.programme.services.testing import draw, load_answers, paper_of
    from hawkari.desks.programme.services.training_access import known_curricula
    from tests.desks.programme.teaching import DAY, answer_sheet, bare_course

    load_curricula(access)
    curriculum = known_curricula(access).get(subject="document_fraud")
    first = access.today - 120 * DAY
    course = bare_course(
        access, sessions=3, trainees=14, curriculum=curriculum, first=first, last=first + 2 * DAY
    )
    Enrolment.objects.filter(course=course, number=2).update(
        name="ئەفسەری داهێنراو", names={"ckb": "ئەفسەری داهێنراو", "en": "Invented Officer"}
    )
    for when, known in (("pre", 1), ("post", 2)):
        drawn = draw(access, course.reference, when, each=1, seed="dice")
        key = ["ABC"[one.right] for one in paper_of(drawn)]
        rows = {
            number: "".join(
                letter if (place + number) % 3 < known else "-" for place, letter in enumerate(key)
            )
            for number in range(1, 14)
        }
        sheet = answer_sheet(rows)
        load_answers(access, course.reference, when, content=sheet, file="sheet.csv")
    for session in (1, 2):
        record_list(access, course.reference, session, present=set(range(1, 13)))
    leave(access, course.reference, 14, day=first, why="called to another post")
    seen = NewObservation(3, access.today, "partly", "Airport command", "checks chips, not faces")
    observe(access, course.reference, 1, new=seen)
    return course.reference


def test_every_page_of_training_keeps_to_the_rules_in_each_language(school, enter):
    from hawkari.desks.programme.services.trainers import (
        NewLicence,
        add_trainer,
        propose_licence,
    )
    from tests.desks.programme.teaching import DAY, bare_course, curriculum_of

    access = school.trainer()
    reference = taught(access)
    empty = curriculum_of(access, version=2)
    bare = bare_course(access, curriculum=empty).reference
    trainer = add_trainer(access, name="Invented Trainer", unit="Academy")
    new = NewLicence("document_fraud-1", "Taught it twice", access.today + 90 * DAY, True)
    propose_licence(access, trainer.pk, new)
    pages = {
        "courses": at("courses"),
        "new_course": at("new_course"),
        "course": at("course", reference),
        "bare": at("course", bare),
        "session": at("session", reference, 1),
        "test": at("test", reference, "post"),
        "undrawn": at("test", bare, "pre"),
        "sheet": at("answer_sheet", reference, "pre", 1),
        "trainee": at("trainee", reference, 1),
        "curricula": at("curricula"),
        "curriculum": at("curriculum", "document_fraud-1"),
        "empty_curriculum": at("curriculum", "document_fraud-2"),
        "new_curriculum": at("new_curriculum"),
        "new_version": at("new_version", "document_fraud-1"),
        "new_question": at("new_question", "document_fraud-1"),
        "change_question": at("change_question", "document_fraud-1", "chip-1"),
        "trainers": at("trainers"),
    }
    faults = []
    for language in LANGUAGES:
        faults += faults_of(enter(access, language), pages)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_a_course_goes_from_its_class_list_to_its_tests_by_keyboard(
    school, enter, language, tmp_path
):
    from hawkari.desks.programme.models import Course
    from tests.desks.programme.teaching import DAY

    access = school.trainer()
    page = enter(access, language).new_page()
    page.goto(at("curricula"))
    page.locator("main .btn-primary").press("Enter")
    expect(page.locator("tbody tr")).to_have_count(5)
    page.goto(at("new_course"))
    page.locator("[name=title]").fill("Documents at the airport")
    page.locator("[name=curriculum]").select_option("document_fraud-1")
    page.locator("[name=place]").fill("Erbil")
    for name, day in (
        ("first", access.today), ("last", access.today), ("keep_until", access.today + 9 * DAY),
    ):  # fmt: skip
        page.locator(f"[name={name}]").fill(day.isoformat())
    page.locator("main form .btn-primary").press("Enter")
    expect(page.locator("h1")).to_have_text("Documents at the airport")
    table = tmp_path / "class.csv"
    table.write_text("name,unit\nInvented Officer,A post\n,A post\n", encoding="utf-8")
    page.locator("#class-file").set_input_files(table)
    page.locator("#class-file ~ div button").press("Enter")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.locator("main .btn-primary").press("Enter")
    page.goto(at("test", Course.objects.get().reference, "pre"))
    page.locator("[name=seed]").fill("dice: 4 2 6")
    page.locator("main form .btn-primary").press("Enter")
    expect(page.locator("#told ~ *, section[aria-labelledby=told] tbody tr").first).to_be_visible()
    sheet = tmp_path / "answers.csv"
    count = page.locator("section[aria-labelledby=told] tbody tr").count()
    columns = [str(one + 1) for one in range(count)]
    sheet.write_text(",".join(("number", *columns)) + "\n1" + ",A" * count + "\n", encoding="utf-8")
    page.locator("#answers-file").set_input_files(sheet)
    page.locator("#answers-file ~ div button").press("Enter")
    expect(page.locator("tbody .tag.success")).to_have_count(1)


def test_a_curriculum_is_made_and_its_bank_filled_from_a_table_by_keyboard(school, enter, tmp_path):
    page = enter(school.trainer(), "ckb").new_page()
    page.goto(at("new_curriculum"))
    page.locator("[name=subject]").select_option("human_rights")
    page.locator("[name=name_en]").fill("Rights at the border")
    page.locator("main form .btn-primary").press("Enter")
    expect(page.locator("section[aria-labelledby=missing] li")).to_have_count(3)
    table = tmp_path / "bank.csv"
    rows = ("code,topic,right,en,en_a,en_b", "r-1,told,A,What?,this,that", "r 2,told,A,Who?,I,you")
    table.write_text("\n".join(rows), encoding="utf-8")
    page.locator("#table-file").set_input_files(table)
    page.locator("#table-file ~ div button").press("Enter")
    expect(page.locator("tbody .tag.success")).to_have_count(1)
    expect(page.locator("tbody .tag.warning")).to_have_count(1)
    shoot(page, "bank-fates-ckb")
    page.locator("main .btn-primary").press("Enter")
    expect(page.locator("section[aria-labelledby=topic-told] tbody tr")).to_have_count(1)
