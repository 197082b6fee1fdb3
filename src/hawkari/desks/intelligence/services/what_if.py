"""What if some people were taken out of a network: priorities to look into, no decision on anybody.

Nobody who is a victim, migrant or witness can be chosen, is compared or steps in: they are not
whom an investigation acts against, and a figure on them would make them a means to an end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from hawkari.desks.intelligence.services.analysing import MOST_PEOPLE
from hawkari.desks.intelligence.services.networks import (
    Filters,
    Whole,
    engine_categories,
    whole,
)
from hawkari.desks.intelligence.services.outcomes import Comparison, Numbers, Outcome, compute
from hawkari.desks.intelligence.services.searching import find
from hawkari.desks.intelligence.values import ChartTie, strictest
from hawkari.engines.disruption.expected import Figure
from hawkari.engines.disruption.values import RANKABLE
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.entities import EntityView, entities_of

__all__ = [
    "MOST_CHOSEN",
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
    "ask_what_if",
    "best_grade",
    "person_of",
]

# More is no choice but a sweep; the removal order answers that.
MOST_CHOSEN = 20
OFFERED = 10
# Names said of each part; the rest are counted.
NAMED = 6
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
    """

    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    budgets: Mapping[str, int] = field(default_factory=dict)
    filters: Filters = field(default_factory=Filters)
    query: str = ""
    each: int = USUAL_BUDGET


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
    """The ties of one chosen person with another, that the figures rest on."""

    other: Person
    ties: tuple[ChartTie, ...]


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
    people: int
    unranked: int
    too_many: bool
    handling: str


def ask_what_if(access: Access, asked: Asked) -> WhatIfPage:
    """What would fall apart, who would step in, and who could do it, alone and together.

    Args:
        access: who asks; the look is audited with whom it was about.
        asked: what is asked; at most `MOST_CHOSEN` people a choice, the first ones count.

    Raises:
        AccessDenied: if the role reads no content; audited.
        EntityNotFound: if there is no such focus of the network that the user may see.
    """
    require(access, Action.READ)
    network = whole(access, asked.filters)
    too_many = len(network.nodes) > MOST_PEOPLE
    views = {} if too_many else entities_of(access, network.nodes)
    desk = _Desk(network, views)
    choices, refused, unknown = _chosen(access, desk, asked)
    offered = _offered(access, desk, asked.query)
    partners = desk.partners()
    budgets = {name: asked.budgets.get(name, asked.each) for name in partners}
    numbers = None
    if any(choices) and not too_many:
        categories = {one: engine_categories(view) for one, view in views.items()}
        wanted = tuple(choice for choice in choices if choice)
        numbers = compute(network, categories, desk.reach(), choices=wanted, budgets=budgets)
    page = _page(desk, choices, numbers)
    found = WhatIfPage(
        chosen=(desk.people(choices[0]), desk.people(choices[1])),
        refused=tuple(refused),
        unknown=tuple(unknown),
        offered=offered,
        is_searched=bool(asked.query.strip()),
        partners=partners,
        budgets=budgets,
        branches=page,
        comparison=numbers.comparison if numbers else None,
        plan=desk.planned(numbers) if numbers else (),
        numbers=numbers,
        people=len(network.nodes),
        unranked=sum(not one.may_be_chosen for one in desk.all.values()),
        too_many=too_many,
        handling=desk.handling(),
    )
    _record(access, choices, [one.id for one in refused])
    return found


def _record(access: Access, choices: Sequence[Sequence[str]], refused: Sequence[str]) -> None:
    objects = sorted({one for choice in choices for one in choice})
    with transaction.atomic():
        audit.record(
            Act.CONSULT,
            access=access,
            objects=objects,
            count=len(objects),
            detail={"what": "what if", "refused": len(refused)},
        )


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


