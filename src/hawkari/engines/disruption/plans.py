"""Joint plans: whom several partners should look at first, each within its budget and its reach."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hawkari.engines.disruption.adaptive import Rest, evidence_lengths
from hawkari.engines.disruption.expected import Figure, Worlds, compared
from hawkari.engines.disruption.network import Floats, Network
from hawkari.engines.disruption.reasons import ranked_reasons
from hawkari.engines.disruption.stages import STAGES, Roles
from hawkari.errors import BadInput

__all__ = ["Plan", "Planned", "joint_choice", "joint_plan"]

# What the last person of a stage counts for beside the highest place in the network; one of two
# counts half of that, and so on.
STAGE = 0.5


@dataclass(frozen=True, slots=True)
class Planned:
    """One person of a plan: an investigative priority, never a finding.

    Attributes:
        rank: from 1, in the order in which the plan found them.
        node: the person's id.
        partner: who should look at the person.
        left_after: share of the largest part left after this and all earlier ones.
        reason: why here, in plain English.
    """

    rank: int
    node: str
    partner: str
    left_after: Figure
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What partners can do together, beside what each can do alone.

    Attributes:
        people: whom to look at, best first.
        together: share of the largest part left after all of them.
        alone: by partner, share left when only that partner acts, on its own best people.
        apart: share left when all act, each on its own best people, as many heads as together.
        better: share of worlds (0-1) in which together leaves less than apart, ties counted half.
        stages: by stage, share of its people still in the largest part after the plan.
        verdict: `less is left`, `no less is left`, or `cannot tell`, of together against apart.
    """

    people: tuple[Planned, ...]
    together: Figure
    alone: Mapping[str, Figure]
    apart: Figure
    better: float
    stages: Mapping[str, Figure]
    verdict: str


class _Teams:
    """Who looks at whom: a matching of people to partners that moves others to make room."""

    def __init__(self, reach: Mapping[str, "np.ndarray[tuple[int], np.dtype[np.bool_]]"]) -> None:
        self.reach = reach
        self.held: dict[str, list[int]] = {partner: [] for partner in reach}

    def place(self, node: int, budgets: Mapping[str, int]) -> bool:
        """Give a person to some partner; False, and nothing changed, when there is no way."""
        return self._place(node, budgets, set())

    def _place(self, node: int, budgets: Mapping[str, int], tried: set[str]) -> bool:
        able = [name for name in self.reach if self.reach[name][node] and name not in tried]
        for name in able:
            if len(self.held[name]) < budgets[name]:
                self.held[name].append(node)
                return True
        for name in able:
            tried.add(name)
            for other in list(self.held[name]):
                if self._place(other, budgets, tried):
                    self.held[name].remove(other)
                    self.held[name].append(node)
                    return True
        return False

    def partner_of(self, node: int) -> str:
        return next(name for name, held in self.held.items() if node in held)


def joint_choice(
    network: Network, roles: Roles, budgets: Mapping[str, int]
) -> list[tuple[int, str]]:
    """Number and partner of the people to look at, best first.

    Again and again whoever counts for most among those whom a partner with room can reach: the
    value of `Objective.GRADED`, as a share of the highest, plus half the share that the person is
    of those left in a stage of the corridor, the largest such share. Nothing is searched beyond
    that: on evidence that is partly wrong a harder search makes plans worse.

    Args:
        network: the network.
        roles: who can reach whom, and who works in which stage.
        budgets: by partner, how many people it can look at, 0 or more.
    """
    teams = _Teams({name: roles.reached_by(network, name) for name in sorted(budgets)})
    rest = Rest(
        (network.indptr, network.indices),
        (None, evidence_lengths(network.probability)[network.pair]),
        network.probability[network.pair],
    )
    stages = np.array([roles.in_stage(network, stage) for stage in STAGES])
    open_to = np.any([*teams.reach.values(), np.zeros(len(network), dtype=np.bool_)], axis=0)
    chosen: list[int] = []
    while len(chosen) < sum(budgets.values()) and open_to.any():
        value = np.round(_value(rest, stages), 9)
        candidates = np.flatnonzero(open_to)
        held = np.round(rest.strength[candidates], 9)
        node = int(candidates[np.lexsort((candidates, -held, -value[candidates]))[0]])
        open_to[node] = False
        if teams.place(node, budgets):
            chosen.append(node)
            rest.remove(node)
            stages[:, node] = False
    return [(node, teams.partner_of(node)) for node in chosen]


def _value(rest: Rest, stages: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]") -> Floats:
    weighed = np.where(rest.alive, rest.weighed(), 0.0)
    share = stages / np.maximum(stages.sum(axis=1, keepdims=True), 1)
    highest = max(float(weighed.max(initial=0.0)), 1e-12)
    value: Floats = weighed / highest + STAGE * share.max(axis=0)
    return value


def joint_plan(
    network: Network, roles: Roles, budgets: Mapping[str, int], *, seed: int = 0
) -> Plan:
    """A plan for several partners, with what it leaves over the worlds that may be true.

    Victims, migrants and witnesses, and whoever no partner can reach, are never in it.

    Args:
        network: the network.
        roles: who can reach whom, and who works in which stage.
        budgets: by partner, how many people it can look at.
        seed: of the sampled worlds.

    Raises:
        BadInput: if a partner can reach nobody who may be ranked, or a budget is below 0.
    """
    for partner, budget in sorted(budgets.items()):
        _check(partner, budget, roles.reached_by(network, partner).any())
    chosen = joint_choice(network, roles, budgets)
    worlds = Worlds(network, roles, seed=seed)
    order = [node for node, _ in chosen]
    after = [Figure.of(worlds.left(order[: place + 1])) for place in range(len(order))]
    together, apart = worlds.left(order), worlds.left(_apart(network, roles, budgets))
    better, said = compared(together, apart)
    return Plan(
        people=tuple(
            Planned(rank, network.nodes[node], partner, left, reason)
            for rank, ((node, partner), left, reason) in enumerate(
                zip(chosen, after, ranked_reasons(network, order), strict=True), 1
            )
        ),
        together=Figure.of(together),
        alone={
            partner: Figure.of(worlds.left(_alone(network, roles, {partner: budget})))
            for partner, budget in sorted(budgets.items())
        },
        apart=Figure.of(apart),
        better=better,
        stages={stage: Figure.of(left) for stage, left in worlds.stage_left(order).items()},
        verdict=said,
    )


def _alone(network: Network, roles: Roles, budget: Mapping[str, int]) -> list[int]:
    return [node for node, _ in joint_choice(network, roles, budget)]


def _apart(network: Network, roles: Roles, budgets: Mapping[str, int]) -> list[int]:
    """Everyone's own best people, in turn; whom another has already taken is passed over."""
    taken: list[int] = []
    for partner, budget in sorted(budgets.items()):
        own = _alone(network, roles, {partner: budget + len(taken)})
        taken += [node for node in own if node not in taken][:budget]
    return taken


def _check(partner: str, budget: int, reaches: np.bool_) -> None:
    if budget < 0:
        raise BadInput(f"{partner} has a budget of {budget}", "Give a number of people from 0.")
    if not reaches:
        raise BadInput(
            f"{partner} can reach nobody who may be ranked",
            "Name the partner in the column partner of the people it can act on.",
        )
