"""Courses: made, given sessions, closed by who answers for them, signed by somebody else."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from hawkari.desks.programme.models import Course, ItemKind, Session
from hawkari.desks.programme.services.access import own_agency
from hawkari.desks.programme.services.curricula import LANGUAGES, curriculum_of
from hawkari.desks.programme.services.refusals import item_of
from hawkari.desks.programme.services.training_access import (
    known_courses,
    open_course,
    record_training,
    require_training,
)
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "LONGEST_KEPT",
    "NewCourse",
    "add_session",
    "close_course",
    "list_courses",
    "make_course",
    "send_back",
    "sign_course",
]

LONGEST_KEPT = timedelta(days=5 * 365)
"""From the last day of a course, names are kept for at most so long."""
LONGEST_COURSE = timedelta(days=366)
MOST_SESSIONS = 200


@dataclass(frozen=True, slots=True)
class NewCourse:
    """A course as it is made; see `Course` for each. `activity` is a reference, or empty."""

    curriculum: str
    title: str
    language: str
    place: str
    first: date
    last: date
    keep_until: date
    activity: str = ""


def list_courses(access: Access) -> list[Course]:
    """The courses of the agency, newest first, each with how many are enrolled; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_training(access)
    with transaction.atomic():
        counted = known_courses(access).annotate(people=Count("enrolments"))
        # Said again: of rows that are counted by groups, the model's own order is not taken.
        found: list[Course] = list(counted.order_by("-first", "-pk"))
        record_training(access, Act.CONSULT, "", count=len(found), step="courses")
    return found


def make_course(access: Access, new: NewCourse) -> Course:
    """Make a course of a curriculum, with the rule for passing that the curriculum has today.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if something is missing, or days do not follow one another.
        NotFound: if there is no such curriculum or activity.
    """
    require_training(access)
    _check(new)
    with transaction.atomic():
        curriculum = curriculum_of(access, new.curriculum)
        activity = item_of(access, new.activity, ItemKind.ACTIVITY) if new.activity else None
        made = Course.objects.create(
            reference=new_reference("S", Course.objects.all(), access.today),
            operation=access.operation,
            agency=own_agency(access),
            curriculum=curriculum,
            activity=activity,
            title=new.title.strip(),
            language=new.language,
            place=new.place.strip(),
            first=new.first,
            last=new.last,
            pass_percent=curriculum.pass_percent,
            attend_percent=curriculum.attend_percent,
            keep_until=new.keep_until,
            made_by=access.user,
            made_at=timezone.now(),
        )
        record_training(access, Act.COLLECT, made.reference, step="course made")
    return made


def _check(new: NewCourse) -> None:
    for name in ("title", "place"):
        said = getattr(new, name).strip()
        if not said or len(said) > 200:
            raise BadInput("this is missing, or too long", "At most 200 letters.", where=(name,))
    if new.language not in LANGUAGES:
        raise BadInput("no course is held in that language", "Choose one.", where=("language",))
    if not new.first <= new.last <= new.first + LONGEST_COURSE:
        raise BadInput(
            "the last day is before the first, or a year later", "Look again.", where=("last",)
        )
    if not new.last < new.keep_until <= new.last + LONGEST_KEPT:
        raise BadInput(
            "names are kept for some time after the course, at most five years",
            "Give a day.",
            where=("keep_until",),
        )


def add_session(access: Access, reference: str, *, day: date, topic: str) -> Session:
    """Add a session to a course, with a key of its own for its attendance codes.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the course is closed, the day is outside it, or the topic is missing.
        NotFound: if there is no such course.
    """
    if not topic.strip() or len(topic) > 200:
        raise BadInput("this is missing, or too long", "At most 200 letters.", where=("topic",))
    with transaction.atomic():
        course = open_course(access, reference)
        if not course.first <= day <= course.last:
            raise BadInput(
                "the day is outside the course",
                f"It is held from {course.first} to {course.last}.",
                where=("day",),
            )
        number = course.sessions.count() + 1
        if number > MOST_SESSIONS:
            raise BadInput(f"more than {MOST_SESSIONS} sessions", "Make another course.")
        made = Session.objects.create(
            course=course, number=number, day=day, topic=topic.strip(),
            key=secrets.token_hex(32),
        )  # fmt: skip
        record_training(access, Act.COLLECT, reference, step="session", session=number)
    return made


def close_course(access: Access, reference: str) -> Course:
    """State that a course's attendance and tests are complete; nothing of them changes any more.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if it is closed already, is not over yet, or has no trainer or nobody enrolled.
        NotFound: if there is no such course.
    """
    with transaction.atomic():
        course = open_course(access, reference)
        if course.last > access.today:
            raise BadInput("the course is not over yet", f"Its last day is {course.last}.")
        if not course.trainers.exists():
            raise BadInput("no trainer is named", "Name who taught it.")
        if not course.enrolments.exists():
            raise BadInput("nobody is enrolled", "Load the class list.")
        course.closed_by, course.closed_at = access.user, timezone.now()
        course.save(update_fields=["closed_by", "closed_at"])
        record_training(access, Act.DECIDE, reference, step="course closed")
    return course


def sign_course(access: Access, reference: str) -> Course:
    """Sign, as the second person, a course's attendance and tests; certificates may follow.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if it is not closed, is signed already, or the user closed it themselves.
        NotFound: if there is no such course.
    """
    with transaction.atomic():
        course = _awaiting(access, reference)
        course.signed_by, course.signed_at = access.user, timezone.now()
        course.save(update_fields=["signed_by", "signed_at"])
        record_training(access, Act.DECIDE, reference, step="course signed")
    return course


def send_back(access: Access, reference: str, *, why: str) -> Course:
    """Open a closed course again instead of signing it, as the second person.

    Raises:
        AccessDenied: if the role may not.
        BadInput: as `sign_course`, or without a reason.
        NotFound: if there is no such course.
    """
    if not why.strip():
        raise BadInput("the reason is missing", "Say what is to be put right.", where=("why",))
    with transaction.atomic():
        course = _awaiting(access, reference)
        course.closed_by, course.closed_at = None, None
        course.save(update_fields=["closed_by", "closed_at"])
        record_training(access, Act.DECIDE, reference, step="course sent back", why=why.strip())
    return course


def _awaiting(access: Access, reference: str) -> Course:
    course = open_course(access, reference, even_closed=True)
    if course.closed_at is None:
        raise BadInput("the course is not closed", "Whoever answers for it closes it first.")
    if course.signed_at is not None:
        raise BadInput("the course is signed already", "Nothing of it changes.")
    if course.closed_by_id == access.user.pk:
        raise BadInput("you closed this course yourself", "Ask a colleague to sign it.")
    return course
