"""A queue of pairs to decide in the browser: invented people in two scripts, two agencies.

Imported inside tests only: it needs Django.
"""

from collections.abc import Iterator
from itertools import product

from hawkari.evidence.harm import mark_harm
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.models import IssueKind, Operation, Statement
from hawkari.evidence.reviewing.issues import Issue, raise_issues
from tests.desks.intelligence.case import BIRTH_REASON, NAME_REASON, PHONE_REASON, Case
from tests.evidence.factories import World, row

GIVEN = {
    "Rebwar": "ڕێبوار",
    "Aras": "ئاراس",
    "Nawzad": "نەوزاد",
    "Shirin": "شیرین",
    "Hêvî": "هێڤی",
    "Saman": "سامان",
    "Kawa": "کاوە",
    "Barzan": "بەرزان",
}
FATHER = {
    "Muhammad": "محەمەد",
    "Ahmed": "ئەحمەد",
    "Hussein": "حوسێن",
    "Karim": "کەریم",
    "Salih": "ساڵح",
    "Omar": "عومەر",
    "Jamal": "جەمال",
    "Osman": "عوسمان",
}
KURDISH_PHONE = "+96470000{:05d}"
BRITISH_PHONE = "+44770090{:04d}"


def people(count: int) -> Iterator[tuple[int, str, str]]:
    """Numbers from 0 with a name in Latin and in Sorani letters."""
    pairs = list(product(GIVEN.items(), FATHER.items()))
    for number in range(count):
        (given, in_sorani), (father, of_father) = pairs[number % len(pairs)]
        yield number, f"{given} {father}", f"{in_sorani} {of_father}"


def queue_of(count: int) -> Case:
    """A case whose queue holds so many pairs, the most probable first: ``k-0`` and ``n-0`` …"""
    case = Case()
    both = list(people(count))
    latin = [
        row(f"n-{number}", prop, value, row=str(number + 2))
        for number, name, _ in both
        for prop, value in (
            ("name", name),
            ("birthDate", f"{1970 + number % 30}-07-01"),
            ("phone", BRITISH_PHONE.format(number)),
        )
    ]
    sorani = [
        row(f"k-{number}", prop, value, row=str(number + 2))
        for number, _, name in both
        for prop, value in (
            ("name", name),
            ("birthDate", str(1970 + number % 30)),
            ("phone", KURDISH_PHONE.format(number)),
        )
    ]
    case.world.load("nca", latin, slot="uk.csv", grade="2B")
    case.world.load("krg", sorani, slot="krg.csv", grade="1B")
    for number, name, in_sorani in both:
        year = str(1970 + number % 30)
        case.propose(
            f"k-{number}",
            f"n-{number}",
            probability=0.97 - number / 1000,
            reasons=[
                {**NAME_REASON, "left": in_sorani, "right": name},
                {**BIRTH_REASON, "left": year, "right": f"{year}-07-01"},
                {
                    **PHONE_REASON,
                    "left": KURDISH_PHONE.format(number),
                    "right": BRITISH_PHONE.format(number),
                },
            ],
        )
    return case


def add_kinds(operation: Operation) -> None:
    """A join in doubt on the fourth pair of a queue, and one on the third that awaits a second."""
    access = World(operation).access("nca")
    pair = ("k-3", "n-3")
    join = judge(access, *pair, JudgementKind.POSITIVE, reason="seen together")
    late = Statement.objects.get(entity_id="n-3", prop="birthDate").pk
    issue = Issue(IssueKind.DOUBTFUL, "birth date", pair, events=(join.pk,), statements=(late,))
    raise_issues(access, [issue])
    mark_harm(access, "n-2", reason="a person under the operation")
    judge(access, "k-2", "n-2", JudgementKind.POSITIVE)
