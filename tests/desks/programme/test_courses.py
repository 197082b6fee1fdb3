"""A course from its class list to its signature: each row's fate, and who may do what."""

import io
from datetime import timedelta

import pytest
from openpyxl import Workbook

from hawkari.desks.programme.models import Attendance, Course, Enrolment, Sitting
from hawkari.desks.programme.services.attending import (
    codes_of,
    load_scans,
    record_list,
    view_session,
)
from hawkari.desks.programme.services.classes import leave, load_class, state_vetting
from hawkari.desks.programme.services.course_view import view_course
from hawkari.desks.programme.services.courses import (
    NewCourse,
    add_session,
    close_course,
    list_courses,
    make_course,
    send_back,
    sign_course,
)
from hawkari.desks.programme.services.fates import Fate
from hawkari.desks.programme.services.forgetting_trainees import forget_course, forget_trainee
from hawkari.desks.programme.services.practice import NewObservation, observe
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.trainers import (
    NewLicence,
    add_trainer,
    assign_trainer,
    end_licence,
    propose_licence,
    sign_licence,
)
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.teaching import (
    DAY,
    attended,
    bare_course,
    curriculum_of,
    scored,
)

pytestmark = pytest.mark.django_db


def workbook(rows: list[list[object]]) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def new_course(access, **changes) -> NewCourse:
    curriculum_of(access)
    fields = {
        "curriculum": "document_fraud-1", "title": "Documents at the airport", "language": "ckb",
        "place": "Erbil", "first": access.today - 4 * DAY, "last": access.today,
        "keep_until": access.today + 365 * DAY,
    }  # fmt: skip
    return NewCourse(**{**fields, **changes})


def licensed(access, second, *, name: str = "Invented Trainer"):
    trainer = add_trainer(access, name=name, unit="Academy")
    new = NewLicence("document_fraud-1", "Taught it twice, observed", access.today + 90 * DAY)
    sign_licence(second, propose_licence(access, trainer.pk, new).pk)
    return trainer


@pytest.mark.contract
def test_every_row_of_a_class_list_has_its_fate_and_good_rows_stay(access):
    course = bare_course(access)
    rows = [
        ["Full name", "Name in Sorani", "Name in Arabic", "Office"],
        ["Invented Officer", "ئەفسەری داهێنراو", "ضابط مخترع", "Airport post"],
        ["", "", "", "Airport post"],
        ["INVENTED  officer", "", "", "airport post"],
        ["", "کەسێکی تر", "", "Airport post"],
        ["x" * 201, "", "", ""],
    ]
    fates = load_class(access, course.reference, workbook(rows), file="class.xlsx")
    assert [one.fate for one in fates] == [
        Fate.TAKEN, Fate.REFUSED, Fate.KNOWN, Fate.TAKEN, Fate.REFUSED,
    ]  # fmt: skip
    assert fates[1].place.endswith("3")
    assert "no name" in fates[1].problem
    one, other = course.enrolments.all()
    assert one.names == {"ckb": "ئەفسەری داهێنراو", "ar": "ضابط مخترع"}
    assert (other.name, other.number) == ("کەسێکی تر", 2)
    again = load_class(access, course.reference, workbook(rows[:2]), file="class.xlsx")
    assert [(row.fate, row.of) for row in again] == [(Fate.KNOWN, 1)]
    last = AuditEntry.records.latest("pk")
    assert "Invented" not in str(last.__dict__)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"\x00\x01", b"unit\nA post\n"])
def test_a_class_list_that_is_none_is_refused_in_words_and_nothing_is_kept(access, content):
    course = bare_course(access)
    if content.startswith(b"unit"):
        (fate,) = load_class(access, course.reference, content, file="class.xlsx")
        assert fate.fate is Fate.REFUSED
    else:
        with pytest.raises(BadInput):
            load_class(access, course.reference, content, file="class.xlsx")
    assert not course.enrolments.exists()


