"""Tests of a course: drawn from the bank, answered on paper, told question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.learning import ItemFigures, analyse, draw_test, place_of
from hawkari.desks.programme.models import Answer, Course, DrawnTest, Question, Sitting, When
from hawkari.desks.programme.services.curricula import LANGUAGES, questions_of
from hawkari.desks.programme.services.fates import Fate, RowFate, fates_of, taken_of
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.training_access import (
    course_of,
    enrolment_of,
    open_course,
    record_training,
    require_training,
)
from hawkari.desks.programme.sheets import sheet_rows
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.models import Act

__all__ = [
    "Asked",
    "Sat",
    "TestView",
    "draw",
    "load_answers",
    "record_answers",
    "view_test",
]

MOST_EACH = 20
LONGEST_SITTING = 600
EARLIEST = timedelta(days=31)
_BLANK = frozenset({"", "-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a drawn test: its place on the paper from 1, and what it told."""

    place: int
    question: Question
    figures: ItemFigures | None


@dataclass(frozen=True, slots=True)
class TestView:
    """A drawn test of a course, or None where none is drawn; who sat it, and who did not yet."""

    course: Course
    when: str
    drawn: DrawnTest | None
    asked: tuple[Asked, ...]
    sittings: tuple[Sitting, ...]
    topics: int


@dataclass(frozen=True, slots=True)
class Sat:
    """What somebody answered: an option of each question from 0, or None; and how it was sat."""

    answers: Sequence[int | None]
    language: str
    day: date
    minutes: int | None = None


def view_test(access: Access, reference: str, when: str) -> TestView:
    """A test with what each of its questions told; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such course, or no such time of a test.
    """
    require_training(access)
    with transaction.atomic():
        course = course_of(access, reference)
        drawn = _drawn(course, when)
        topics = len({one.topic for one in questions_of(course.curriculum)})
        if drawn is None:
            view = TestView(course, when, None, (), (), topics)
        else:
            sat = drawn.sittings.select_related("enrolment").prefetch_related("answers")
            sittings = tuple(sat.order_by("enrolment__number"))
            view = TestView(course, when, drawn, _asked(drawn, sittings), sittings, topics)
        record_training(
            access, Act.CONSULT, reference, count=len(view.sittings), step="test", when=when
        )
    return view


def _drawn(course: Course, when: str) -> DrawnTest | None:
    if when not in When.values:
        raise NotFound("test", f"{when} of {course.reference}")
    return course.tests.filter(when=when).first()


def paper_of(drawn: DrawnTest) -> list[Question]:
    """The questions of a test in the order of its paper. For services: asks nobody."""
    found = Question.objects.in_bulk(drawn.questions)
    return [found[one] for one in drawn.questions]


def _asked(drawn: DrawnTest, sittings: Sequence[Sitting]) -> tuple[Asked, ...]:
    paper = paper_of(drawn)
    rows = [[one.chosen for one in sat.answers.all()] for sat in sittings]
    whole = [row for row in rows if len(row) == len(paper)]
    told: Sequence[ItemFigures | None] = analyse(
        whole, [one.right for one in paper], [_options(one) for one in paper]
    ) or [None] * len(paper)
    return tuple(Asked(*one) for one in zip(range(1, len(paper) + 1), paper, told, strict=True))


def _options(question: Question) -> int:
    return len(question.words["en"]["options"])


def draw(access: Access, reference: str, when: str, *, each: int, seed: str) -> DrawnTest:
    """Draw a test from the item bank: so many questions of each topic, other ones than before.

    Drawn again until somebody has sat it.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the bank is empty, somebody has sat it, or the course is closed.
        NotFound: if there is no such course, or no such time of a test.
    """
    if not 1 <= each <= MOST_EACH:
        raise BadInput(f"questions of a topic are 1 to {MOST_EACH}", "Change it.", where=("each",))
    if not seed.strip() or len(seed) > 64:
        raise BadInput("the seed is missing", "Type any text, at most 64 letters.", where=("seed",))
    with transaction.atomic():
        course = open_course(access, reference, even_closed=when == When.FOLLOW_UP)
        if (now := _drawn(course, when)) is not None and now.sittings.exists():
            raise BadInput("somebody has sat this test", "It can no longer be drawn again.")
        bank: dict[str, list[int]] = {}
        for one in questions_of(course.curriculum):
            bank.setdefault(one.topic, []).append(one.pk)
        if not bank:
            raise BadInput("the curriculum has no questions", "Add some to its item bank.")
        others = course.tests.exclude(when=when).values_list("questions", flat=True)
        asked = {number for questions in others for number in questions}
        found = draw_test(bank, each, seed=f"{reference}/{when}/{seed.strip()}", asked=asked)
        made, _ = DrawnTest.objects.update_or_create(
            course=course,
            when=when,
            defaults={
                "seed": seed.strip(),
                "questions": list(found.questions),
                "overlap": found.overlap,
                "drawn_at": timezone.now(),
            },
        )
        record_training(
            access, Act.COLLECT, reference, count=len(found.questions), step="drawn", when=when
        )
    return made


