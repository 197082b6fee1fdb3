"""What the what-if page is asked and what it shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hawkari.desks.intelligence.services.networks import Filters, engine_categories
from hawkari.desks.intelligence.services.outcomes import Comparison, Numbers, Outcome
from hawkari.desks.intelligence.values import ChartTie, strictest
from hawkari.engines.disruption.expected import Figure
from hawkari.engines.disruption.values import RANKABLE
from hawkari.evidence.entities import EntityView
from hawkari.evidence.task_reading import Finding

__all__ = [
    "USUAL_BUDGET",
    "Alone",
    "Asked",
    "Basis",
    "Branch",
    "Part",
    "Person",
    "Planned",
    "StepsIn",
    "WhatIfPage",
    "best_grade",
    "person_of",
]

USUAL_BUDGET = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Attributes:
        first: ids of the people of the first choice; canonical, or as stated.
        second: of the second choice, to put beside it; may be empty.
        budgets: how many people each partner can look at, by its short name.
        each: the same for every partner that `budgets` does not name.
        filters: which network.
        query: words to search somebody by, who may then be chosen.
        by_evidence_alone: whether answers of tasks are left out of the figures.
    """

    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    budgets: Mapping[str, int] = field(default_factory=dict)
    filters: Filters = field(default_factory=Filters)
    query: str = ""
    each: int = USUAL_BUDGET
    by_evidence_alone: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody or something of the network, with what stands behind it.

    `may_be_chosen` is false for whoever is protected; `statements` counts what is stated, `grade`
    is the best of it, `handling` the strictest; `agencies` are the names of who states it.
    """

    id: str
    caption: str
    romanised: str
    categories: tuple[str, ...]
    agencies: tuple[str, ...]
    statements: int
    grade: str
    handling: str
    may_be_chosen: bool
    degree: int = 0


@dataclass(frozen=True, slots=True)
class Basis:
    """The ties of one chosen person with another, that the figures rest on.

    `answer` is what a task brought of them, whether the figures count it or not; None without one.
    """

    other: Person
    ties: tuple[ChartTie, ...]
    answer: Finding | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part that holds together: how many are in it, some of them, and how many more."""

    size: int
    named: tuple[Person, ...]
    more: int


@dataclass(frozen=True, slots=True)
class StepsIn:
    """Who may step in for whom, with what probability (0-1)."""

    who: Person
    instead_of: Person
    chance: float


@dataclass(frozen=True, slots=True)
class Alone:
    """What one partner could do alone: whom of the choice it can reach, and what would be left."""

    partner: str
    reaches: tuple[Person, ...]
    left: Figure


@dataclass(frozen=True, slots=True)
class Branch:
    """One choice and what it would do; `number` is 1 or 2."""

    number: int
    people: tuple[Person, ...]
    outcome: Outcome
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    steps_in: tuple[StepsIn, ...]
    alone: tuple[Alone, ...]
    unreached: tuple[Person, ...]
    basis: tuple[tuple[Person, tuple[Basis, ...]], ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """One row of the joint plan; `reason` is English."""

    rank: int
    who: Person
    partner: str
    left_after: Figure
    reason: str


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """Everything the page shows.

    Attributes:
        chosen: the people of each choice that may be chosen.
        refused: people asked for who may not be, because they are protected.
        unknown: ids asked for that are not in this network, or that the user may not see.
        offered: hits of the query, or without one the most tied; whoever is protected among them.
        is_searched: whether `offered` are hits.
        partners: names of the agencies that can reach somebody, by short name.
        budgets: of each of them.
        branches: the choices with what they would do; none where nobody is chosen.
        comparison: the first against the second.
        plan: whom the partners should look at together, best first.
        numbers: the engine's figures, None where nothing was computed.
        answers: how many answers of tasks there are about ties of this network.
        by_evidence_alone: whether they are left out of the figures.
        people: how many people and things are in the network.
        unranked: how many of them are never ranked.
        too_many: whether the network is too large for a page.
        handling: strictest handling of everything that it rests on.
    """

    chosen: tuple[tuple[Person, ...], tuple[Person, ...]]
    refused: tuple[Person, ...]
    unknown: tuple[str, ...]
    offered: tuple[Person, ...]
    is_searched: bool
    partners: Mapping[str, str]
    budgets: Mapping[str, int]
    branches: tuple[Branch, ...]
    comparison: Comparison | None
    plan: tuple[Planned, ...]
    numbers: Numbers | None
    answers: int
    by_evidence_alone: bool
    people: int
    unranked: int
    too_many: bool
    handling: str


def person_of(view: EntityView, *, degree: int = 0) -> Person:
    """An entity as the page names it, with how well it is stated."""
    return Person(
        id=view.canonical_id,
        caption=view.caption,
        romanised=view.caption_romanised,
        categories=tuple(sorted(view.categories | view.stated_categories)),
        agencies=tuple(sorted({one.agency_name for one in view.values})),
        statements=len(view.values),
        grade=best_grade(one.grade for one in view.values),
        handling=strictest([one.handling for one in view.values]),
        may_be_chosen=engine_categories(view) <= RANKABLE,
        degree=degree,
    )


def best_grade(grades: Iterable[str]) -> str:
    """The best of some grades like ``2B``; empty where all are ungraded."""
    given = [one for one in grades if one]
    return min(given, key=lambda one: (one[1:], one[:1]), default="")
