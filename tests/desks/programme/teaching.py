"""A course to play with: invented trainees of invented offices, sessions, a test."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from hawkari.desks.programme.models import (
    Attendance,
    Course,
    Curriculum,
    DrawnTest,
    Enrolment,
    Question,
    Session,
    Sitting,
    Subject,
    Way,
    When,
)
from hawkari.evidence.access import Access
from hawkari.evidence.models import User
from tests.desks.programme.members import Programme

NUMBERS = count(1)
DAY = timedelta(days=1)


@dataclass
class School(Programme):
    """One programme, and members of the agency that teaches."""

    agency: str = "academy"

    def user(self, role: str = "trainer", *, agency: str = "", name: str = "") -> User:
        return super().user(role, agency=agency, name=name)

    def trainer(self, role: str = "trainer", *, agency: str = "") -> Access:
        return self.officer(role, agency=agency)


def curriculum_of(access: Access, **fields: Any) -> Curriculum:
    """A curriculum without questions, made past the services."""
    made, _ = Curriculum.objects.get_or_create(
        operation=access.operation,
        agency=access.user.agency,
        subject=fields.pop("subject", Subject.DOCUMENT_FRAUD),
        version=fields.pop("version", 1),
        defaults={
            "names": {"en": "Document fraud", "ckb": "ساختەکاریی بەڵگەنامە"},
            "made_by": access.user,
            "made_at": timezone.now(),
            **fields,
        },
    )
    return made


def bare_course(access: Access, *, sessions: int = 5, trainees: int = 0, **fields: Any) -> Course:
    """A course that was held in the days before today, made past the services."""
    curriculum = fields.pop("curriculum", None) or curriculum_of(access)
    first = access.today - (sessions + 1) * DAY
    course = Course.objects.create(
        **{
            "reference": f"S-2026-{next(NUMBERS):06}",
            "operation": access.operation,
            "agency": access.user.agency,
            "curriculum": curriculum,
            "title": "Documents at the airport",
            "language": "ckb",
            "place": "Erbil",
            "first": first,
            "last": first + max(sessions - 1, 0) * DAY,
            "pass_percent": curriculum.pass_percent,
            "attend_percent": curriculum.attend_percent,
            "keep_until": access.today + 365 * DAY,
            "made_by": access.user,
            "made_at": timezone.now(),
        }
        | fields
    )
    for number in range(1, sessions + 1):
        Session.objects.create(
            course=course, number=number, day=first + (number - 1) * DAY, topic=f"Part {number}",
            key=f"{number:064x}",
        )  # fmt: skip
    for number in range(1, trainees + 1):
        Enrolment.objects.create(
            course=course, number=number, name=f"Invented Officer {number}", unit="Airport post",
            made_by=access.user, made_at=timezone.now(),
        )  # fmt: skip
    return course


def attended(access: Access, enrolment: Enrolment, sessions: int, *, absent: int = 0) -> None:
    """Record the first sessions of a trainee: present in so many, then absent in so many."""
    for number, session in enumerate(enrolment.course.sessions.all()[: sessions + absent]):
        Attendance.objects.create(
            session=session, enrolment=enrolment, present=number < sessions, way=Way.LIST,
            by=access.user, at=timezone.now(),
        )  # fmt: skip


def scored(
    access: Access, enrolment: Enrolment, score: int, *, most: int = 10, when: str = When.POST
) -> Sitting:
    """A sitting with its score, and no answers."""
    drawn, _ = DrawnTest.objects.get_or_create(
        course=enrolment.course, when=when, defaults={"drawn_at": timezone.now(), "seed": "dice"}
    )
    return Sitting.objects.create(
        enrolment=enrolment, drawn=drawn, when=when, language="ckb", day=access.today, score=score,
        most=most, by=access.user, at=timezone.now(),
    )  # fmt: skip


def signed(course: Course, *, by: User, second: User) -> Course:
    """The course closed by one person and signed by another, past the services."""
    course.closed_by, course.closed_at = by, timezone.now()
    course.signed_by, course.signed_at = second, timezone.now()
    course.save()
    return course


WORDS = {
    "en": {"text": "What is read first?", "options": ["the page", "the chip", "the face"]},
    "ckb": {"text": "یەکەم جار چی دەخوێندرێتەوە؟", "options": ["پەڕە", "چیپ", "ڕووخسار"]},
    "ar": {"text": "ما الذي يُقرأ أولاً؟", "options": ["الصفحة", "الشريحة", "الوجه"]},
}


def bank(access: Access, curriculum: Curriculum, *, topics: int = 3, each: int = 4) -> None:
    """Questions past the services; the first option is right."""
    Question.objects.bulk_create(
        Question(
            curriculum=curriculum, code=f"t{topic}-{number}", topic=f"topic_{topic}", right=0,
            words=WORDS, made_by=access.user, made_at=timezone.now(),
        )
        for topic in range(topics)
        for number in range(each)
    )  # fmt: skip


def answer_sheet(rows: dict[int, str]) -> bytes:
    """Answers as CSV: of each trainee's number, a letter a question."""
    width = max(len(one) for one in rows.values())
    lines = [",".join(("number", *(str(place) for place in range(1, width + 1))))]
    lines += [",".join((str(number), *letters)) for number, letters in rows.items()]
    return "\n".join(lines).encode()
