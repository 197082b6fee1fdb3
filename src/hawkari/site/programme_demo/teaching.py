"""Two invented courses: an earlier one, signed and certified; one that waits for a signature."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from numpy.random import Generator, default_rng

from hawkari.desks.programme.models import RegisterItem
from hawkari.desks.programme.services.attending import record_list
from hawkari.desks.programme.services.certificates import issue_to_all
from hawkari.desks.programme.services.classes import load_class
from hawkari.desks.programme.services.courses import (
    NewCourse,
    add_session,
    close_course,
    make_course,
    sign_course,
)
from hawkari.desks.programme.services.curricula import curriculum_of, questions_of
from hawkari.desks.programme.services.curriculum_seeds import load_curricula
from hawkari.desks.programme.services.practice import MONTHS, NewObservation, observe
from hawkari.desks.programme.services.testing import draw, load_answers, paper_of
from hawkari.desks.programme.services.trainers import (
    NewLicence,
    add_trainer,
    assign_trainer,
    propose_licence,
    sign_licence,
)
from hawkari.evidence.access import Access

__all__ = ["TRAINEES", "Taught", "teach"]

DAY = timedelta(days=1)
CURRICULUM = "document_fraud-1"
ACADEMY = "Invented Academy"
POSTS = ("Invented Gate Post", "Invented Airport Post")
FIRST_NAMES = (
    ("Azad", "ئازاد"), ("Shilan", "شیلان"), ("Karwan", "کاروان"), ("Nasrin", "نەسرین"),
    ("Dilshad", "دڵشاد"), ("Hêvî", "هێڤی"), ("Rêbîn", "ڕێبین"), ("Tara", "تارا"),
)  # fmt: skip
LAST_NAMES = (("Invented", "داهێنراو"), ("Nowhere", "بێشوێن"), ("Example", "نموونە"))
SEEN = ("yes", "yes", "partly", "yes", "no", "yes", "partly")
EARLIER, WAITING = 12, 24
TRAINEES = EARLIER + WAITING


@dataclass(frozen=True, slots=True)
class _Round:
    """A course of the demonstration; `ago` is how many days ago it ended."""

    title: str
    trainees: int
    sessions: int
    ago: int


FIRST = _Round("Demonstration: is this document real? First round", EARLIER, 2, 100)
SECOND = _Round("Demonstration: is this document real? Second round", WAITING, 4, 10)


@dataclass(frozen=True, slots=True)
class Taught:
    """What was taught, counted."""

    trainees: int
    certificates: int


def teach(officers: tuple[Access, Access], activity: RegisterItem, *, seed: int) -> Taught:
    """Hold both courses, each with its class, sessions and tests.

    Args:
        officers: who keeps the courses, and the second person.
        activity: that the courses belong to.
        seed: the same seed gives the same answers.
    """
    access, second = officers
    dice = default_rng(seed)
    load_curricula(access)
    trainer = _trainer(officers)
    earlier = _hold(access, activity, FIRST, dice=dice)
    assign_trainer(access, earlier, trainer)
    close_course(access, earlier)
    sign_course(second, earlier)
    given = issue_to_all(access, earlier)
    _observe(access, earlier)
    waiting = _hold(access, activity, SECOND, dice=dice)
    assign_trainer(access, waiting, trainer)
    close_course(second, waiting)  # waits for whoever tries the demonstration
    return Taught(TRAINEES, len(given))


def _hold(access: Access, activity: RegisterItem, held: _Round, *, dice: Generator) -> str:
    """A course with its class, sessions and both tests; its reference."""
    last = access.today - held.ago * DAY
    first = last - (held.sessions - 1) * DAY
    reference = make_course(
        access,
        NewCourse(
            CURRICULUM, held.title, "ckb", ACADEMY, first, last, last + 365 * DAY,
            activity=activity.reference,
        ),
    ).reference  # fmt: skip
    load_class(access, reference, _table(_class(held.trainees)), file="class.csv")
    for number in range(held.sessions):
        add_session(access, reference, day=first + number * DAY, topic=f"Part {number + 1}")
        present = {one for one in range(1, held.trainees + 1) if dice.random() < 0.93}
        record_list(access, reference, number + 1, present=present)
    _test(access, reference, held, dice=dice)
    return reference


def _test(access: Access, reference: str, held: _Round, *, dice: Generator) -> None:
    curriculum = curriculum_of(access, CURRICULUM)
    topics = {one.topic for one in questions_of(curriculum)}
    each = max(1, len(questions_of(curriculum)) // len(topics) // 2)
    for when, skill in (("pre", 0.4), ("post", 0.75)):
        drawn = draw(access, reference, when, each=each, seed=held.title)
        rights = [one.right for one in paper_of(drawn)]
        rows = _answers(held.trainees, rights, skill, dice=dice)
        load_answers(access, reference, when, content=_table(rows), file=f"{when}.csv")


def _observe(access: Access, reference: str) -> None:
    """What an office saw in practice three months after the earlier course; of some it is open."""
    for number, seen in enumerate(SEEN, start=1):
        new = NewObservation(MONTHS[0], access.today - 5 * DAY, seen, POSTS[number % 2])
        observe(access, reference, number, new=new)


def _trainer(officers: tuple[Access, Access]) -> int:
    """A trainer whom two people let teach the curriculum."""
    access, second = officers
    trainer = add_trainer(access, name="Hana Invented", unit=ACADEMY)
    lasts = access.today + 300 * DAY
    licence = propose_licence(access, trainer.pk, NewLicence(CURRICULUM, "Taught it twice", lasts))
    sign_licence(second, licence.pk)
    return trainer.pk


def _class(trainees: int) -> Iterable[list[str]]:
    yield ["name", "name_ckb", "unit"]
    for number in range(trainees):
        first, last = FIRST_NAMES[number % 8], LAST_NAMES[number // 8]
        yield [*(f"{one} {other}" for one, other in zip(first, last, strict=True)),
               POSTS[number % 2]]  # fmt: skip


def _answers(
    trainees: int, rights: Sequence[int], skill: float, *, dice: Generator
) -> Iterable[list[str]]:
    yield ["number", *(str(place) for place in range(1, len(rights) + 1))]
    for number in range(1, trainees + 1):
        told = [one if dice.random() < skill else int(dice.integers(2)) for one in rights]
        yield [str(number), *("abcdef"[one] for one in told)]


def _table(rows: Iterable[list[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()