def test_scanned_codes_tell_who_was_there_and_a_forged_one_nobody(access):
    course, other = bare_course(access, trainees=3), bare_course(access, trainees=1)
    first, last = course.sessions.first(), course.sessions.last()
    codes = [code for _, code in codes_of(first)]
    forged = codes[1].replace(":1:2:", ":1:3:")
    elsewhere = codes_of(other.sessions.first())[0][1]
    lines = [
        f"09:01;{codes[0]}",
        f"09:01;{codes[0]}",
        forged,
        elsewhere,
        "noise",
        codes_of(last)[0][1],
    ]
    last.day = access.today + DAY
    last.save()
    fates = load_scans(access, course.reference, "\n".join(lines).encode())
    assert [(one.place, one.fate) for one in fates] == [
        ("1", Fate.TAKEN), ("2", Fate.KNOWN), ("3", Fate.REFUSED), ("4", Fate.REFUSED),
        ("6", Fate.REFUSED),
    ]  # fmt: skip
    (mark,) = Attendance.objects.all()
    assert (mark.enrolment.number, mark.session, mark.present) == (1, first, True)
    for content in (b"\xff\xfe\x00", b"", b"no code"):
        with pytest.raises(BadInput):
            load_scans(access, course.reference, content)


@pytest.mark.contract
def test_a_ticked_list_says_of_everybody_whether_they_were_there(access):
    course = bare_course(access, trainees=3)
    assert record_list(access, course.reference, 1, present={1, 3}) == 2
    _, people = view_session(access, course.reference, 1)
    assert [(who.number, mark.present) for who, mark in people] == [
        (1, True), (2, False), (3, True),
    ]  # fmt: skip
    record_list(access, course.reference, 1, present={2})
    assert Attendance.objects.filter(present=True).count() == 1
    with pytest.raises(BadInput, match="number 9"):
        record_list(access, course.reference, 1, present={9})
    with pytest.raises(NotFound):
        record_list(access, course.reference, 99, present=set())


@pytest.mark.contract
def test_a_course_is_made_taught_closed_by_one_and_signed_by_another(access, second):
    course = make_course(access, new_course(access))
    add_session(access, course.reference, day=access.today, topic="Passports")
    with pytest.raises(BadInput, match="outside the course"):
        add_session(access, course.reference, day=access.today + DAY, topic="Visas")
    with pytest.raises(BadInput, match="no trainer"):
        close_course(access, course.reference)
    assign_trainer(access, course.reference, licensed(access, second).pk)
    with pytest.raises(BadInput, match="nobody is enrolled"):
        close_course(access, course.reference)
    load_class(access, course.reference, b"name\nInvented Officer\n", file="class.csv")
    with pytest.raises(BadInput, match="not closed"):
        sign_course(second, course.reference)
    close_course(access, course.reference)
    with pytest.raises(BadInput, match="closed"):
        record_list(access, course.reference, 1, present={1})
    with pytest.raises(BadInput, match="yourself"):
        sign_course(access, course.reference)
    send_back(second, course.reference, why="session 1 has no list")
    record_list(access, course.reference, 1, present={1})
    close_course(access, course.reference)
    assert sign_course(second, course.reference).signed_by == second.user
    with pytest.raises(BadInput, match="signed already"):
        send_back(second, course.reference, why="too late")


