"""The order that leaves least when the graph is taken as the whole truth."""

from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.disruption.adaptive import recomputed_order
from hawkari.engines.disruption.network import Ints, Network
from hawkari.engines.disruption.parts import number_components
from hawkari.engines.disruption.search import anneal, left_over

__all__ = ["dismantling_order"]

# Moves of annealing; first and last temperature in shares of the component's people. Hot enough to
# leave the start behind; chosen on random and published graphs of 30 to 200 people alike. One long
# run leaves less than several short ones of as many moves together.
MOVES, HOT, COLD = 300_000, 0.2, 0.003
# Golden ratio in 64 bits: neighbouring seeds start far apart in the generator (Knuth, TAOCP 6.4).
SPREAD = 0x9E3779B97F4A7C15
# People and ties up to which a component gets all moves; beyond, fewer, so that the time stays
# about the same. Counted in moves, never by the clock: equal input gives equal output everywhere.
FULL, FULL_TIES = 200, 600
# The search keeps n² numbers; larger components stay with recomputed betweenness.
LARGEST = 2_000


def dismantling_order(network: Network, *, seed: int) -> list[int]:
    """Numbers of all who may be ranked, best first.

    Each component's order starts from recomputed betweenness and is improved by annealing on
    R, the sum of what is left after each removal; components then take turns, always the one with
    the largest piece. Never worse than the start.
    """
    rankable = network.rankable
    orders = []
    for members in number_components(network):
        chosen = np.array(members, dtype=np.int32)
        if rankable[chosen].any():
            orders.append(_component_order(network, chosen, seed))
    return _take_turns(orders)


def _component_order(network: Network, members: Ints, seed: int) -> tuple[list[int], list[int]]:
    """Order of one component, and its largest piece after each number of removals from 0."""
    graph = network.within(members)
    rankable = network.rankable[members]
    head = recomputed_order(graph, rankable)
    tail = np.flatnonzero(~rankable)
    order = np.concatenate([head, tail]).astype(np.int32)
    if 2 < len(members) <= LARGEST:
        n, ties = len(members), len(graph[1]) // 2
        tries = int(MOVES * min(1.0, FULL / n, FULL_TIES / ties))
        state = (seed + 1) * SPREAD % 2**63
        _, order = anneal(graph, order, (len(head), tries, HOT * n, COLD * n, state))
    left = left_over(graph, order)
    order = _settled(order[: len(head)], left, np.diff(graph[0]))
    return members[order].tolist(), left.tolist()


def _settled(order: NDArray[np.int32], left: Ints, degree: Ints) -> Ints:
    """Sort the people whose removal no longer changes what is left: by degree, then by id."""
    last = len(order) if left[len(order)] > 0 else len(order) - 1
    settled = int(np.argmax(left <= left[last]))
    tail = order[settled:]
    return np.concatenate([order[:settled], tail[np.lexsort((tail, -degree[tail]))]])


def _take_turns(orders: list[tuple[list[int], list[int]]]) -> list[int]:
    """Merge the components' orders: next is always whoever cuts the largest piece there is."""
    queue = [(-left[0], number, 0) for number, (_, left) in enumerate(orders)]
    heapify(queue)
    merged = []
    while queue:
        _, number, done = heappop(queue)
        order, left = orders[number]
        merged.append(order[done])
        if done + 1 < len(order):
            heappush(queue, (-left[done + 1], number, done + 1))
    return merged
