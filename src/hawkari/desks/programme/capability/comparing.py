"""Two self-assessments of a post side by side: shares, rates, and what was not stated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

__all__ = [
    "ANSWERS",
    "MEASURES",
    "NUMBERS",
    "PROCEDURES",
    "SHARES",
    "Compared",
    "Stated",
    "compared",
    "wrong_in",
]

NUMBERS = (
    "people_needed", "people_posted", "people_trained", "equipment_needed", "equipment_working",
    "checks", "hits",
)  # fmt: skip
PROCEDURES = ("second_reader", "watchlist", "referral", "seizures", "handover", "rights")
"""Codes of the procedures that are asked of; their words are in resources/words.json."""
ANSWERS = ("yes", "partly", "no")
SHARES = ("people", "training", "equipment", "procedures")
"""In percent."""
MEASURES = (*SHARES, "checks", "hits")
"""The shares, then checks in 30 days, and hits in 1,000 checks."""
MOST = 1_000_000_000
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Stated:
    """What was stated of a post; None was not stated, and is not 0.

    Attributes:
        people_needed, people_posted, people_trained: officers.
        equipment_needed, equipment_working: pieces.
        procedures: of `ANSWERS` by code of `PROCEDURES`.
        checks, hits: from `checks_first` to `checks_last`, both days included.
    """

    people_needed: int | None = None
    people_posted: int | None = None
    people_trained: int | None = None
    equipment_needed: int | None = None
    equipment_working: int | None = None
    procedures: Mapping[str, str] = field(default_factory=dict)
    checks: int | None = None
    hits: int | None = None
    checks_first: date | None = None
    checks_last: date | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure before and after; None where it cannot be told from what was stated."""

    measure: str
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """By how much it is more afterwards; None where one of them is not known."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def wrong_in(stated: Stated) -> tuple[str, str] | None:
    """The field that cannot be so, and why; None where nothing contradicts itself."""
    for name in NUMBERS:
        number = getattr(stated, name)
        if number is not None and not 0 <= number <= MOST:
            return name, "this is no number of things"
    for code, answer in stated.procedures.items():
        if code not in PROCEDURES or answer not in ANSWERS:
            return code, "the answer is none of yes, partly, no"
    if _more(stated.people_trained, stated.people_posted):
        return "people_trained", "more officers are trained than posted"
    return _wrong_in_checks(stated)


def _wrong_in_checks(stated: Stated) -> tuple[str, str] | None:
    first, last = stated.checks_first, stated.checks_last
    if _more(stated.hits, stated.checks):
        return "hits", "there are more hits than checks"
    if stated.hits is not None and stated.checks is None:
        return "hits", "nobody can tell of how many checks the hits are"
    if (first is None) is not (last is None):
        return "checks_last", "the checks have one day only"
    if first is not None and last is not None and first > last:
        return "checks_last", "the last day of the checks is before the first"
    if stated.checks is not None and first is None:
        return "checks_first", "nobody can tell of which days the checks are"
    return None


def compared(before: Stated | None, after: Stated | None) -> tuple[Compared, ...]:
    """Every measure of two self-assessments, in the order of `MEASURES`."""
    first, second = _measures(before), _measures(after)
    return tuple(Compared(name, first[name], second[name]) for name in MEASURES)


def _measures(stated: Stated | None) -> dict[str, Decimal | None]:
    if stated is None:
        return dict.fromkeys(MEASURES)
    yes = sum(answer == "yes" for answer in stated.procedures.values())
    return {
        "people": _share(stated.people_posted, stated.people_needed),
        "training": _share(stated.people_trained, stated.people_posted),
        "equipment": _share(stated.equipment_working, stated.equipment_needed),
        "procedures": _share(yes, len(stated.procedures)),
        "checks": _share(stated.checks, _days(stated), each=30),
        "hits": _share(stated.hits, stated.checks, each=1000),
    }


def _share(part: int | None, whole: int | None, *, each: int = 100) -> Decimal | None:
    if part is None or not whole:
        return None
    return (Decimal(part) * each / whole).quantize(TENTH)


def _days(stated: Stated) -> int | None:
    if stated.checks_first is None or stated.checks_last is None:
        return None
    return (stated.checks_last - stated.checks_first).days + 1


def _more(part: int | None, whole: int | None) -> bool:
    return part is not None and whole is not None and part > whole
