"""Certificates: issued to whoever passed a course that two people signed, revoked by two people."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hawkari.desks.programme.badges import (
    LIST_SIZE,
    Award,
    Issuer,
    holder_hash,
    issuer_did,
    new_holder_code,
    sign_badge,
)
from hawkari.desks.programme.learning import Passing
from hawkari.desks.programme.models import Certificate, Course, Enrolment
from hawkari.desks.programme.services.access import own_agency
from hawkari.desks.programme.services.badge_keys import issuer_of
from hawkari.desks.programme.services.passing import check_certifiable, passings
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.training_access import (
    course_of,
    locked_course,
    record_training,
    require_training,
)
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act, Agency

__all__ = [
    "STATES",
    "CourseCertificates",
    "CourseRow",
    "certificate_of",
    "course_certificates",
    "find_certificates",
    "issue",
    "issue_to_all",
    "known_certificates",
    "names_of",
    "revoked_places",
    "state_of",
]

STATES = ("holds", "lapsed", "proposed", "revoked")
"""Of a certificate; `proposed`: somebody proposed to revoke it, and it holds until another does."""


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A trainee of a course: whether they passed, and the certificate that stands."""

    enrolment: Enrolment
    passing: Passing
    certificate: Certificate | None


@dataclass(frozen=True, slots=True)
class CourseCertificates:
    """The trainees of a course, and how many of them may be issued a certificate now."""

    course: Course
    rows: tuple[CourseRow, ...]
    due: int


def known_certificates(access: Access) -> QuerySet[Certificate]:
    """The certificates that a user may know of: those of the courses that they may know of."""
    found = Certificate.objects.filter(
        enrolment__course__operation=access.operation,
        enrolment__course__agency=access.user.agency_id,
    )
    return found.select_related(
        "enrolment__course__curriculum", "issued_by", "revoke_proposed_by", "revoked_by"
    )


def certificate_of(access: Access, reference: str) -> Certificate:
    """A certificate by its reference. For services: asks nobody who may.

    Raises:
        NotFound: if there is none that the user may know of.
    """
    found = known_certificates(access).filter(reference=reference.replace("\0", "")).first()
    if found is None:
        raise NotFound("certificate", reference)
    return found


def state_of(certificate: Certificate, today: date) -> str:
    """How it stands; of `STATES`."""
    if certificate.revoked_at is not None:
        return "revoked"
    if certificate.until is not None and certificate.until < today:
        return "lapsed"
    return "holds" if certificate.revoke_proposed_at is None else "proposed"


def find_certificates(access: Access, *, state: str = "", course: str = "") -> list[Certificate]:
    """The certificates of one's own agency in this operation, the newest first; audited.

    Args:
        access: who asks.
        state: of `STATES`; empty for all.
        course: reference of a course; empty for all.

    Raises:
        AccessDenied: if the role may not.
    """
    require_training(access)
    rows = known_certificates(access)
    if course:
        rows = rows.filter(enrolment__course__reference=course.replace("\0", ""))
    stands = Q(revoked_at__isnull=True)
    lapsed, proposed = Q(until__lt=access.today), Q(revoke_proposed_at__isnull=False)
    of_state = {
        "revoked": ~stands,
        "lapsed": stands & lapsed,
        "proposed": stands & ~lapsed & proposed,
        "holds": stands & ~lapsed & ~proposed,
    }
    if state in of_state:
        rows = rows.filter(of_state[state])
    with transaction.atomic():
        found = list(rows)
        record_training(access, Act.CONSULT, "certificates", count=len(found))
    return found


def course_certificates(access: Access, reference: str) -> CourseCertificates:
    """Who of a course passed, and who has a certificate; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such course that the user may know of.
    """
    require_training(access)
    with transaction.atomic():
        course = course_of(access, reference)
        rows = _rows(course)
        record_training(access, Act.CONSULT, course.reference, count=len(rows))
    due = sum(_is_due(row) for row in rows) if course.signed_at is not None else 0
    return CourseCertificates(course, rows, due)


def issue(access: Access, reference: str, number: int, *, until: date | None = None) -> Certificate:
    """Sign the certificate of one trainee who passed.

    Args:
        access: who issues it.
        reference: of the course.
        number: of the trainee in it.
        until: the last day on which it holds; None where it does not lapse.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such course or trainee that the user may know of.
        BadInput: if they did not pass, nobody signed the course as a second person, their name
            was erased, or they have one already.
    """
    require_training(access)
    _check_until(access, until)
    with transaction.atomic():
        course = locked_course(access, reference)
        enrolment = course.enrolments.filter(number=number).first()
        if enrolment is None:
            raise NotFound("trainee", f"{number} of {reference}")
        check_certifiable(enrolment)
        if Certificate.objects.filter(enrolment=enrolment, revoked_at__isnull=True).exists():
            raise BadInput(f"trainee {number} has a certificate already", "Revoke that one first.")
        made = _issued(access, course, [enrolment], until=until)[0]
        record_training(access, Act.ALTER, made.reference, step="certificate issued")
    return made