class _Desk:
    """The network with its people named, and who can reach them."""

    def __init__(self, network: Whole, views: Mapping[str, EntityView]) -> None:
        self.network = network
        self.views = views
        self.tied = network.neighbours
        self.all = {one: person_of(view, degree=len(self.tied[one])) for one, view in views.items()}

    def people(self, ids: Iterable[str]) -> tuple[Person, ...]:
        """Those of the network among some ids, in the order given."""
        return tuple(self.all[one] for one in ids if one in self.all)

    def reach(self) -> dict[str, frozenset[str]]:
        """Which agencies can act on whom: those that state something of them."""
        return {one: frozenset(view.agencies) for one, view in self.views.items()}

    def partners(self) -> dict[str, str]:
        """Names of the agencies that can reach somebody who may be ranked, by short name."""
        named = {
            value.agency: value.agency_name
            for one, view in self.views.items()
            if self.all[one].may_be_chosen
            for value in view.values
        }
        return dict(sorted(named.items()))

    def handling(self) -> str:
        """The strictest handling of the people and of their ties."""
        ties = [tie.handling for held in self.network.edges.values() for tie in held]
        return strictest([*ties, *(one.handling for one in self.all.values())])

    def part(self, ids: Sequence[str]) -> Part:
        """A part with its most tied people named."""
        known = sorted(self.people(ids), key=lambda one: (-one.degree, one.id))
        return Part(len(ids), tuple(known[:NAMED]), len(ids) - min(len(known), NAMED))

    def basis(self, one: str) -> tuple[Basis, ...]:
        """The ties of somebody, with whom they are."""
        return tuple(
            Basis(self.all[right if left == one else left], ties)
            for (left, right), ties in self.network.edges.items()
            if one in (left, right)
        )

    def planned(self, numbers: Numbers) -> tuple[Planned, ...]:
        """The joint plan with names."""
        if numbers.plan is None:
            return ()
        names = self.partners()
        return tuple(
            Planned(row.rank, self.all[row.node], names[row.partner], row.left_after, row.reason)
            for row in numbers.plan.people
        )


def _chosen(
    access: Access, desk: _Desk, asked: Asked
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], list[Person], list[str]]:
    """Canonical ids of each choice, those refused for protection, and ids that are not here."""
    wanted = (asked.first[:MOST_CHOSEN], asked.second[:MOST_CHOSEN])
    ids = list(dict.fromkeys((*wanted[0], *wanted[1])))
    seen = entities_of(access, ids) if ids else {}
    refused: dict[str, Person] = {}
    unknown: list[str] = []
    may: dict[str, str] = {}
    for one in ids:
        view = seen.get(one)
        person = person_of(view) if view is not None else None
        if person is not None and not person.may_be_chosen:
            refused[person.id] = person
        elif person is None or person.id not in desk.tied:
            unknown.append(one)
        else:
            may[one] = person.id
    first, second = (
        tuple(dict.fromkeys(may[one] for one in part if one in may)) for part in wanted
    )
    return (first, second), list(refused.values()), unknown


def _offered(access: Access, desk: _Desk, query: str) -> tuple[Person, ...]:
    """Whoever of this network answers a query; without one, those of it with most ties."""
    if query.strip():
        return desk.people(hit.canonical_id for hit in find(access, query).hits)
    able = [one for one in desk.all.values() if one.may_be_chosen]
    return tuple(sorted(able, key=lambda one: (-one.degree, one.id))[:OFFERED])


def _page(
    desk: _Desk, choices: tuple[tuple[str, ...], tuple[str, ...]], numbers: Numbers | None
) -> tuple[Branch, ...]:
    if numbers is None:
        return ()
    asked = [(number, choice) for number, choice in enumerate(choices, 1) if choice]
    return tuple(
        _branch(desk, number, choice, outcome=outcome)
        for (number, choice), outcome in zip(asked, numbers.outcomes, strict=True)
    )


def _branch(desk: _Desk, number: int, choice: Sequence[str], *, outcome: Outcome) -> Branch:
    found, reach, names = outcome.found, desk.reach(), desk.partners()
    return Branch(
        number=number,
        people=desk.people(choice),
        outcome=outcome,
        before=tuple(desk.part(part) for part in outcome.before),
        after=tuple(desk.part(part) for part in outcome.after),
        steps_in=tuple(
            StepsIn(desk.all[one.node], desk.all[one.instead_of], one.chance)
            for one in found.replacements
        ),
        alone=tuple(
            Alone(
                names[partner],
                desk.people(one for one in choice if partner in reach[one]),
                figure,
            )
            for partner, figure in found.alone.items()
            if partner in names
        ),
        unreached=desk.people(found.unreached),
        basis=tuple((desk.all[one], desk.basis(one)) for one in choice),
    )
