"""Who comes to a course: the class list, who left, and what an office said of their vetting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import Course, Enrolment, EnrolmentStatus, Vetting
from hawkari.desks.programme.services.fates import Fate, RowFate, fates_of, taken_of
from hawkari.desks.programme.services.training_access import (
    enrolment_of,
    open_course,
    record_training,
)
from hawkari.desks.programme.sheets import sheet_rows
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["COLUMNS", "MOST", "leave", "load_class", "state_vetting"]

MOST = 500
LONGEST = 200
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "full name", "trainee", "participant", "ناو", "ناوی تەواو", "الاسم", "الاسم الكامل",
    ),
    "name_en": ("name in english", "english name"),
    "name_ckb": ("name in sorani", "kurdish name", "ناو بە کوردی", "الاسم بالكردية"),
    "name_ar": ("name in arabic", "arabic name", "ناو بە عەرەبی", "الاسم بالعربية"),
    "unit": (
        "office", "department", "یەکە", "بەش", "فەرمانگە", "الوحدة", "الدائرة", "القسم",
    ),
}  # fmt: skip
SCRIPTS = ("en", "ckb", "ar")


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    names: dict[str, str]
    unit: str

    @property
    def key(self) -> tuple[str, str]:
        return (self.name.casefold(), self.unit.casefold())


def load_class(access: Access, reference: str, content: bytes, *, file: str) -> tuple[RowFate, ...]:
    """Enrol whoever stands in a class list (CSV, XLSX, ODS), in its order.

    Columns: a name, or one of the same name by script; and the unit. Who is enrolled already, by
    the same name and unit, is left as they are.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the course is closed, or the file cannot be read at all.
        NotFound: if there is no such course.
    """
    with transaction.atomic():
        course = open_course(access, reference)
        if course.forgotten_at is not None:
            raise BadInput("the names of this course are erased", "Make another course.")
        known = {_key_of(one): one.number for one in course.enrolments.all()}
        # Of erased names there are several alike, so numbers are not counted by name.
        numbers = {one.number for one in course.enrolments.all()}
        new: list[Enrolment] = []

        def take(values: Mapping[str, str]) -> tuple[Fate, int]:
            person = _person(values)
            if person.key in known:
                return Fate.KNOWN, known[person.key]
            number = max([*numbers, *known.values()], default=0) + 1
            if number > MOST:
                raise BadInput(f"a course has at most {MOST} trainees", "Make another course.")
            known[person.key] = number
            new.append(_enrolment(access, course, person, number=number))
            return Fate.TAKEN, number

        fates = fates_of(sheet_rows(content, file, COLUMNS), take)
        Enrolment.objects.bulk_create(new, batch_size=200)
        taken, refused = taken_of(fates)
        record_training(
            access, Act.COLLECT, reference, count=taken, step="class list", refused=refused
        )
    return fates


def _key_of(row: Enrolment) -> tuple[str, str]:
    return (row.name.casefold(), row.unit.casefold())


def _person(values: Mapping[str, str]) -> _Person:
    names = {script: values[f"name_{script}"] for script in SCRIPTS if values.get(f"name_{script}")}
    name = values.get("name") or next(iter(names.values()), "")
    if not name:
        raise BadInput("there is no name in this row", "Write one, or remove the row.")
    unit = values.get("unit", "")
    if max(len(one) for one in (name, unit, *names.values())) > LONGEST:
        raise BadInput(f"a name or unit is longer than {LONGEST} letters", "Shorten it.")
    return _Person(" ".join(name.split()), names, " ".join(unit.split()))


def _enrolment(access: Access, course: Course, person: _Person, *, number: int) -> Enrolment:
    return Enrolment(
        course=course, number=number, name=person.name, names=person.names, unit=person.unit,
        made_by=access.user, made_at=timezone.now(),
    )  # fmt: skip


def leave(access: Access, reference: str, number: int, *, day: date, why: str) -> Enrolment:
    """Record that a trainee left the course; what they did until then is kept.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the course is closed, they left already, or there is no day or reason.
        NotFound: if there is no such trainee.
    """
    if not why.strip():
        raise BadInput("the reason is missing", "Write it in a few words.", where=("why",))
    with transaction.atomic():
        course = open_course(access, reference)
        row = enrolment_of(course, number)
        if row.status == EnrolmentStatus.WITHDRAWN:
            raise BadInput("they left already", "Nothing is to be recorded.")
        if not course.first <= day <= min(course.last, access.today):
            raise BadInput("the day is outside the course", "Look again.", where=("day",))
        row.status, row.left_on = EnrolmentStatus.WITHDRAWN, day
        row.left_why = why.strip()[:300]
        row.save(update_fields=["status", "left_on", "left_why"])
        record_training(access, Act.COLLECT, reference, step="left", trainee=number)
    return row


def state_vetting(
    access: Access, reference: str, number: int, *, said: tuple[str, str, date]
) -> Enrolment:
    """Record what an office said of a trainee's vetting. Nothing is decided by it.

    Args:
        access: of whoever records it.
        reference: of the course.
        number: of the trainee.
        said: a `Vetting`, the office that said it, and on which day.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the office is missing, or the day is to come.
        NotFound: if there is no such trainee.
    """
    state, office, day = said
    if state not in Vetting.values:
        raise BadInput("there is no such state", "Choose one.", where=("vetting",))
    if not office.strip() and state != Vetting.NOT_SAID:
        raise BadInput("the office is missing", "Write who said so.", where=("vetting_by",))
    if day > access.today:
        raise BadInput("the day is to come", "Look again.", where=("vetting_on",))
    with transaction.atomic():
        row = enrolment_of(open_course(access, reference, even_closed=True), number)
        row.vetting, row.vetting_by, row.vetting_on = Vetting(state), office.strip()[:200], day
        row.save(update_fields=["vetting", "vetting_by", "vetting_on"])
        record_training(access, Act.COLLECT, reference, step="vetting stated", trainee=number)
    return row
