"""Compiled betweenness over shortest paths by length, where doubtful ties are long.

The slow twin in the tests is networkx with `weight`.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.disruption.network import Floats, Ints

__all__ = ["refresh_weighted"]

# Lengths are sums of logarithms: paths that differ by less than this are equally short.
LEVEL = 1e-9

Work = tuple[Floats, Floats, Ints, Ints, Ints]  # distance, path counts, heap, its places, settled


@njit(cache=True, error_model="numpy")
def sift(heap: Ints, key: Floats, slot: Ints, at: int, count: int) -> None:  # noqa: PLR0917
    """Restore the heap around place `at`; `slot` holds each node's place."""
    node = heap[at]
    while at > 0 and key[node] < key[heap[(at - 1) // 2]]:
        heap[at] = heap[(at - 1) // 2]
        slot[heap[at]] = at
        at = (at - 1) // 2
    while 2 * at + 1 < count:
        child = 2 * at + 1
        if child + 1 < count and key[heap[child + 1]] < key[heap[child]]:
            child += 1
        if key[heap[child]] >= key[node]:
            break
        heap[at] = heap[child]
        slot[heap[at]] = at
        at = child
    heap[at] = node
    slot[node] = at


@njit(cache=True, error_model="numpy")
def settle(  # noqa: PLR0917
    graph: tuple[Ints, Ints, Floats], alive: NDArray[np.bool_], source: int, work: Work
) -> int:
    """Settle everyone reachable from `source`, nearest first; returns how many."""
    indptr, indices, length = graph
    dist, sigma, heap, slot, settled = work
    dist[source], sigma[source], slot[source], heap[0] = 0.0, 1.0, 0, source
    count, done = 1, 0
    while count > 0:
        node = heap[0]
        count -= 1
        slot[node] = -2
        settled[done] = node
        done += 1
        if count > 0:
            heap[0] = heap[count]
            slot[heap[0]] = 0
            sift(heap, dist, slot, 0, count)
        for entry in range(indptr[node], indptr[node + 1]):
            other = indices[entry]
            if not alive[other] or slot[other] == -2:
                continue
            way = dist[node] + length[entry]
            if way < dist[other] - LEVEL:
                dist[other], sigma[other] = way, sigma[node]
                if slot[other] == -1:
                    heap[count], slot[other] = other, count
                    count += 1
                sift(heap, dist, slot, slot[other], count)
            elif way < dist[other] + LEVEL:
                sigma[other] += sigma[node]
    return done


@njit(cache=True, error_model="numpy")
def accumulate_weighted(  # noqa: PLR0917
    graph: tuple[Ints, Ints, Floats],
    settled: Ints,
    score: Floats,
    work: tuple[Floats, Floats, Floats, float],
) -> None:
    """Add one source's share to `score`; leaves `work` as before the source was settled."""
    indptr, indices, length = graph
    dist, sigma, delta, scale = work
    for place in range(settled.size - 1, 0, -1):
        node = settled[place]
        share = (1.0 + delta[node]) / sigma[node]
        for entry in range(indptr[node], indptr[node + 1]):
            other = indices[entry]
            # Whoever is gone is infinitely far, so never on a path.
            if abs(dist[node] - dist[other] - length[entry]) < LEVEL:
                delta[other] += sigma[other] * share
        score[node] += scale * delta[node]
    for node in settled:
        dist[node], sigma[node], delta[node] = np.inf, 0.0, 0.0


@njit(cache=True, error_model="numpy")
def refresh_weighted(  # noqa: PLR0917
    graph: tuple[Ints, Ints, Floats],
    alive: NDArray[np.bool_],
    start: int,
    score: Floats,
    mark: Ints,
    sources: tuple[int, int],
) -> None:
    """Recompute betweenness by length in the component of `start`.

    Args:
        graph: `indptr`, `indices`, and the length of each entry, above `LEVEL`.
        alive: who is still there.
        start: someone who is.
        score: shape (n,); filled there with raw betweenness, each unordered pair once.
        mark: shape (n,); set to 1 there.
        sources: `kernels.ONCE` or `kernels.AGAIN`.

    Source: Brandes (2001), "A faster algorithm for betweenness centrality", with Dijkstra.
    """
    n = graph[0].size - 1
    dist = np.full(n, np.inf)
    sigma = np.zeros(n)
    delta = np.zeros(n)
    heap = np.empty(n, np.int32)
    slot = np.full(n, -1, np.int32)
    settled = np.empty(n, np.int32)
    work = (dist, sigma, heap, slot, settled)
    size = settle(graph, alive, start, work)
    members = np.empty(size, np.int32)
    count = 0
    for node in range(n):  # in id order, whatever the start
        if slot[node] == -2:
            members[count] = node
            count += 1
            dist[node], sigma[node], slot[node] = np.inf, 0.0, -1
            score[node], mark[node] = 0.0, 1
    exact, pivots = sources
    step = 1 if size <= exact else (size + pivots - 1) // pivots
    for first in range(0, size, step):
        settle(graph, alive, members[first], work)
        accumulate_weighted(graph, settled[:size], score, (dist, sigma, delta, 0.5 * step))
        for place in range(size):
            slot[members[place]] = -1
