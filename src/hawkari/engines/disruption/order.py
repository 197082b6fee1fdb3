"""In which order to look at people so that least of the network is left."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from hawkari.engines.disruption.adaptive import evidence_lengths, recomputed_order
from hawkari.engines.disruption.dismantle import dismantling_order
from hawkari.engines.disruption.network import Floats, Network
from hawkari.engines.disruption.parts import number_components
from hawkari.engines.disruption.peeling import is_large
from hawkari.engines.disruption.possible import possible_worlds
from hawkari.engines.disruption.reasons import ranked_reasons, unranked_reason
from hawkari.engines.disruption.search import left_over
from hawkari.engines.disruption.values import RankedNode
from hawkari.engines.disruption.worlds import affordable_worlds, sample_worlds

__all__ = ["TOP", "Objective", "graded_order", "is_fast_order", "removal_order"]

# k of `p_top_k`: how many people a small team can look at first.
TOP = 10


class Objective(StrEnum):
    """What a removal order takes the network for.

    GRADED weighs ties by the probability P that they are real, and takes out, again and again,
    whoever has the highest product of powers of three things: betweenness over the fewest ties
    (0.5), betweenness over paths whose length is the sum of 1 - ln P of their ties (0.35), and
    expected number of ties (0.15). The first alone trusts single false bridges, the second the
    grades, and the number of ties sees no bridge at all; `benchmarks/disruption` shows them beside
    it under three kinds of error. COMPLETE takes every tie as true and
    nothing as missing, and searches for the order that leaves least: a what-if, not advice,
    because on a network that is partly wrong a harder search makes plans worse.
    """

    GRADED = "graded"
    COMPLETE = "complete"


def removal_order(
    network: Network, *, objective: Objective | str = Objective.GRADED, seed: int = 0
) -> list[RankedNode]:
    """Everyone once: the ranked, best first, then those who are never ranked, by id.

    Victims, migrants and witnesses, and whoever is marked with a category that is not understood,
    are not ranked and stay in the network throughout. An investigative priority for an officer to
    decide on; never a finding about a person.

    Args:
        network: the network.
        objective: see `Objective`.
        seed: of the search and of the sampled worlds; equal seeds give equal orders.

    Raises:
        ValueError: for another objective.

    Cost: about half a second for 200 people, some seconds for 1,000. For some thousand and more the
    order is a faster and worse one: see `is_fast_order`.
    """
    if Objective(objective) is Objective.COMPLETE:
        order = dismantling_order(network, seed=seed)
        stays = np.zeros(len(network))
        stays[order[:TOP]] = 1.0
        left = _left_as_drawn(network, order)
    else:
        order = graded_order(network)
        order.sort(key=lambda node: bool(network.indptr[node] == network.indptr[node + 1]))
        stays = _stays(network, seed)
        left = _left_expected(network, order, seed)
    reasons = ranked_reasons(network, order)
    ranked = [
        RankedNode(rank, network.nodes[node], float(left[rank]), float(stays[node]), reason)
        for rank, (node, reason) in enumerate(zip(order, reasons, strict=True), 1)
    ]
    out = sorted(set(network.nodes) - {row.node for row in ranked})
    rest = float(left[len(order)]) if len(network) else 0.0
    return ranked + [
        RankedNode(None, node, rest, 0.0, unranked_reason(network, node)) for node in out
    ]


def is_fast_order(network: Network, objective: Objective | str = Objective.GRADED) -> bool:
    """Whether `removal_order` takes the fast order, since the usual one would take minutes.

    The fast order takes out whoever has most expected ties left, again and again. It sees no
    bridge between groups, and leaves more. With `Objective.COMPLETE` each component goes its own
    way: true if any is ordered so.
    """
    if Objective(objective) is Objective.GRADED:
        return is_large((network.indptr, network.indices))
    parts = (np.array(part, dtype=np.int32) for part in number_components(network))
    return any(is_large(network.within(part)) for part in parts)


def graded_order(network: Network, *, limit: int | None = None) -> list[int]:
    """Numbers of those who may be ranked, best first, as `Objective.GRADED` says.

    Args:
        network: the network.
        limit: stop after so many, and where no tie is left; None orders everyone.
    """
    return recomputed_order(
        (network.indptr, network.indices),
        network.rankable,
        length=evidence_lengths(network.probability)[network.pair],
        strength=network.probability[network.pair],
        limit=limit,
    )


def _whole(network: Network, order: Sequence[int]) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    """The order with those who stay in at its end."""
    staying = np.setdiff1d(np.arange(len(network)), order)
    return np.concatenate([np.array(order, dtype=np.int32), staying]).astype(np.int32)


def _left_as_drawn(network: Network, order: Sequence[int]) -> Floats:
    left = left_over((network.indptr, network.indices), _whole(network, order))
    share: Floats = left / max(1, int(left[0]))
    return share


def _left_expected(network: Network, order: Sequence[int], seed: int) -> Floats:
    """Mean share left after 0 … n removals over sampled worlds, unreported ties among them."""
    whole = _whole(network, order)
    total = np.zeros(len(network) + 1)
    worlds = affordable_worlds(network)
    for world in possible_worlds(network, worlds, seed=seed):
        total += left_over(world, whole)
    share: Floats = total / max(1.0, float(total[0]))
    return share


def _stays(network: Network, seed: int) -> Floats:
    """Share of sampled worlds in which each person is among the first `TOP` of the order.

    Ties that nobody reported are left out here: with them, what is said comes true too often.
    """
    worlds = affordable_worlds(network, passes=TOP)
    # A world has fewer ties than the evidence: it must be ordered in the same way all the same.
    fast = is_fast_order(network)
    counts: Counter[int] = Counter()
    for world in sample_worlds(network, worlds, seed=seed):
        every = np.ones(len(world[1]))
        first = recomputed_order(world, network.rankable, strength=every, limit=TOP, fast=fast)
        counts.update(first)
    return np.array([counts[node] for node in range(len(network))]) / worlds
