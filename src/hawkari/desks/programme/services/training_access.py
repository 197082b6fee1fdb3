"""Who may read trainees and keep courses, and which courses they know of at all."""

from django.db.models import QuerySet

from hawkari.desks.programme.models import Course, Curriculum, Enrolment, Trainer
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = [
    "NotFound",
    "course_of",
    "enrolment_of",
    "known_courses",
    "known_curricula",
    "known_trainers",
    "locked_course",
    "record_training",
    "require_training",
]


def require_training(access: Access) -> None:
    """Refuse whoever may not keep courses and read who came to them.

    Raises:
        AccessDenied: if the role may not; the denial is audited.
    """
    require(access, Action.TRAIN)


def known_curricula(access: Access) -> QuerySet[Curriculum]:
    """The curricula that a user may know of: those of the operation that their agency keeps."""
    return Curriculum.objects.filter(operation=access.operation, agency=access.user.agency_id)


def known_courses(access: Access) -> QuerySet[Course]:
    """The courses that a user may know of: those of the operation that their agency keeps."""
    found = Course.objects.filter(operation=access.operation, agency=access.user.agency_id)
    return found.select_related("curriculum", "activity")


def known_trainers(access: Access) -> QuerySet[Trainer]:
    """The trainers that a user may know of: those of the operation that their agency keeps."""
    return Trainer.objects.filter(operation=access.operation, agency=access.user.agency_id)


def course_of(access: Access, reference: str) -> Course:
    """A course by its reference.

    Raises:
        NotFound: if there is none that the user may know of.
    """
    found = known_courses(access).filter(reference=reference).first()
    if found is None:
        raise NotFound("course", reference)
    return found


def locked_course(access: Access, reference: str) -> Course:
    """A course that nobody else changes until the transaction ends.

    Raises:
        NotFound: if there is none that the user may know of.
    """
    number = course_of(access, reference).pk
    return Course.objects.select_for_update().get(pk=number)


def enrolment_of(access: Access, reference: str, number: int) -> Enrolment:
    """A trainee of a course by their number there.

    Raises:
        NotFound: if there is none that the user may know of.
    """
    courses = known_courses(access).filter(reference=reference)
    found = Enrolment.objects.filter(course__in=courses, number=number).first()
    if found is None:
        raise NotFound("trainee", f"{number} of {reference}")
    return found


def record_training(
    access: Access, act: Act, name: str, *, count: int = 1, **detail: object
) -> None:
    """Leave the audit entry of something of training; call last in its transaction.

    Args:
        access: of whoever did it.
        act: what kind of thing.
        name: what it was done to: a reference, never a person's name.
        count: how many rows it was.
        **detail: of it; never a person's name.
    """
    what = {"what": "training", **detail}
    audit.record(act, access=access, objects=[name], count=count, detail=what)
