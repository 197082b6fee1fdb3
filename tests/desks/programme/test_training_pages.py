"""Pages, API and commands of training, from a class list to a signature; refusals in words."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.desks.programme.models import (
    Attendance,
    Course,
    Curriculum,
    Enrolment,
    Licence,
    Observation,
    Question,
    Sitting,
    Subject,
    Trainer,
)
from hawkari.desks.programme.services.attending import codes_of
from hawkari.desks.programme.services.course_papers import qr_drawing
from hawkari.desks.programme.services.curriculum_seeds import load_curricula
from hawkari.desks.programme.services.training_access import course_of
from hawkari.evidence.access import open_access
from hawkari.evidence.local import ensure_local_programme
from tests.desks.programme.members import browser_of
from tests.desks.programme.teaching import (
    DAY,
    answer_sheet,
    bank,
    bare_course,
    curriculum_of,
    scored,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(access) -> Client:
    return browser_of(access)


@pytest.fixture
def second(school) -> Client:
    return browser_of(school.trainer("programme"))


def text(answer) -> str:
    return answer.content.decode()


def at(name: str, *arguments: object) -> str:
    return reverse(f"programme:{name}", args=arguments)


def file(content: bytes, name: str = "table.csv") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content)}


def test_a_course_goes_from_its_class_list_to_two_signatures_on_its_pages(browser, second, access):
    browser.post(at("load_curricula"))
    assert "Document fraud" in text(browser.get(at("curricula")))
    typed = {
        "title": "Documents", "curriculum": "document_fraud-1", "language": "ckb",
        "place": "Erbil", "first": access.today - 2 * DAY, "last": access.today,
        "keep_until": access.today + DAY,
    }  # fmt: skip
    page = browser.post(at("new_course"), typed).url
    reference = Course.objects.get().reference
    names = "name,unit\nInvented Officer,A post\n,A post\nOther Officer,A post\n"
    shown = text(browser.post(at("class_list", reference), file(names.encode())))
    assert "2 rows were taken in." in shown
    assert "There is no name in this row." in shown
    day = {"day": access.today, "topic": "Passports"}
    browser.post(at("course_step", reference, "session"), day)
    assert "1 was there." in text(
        browser.post(at("session", reference, 1), {"present": ["2", "x"]}, follow=True)
    )
    scans = codes_of(course_of(access, reference).sessions.get())[0][1]
    shown = text(browser.post(at("course_scans", reference), file(scans.encode())))
    assert "One row was taken in." in shown
    for when in ("pre", "post"):
        browser.post(at("draw_test", reference, when), {"each": 1, "seed": "dice"})
    key = [
        Question.objects.get(pk=one).right for one in Course.objects.get().tests.last().questions
    ]
    right = "".join("ABCDEF"[one] for one in key)
    sheet = answer_sheet({1: right, 2: "---"})
    assert "2 rows" in text(browser.post(at("test_answers", reference, "post"), file(sheet)))
    typed = {"language": "ckb", "day": access.today, "minutes": 20, "q1": "0"}
    browser.post(at("answer_sheet", reference, "pre", 1), typed)
    assert Sitting.objects.get(when="pre").minutes == 20
    assert "0/3" in text(browser.get(at("test", reference, "post")))
    browser.post(at("trainers"), {"name": "Invented Trainer", "unit": "Academy"})
    trainer = Trainer.objects.get()
    licence = {"curriculum": "document_fraud-1", "grounds": "Taught it", "ends": access.today + DAY}
    browser.post(at("propose_licence", trainer.pk), licence)
    number = Licence.objects.get().pk
    browser.post(at("licence_step", number, "sign"))
    assert Licence.objects.get().signed_by is None
    second.post(at("licence_step", number, "sign"))
    browser.post(at("course_step", reference, "trainer"), {"trainer": trainer.pk})
    browser.post(at("course_step", reference, "close"))
    assert "Sign as the second person" not in text(browser.get(page))
    shown = text(browser.post(at("course_step", reference, "sign"), follow=True))
    assert "You closed this course: a colleague has to sign it." in shown
    assert "Sign as the second person" in text(second.get(page))
    assert "signed by two people" in text(
        second.post(at("course_step", reference, "sign"), follow=True)
    )
    assert Enrolment.objects.count() == 2
    assert Attendance.objects.filter(present=True).count() == 2


def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(browser, access):
    curriculum_of(access)
    typed = {
        "title": "", "curriculum": "document_fraud-1", "language": "en", "place": "Erbil",
        "first": access.today, "last": access.today - DAY, "keep_until": access.today + DAY,
    }  # fmt: skip
    answer = browser.post(at("new_course"), typed)
    assert answer.status_code == 422
    answer = browser.post(at("new_course"), {**typed, "title": "x"})
    assert "The last day comes after the first, within a year." in text(answer)
    course = bare_course(access)
    late = {"day": access.today + DAY, "topic": "Visas"}
    answer = browser.post(at("course_step", course.reference, "session"), late)
    assert (answer.status_code, "Give a day of the course." in text(answer)) == (422, True)
    for name in ("class_list", "course_scans"):
        address = at(name, course.reference)
        assert "Choose a file." in text(browser.post(address, follow=True))
        assert browser.post(address, file(b"\x00\xff"), follow=True).status_code == 200
    assert "Nobody of the course has that number." in text(
        browser.post(at("session", course.reference, 1), {"present": "7"})
    )


def test_a_trainee_s_page_records_what_was_said_and_seen_and_erases_the_name(browser, access):
    day = access.today - 100 * DAY
    course = bare_course(access, trainees=1, first=day, last=day)
    page = at("trainee", course.reference, 1)
    assert "Invented Officer 1" in text(browser.get(page))
    step = at("trainee_step", course.reference, 1, "practice")
    seen = {"month": 3, "seen": "partly", "observer": "Airport command", "day": access.today}
    assert "The observation is recorded." in text(browser.post(step, seen, follow=True))
    assert Observation.objects.get().seen == "partly"
    assert "still to come, or too early" in text(browser.post(step, {**seen, "month": 6}))
    step = at("trainee_step", course.reference, 1, "vetting")
    said = {"vetting": "cleared", "office": "", "day": access.today}
    assert "Write which office said so." in text(browser.post(step, said))
    step = at("trainee_step", course.reference, 1, "forget")
    shown = text(browser.post(step, {"why": "they asked"}, follow=True))
    assert "name erased" in shown
    assert "Invented Officer 1" not in shown


def test_papers_are_tagged_documents_that_hold_a_code_for_each_trainee(browser, access):
    course = bare_course(access, trainees=2)
    bank(access, course.curriculum)
    lists = browser.get(at("session_sheet", course.reference, 1))
    assert lists["Content-Type"] == "application/pdf"
    assert lists.content.startswith(b"%PDF")
    paper = at("test_paper", course.reference, "pre", "ar")
    assert "Draw the test first." in text(browser.get(paper, follow=True))
    browser.post(at("draw_test", course.reference, "pre"), {"each": 1, "seed": "dice"})
    assert browser.get(paper).content.startswith(b"%PDF")
    drawing = qr_drawing("HKA1:S-2026-7KQ4XM:1:1:AAAAAAAAAAAAAAAA")
    assert drawing.count("h1v1h-1z") > 100


def test_shipped_questions_are_in_three_languages_read_by_nobody_and_loaded_once(access):
    made = load_curricula(access)
    assert made.curricula == len(Subject)
    assert load_curricula(access).curricula == 0
    for one in Question.objects.select_related("curriculum"):
        assert one.reviewed_by is None
        assert set(one.words) == {"en", "ckb", "ar"}
        counts = {len(said["options"]) for said in one.words.values()}
        assert counts == {3}
        assert one.right < 3
        assert all(len(set(said["options"])) == 3 for said in one.words.values())
    for curriculum in Curriculum.objects.all():
        topics = [one.topic for one in curriculum.questions.all()]
        assert all(topics.count(topic) >= 2 for topic in topics)


def test_the_api_tells_of_courses_without_anybody_in_them(browser, access):
    course = bare_course(access, trainees=12)
    for person in course.enrolments.all():
        scored(access, person, 2 + person.number % 3, when="pre")
        scored(access, person, 6 + person.number % 4)
    found = browser.get(at("api:course", course.reference)).json()
    assert found["gain"]["mean"]["lo"] < found["gain"]["mean"]["value"]
    assert found["gain"]["persons"] == 12
    assert "Invented Officer" not in json.dumps(found)
    assert browser.get(at("api:courses")).json()[0]["reference"] == course.reference
    assert browser.get(at("api:curricula")).json()[0]["name"] == "document_fraud-1"
    assert browser.get(at("api:course", "S-2026-XXXXXX")).status_code == 404
    rows = text(browser.get(at("course_funnel", course.reference))).splitlines()
    assert rows[0] == "\ufeffstage,reached,share,lost,without_stage_before"
    assert rows[4] == "post,12,1.0000,0,0"


def test_another_agency_s_course_is_a_404_on_every_page(school, access):
    course = bare_course(access, trainees=1)
    other = browser_of(school.trainer(agency="elsewhere"))
    for name, *more in (
        ("course",), ("trainee", 1), ("session", 1), ("test", "pre"), ("course_funnel",),
        ("session_sheet", 1),
    ):  # fmt: skip
        assert other.get(at(name, course.reference, *more)).status_code == 404
    reader = browser_of(school.trainer("communications"))
    assert reader.get(at("course", course.reference)).status_code == 403


def test_commands_load_files_row_by_row_and_tell_what_was_learnt(tmp_path, settings):
    user, operation = ensure_local_programme()
    access = open_access(user, operation.slug)
    course = bare_course(access)
    table = tmp_path / "class.csv"
    table.write_text("name,unit\nInvented Officer,A post\n,A post\n", encoding="utf-8")
    run = CliRunner()
    done = run.invoke(
        build(),
        ["programme", "training", "class", str(table), "--course", course.reference, "--json"],
    )
    assert done.exit_code == 3
    assert json.loads(done.stdout.splitlines()[-1]) == {"taken": 1, "known": 0, "refused": 1}
    assert "no name" in done.stderr
    done = run.invoke(build(), ["programme", "training", "course", course.reference])
    assert "gain, mean: not defined" in done.stdout
    done = run.invoke(build(), ["programme", "training", "course", "S-2026-XXXXXX"])
    assert done.exit_code == 4
