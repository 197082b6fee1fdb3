"""Who matters: each person's place in the network, with how sure one can be of it."""

from collections.abc import Mapping

import numpy as np

from hawkari.engines.disruption.kernels import betweenness
from hawkari.engines.disruption.network import Network
from hawkari.engines.disruption.parts import (
    articulations,
    communities,
    component_numbers,
    core_numbers,
    neighbours_of,
    pieces_without,
)
from hawkari.engines.disruption.values import RANKABLE, Broker, NodeMeasures
from hawkari.engines.disruption.worlds import affordable_worlds, top_k, world_betweenness

__all__ = ["brokers", "constraint", "measures"]


def measures(network: Network, *, top: int = 10, seed: int = 0) -> dict[str, NodeMeasures]:
    """Measures of everyone, in id order.

    Betweenness comes with its 5-95 % interval and the probability of staying among the `top`
    highest over worlds sampled from the ties' probabilities (200 worlds, fewer past a few hundred
    people, at least 30). Victims, migrants and witnesses are measured and never ranked: their
    `p_top_k` is 0 and they take no place.

    Args:
        network: the network.
        top: k of `p_top_k`, at least 1.
        seed: of the sampling; equal seeds give equal numbers.

    Cost: worlds · n · m, a second or so; in components of more than 1,000 people betweenness is
    estimated from 300 sources, in the worlds of more than 400 from 128.
    """
    if len(network) == 0:
        return {}
    drawn = betweenness((network.indptr, network.indices))
    scores = world_betweenness(network, worlds=affordable_worlds(network), seed=seed)
    low, high = np.quantile(scores, (0.05, 0.95), axis=0)
    expected = scores.mean(axis=0)
    stays = top_k(scores, network.rankable, top)
    degree = network.degree
    part, core, cut = component_numbers(network), core_numbers(network), articulations(network)
    return {
        name: NodeMeasures(
            degree=int(degree[node]),
            betweenness=float(drawn[node]),
            expected=float(expected[node]),
            low=float(low[node]),
            high=float(high[node]),
            p_top_k=float(stays[node]),
            constraint=constraint(network, node),
            component=int(part[node]),
            core=int(core[node]),
            articulation=node in cut,
        )
        for node, name in enumerate(network.nodes)
    }


def constraint(network: Network, node: int) -> float | None:
    """Burt's constraint of a person, unweighted: how far contacts also know one another.

    Returns:
        Above 0, up to about 1.1; None for a person without ties.

    Source: Burt (1992), "Structural Holes", chapter 2, with equal investment in each tie.
    """
    contacts = neighbours_of(network, node)
    if not contacts:
        return None
    direct = dict.fromkeys(contacts, 1 / len(contacts))
    for middle in contacts:
        beyond = neighbours_of(network, middle)
        for other in beyond:
            if other in direct:
                direct[other] += 1 / len(contacts) / len(beyond)
    return sum(value * value for value in direct.values())


def brokers(
    network: Network,
    top: int = 10,
    *,
    seed: int = 0,
    known: Mapping[str, NodeMeasures] | None = None,
) -> list[Broker]:
    """Who stands between the parts: the highest by expected betweenness, best first.

    Equal values go by degree, then by id. Whoever may not be ranked, or joins nobody, is left
    out, so the list may be shorter than `top`.

    Args:
        network: the network.
        top: length of the list, and k of `p_top_k`; at least 1.
        seed: as in `measures`.
        known: what `measures` gave for the same network, to save measuring it again; its k then
            holds for `p_top_k`.
    """
    found = measures(network, top=top, seed=seed) if known is None else known
    group = {node: number for number, part in enumerate(communities(network)) for node in part}
    ranked = [
        (-round(found[name].expected, 12), -found[name].degree, node)
        for node, name in enumerate(network.nodes)
        if network.held(name) <= RANKABLE and found[name].betweenness > 0
    ]
    return [
        Broker(
            node=network.nodes[node],
            measures=found[network.nodes[node]],
            parts=pieces_without(network, node),
            communities=len(
                {group[network.nodes[other]] for other in neighbours_of(network, node)}
            ),
        )
        for _, _, node in sorted(ranked)[:top]
    ]
