"""Who passed a course: worked out from attendance and test each time, never entered."""

from typing import Any

from django.db.models import Count, Q

from hawkari.desks.programme.learning import Passing, passing
from hawkari.desks.programme.models import Course, Enrolment, EnrolmentStatus, Sitting, When
from hawkari.errors import BadInput

__all__ = ["check_certifiable", "passed", "passings"]


def passings(course: Course) -> dict[int, Passing]:
    """Whether each trainee passed, by the key of their enrolment. For services: asks nobody."""
    sessions = course.sessions.count()
    here, recorded = Count("attendance", filter=Q(attendance__present=True)), Count("attendance")
    rows: Any = course.enrolments.annotate(here=here, recorded=recorded)
    tests = Sitting.objects.filter(enrolment__course=course, when=When.POST)
    scores = {
        who: (score, most) for who, score, most in tests.values_list("enrolment", "score", "most")
    }
    return {
        row.pk: passing(
            attended=row.here,
            recorded=row.recorded,
            sessions=sessions,
            test=scores.get(row.pk),
            least=(course.attend_percent, course.pass_percent),
            left=row.status == EnrolmentStatus.WITHDRAWN,
        )
        for row in rows
    }


def passed(enrolment: Enrolment) -> Passing:
    """Whether one trainee passed. For services: asks nobody."""
    return passings(enrolment.course)[enrolment.pk]


def check_certifiable(enrolment: Enrolment) -> Passing:
    """Whether a certificate may be issued to a trainee: passed, and the course signed by two.

    For services: asks nobody who may.

    Raises:
        BadInput: if they did not pass, or nobody signed the course as a second person.
    """
    found = passed(enrolment)
    if not found.passed:
        said = ", ".join(found.why)
        raise BadInput(f"trainee {enrolment.number} did not pass: {said}", "Look at the course.")
    if enrolment.course.signed_at is None:
        raise BadInput("the course is not signed by a second person", "Have it closed and signed.")
    return found