def record_answers(access: Access, reference: str, when: str, *, number: int, sat: Sat) -> Sitting:
    """Record what one trainee answered; given again, it takes the place of what was recorded.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if no test is drawn, or an answer is no option.
        NotFound: if there is no such trainee.
    """
    with transaction.atomic():
        _, drawn = _to_answer(access, reference, when)
        found = _keep(access, drawn, paper_of(drawn), number=number, sat=sat)
        record_training(access, Act.COLLECT, reference, step="answers", when=when, trainee=number)
    return found


def _to_answer(access: Access, reference: str, when: str) -> tuple[Course, DrawnTest]:
    course = open_course(access, reference, even_closed=when == When.FOLLOW_UP)
    drawn = _drawn(course, when)
    if drawn is None:
        raise BadInput("no test is drawn", "Draw it first, and print its paper.")
    return course, drawn


def _keep(
    access: Access, drawn: DrawnTest, paper: Sequence[Question], *, number: int, sat: Sat
) -> Sitting:
    who = enrolment_of(drawn.course, number)
    if len(sat.answers) != len(paper):
        raise BadInput(f"the paper has {len(paper)} questions", "Give an answer or - to each.")
    for place, (chosen, question) in enumerate(zip(sat.answers, paper, strict=True), 1):
        if chosen is not None and not 0 <= chosen < _options(question):
            raise BadInput(f"question {place} has no such option", "Look at the sheet again.")
    if sat.language not in LANGUAGES:
        raise BadInput("no paper is in that language", f"One of {', '.join(LANGUAGES)}.")
    if sat.day > access.today or sat.day < drawn.course.first - EARLIEST:
        raise BadInput("the day of the test cannot be", "Write it as YYYY-MM-DD.")
    if sat.minutes is not None and not 0 < sat.minutes <= LONGEST_SITTING:
        raise BadInput(f"minutes are 1 to {LONGEST_SITTING}", "Look again.")
    right = sum(one == key.right for one, key in zip(sat.answers, paper, strict=True))
    Sitting.objects.filter(enrolment=who, when=drawn.when).delete()
    made = Sitting.objects.create(
        enrolment=who, drawn=drawn, when=drawn.when, language=sat.language, day=sat.day,
        minutes=sat.minutes, score=right, most=len(paper), by=access.user, at=timezone.now(),
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(sitting=made, place=place, chosen=one) for place, one in enumerate(sat.answers, 1)
    )
    return made


def load_answers(
    access: Access, reference: str, when: str, *, content: bytes, file: str
) -> tuple[RowFate, ...]:
    """Take in answer sheets typed into a table: a row a trainee, a column a question.

    Columns: ``number``; ``1``, ``2``, … with a letter each, or ``-`` where nothing was ticked; and
    if wanted ``language``, ``day``, ``minutes``. A trainee given again is taken from the last row.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if no test is drawn, or the file cannot be read at all.
        NotFound: if there is no such course.
    """
    with transaction.atomic():
        course, drawn = _to_answer(access, reference, when)
        paper = paper_of(drawn)
        fields = [f"q{place}" for place in range(1, len(paper) + 1)]
        columns = {one: (one[1:],) for one in fields} | {
            "number": ("no", "ژمارە", "الرقم"), "language": (), "day": (), "minutes": (),
        }  # fmt: skip

        def take(values: Mapping[str, str]) -> tuple[Fate, int]:
            number = _whole(values.get("number", ""), "number")
            sat = Sat(
                answers=[_option(values[one], one[1:]) for one in fields],
                language=values.get("language") or course.language,
                day=_day(values.get("day", "")) or min(access.today, course.last),
                minutes=_whole(values["minutes"], "minutes") if values.get("minutes") else None,
            )
            try:
                _keep(access, drawn, paper, number=number, sat=sat)
            except NotFound:
                raise BadInput(f"nobody is number {number}", "See the class list.") from None
            return Fate.TAKEN, number

        fates = fates_of(sheet_rows(content, file, columns, needed=("number", *fields)), take)
        taken, refused = taken_of(fates)
        record_training(
            access, Act.COLLECT, reference, count=taken, step="answers", when=when, refused=refused
        )
    return fates


def _option(said: str, place: str) -> int | None:
    text = fold_digits(said)
    if text in _BLANK:
        return None
    found = place_of(text)
    if found is None:
        raise BadInput(f"question {place}: {said[:20]!r} is no letter", "Write A to F, or -.")
    return found


def _whole(said: str, what: str) -> int:
    text = fold_digits(said)
    if not (text.isdecimal() and text.isascii() and len(text) < 8):
        raise BadInput(f"{what} {said[:20]!r} is no whole number", "Write digits only.")
    return int(text)


def _day(said: str) -> date | None:
    if not said:
        return None
    try:
        return date.fromisoformat(fold_digits(said)[:10])
    except ValueError:
        raise BadInput(f"{said[:20]!r} is no day", "Write it as YYYY-MM-DD.") from None
