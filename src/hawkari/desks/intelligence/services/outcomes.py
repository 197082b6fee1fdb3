"""What the engine says of two choices of people: figures without a name in them, kept an hour."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from hawkari.desks.intelligence.services.learning import Answers, with_answers
from hawkari.desks.intelligence.services.networks import Whole
from hawkari.desks.intelligence.services.worked_out import work_out
from hawkari.engines.disruption import Network, Tie, components
from hawkari.engines.disruption.expected import Worlds, compared
from hawkari.engines.disruption.plans import Plan, joint_plan
from hawkari.engines.disruption.stages import Roles
from hawkari.engines.disruption.what_if import REPLACED, WhatIf, what_if

__all__ = ["ASSUMED_NEW", "Budgets", "Choice", "Comparison", "Numbers", "Outcome", "compute"]

# New ties for each tie taken out: the engine's assumption, said on the page.
ASSUMED_NEW = REPLACED

Choice = tuple[str, ...]
Budgets = Mapping[str, int]
Categories = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking out one choice of people would do.

    Attributes:
        found: the engine's figures.
        before: who was in the parts that the choice touches, largest first.
        after: who is in what becomes of them, largest first.
        untouched: how many parts nobody of the choice is in.
    """

    found: WhatIf
    before: tuple[Choice, ...]
    after: tuple[Choice, ...]
    untouched: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first choice against the second, world by world.

    `better` is the share of worlds (0-1) in which the first leaves less, ties half; `verdict` is
    `less is left`, `no less is left` or `cannot tell`, of the first against the second.
    """

    better: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything computed; `plan` is None where no partner may look at anybody."""

    outcomes: tuple[Outcome, ...]
    comparison: Comparison | None
    plan: Plan | None


def compute(
    network: Whole,
    categories: Categories,
    reach: Categories,
    *,
    choices: tuple[Choice, ...],
    budgets: Budgets,
    answers: Answers | None = None,
) -> Numbers:
    """The figures, from the cache where the same was asked of the same evidence within an hour.

    Args:
        network: the network.
        categories: subject categories as the engine takes them, by id.
        reach: which partners can act on whom, by id.
        choices: one or two choices of people; nobody in them is protected.
        budgets: how many people each partner can look at; those of 0 take no part.
        answers: what was learnt of ties of the network.

    Cost: about a second a choice for 200 people.
    """
    wanted = {name: count for name, count in sorted(budgets.items()) if count > 0}
    learned = answers or {}
    said = sorted([*pair, holds] for pair, holds in learned.items())
    made_from = [
        [astuple(tie) for tie in network.ties],
        network.nodes,
        [
            sorted((one, sorted(held)) for one, held in table.items())
            for table in (categories, reach)
        ],
        [choices, wanted, said],
    ]

    def work() -> Numbers:
        graph = with_answers(Network.from_ties(network.ties, categories, network.nodes), learned)
        roles = Roles(partners=reach)
        able = {name: most for name, most in wanted.items() if roles.reached_by(graph, name).any()}
        return Numbers(
            outcomes=tuple(_outcome(graph, roles, choice) for choice in choices),
            comparison=_compared(graph, roles, choices) if len(choices) == 2 else None,
            plan=joint_plan(graph, roles, able) if able else None,
        )

    return work_out("what-if", made_from, work)


def _outcome(graph: Network, roles: Roles, choice: Choice) -> Outcome:
    gone = set(choice)
    whole = components(graph)
    touched = [part for part in whole if part & gone]
    pairs = [(graph.nodes[head], graph.nodes[tail]) for head, tail in graph.pairs()]
    rest = Network.from_ties(
        [Tie(*pair) for pair in pairs if not gone.intersection(pair)],
        nodes=[one for part in touched for one in part - gone],
    )
    inside = frozenset().union(*touched) if touched else frozenset()
    after = [part for part in components(rest) if part <= inside]
    return Outcome(
        found=what_if(graph, choice, roles=roles),
        before=tuple(tuple(sorted(part)) for part in touched),
        after=tuple(tuple(sorted(part)) for part in after),
        untouched=len(whole) - len(touched),
    )


def _compared(graph: Network, roles: Roles, choices: tuple[Choice, ...]) -> Comparison:
    worlds = Worlds(graph, roles)
    place = {node: number for number, node in enumerate(graph.nodes)}
    first, second = (worlds.left([place[one] for one in choice]) for choice in choices)
    return Comparison(*compared(first, second))
