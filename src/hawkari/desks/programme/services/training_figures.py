"""What the quarterly report says of training: counts of courses and people, and what was learnt.

Whoever reads the report may not see trainees, so a number of few people is hidden, and with it the
numbers of single courses from which it could be worked out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.figures import Figure, Row, Table
from hawkari.desks.programme.formats import isolated
from hawkari.desks.programme.learning import Gain
from hawkari.desks.programme.models import Course
from hawkari.desks.programme.services.access import require_reading
from hawkari.desks.programme.services.course_view import Learner, gain_in, learners_of
from hawkari.desks.programme.services.known_on import NOW, KnownOn
from hawkari.desks.programme.services.training_access import known_courses
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Period
from hawkari.evidence.models import Act
from hawkari.evidence.small_numbers import tells_of_few

__all__ = ["tables"]


@dataclass(frozen=True, slots=True)
class _Held:
    """A course that ended in the quarter, and everybody in it."""

    course: Course
    people: tuple[Learner, ...]

    @property
    def passed(self) -> int:
        return sum(one.passing.passed is True for one in self.people)

    def row(self, value: Decimal | None = None) -> Row:
        """The row that a figure rests on."""
        reference = self.course.reference
        url = reverse("programme:course", args=[reference])
        return Row(reference, url, value, self.course.last)


def tables(access: Access, period: Period, known: KnownOn = NOW) -> tuple[Table, ...]:
    """Courses that ended in a quarter, how many came and passed, and what they learnt; audited.

    Who was in a course and what they answered changes until it is closed, and is not kept day by
    day: of an earlier day people are told only of courses that were closed by then.

    Args:
        access: who asks.
        period: the quarter.
        known: whose knowledge is told.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        rows = known_courses(access).filter(last__gte=period.first, last__lte=period.last)
        now = [_Held(one, learners_of(one)) for one in rows.order_by("first", "pk")]
        held = [one for one in now if known.had(one.course.made_at)]
        audit.record(
            Act.CONSULT, access=access, count=len(held),
            detail={"what": "training", "period": period.name},
        )  # fmt: skip
    if not held:
        return ()
    signed = _Told(
        [one for one in held if known.had(one.course.signed_at)],
        [one for one in now if one.course.signed_at is not None],
    )
    open_then = 0 if known.is_now else sum(not known.had(one.course.closed_at) for one in held)
    passed = _("People who passed, in courses that two people signed")
    figures = (
        Figure(
            "training.courses", _("Courses that ended in the quarter"), Decimal(len(held)),
            rows=tuple(one.row() for one in held),
        ),
        *(() if open_then else (_enrolled(_Told(held, now)),)),
        _people("training.passed", passed, signed, count=lambda one: one.passed),
        *_gains(signed),
    )  # fmt: skip
    said = (_left_out(open_then, known),) if open_then else ()
    return (Table("training", _("Training"), figures, said),)


@dataclass(frozen=True, slots=True)
class _Told:
    """Courses that people are counted of as of a day, and those that they are counted of now.

    Somebody may subtract a report of one day from that of another: what is left is the courses
    between them. So where they differ and any course tells of few, nothing is told of the day.
    """

    then: Sequence[_Held]
    now: Sequence[_Held]

    def tells_of_few(self, count: Callable[[_Held], int]) -> bool:
        """Whether the difference to another day's number could tell of few people."""
        if len(self.then) == len(self.now):
            return False
        return any(_is_of_few(one, count) for one in self.now)


def _is_of_few(one: _Held, count: Callable[[_Held], int]) -> bool:
    number = count(one)
    return tells_of_few(number) or tells_of_few(len(one.people) - number)


def _left_out(open_then: int, known: KnownOn) -> str:
    return ngettext(
        "Left out: how many people were enrolled. %(number)s course was not closed on %(day)s, and "
        "nobody keeps who was in it then.",
        "Left out: how many people were enrolled. %(number)s courses were not closed on %(day)s, "
        "and nobody keeps who was in them then.",
        open_then,
    ) % {"number": open_then, "day": isolated(known.day)}


def _enrolled(told: _Told) -> Figure:
    words = _("People enrolled")
    return _people("training.enrolled", words, told, count=lambda one: len(one.people))


def _people(key: str, words: object, told: _Told, *, count: Callable[[_Held], int]) -> Figure:
    """A number of people. Whoever is not counted of a course must not be few either."""
    held = told.then
    numbers = [count(one) for one in held]
    few = [_is_of_few(one, count) for one in held]
    total, rest = sum(numbers), sum(len(one.people) for one in held) - sum(numbers)
    if tells_of_few(total) or tells_of_few(rest) or told.tells_of_few(count):
        return Figure(key, str(words), None, note=gettext("hidden: it tells of few people"))
    if any(few):
        note = gettext("counted over these courses; their own numbers tell of few people")
        return Figure(
            key, str(words), Decimal(total), rows=tuple(one.row() for one in held), note=note
        )
    rows = tuple(one.row(Decimal(number)) for one, number in zip(held, numbers, strict=True))
    return Figure(key, str(words), Decimal(total), rows=rows)


def _gains(told: _Told) -> tuple[Figure, ...]:
    """The mean gain over all of these courses, where there are enough people for an interval.

    Of an earlier day only where no course was signed since: of fewer courses and of all the means
    and numbers together would tell what those between them learnt.
    """
    held = told.then
    if len(held) != len(told.now):
        return ()
    gain: Gain = gain_in([person for one in held for person in one.people])
    mean = gain.mean
    if mean is None or mean.lo is None or mean.hi is None:
        return ()
    note = gettext(
        "mean of the gains of %(persons)s people, 95 %% interval %(lo)s … %(hi)s %%; "
        "%(full)s knew everything before and are not in it"
    ) % {
        "persons": mean.persons,
        "lo": f"{mean.lo * 100:.1f}",
        "hi": f"{mean.hi * 100:.1f}",
        "full": gettext("few") if tells_of_few(gain.full_before) else gain.full_before,
    }
    value = round(Decimal(str(mean.value * 100)), 1)
    rows = tuple(one.row() for one in held)
    words = _("Learnt, of what people did not know before")
    return (Figure("training.gain", words, value, unit="%", rows=rows, note=note),)
