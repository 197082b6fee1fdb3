"""Betweenness of large networks from sampled shortest paths, with a stated error.

Pairs of people are drawn evenly, and evenly one of the shortest paths between the two: how often
somebody stands inside such a path estimates betweenness. Paths are found from both ends at once,
which touches a small part of the network.
"""

from dataclasses import dataclass
from math import ceil, floor, log, log2

import numpy as np
from numba import njit

from hawkari.engines.disruption.kernels import Floats, Ints
from hawkari.engines.disruption.network import Network
from hawkari.engines.disruption.search import State, random_float

__all__ = ["Sampled", "sampled_betweenness"]

# Of one end: distance from it (-1 unseen), number of shortest paths, who was seen in order.
Side = tuple[Ints, Floats, Ints]

# Universal constant of the bound, as estimated by Löffler and Phillips (2009).
CONSTANT = 0.5
# Golden ratio in 64 bits (Knuth, TAOCP 6.4), so that neighbouring seeds start far apart.
SPREAD = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """Betweenness of everyone from sampled paths.

    Attributes:
        values: shape (n,), 0-1, as `kernels.betweenness` normalises it.
        error: with the stated confidence no value is further than this from the exact one.
        samples: paths drawn.
    """

    values: Floats
    error: float
    samples: int


def sampled_betweenness(
    network: Network, *, error: float = 0.01, confidence: float = 0.9, seed: int = 0
) -> Sampled:
    """Betweenness of everyone within `error`, all values at once, with probability `confidence`.

    Args:
        network: the network; every tie counts as true.
        error: wanted, above 0 and below 1.
        confidence: above 0 and below 1.
        seed: equal seeds give equal values.

    Cost: linear once; then each of about ``4 / error²`` paths touches some hundreds to thousands of
    ties, whatever the size.

    Source: Riondato and Kornaropoulos (2016), "Fast approximation of betweenness centrality through
    sampling", theorem 1; paths from both ends as in Borassi and Natale (2019), "KADABRA is an
    adaptive algorithm for betweenness via random paths".
    """
    n = len(network)
    if n < 3:
        return Sampled(np.zeros(n), 0.0, 0)
    graph = (network.indptr, network.indices)
    inner = max(2, 2 * int(widest(graph)) + 1) - 2  # people inside a longest shortest path, at most
    classes = floor(log2(inner)) + 1 if inner > 0 else 0
    # Pairs with the person at an end count in the draw, not in betweenness.
    scale = n / (n - 2)
    samples = ceil(CONSTANT * (scale / error) ** 2 * (classes + log(1 / (1 - confidence))))
    state = (2 * seed + 1) * SPREAD % 2**63
    inside = sample(graph, samples, state)
    return Sampled(inside * (scale / samples), error, samples)


@njit(cache=True, error_model="numpy")
def widest(graph: tuple[Ints, Ints]) -> int:
    """Most ties from the best tied person of a component to anybody in it, over all components."""
    indptr, indices = graph
    n = indptr.size - 1
    queue, seen = np.empty(n, np.int32), np.full(n, -1, np.int32)
    dist = np.empty(n, np.int32)
    most = 0
    for first in range(n):
        if seen[first] >= 0:
            continue
        start = first
        for turn in range(2):  # first to find the best tied, then from there
            queue[0], seen[start], dist[start] = start, 2 * first + turn, 0
            place, count = 0, 1
            best = start
            while place < count:
                node = queue[place]
                place += 1
                if indptr[node + 1] - indptr[node] > indptr[best + 1] - indptr[best]:
                    best = node
                for entry in range(indptr[node], indptr[node + 1]):
                    other = indices[entry]
                    if seen[other] != 2 * first + turn:
                        seen[other] = 2 * first + turn
                        dist[other] = dist[node] + 1
                        queue[count] = other
                        count += 1
            start = best
        most = max(most, dist[queue[count - 1]])
    return most


@njit(cache=True, error_model="numpy")
def spread(graph: tuple[Ints, Ints], side: Side, begin: int, end: int) -> int:  # noqa: PLR0917
    """Take one ring in, whose places are begin to end; returns where the next ring ends."""
    indptr, indices = graph
    dist, paths, queue = side
    count = end
    for place in range(begin, end):
        node = queue[place]
        for entry in range(indptr[node], indptr[node + 1]):
            other = indices[entry]
            if dist[other] < 0:
                dist[other] = dist[node] + 1
                queue[count] = other
                count += 1
            if dist[other] == dist[node] + 1:
                paths[other] += paths[node]
    return count


