"""What if these people were taken out: what falls apart, who steps in, who could do it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hawkari.engines.disruption.expected import Figure, Worlds, compared, largest_part
from hawkari.engines.disruption.network import Floats, Ints, Network, neighbour_lists
from hawkari.engines.disruption.rewiring import NewTies, new_ties
from hawkari.engines.disruption.stages import Roles
from hawkari.engines.disruption.values import RANKABLE
from hawkari.errors import BadInput

__all__ = ["Replacement", "StageLoss", "WhatIf", "what_if"]

# Share of the ties taken out that new ones replace, where nothing else is said: an assumption.
REPLACED = 0.25
# Replacements named for each person.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Replacement:
    """Someone who may step in for a person who was taken out.

    Attributes:
        node: who may step in.
        instead_of: for whom.
        chance: probability (0-1) of at least one new tie to that person's contacts.
    """

    node: str
    instead_of: str
    chance: float


@dataclass(frozen=True, slots=True)
class StageLoss:
    """What a stage of the corridor loses.

    Attributes:
        before: people who work in it.
        after: those who are not taken out.
        left: share of `before` still in the largest part.
    """

    before: int
    after: int
    left: Figure


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What taking some people out would do; every figure over the same sampled worlds.

    Attributes:
        left: share of the largest part that is left.
        others: the same for as many others, drawn at random in each world.
        better: share of worlds (0-1) in which these leave less than the others, ties half.
        verdict: `less is left`, `no less is left`, or `cannot tell`, against the others.
        pieces: sizes of the parts, largest first, when every reported tie holds.
        rewired: share left once new ties have come.
        new_ties: how many new ties were assumed, on average.
        replacements: who may step in, for each person taken out the likeliest first.
        stages: by stage.
        alone: by partner, share left without those of them whom it can reach.
        together: share left without those whom any partner can reach; None without partners.
        unreached: those whom no partner can reach, in text order; empty without partners.
    """

    left: Figure
    others: Figure
    better: float
    verdict: str
    pieces: tuple[int, ...]
    rewired: Figure
    new_ties: float
    replacements: tuple[Replacement, ...]
    stages: Mapping[str, StageLoss]
    alone: Mapping[str, Figure]
    together: Figure | None
    unreached: tuple[str, ...]


def what_if(
    network: Network,
    people: Iterable[str],
    *,
    roles: Roles | None = None,
    replaced: float = REPLACED,
    seed: int = 0,
) -> WhatIf:
    """What falls apart without these people, who steps in, and who could do it.

    Args:
        network: the network.
        people: ids of those taken out.
        roles: stages and partners; None when unknown.
        replaced: new ties for each tie taken out, 0 or more: nobody knows it beforehand.
        seed: of the sampled worlds.

    Raises:
        BadInput: if a person is not in the network, or is a victim, migrant or witness, or marked
            with a category that is not understood; or if the network has more than 2,000 people.

    Cost: n³ and 200 worlds, about a second for 200 people.
    """
    named, held = sorted(set(people)), roles or Roles()
    gone = np.array([_number(network, node) for node in named], dtype=np.int32)
    worlds = Worlds(network, held, seed=seed)
    expected = replaced * _ties_of(network, gone)
    fresh = new_ties(network, gone, expected=expected)
    left, others = worlds.left(gone.tolist()), _others(worlds, gone, seed)
    better, said = compared(left, others)
    able = {name: held.reached_by(network, name)[gone] for name in held.names()}
    anyone = np.any([*able.values(), np.zeros(len(gone), dtype=np.bool_)], axis=0)
    return WhatIf(
        left=Figure.of(left),
        others=Figure.of(others),
        better=better,
        verdict=said,
        pieces=_pieces(network, gone),
        rewired=Figure.of(_rewired(worlds, gone, fresh, seed=seed)),
        new_ties=expected,
        replacements=tuple(_replacements(network, gone, fresh)),
        stages=_stages(worlds, gone),
        alone={name: Figure.of(worlds.left(gone[mask])) for name, mask in able.items()},
        together=Figure.of(worlds.left(gone[anyone])) if able else None,
        unreached=tuple(np.array(named)[~anyone].tolist()) if able else (),
    )


