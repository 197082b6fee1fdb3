"""Compiled betweenness on compressed neighbour lists, whole or one component.

Each kernel has a slow twin on networkx in the tests. Arrays number people from 0; `indptr` has
shape (n + 1,), `indices` shape (2m,), as in `Network`. Compiled functions take no keyword-only
arguments, so the long lists of scratch arrays stand in order.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["AGAIN", "ONCE", "betweenness", "refresh"]

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Work = tuple[Floats, Floats, float]  # path counts, dependencies, and what one source counts for

# Sources taken in a component: all up to the first number of people, about the second beyond,
# spread evenly. One exact picture can be afforded where hundreds of recomputed ones cannot; the
# leading brokers hardly move.
ONCE = (1000, 300)
AGAIN = (400, 128)


@njit(cache=True, error_model="numpy")
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


@njit(cache=True, error_model="numpy")
def accumulate(  # noqa: PLR0917
    indptr: Ints, indices: Ints, dist: Ints, queue: Ints, score: Floats, work: Work
) -> None:
    """Add one source's share to `score`; `dist` and `queue` as `reach` left them, all of `queue`.

    Leaves `dist` at -1 and the sums in `work` at 0 again.
    """
    sigma, delta, scale = work
    sigma[queue[0]] = 1.0
    for node in queue:
        for entry in range(indptr[node], indptr[node + 1]):
            other = indices[entry]
            if dist[other] == dist[node] + 1:
                sigma[other] += sigma[node]
    for place in range(queue.size - 1, 0, -1):
        node = queue[place]
        share = (1.0 + delta[node]) / sigma[node]
        for entry in range(indptr[node], indptr[node + 1]):
            other = indices[entry]
            if dist[other] == dist[node] - 1:
                delta[other] += sigma[other] * share
        score[node] += scale * delta[node]
    for node in queue:
        dist[node] = -1
        sigma[node] = 0.0
        delta[node] = 0.0


@njit(cache=True, error_model="numpy")
def refresh(  # noqa: PLR0917
    graph: tuple[Ints, Ints],
    alive: NDArray[np.bool_],
    start: int,
    score: Floats,
    mark: Ints,
    sources: tuple[int, int],
) -> None:
    """Recompute betweenness in the component of `start`.

    Args:
        graph: `indptr` and `indices`.
        alive: shape (n,), who is still there.
        start: someone who is.
        score: shape (n,); filled there with raw betweenness, each unordered pair once.
        mark: shape (n,); set to 1 there.
        sources: `ONCE` or `AGAIN`.

    Source: Brandes (2001), "A faster algorithm for betweenness centrality"; sampled sources as in
    Brandes and Pich (2007), "Centrality estimation in large networks".
    """
    indptr, indices = graph
    n = indptr.size - 1
    dist = np.full(n, -1, np.int32)
    queue = np.empty(n, np.int32)
    size = reach(indptr, indices, alive, start, dist, queue)
    members = np.empty(size, np.int32)
    count = 0
    for node in range(n):  # in id order, whatever the start: sums and pivots are then the same
        if dist[node] >= 0:
            members[count] = node
            count += 1
            dist[node] = -1
            score[node] = 0.0
            mark[node] = 1
    exact, pivots = sources
    step = 1 if size <= exact else (size + pivots - 1) // pivots
    work = (np.zeros(n), np.zeros(n), 0.5 * step)
    for first in range(0, size, step):
        reach(indptr, indices, alive, members[first], dist, queue)
        accumulate(indptr, indices, dist, queue[:size], score, work)


def betweenness(graph: tuple[Ints, Ints], *, sources: tuple[int, int] = ONCE) -> Floats:
    """Betweenness of everyone, shape (n,), as a share of the pairs of others (0-1).

    Normalised over the whole network as in networkx; exact in components of up to 1,000 people
    with `ONCE`. Cost: sources · m.
    """
    indptr, _ = graph
    n = len(indptr) - 1
    score = np.zeros(n)
    mark = np.zeros(n, dtype=np.int32)
    mark[np.diff(indptr) == 0] = 1
    alive = np.ones(n, dtype=np.bool_)
    while not mark.all():
        refresh(graph, alive, int(np.argmin(mark)), score, mark, sources)
    return score / max(1.0, (n - 1) * (n - 2) / 2)