@njit(cache=True, error_model="numpy")
def walk_back(  # noqa: PLR0917
    graph: tuple[Ints, Ints], side: Side, node: int, state: State, inside: Floats
) -> None:
    """Count whoever stands between `node` and the end of this side on a path drawn evenly."""
    indptr, indices = graph
    dist, paths, _ = side
    while dist[node] > 1:
        left = random_float(state) * paths[node]
        chosen = node
        for entry in range(indptr[node], indptr[node + 1]):
            other = indices[entry]
            if dist[other] == dist[node] - 1 and paths[other] > 0.0:
                chosen = other
                left -= paths[other]
                if left < 0.0:
                    break
        node = chosen
        inside[node] += 1.0


@njit(cache=True, error_model="numpy")
def meet(graph: tuple[Ints, Ints], sides: tuple[Side, Side], seen: Ints) -> int:
    """Take rings in from both ends until they meet; returns where the meeting ring begins.

    -1 if they never do. `seen` is filled with how many each side has seen, and which of them moved
    last.
    """
    indptr = graph[0]
    begin = np.zeros(2, np.int32)
    seen[0] = seen[1] = 1
    while True:
        work = np.zeros(2, np.int64)
        for which in range(2):
            queue = sides[0][2] if which == 0 else sides[1][2]
            for place in range(begin[which], seen[which]):
                work[which] += indptr[queue[place] + 1] - indptr[queue[place]]
        which = 0 if work[0] <= work[1] else 1
        side, other = (sides[0], sides[1]) if which == 0 else (sides[1], sides[0])
        end = seen[which]
        seen[which] = spread(graph, side, begin[which], end)
        begin[which] = end
        seen[2] = which
        if seen[which] == end:
            return -1
        for place in range(end, seen[which]):
            if other[0][side[2][place]] >= 0:
                ring: int = end
                return ring


@njit(cache=True, error_model="numpy")
def middle_of(sides: tuple[Side, Side], ring: Ints, state: State) -> int:
    """Whoever of the ring that both sides saw a path drawn evenly goes through."""
    one, two = sides
    total = 0.0
    for node in ring:
        if one[0][node] >= 0 and two[0][node] >= 0:
            total += one[1][node] * two[1][node]
    left = random_float(state) * total
    middle: int = -1
    for node in ring:
        if one[0][node] >= 0 and two[0][node] >= 0:
            middle = node
            left -= one[1][node] * two[1][node]
            if left < 0.0:
                break
    return middle


@njit(cache=True, error_model="numpy")
def forget(side: Side, count: int) -> None:
    """Make a side as before the search."""
    dist, paths, queue = side
    for place in range(count):
        dist[queue[place]], paths[queue[place]] = -1, 0.0


@njit(cache=True, error_model="numpy")
def sample(graph: tuple[Ints, Ints], samples: int, seed: int) -> Floats:
    """How many of the drawn paths each person stands inside, shape (n,)."""
    n = graph[0].size - 1
    state = np.empty(1, np.uint64)
    state[0] = seed
    inside, seen = np.zeros(n), np.zeros(3, np.int32)
    one = (np.full(n, -1, np.int32), np.zeros(n), np.empty(n, np.int32))
    two = (np.full(n, -1, np.int32), np.zeros(n), np.empty(n, np.int32))
    for _ in range(samples):
        first = int(random_float(state) * n)
        last = int(random_float(state) * (n - 1))
        last += last >= first
        one[2][0], one[0][first], one[1][first] = first, 0, 1.0
        two[2][0], two[0][last], two[1][last] = last, 0, 1.0
        begin = meet(graph, (one, two), seen)
        if begin >= 0:
            ring = one[2][begin : seen[0]] if seen[2] == 0 else two[2][begin : seen[1]]
            middle = middle_of((one, two), ring, state)
            if middle not in (first, last):
                inside[middle] += 1.0
            walk_back(graph, one, middle, state, inside)
            walk_back(graph, two, middle, state, inside)
        forget(one, seen[0])
        forget(two, seen[1])
    return inside