def _number(network: Network, node: str) -> int:
    if node not in network.nodes:
        raise BadInput(f"{node!r} is not in the network", "Give the id as the files write it.")
    if not network.held(node) <= RANKABLE:
        words = ", ".join(sorted(network.held(node) - RANKABLE))
        raise BadInput(
            f"{node!r} is marked {words}: nothing is planned against this person",
            "Leave the person out.",
        )
    return network.nodes.index(node)


def _ties_of(network: Network, gone: Ints) -> float:
    """Expected number of ties that are taken out."""
    hit = np.isin(network.heads, gone) | np.isin(network.tails, gone)
    return float(network.probability[hit].sum())


def _others(worlds: Worlds, gone: Ints, seed: int) -> Floats:
    """Share left in each world without as many others who may be ranked, drawn anew each time."""
    random = np.random.default_rng(seed)
    pool = np.setdiff1d(np.flatnonzero(worlds.network.rankable), gone)
    count = min(len(gone), len(pool))
    left = []
    for graph, whole in zip(worlds.graphs, worlds.whole, strict=True):
        drawn = worlds.gone(random.permutation(pool)[:count].tolist())
        left.append(min(1.0, largest_part(*graph, drawn).sum() / whole))
    return np.array(left)


def _rewired(worlds: Worlds, gone: Ints, fresh: NewTies, *, seed: int) -> Floats:
    """Share left in each world once new ties have come, each with its probability."""
    random = np.random.default_rng(seed)
    n, graphs = len(worlds.network), []
    for indptr, indices in worlds.graphs:
        comes = random.random(len(fresh.chance)) < fresh.chance
        owner = np.repeat(np.arange(n), np.diff(indptr))
        up = owner < indices
        keys = np.concatenate(
            [
                owner[up] * n + indices[up],
                fresh.heads[comes].astype(np.int64) * n + fresh.tails[comes],
            ]
        )
        graphs.append(neighbour_lists(*np.divmod(np.unique(keys), max(1, n)), n)[:2])
    return worlds.left(gone.tolist(), graphs)


def _replacements(network: Network, gone: Ints, fresh: NewTies) -> list[Replacement]:
    """For each person taken out, who is likeliest to be tied to that person's contacts."""
    found = []
    rankable = network.rankable
    for person in gone.tolist():
        contacts = network.indices[network.indptr[person] : network.indptr[person + 1]]
        none = np.ones(len(network))
        for near, far in ((fresh.heads, fresh.tails), (fresh.tails, fresh.heads)):
            hit = np.isin(near, contacts)
            np.multiply.at(none, far[hit], 1.0 - fresh.chance[hit])
        chance = np.where(rankable, np.round(1.0 - none, 9), 0.0)
        for node in np.lexsort((np.arange(len(network)), -chance))[:NAMED].tolist():
            if chance[node] > 0:
                names = (network.nodes[node], network.nodes[person])
                found.append(Replacement(*names, float(chance[node])))
    return found


def _pieces(network: Network, gone: Ints) -> tuple[int, ...]:
    out = np.zeros(len(network), dtype=np.bool_)
    out[gone] = True
    sizes: list[int] = []
    while not out.all():
        part = largest_part(network.indptr, network.indices, out)
        sizes.append(int(part.sum()))
        out |= part
    return tuple(sizes)


def _stages(worlds: Worlds, gone: Sequence[int] | Ints) -> dict[str, StageLoss]:
    out = worlds.gone(gone)
    left = worlds.stage_left(gone)
    return {
        stage: StageLoss(int(held.sum()), int((held & ~out).sum()), Figure.of(left[stage]))
        for stage, held in worlds.stages.items()
    }
