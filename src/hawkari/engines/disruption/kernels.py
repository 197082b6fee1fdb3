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
Work = tuple[Floats, Floats, float]  # path counts, dependencies, and what one source counts for

# Above this size sources are sampled evenly instead of all taken: the time of one pass stays in
# tens of milliseconds, and the order of the leading brokers hardly moves.
EXACT = 800
PIVOTS = 300


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
    indptr: Ints, indices: Ints, alive: NDArray[np.bool_], start: int, score: Floats, mark: Ints
) -> None:
    """Recompute betweenness in the component of `start`.

    Fills `score` there with raw betweenness (each unordered pair once) and sets `mark` to 1.

    Source: Brandes (2001), "A faster algorithm for betweenness centrality"; sampled sources as in
    Brandes and Pich (2007) above `EXACT` people.
    """
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
    step = 1 if size <= EXACT else (size + PIVOTS - 1) // PIVOTS
    work = (np.zeros(n), np.zeros(n), 0.5 * step)
    for first in range(0, size, step):
        reach(indptr, indices, alive, members[first], dist, queue)
        accumulate(indptr, indices, dist, queue[:size], score, work)


def betweenness(indptr: Ints, indices: Ints) -> Floats:
    """Betweenness of everyone, shape (n,), as a share of the pairs of others (0-1).

    Normalised over the whole network as in networkx. Cost: n · m up to `EXACT` people a
    component, 300 · m beyond.
    """
    n = indptr.size - 1
    score = np.zeros(n)
    mark = np.zeros(n, dtype=np.int32)
    mark[np.diff(indptr) == 0] = 1
    alive = np.ones(n, dtype=np.bool_)
    while not mark.all():
        refresh(indptr, indices, alive, int(np.argmin(mark)), score, mark)
    return score / max(1.0, (n - 1) * (n - 2) / 2)