def issue_to_all(
    access: Access, reference: str, *, until: date | None = None
) -> tuple[Certificate, ...]:
    """Sign the certificates of everybody of a course who passed and has none that stands.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such course that the user may know of.
        BadInput: if nobody signed the course as a second person, or nobody is due one.
    """
    require_training(access)
    _check_until(access, until)
    with transaction.atomic():
        course = locked_course(access, reference)
        due = [row.enrolment for row in _rows(course) if _is_due(row)]
        if not due:
            raise BadInput("nobody is due a certificate", "Look at who passed.")
        check_certifiable(due[0])
        made = _issued(access, course, due, until=until)
        record_training(
            access, Act.ALTER, course.reference, count=len(made), step="certificates issued"
        )
    return made


def revoked_places(did: str) -> list[int]:
    """The places in an issuer's status list that are set. For services: asks nobody who may."""
    rows = Certificate.objects.filter(issuer=did, revoked_at__isnull=False)
    return list(rows.values_list("place", flat=True))


def _rows(course: Course) -> tuple[CourseRow, ...]:
    found = passings(course)
    standing = {
        one.enrolment_id: one
        for one in Certificate.objects.filter(enrolment__course=course, revoked_at__isnull=True)
    }
    return tuple(
        CourseRow(one, found[one.pk], standing.get(one.pk)) for one in course.enrolments.all()
    )


def _is_due(row: CourseRow) -> bool:
    return row.passing.passed is True and row.certificate is None and bool(row.enrolment.name)


def _check_until(access: Access, until: date | None) -> None:
    if until is not None and until <= access.today:
        raise BadInput("it would have lapsed already", "Give a later day.", where=("until",))


def _issued(
    access: Access, course: Course, enrolments: list[Enrolment], *, until: date | None
) -> tuple[Certificate, ...]:
    agency = own_agency(access)
    # Whoever issues for this agency at the same time waits here: places are given once.
    Agency.objects.select_for_update().get(pk=agency.pk)
    issuer = issuer_of(agency)
    taken = set(
        Certificate.objects.filter(issuer=issuer_did(issuer)).values_list("place", flat=True)
    )
    return tuple(
        _one(access, issuer, course, enrolment=one, until=until, taken=taken) for one in enrolments
    )


def _one(
    access: Access,
    issuer: Issuer,
    course: Course,
    *,
    enrolment: Enrolment,
    until: date | None,
    taken: set[int],
) -> Certificate:
    if not enrolment.name:
        raise BadInput(
            f"the name of trainee {enrolment.number} was erased", "It can be certified no more."
        )
    number, code, place = uuid.uuid4(), new_holder_code(), _free_place(taken)
    award = Award(
        number=str(number),
        subject=f"{course.curriculum.subject} {course.curriculum.version}",
        name=f"{_title(course, 'en')}, version {course.curriculum.version}",
        description=_title(course, course.language),
        criteria=(
            f"At least {course.attend_percent} % of the sessions attended, and at least "
            f"{course.pass_percent} % of the test after the course right."
        ),
        holders=tuple(holder_hash(name, code) for name in names_of(enrolment)),
        given_on=access.today,
        until=until,
        index=place,
    )
    return Certificate.objects.create(
        reference=new_reference("B", Certificate.objects.all(), access.today),
        enrolment=enrolment, number=number, issuer=issuer_did(issuer), place=place,
        token=sign_badge(issuer, award), code=code, given_on=access.today, until=until,
        issued_by=access.user, issued_at=timezone.now(),
    )  # fmt: skip


def names_of(enrolment: Enrolment) -> tuple[str, ...]:
    """The spellings of a trainee's name that were given, each once, the class list's first."""
    given = (enrolment.name, *(str(one) for one in enrolment.names.values()))
    return tuple(dict.fromkeys(one.strip() for one in given if one.strip()))


def _title(course: Course, language: str) -> str:
    names = course.curriculum.names
    return str(names.get(language) or names.get("en") or course.title)


def _free_place(taken: set[int]) -> int:
    """A place by chance, so that places tell nothing of who was certified when."""
    if len(taken) >= LIST_SIZE:
        raise BadInput("the status list is full", "Ask whoever runs this installation.")
    while (place := secrets.randbelow(LIST_SIZE)) in taken:
        pass
    taken.add(place)
    return place
