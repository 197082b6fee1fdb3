"""Names of trainees and trainers: kept until a day, then erased; numbers about nobody stay.

The code by which a paper certificate is tied to its holder goes with the names.
"""

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import Certificate, Course, Observation
from hawkari.desks.programme.services.training_access import (
    enrolment_of,
    known_courses,
    open_course,
    record_training,
)
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["due_to_forget", "forget_course", "forget_trainee"]

_NOTHING = {"name": "", "names": {}, "unit": "", "left_why": "", "vetting_by": ""}


def due_to_forget(access: Access) -> list[Course]:
    """Courses whose names are to be erased by now. For services: asks nobody."""
    due = known_courses(access).filter(keep_until__lte=access.today, forgotten_at__isnull=True)
    return list(due)


def forget_course(access: Access, reference: str, *, why: str) -> Course:
    """Erase the names of everybody of a course whose day has come; scores and counts stay.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the day is to come, there is no reason, or it was done already.
        NotFound: if there is no such course.
    """
    _need(why)
    with transaction.atomic():
        course = open_course(access, reference, even_closed=True)
        if course.forgotten_at is not None:
            raise BadInput("the names are erased already", "Nothing is to be done.")
        if course.keep_until > access.today:
            raise BadInput(
                f"names are kept until {course.keep_until}", "Erase one trainee if they ask."
            )
        count = course.enrolments.update(**_NOTHING)
        Observation.objects.filter(enrolment__course=course).update(note="")
        Certificate.objects.filter(enrolment__course=course).update(code="")
        course.forgotten_at = timezone.now()
        course.save(update_fields=["forgotten_at"])
        record_training(
            access, Act.ERASE, reference, count=count, step="names erased", why=why.strip()
        )
    return course


def forget_trainee(access: Access, reference: str, number: int, *, why: str) -> None:
    """Erase one trainee's name, unit and notes before the day, e.g. because they ask for it.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no reason.
        NotFound: if there is no such trainee.
    """
    _need(why)
    with transaction.atomic():
        course = open_course(access, reference, even_closed=True)
        row = enrolment_of(course, number)
        type(row).objects.filter(pk=row.pk).update(**_NOTHING)
        row.observations.update(note="")
        Certificate.objects.filter(enrolment=row).update(code="")
        record_training(
            access, Act.ERASE, reference, step="name erased", trainee=number, why=why.strip()
        )


def _need(why: str) -> None:
    if not why.strip():
        raise BadInput("the reason is missing", "Say why.", where=("why",))
