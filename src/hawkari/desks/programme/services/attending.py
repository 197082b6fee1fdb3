"""Who was there: ticked on a list, or scanned from codes without a network."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.learning import Code, code_of, codes_in, is_genuine
from hawkari.desks.programme.models import Attendance, Course, Enrolment, Session, Way
from hawkari.desks.programme.services.fates import Fate, RowFate, taken_of
from hawkari.desks.programme.services.training_access import (
    course_of,
    open_course,
    record_training,
    require_training,
    session_of,
)
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["codes_of", "load_scans", "record_list", "view_session"]

MOST_LINES = 20_000
_SAVE = "Export the scans again as text or CSV."


def view_session(
    access: Access, reference: str, number: int
) -> tuple[Session, list[tuple[Enrolment, Attendance | None]]]:
    """A session, and of each trainee what is recorded; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such session.
    """
    require_training(access)
    with transaction.atomic():
        session = session_of(course_of(access, reference), number)
        known = {one.enrolment_id: one for one in session.attendance.all()}
        people = [(one, known.get(one.pk)) for one in session.course.enrolments.all()]
        record_training(
            access, Act.CONSULT, reference, count=len(people), step="session", session=number
        )
    return session, people


def codes_of(session: Session) -> list[tuple[Enrolment, str]]:
    """Each trainee and their code for a session. For services: asks nobody."""
    course = session.course
    return [
        (one, code_of(session.key, course.reference, session.number, trainee=one.number))
        for one in course.enrolments.all()
    ]


def record_list(access: Access, reference: str, number: int, *, present: Collection[int]) -> int:
    """Record a ticked list: who is on it was there, everybody else of the course was not.

    What a later list says takes the place of what was recorded before.

    Args:
        access: of whoever ticked it.
        reference: of the course.
        number: of the session.
        present: numbers of those who were there.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the course is closed, the session is to come, or a number is nobody's.
        NotFound: if there is no such session.
    """
    with transaction.atomic():
        course = open_course(access, reference)
        session = _held(access, course, number)
        people = {one.number: one for one in course.enrolments.all()}
        unknown = sorted(set(present) - people.keys())
        if unknown:
            raise BadInput(f"nobody of the course is number {unknown[0]}", "Look again.")
        if not people:
            raise BadInput("nobody is enrolled", "Load the class list.")
        marks = {one: one.number in present for one in people.values()}
        _keep(access, session, marks.items(), way=Way.LIST)
        record_training(
            access, Act.COLLECT, reference, count=len(people), step="list", session=number
        )
    return len(set(present))


def _held(access: Access, course: Course, number: int) -> Session:
    session = session_of(course, number)
    if session.day > access.today:
        raise BadInput("the session is to come", f"It is held on {session.day}.")
    return session


def _keep(
    access: Access, session: Session, marks: Iterable[tuple[Enrolment, bool]], *, way: Way
) -> None:
    now = timezone.now()
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=session, enrolment=who, present=here, way=way, by=access.user, at=now
            )
            for who, here in marks
        ],
        update_conflicts=True,
        unique_fields=["session", "enrolment"],
        update_fields=["present", "way", "by", "at"],
        batch_size=100,
    )


def load_scans(access: Access, reference: str, content: bytes) -> tuple[RowFate, ...]:
    """Record who was there from a file of scanned codes, whatever app wrote it, line by line.

    A code that was made up, or is of another course, is refused; one that was scanned twice is
    known. Nobody is recorded as absent by it: that a code was not scanned may have other reasons.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the course is closed, or the file is no text or holds no code.
        NotFound: if there is no such course.
    """
    lines = _lines(content)
    with transaction.atomic():
        course = open_course(access, reference)
        reading = _Scans(access, course)
        fates = [
            reading.take(str(place), code)
            for place, line in enumerate(lines, 1)
            for code in codes_in(line)
        ]
        if not fates:
            raise BadInput("no attendance code stands in the file", _SAVE)
        for session, people in reading.found.items():
            _keep(access, session, ((one, True) for one in people), way=Way.CODE)
        taken, refused = taken_of(fates)
        record_training(access, Act.COLLECT, reference, count=taken, step="scans", refused=refused)
    return tuple(fates)


def _lines(content: bytes) -> list[str]:
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadInput("the file is not UTF-8 text", _SAVE) from error
    if len(lines) > MOST_LINES:
        raise BadInput(f"more than {MOST_LINES} lines", "Split the file.")
    return lines


class _Scans:
    """What is read from one file of scans."""

    def __init__(self, access: Access, course: Course) -> None:
        self.found: dict[Session, set[Enrolment]] = {}
        self._access, self._course = access, course
        self._sessions = {one.number: one for one in course.sessions.all()}
        self._people = {one.number: one for one in course.enrolments.all()}
        here = Attendance.objects.filter(session__course=course, present=True)
        self._known = set(here.values_list("session__number", "enrolment__number"))

    def take(self, place: str, code: Code) -> RowFate:
        """What becomes of a scanned code."""
        session, who = self._sessions.get(code.session), self._people.get(code.trainee)
        problem = self._problem(code, session)
        if problem or session is None or who is None:
            return RowFate(place, Fate.REFUSED, None, problem, "Ask whoever made the scan.")
        if (code.session, code.trainee) in self._known:
            return RowFate(place, Fate.KNOWN, code.trainee)
        self._known.add((code.session, code.trainee))
        self.found.setdefault(session, set()).add(who)
        return RowFate(place, Fate.TAKEN, code.trainee)

    def _problem(self, code: Code, session: Session | None) -> str:
        if code.course != self._course.reference:
            return "the code is of another course"
        if session is None or code.trainee not in self._people or not is_genuine(code, session.key):
            return "the code was not made here"
        if session.day > self._access.today:
            return "the session is to come"
        return ""