def test_only_what_two_people_signed_lets_a_trainer_teach(access, second):
    course = bare_course(access)
    trainer = add_trainer(access, name="Invented Trainer", unit="Academy")
    new = NewLicence("document_fraud-1", "Taught it twice", access.today + 90 * DAY)
    proposed = propose_licence(access, trainer.pk, new)
    with pytest.raises(BadInput, match="yourself"):
        sign_licence(access, proposed.pk)
    with pytest.raises(BadInput, match="nothing signed"):
        assign_trainer(access, course.reference, trainer.pk)
    sign_licence(second, proposed.pk)
    assign_trainer(access, course.reference, trainer.pk)
    end_licence(access, proposed.pk, why="moved to another unit")
    with pytest.raises(BadInput, match="nothing signed"):
        assign_trainer(access, bare_course(access).reference, trainer.pk)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"language": "xx"},
        {"last": -10},
        {"last": 400},
        {"keep_until": 0},
        {"keep_until": 6 * 365},
        {"activity": "A-2026-XXXXXX"},
        {"curriculum": "narcotics-1"},
    ],
)
def test_what_is_wrong_in_a_course_is_refused(access, wrong):
    wrong = {
        name: access.today + timedelta(days=one) if isinstance(one, int) else one
        for name, one in wrong.items()
    }
    with pytest.raises((BadInput, NotFound)):
        make_course(access, new_course(access, **wrong))
    assert not Course.objects.exists()


def test_vetting_is_written_down_and_decides_nothing(access):
    course = bare_course(access, trainees=1)
    said = ("not_cleared", "Vetting office", access.today)
    assert state_vetting(access, course.reference, 1, said=said).vetting == "not_cleared"
    person = course.enrolments.get()
    attended(access, person, 5)
    scored(access, person, 9)
    (learner,) = view_course(access, course.reference).learners
    assert learner.passing.passed
    with pytest.raises(BadInput, match="office is missing"):
        state_vetting(access, course.reference, 1, said=("cleared", " ", access.today))


def test_whoever_leaves_is_kept_with_the_reason_and_is_lost_in_the_funnel(access):
    course = bare_course(access, trainees=2)
    leave(access, course.reference, 1, day=course.first, why="called to another post")
    (gone, _) = view_course(access, course.reference).learners
    assert gone.passing.passed is False
    with pytest.raises(BadInput, match="left already"):
        leave(access, course.reference, 1, day=course.first, why="again")


def test_practice_is_observed_months_later_by_a_named_office(access):
    day = access.today - 100 * DAY
    course = bare_course(access, trainees=1, first=day, last=day, keep_until=access.today + DAY)
    new = NewObservation(3, access.today, "partly", "Airport command")
    observe(access, course.reference, 1, new=new)
    view = view_course(access, course.reference)
    assert view.practice[0].seen["partly"] == 1
    assert not view.practice[0].is_due
    assert view.stages[-2].reached == 1
    for wrong in (
        NewObservation(6, access.today, "yes", "Airport command"),
        NewObservation(3, access.today + DAY, "yes", "Airport command"),
        NewObservation(3, access.today, "yes", " "),
        NewObservation(4, access.today, "yes", "Airport command"),
    ):
        with pytest.raises(BadInput):
            observe(access, course.reference, 1, new=wrong)


@pytest.mark.contract
def test_names_go_when_their_day_has_come_and_scores_stay(access):
    course = bare_course(access, trainees=2)
    scored(access, course.enrolments.first(), 7)
    with pytest.raises(BadInput, match="names are kept until"):
        forget_course(access, course.reference, why="time")
    forget_trainee(access, course.reference, 2, why="they asked")
    assert [one.name for one in course.enrolments.all()] == ["Invented Officer 1", ""]
    fates = load_class(access, course.reference, b"name\nOther Officer\n", file="class.csv")
    assert fates[0].of == 3
    course.keep_until = access.today
    course.save()
    forget_course(access, course.reference, why="time")
    assert {one.name for one in Enrolment.objects.all()} == {""}
    assert Sitting.objects.get().score == 7
    with pytest.raises(BadInput, match="erased"):
        load_class(access, course.reference, b"name\nOther Officer\n", file="class.csv")


def test_another_agency_s_course_is_not_there_and_readers_see_no_trainee(school, access):
    course = bare_course(access, trainees=1)
    other = school.trainer(agency="elsewhere")
    assert list_courses(other) == []
    with pytest.raises(NotFound):
        view_course(other, course.reference)
    for role in ("analyst", "communications", "auditor"):
        with pytest.raises(AccessDenied):
            view_course(school.trainer(role), course.reference)
