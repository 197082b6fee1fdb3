"""Compiled betweenness on compressed neighbour lists, whole or one component.

Each kernel has a slow twin on networkx in the tests. Arrays number people from 0; `indptr` has
shape (n + 1,), `indices` shape (2m,), as in `Network`. Compiled functions take no keyword-only
arguments, so the long lists of scratch arrays stand in order.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["betweenness", "refresh"]

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

# Above this size sources are sampled evenly instead of all taken: the time of one pass stays in
# tens of milliseconds, and the order of the leading brokers hardly moves.
EXACT = 800
PIVOTS = 300


@njit(cache=True)  # type: ignore[untyped-decorator]
def reach(  # noqa: PLR0917
    indptr: Ints, indices: Ints, alive: NDArray[np.bool_], start: int, dist: Ints, queue: Ints
) -> int:
    """Number of people reached from `start`; fills `queue` in order and `dist`, which held -1."""
    queue[0] = start
    dist[start] = 0
    count, place = 1, 0
    while place < count:
        node = queue[place]
        place += 1
        for entry in range(indptr[node], indptr[node + 1]):
            other = indices[entry]
            if alive[other] and dist[other] < 0:
                dist[other] = dist[node] + 1
                queue[count] = other
                count += 1
    return count


@njit(cache=True)  # type: ignore[untyped-decorator]
def refresh(  # noqa: PLR0917
    indptr: Ints, indices: Ints, alive: NDArray[np.bool_], start: int, score: Floats, mark: Ints
) -> int:
    """Recompute betweenness in the component of `start`; returns its size.

    Fills `score` there with raw betweenness (each unordered pair once) and sets `mark` to 1.

    Source: Brandes (2001), "A faster algorithm for betweenness centrality"; sampled sources as in
    Brandes and Pich (2007) above `EXACT` people.
    """
    n = indptr.size - 1
    dist = np.full(n, -1, np.int32)
    queue = np.empty(n, np.int32)
    size = reach(indptr, indices, alive, start, dist, queue)
    members = queue[:size].copy()
    members.sort()
    for node in members:
        dist[node] = -1
        score[node] = 0.0
        mark[node] = 1
    sigma = np.zeros(n, np.float64)
    delta = np.zeros(n, np.float64)
    step = 1 if size <= EXACT else (size + PIVOTS - 1) // PIVOTS
    scale = 0.5 * step
    for source in members[::step]:
        count = reach(indptr, indices, alive, source, dist, queue)
        sigma[source] = 1.0
        for place in range(count):
            node = queue[place]
            for entry in range(indptr[node], indptr[node + 1]):
                other = indices[entry]
                if dist[other] == dist[node] + 1:
                    sigma[other] += sigma[node]
        for place in range(count - 1, 0, -1):
            node = queue[place]
            share = (1.0 + delta[node]) / sigma[node]
            for entry in range(indptr[node], indptr[node + 1]):
                other = indices[entry]
                if dist[other] == dist[node] - 1:
                    delta[other] += sigma[other] * share
            score[node] += scale * delta[node]
        for place in range(count):
            node = queue[place]
            dist[node] = -1
            sigma[node] = 0.0
            delta[node] = 0.0
    return size


@njit(cache=True)  # type: ignore[untyped-decorator]
def betweenness(indptr: Ints, indices: Ints) -> Floats:
    """Betweenness of everyone, shape (n,), as a share of the pairs of others (0-1).

    Normalised over the whole network as in networkx. Cost: n · m up to `EXACT` people a
    component, 300 · m beyond.
    """
    n = indptr.size - 1
    score = np.zeros(n, np.float64)
    mark = np.zeros(n, np.int32)
    alive = np.ones(n, np.bool_)
    for node in range(n):
        if mark[node] == 0:
            refresh(indptr, indices, alive, node, score, mark)
    if n > 2:
        score /= (n - 1) * (n - 2) / 2
    return score
