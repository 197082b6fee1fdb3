"""What if some people were taken out of a network: priorities to look into, no decision on anybody.

Nobody who is a victim, migrant or witness can be chosen, is compared or steps in: they are not
whom an investigation acts against, and a figure on them would make them a means to an end.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from hawkari.desks.intelligence.services.analysing import MOST_PEOPLE
from hawkari.desks.intelligence.services.learning import answers_in, told
from hawkari.desks.intelligence.services.networks import Whole, engine_categories, whole
from hawkari.desks.intelligence.services.outcomes import Numbers, Outcome, compute
from hawkari.desks.intelligence.services.searching import find
from hawkari.desks.intelligence.services.what_if_values import (
    Alone,
    Asked,
    Basis,
    Branch,
    Part,
    Person,
    Planned,
    StepsIn,
    WhatIfPage,
    person_of,
)
from hawkari.desks.intelligence.values import strictest
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.entities import EntityView, entities_of
from hawkari.evidence.task_reading import Finding

__all__ = ["MOST_CHOSEN", "ask_what_if"]

# More is no choice but a sweep; the removal order answers that.
MOST_CHOSEN = 20
OFFERED = 10
# Names said of each part; the rest are counted.
NAMED = 6


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
    desk = _Desk(network, views, {} if too_many else answers_in(access, network))
    choices, refused, unknown = _chosen(access, desk, asked)
    offered = _offered(access, desk, asked.query)
    partners = desk.partners()
    budgets = {name: asked.budgets.get(name, asked.each) for name in partners}
    numbers = None
    if any(choices) and not too_many:
        categories = {one: engine_categories(view) for one, view in views.items()}
        wanted = tuple(choice for choice in choices if choice)
        numbers = compute(
            network,
            categories,
            desk.reach(),
            choices=wanted,
            budgets=budgets,
            answers={} if asked.by_evidence_alone else told(desk.answers),
        )
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
        answers=len(desk.answers),
        by_evidence_alone=asked.by_evidence_alone,
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


class _Desk:
    """The network with its people named, and who can reach them."""

    def __init__(
        self,
        network: Whole,
        views: Mapping[str, EntityView],
        answers: Mapping[tuple[str, str], Finding],
    ) -> None:
        self.network = network
        self.answers = answers
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
        """A part with its most tied people named; whoever is protected last, in no order."""
        known = sorted(self.people(ids), key=_by_ties)
        return Part(len(ids), tuple(known[:NAMED]), len(ids) - min(len(known), NAMED))

    def basis(self, one: str) -> tuple[Basis, ...]:
        """The ties of somebody, with whom they are."""
        return tuple(
            Basis(self.all[right if left == one else left], ties, self.answers.get((left, right)))
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
    # No id holds a NUL, which no database takes.
    askable = [one for one in ids if "\0" not in one]
    seen = entities_of(access, askable) if askable else {}
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
    return tuple(sorted(able, key=_by_ties)[:OFFERED])


def _by_ties(one: Person) -> tuple[bool, int, str]:
    """Key of the most tied first; whoever is never ranked stands last, by id alone."""
    return (True, 0, one.id) if not one.may_be_chosen else (False, -one.degree, one.id)


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
