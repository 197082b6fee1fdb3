"""Who may read trainees and keep courses, and which courses they know of at all."""

from django.db.models import QuerySet

from hawkari.desks.programme.models import Course, Curriculum, Enrolment, Session, Trainer
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = [
    "course_of",
    "enrolment_of",
    "known_courses",
    "known_curricula",
    "known_trainers",
    "locked_course",
    "open_course",
    "record_training",
    "require_training",
    "session_of",
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
    return found.select_related("curriculum", "activity", "closed_by", "signed_by")


def known_trainers(access: Access) -> QuerySet[Trainer]:
    """The trainers that a user may know of: those of the operation that their agency keeps."""
    return Trainer.objects.filter(operation=access.operation, agency=access.user.agency_id)


def course_of(access: Access, reference: str) -> Course:
    """A course by its reference.

    Raises:
        NotFound: if there is none that the user may know of.
    """
    # What a store cannot hold, and so cannot be asked for, is not there either.
    can_be_one = reference.isascii() and "\0" not in reference
    found = known_courses(access).filter(reference=reference).first() if can_be_one else None
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


def open_course(access: Access, reference: str, *, even_closed: bool = False) -> Course:
    """A course that nobody else changes until the transaction ends.

    Args:
        access: of whoever changes it.
        reference: of the course.
        even_closed: whether it may be closed already.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if it is closed.
        NotFound: if there is none that the user may know of.
    """
    require_training(access)
    found = locked_course(access, reference)
    if found.closed_at is not None and not even_closed:
        raise BadInput("the course is closed", "Have it sent back before it is signed.")
    return found


def session_of(course: Course, number: int) -> Session:
    """A session of a course.

    Raises:
        NotFound: if it has none of that number.
    """
    found = course.sessions.filter(number=min(number, 32767)).first()
    if found is None:
        raise NotFound("session", f"{number} of {course.reference}")
    return found


def enrolment_of(course: Course, number: int) -> Enrolment:
    """A trainee of a course by their number there.

    Raises:
        NotFound: if it has none of that number.
    """
    found = course.enrolments.filter(number=min(number, 2**31 - 1)).first()
    if found is None:
        raise NotFound("trainee", f"{number} of {course.reference}")
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
    audit.record(act, access=access, objects=[name] if name else [], count=count, detail=what)
