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
# Distance from the source (`UNSEEN` or `GONE` before), who was reached in order, path counts, sums
# over what lies beyond, the steps that lead away from the source and where each person's begin.
Scratch = tuple[Ints, Ints, Floats, Floats, Ints, Ints]

UNSEEN, GONE = -1, -2
# Places are unsigned, which spares asking for each whether it counts from the end: half the time.
NONE, ONE = np.uint32(0), np.uint32(1)
# Sources taken in a component: all up to the first number of people, about the second beyond,
# spread evenly. One exact picture can be afforded where hundreds of recomputed ones cannot; the
# leading brokers hardly move.
ONCE = (1000, 300)
AGAIN = (400, 128)


@njit(cache=True, error_model="numpy")
def add_source(  # noqa: PLR0917
    graph: tuple[Ints, Ints], source: int, scale: float, score: Floats, scratch: Scratch, size: int
) -> int:
    """Add `scale` times one source's share to `score`; returns how many people were reached.

    At most `size` can be: once they are, nothing lies beyond the farthest, whose ties are left
    alone. They stand at the head of the queue afterwards; distances are `UNSEEN` again.

    Ties are looked at once: the steps that lead away from the source are noted on the way out and
    summed up on the way back, where a person's share is ``sigma · Σ coef`` over whoever comes next
    and its ``coef`` is ``1 / sigma`` more than that sum.
    """
    indptr, indices = graph
    dist, queue, sigma, coef, step, begin = scratch
    queue[0], dist[source], sigma[source] = source, 0, 1.0
    count, place, steps = ONE, NONE, NONE
    while place < count and (count < size or dist[queue[place]] < dist[queue[count - ONE]]):
        node = np.uint32(queue[place])
        begin[place] = steps
        place += ONE
        further, paths = dist[node] + np.int32(1), sigma[node]
        for entry in range(np.uint32(indptr[node]), np.uint32(indptr[node + ONE])):
            other = np.uint32(indices[entry])
            if dist[other] == UNSEEN:
                dist[other] = further
                queue[count] = other
                count += ONE
            if dist[other] == further:
                sigma[other] += paths
                step[steps] = other
                steps += ONE
    begin[place : count + ONE] = steps
    for back in range(np.int64(count) - 1, 0, -1):
        node = np.uint32(queue[back])
        beyond = 0.0
        for entry in range(np.uint32(begin[back]), np.uint32(begin[back + 1])):
            beyond += coef[np.uint32(step[entry])]
        score[node] += scale * sigma[node] * beyond
        coef[node] = 1.0 / sigma[node] + beyond
    for back in range(count):
        node = np.uint32(queue[back])
        dist[node] = UNSEEN
        sigma[node] = 0.0
    return int(count)


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
    n = graph[0].size - 1
    scratch = (
        np.where(alive, np.int32(UNSEEN), np.int32(GONE)),
        np.empty(n, np.int32),
        np.zeros(n),
        np.empty(n),
        np.empty(graph[1].size, np.int32),
        np.empty(n + 1, np.int32),
    )
    size = add_source(graph, start, 0.0, score, scratch, n)
    # In id order, whatever the start: sums and the sources taken are then the same.
    members = np.sort(scratch[1][:size])
    for place in range(size):
        score[members[place]] = 0.0
        mark[members[place]] = 1
    exact, pivots = sources
    stride = 1 if size <= exact else (size + pivots - 1) // pivots
    for first in range(0, size, stride):
        add_source(graph, members[first], 0.5 * stride, score, scratch, size)


@njit(cache=True, error_model="numpy")
def everyone(graph: tuple[Ints, Ints], sources: tuple[int, int]) -> Floats:
    """Raw betweenness of everyone, component by component."""
    indptr = graph[0]
    n = indptr.size - 1
    score, alive = np.zeros(n), np.ones(n, np.bool_)
    mark = np.zeros(n, np.int32)
    for node in range(n):
        if mark[node] == 0 and indptr[node + 1] > indptr[node]:
            refresh(graph, alive, node, score, mark, sources)
    return score


def betweenness(graph: tuple[Ints, Ints], *, sources: tuple[int, int] = ONCE) -> Floats:
    """Betweenness of everyone, shape (n,), as a share of the pairs of others (0-1).

    Normalised over the whole network as in networkx; exact in components of up to 1,000 people
    with `ONCE`. Cost: sources · m.
    """
    n = len(graph[0]) - 1
    score: Floats = everyone(graph, sources) / max(1.0, (n - 1) * (n - 2) / 2)
    return score
