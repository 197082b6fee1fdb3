"""Whether what was taught was seen in practice, three and six months after a course."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import Course, Observation, Observed
from hawkari.desks.programme.services.training_access import (
    enrolment_of,
    open_course,
    record_training,
)
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["MONTHS", "NewObservation", "due_on", "observe"]

MONTHS = (3, 6)
DAYS = {3: 91, 6: 182}
EARLY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class NewObservation:
    """What an office saw; see `Observation` for each."""

    month: int
    day: date
    seen: str
    observer: str
    note: str = ""


def due_on(course: Course, month: int) -> date:
    """When practice is to be observed: so many months after the last day."""
    return course.last + timedelta(days=DAYS[month])


def observe(access: Access, reference: str, number: int, *, new: NewObservation) -> Observation:
    """Record whether a trainee was seen to do what was taught; a later record takes its place.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if no office is named, or the day is to come or too early.
        NotFound: if there is no such trainee.
    """
    if new.month not in MONTHS or new.seen not in Observed.values:
        raise BadInput("there is no such observation", "Choose 3 or 6 months, and what was seen.")
    if not new.observer.strip():
        raise BadInput("the office is missing", "Write who observed.", where=("observer",))
    with transaction.atomic():
        course = open_course(access, reference, even_closed=True)
        earliest = due_on(course, new.month) - EARLY
        if not earliest <= new.day <= access.today:
            raise BadInput(
                "the day is to come, or more than a month early",
                f"From {earliest} on.",
                where=("day",),
            )
        made, _ = Observation.objects.update_or_create(
            enrolment=enrolment_of(course, number),
            month=new.month,
            defaults={
                "day": new.day,
                "seen": Observed(new.seen),
                "observer": new.observer.strip()[:200],
                "note": new.note.strip()[:2000],
                "by": access.user,
                "at": timezone.now(),
            },
        )
        record_training(
            access, Act.COLLECT, reference, step="practice", trainee=number, month=new.month
        )
    return made
