"""Who matters: each person's place in the network, with how sure one can be of it."""

from collections.abc import Mapping

import numpy as np

from hawkari.engines.disruption.around import surroundings
from hawkari.engines.disruption.communities import communities
from hawkari.engines.disruption.kernels import AGAIN, betweenness
from hawkari.engines.disruption.network import Network
from hawkari.engines.disruption.parts import (
    articulations,
    component_numbers,
    core_numbers,
    neighbours_of,
    pieces_without,
)
from hawkari.engines.disruption.possible import possible_worlds
from hawkari.engines.disruption.values import RANKABLE, Broker, NodeMeasures
from hawkari.engines.disruption.worlds import affordable_worlds, top_k

__all__ = ["brokers", "measures"]


def measures(network: Network, *, top: int = 10, seed: int = 0) -> dict[str, NodeMeasures]:
    """Measures of everyone, in id order.

    Betweenness comes with its 5-95 % interval and the probability of staying among the `top`
    highest over worlds that may be true (200, fewer past a few hundred people, at least 30):
    reported ties hold by their probabilities, and some come in that nobody reported. Victims,
    migrants and witnesses are measured and never ranked: their `p_top_k` is 0 and they take no
    place.

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
    scores = np.zeros((affordable_worlds(network), len(network)))
    for row, world in zip(scores, possible_worlds(network, len(scores), seed=seed), strict=True):
        row[:] = betweenness(world, sources=AGAIN)
    low, high = np.quantile(scores, (0.05, 0.95), axis=0)
    expected = scores.mean(axis=0)
    stays = top_k(scores, network.rankable, top)
    degree, burt = network.degree, surroundings(network.indptr, network.indices)[:, 0]
    part, core, cut = component_numbers(network), core_numbers(network), articulations(network)
    return {
        name: NodeMeasures(
            degree=int(degree[node]),
            betweenness=float(drawn[node]),
            expected=float(expected[node]),
            low=float(low[node]),
            high=float(high[node]),
            p_top_k=float(stays[node]),
            constraint=float(burt[node]) if degree[node] else None,
            component=int(part[node]),
            core=int(core[node]),
            articulation=node in cut,
        )
        for node, name in enumerate(network.nodes)
    }


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
