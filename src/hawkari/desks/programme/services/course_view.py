"""One course as a whole: who came, what they learnt, who was lost, and what is to be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hawkari.desks.programme.learning import (
    Gain,
    Pair,
    Passing,
    Stage,
    StageCount,
    funnel,
    gain_of,
)
from hawkari.desks.programme.models import (
    Course,
    Enrolment,
    Observation,
    Observed,
    Session,
    Sitting,
    Trainer,
    When,
)
from hawkari.desks.programme.services.passing import passings
from hawkari.desks.programme.services.practice import MONTHS, due_on
from hawkari.desks.programme.services.trainers import who_may_teach
from hawkari.desks.programme.services.training_access import (
    course_of,
    enrolment_of,
    record_training,
    require_training,
)
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "CourseView",
    "Learner",
    "Practice",
    "gain_in",
    "learners_of",
    "stages_in",
    "view_course",
    "view_trainee",
]


@dataclass(frozen=True, slots=True)
class Learner:
    """One trainee, and what is known of them in this course."""

    enrolment: Enrolment
    passing: Passing
    sittings: Mapping[str, Sitting]
    observed: Mapping[int, Observation]
    gain: float | None


@dataclass(frozen=True, slots=True)
class Practice:
    """What was seen so many months later."""

    month: int
    due: date
    seen: Mapping[str, int]
    is_due: bool


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course, everybody in it, and what came of it."""

    course: Course
    sessions: tuple[tuple[Session, int, int], ...]
    trainers: tuple[Trainer, ...]
    may_teach: tuple[Trainer, ...]
    learners: tuple[Learner, ...]
    gain: Gain
    stages: tuple[StageCount, ...]
    practice: tuple[Practice, ...]
    tests: Mapping[str, int]
    may_close: bool
    may_sign: bool


def view_course(access: Access, reference: str) -> CourseView:
    """A course as a whole; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such course.
    """
    require_training(access)
    with transaction.atomic():
        course = course_of(access, reference)
        learners = learners_of(course)
        closed_by_other = course.closed_by_id not in (None, access.user.pk)
        view = CourseView(
            course=course,
            sessions=_sessions(course),
            trainers=tuple(course.trainers.all()),
            may_teach=tuple(who_may_teach(access, course).exclude(courses=course)),
            learners=learners,
            gain=gain_in(learners),
            stages=stages_in(learners),
            practice=_practice(course, learners, access.today),
            tests={one.when: len(one.questions) for one in course.tests.all()},
            may_close=course.closed_at is None,
            may_sign=closed_by_other and course.signed_at is None,
        )
        record_training(access, Act.CONSULT, reference, count=len(learners), step="course")
    return view


def view_trainee(access: Access, reference: str, number: int) -> tuple[Course, Learner]:
    """One trainee of a course; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such trainee.
    """
    require_training(access)
    with transaction.atomic():
        course = course_of(access, reference)
        row = enrolment_of(course, number)
        found = next(one for one in learners_of(course) if one.enrolment.pk == row.pk)
        record_training(access, Act.CONSULT, reference, step="trainee", trainee=number)
    return course, found


def learners_of(course: Course) -> tuple[Learner, ...]:
    """Everybody of a course. For services: asks nobody."""
    found, rows = passings(course), course.enrolments.prefetch_related("sittings", "observations")
    learners = []
    for row in rows:
        sittings = {one.when: one for one in row.sittings.all()}
        pair = _pair(sittings)
        learners.append(
            Learner(
                enrolment=row,
                passing=found[row.pk],
                sittings=sittings,
                observed={one.month: one for one in row.observations.all()},
                gain=gain_of([pair]).each[0] if pair else None,
            )
        )
    return tuple(learners)


def _pair(sittings: Mapping[str, Sitting]) -> Pair | None:
    pre, post = sittings.get(When.PRE), sittings.get(When.POST)
    if pre is None or post is None or not pre.most or not post.most:
        return None
    return Pair(pre.score, pre.most, post.score, post.most)


def gain_in(learners: Sequence[Learner]) -> Gain:
    """What those learnt who sat both tests."""
    return gain_of([pair for one in learners if (pair := _pair(one.sittings))])


def stages_in(learners: Sequence[Learner]) -> tuple[StageCount, ...]:
    """How many reached each stage."""
    return funnel([_reached(one) for one in learners])


def _reached(one: Learner) -> dict[Stage, bool]:
    return {
        Stage.CAME: one.passing.attended > 0,
        Stage.PRE: When.PRE in one.sittings,
        Stage.POST: When.POST in one.sittings,
        Stage.PASSED: one.passing.passed is True,
        Stage.SEEN_3: _was_seen(one, 3),
        Stage.SEEN_6: _was_seen(one, 6),
    }


def _was_seen(one: Learner, month: int) -> bool:
    found = one.observed.get(month)
    return found is not None and found.seen != Observed.NO


def _sessions(course: Course) -> tuple[tuple[Session, int, int], ...]:
    """Each session, how many were there, and of how many it is recorded."""
    found = []
    for one in course.sessions.prefetch_related("attendance"):
        marks = [mark.present for mark in one.attendance.all()]
        found.append((one, sum(marks), len(marks)))
    return tuple(found)


def _practice(course: Course, learners: Sequence[Learner], today: date) -> tuple[Practice, ...]:
    found = []
    for month in MONTHS:
        seen = [one.observed[month].seen for one in learners if month in one.observed]
        due = due_on(course, month)
        counts = {str(kind): seen.count(kind) for kind in Observed}
        found.append(
            Practice(month, due, counts, is_due=due <= today and len(seen) < len(learners))
        )
    return tuple(found)
