"""A removal order where recomputed betweenness takes too long: the strongest, again and again.

Strength is the expected number of ties that are left; whoever goes takes ties from the others. The
slow twin in the tests recounts it after each removal.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.disruption.kernels import AGAIN, Floats, Ints

__all__ = ["is_large", "peeled_order"]

# Steps along ties, at most, that recomputed betweenness may need: about a minute on one core.
BUDGET = 5e9
# Strengths are sums of probabilities: values this close are level, and go by the lower number.
LEVEL = 1e-9


def is_large(graph: tuple[Ints, Ints]) -> bool:
    """Whether an order of everyone by recomputed betweenness would take minutes.

    Args:
        graph: `indptr` and `indices`.
    """
    people, entries = len(graph[0]) - 1, len(graph[1])
    return people * min(people, AGAIN[1]) * (people + entries) > BUDGET


def peeled_order(
    graph: tuple[Ints, Ints],
    rankable: NDArray[np.bool_],
    *,
    strength: Floats,
    limit: int | None = None,
) -> list[int]:
    """People in the order in which recomputed strength takes them out.

    Args:
        graph: `indptr` and `indices`.
        rankable: shape (n,); whoever is not stays in and is not in the result.
        strength: shape (2m,), what each entry adds to its person's strength, 0 or more.
        limit: stop after so many, and where no tie is left; None orders everyone.

    Cost: m · log n; 10⁶ ties take a second or two.
    """
    most = int(rankable.sum()) if limit is None else min(limit, int(rankable.sum()))
    found: list[int] = peel(graph, rankable, strength, (most, limit is not None)).tolist()
    return found


@njit(cache=True, error_model="numpy")
def sink(heap: Ints, key: Floats, count: int) -> None:
    """Move the first of the heap to its place: highest key first, then lowest number."""
    node, at = heap[0], 0
    while 2 * at + 1 < count:
        child = 2 * at + 1
        if child + 1 < count:
            one, two = heap[child], heap[child + 1]
            if key[two] > key[one] or (key[two] == key[one] and two < one):
                child += 1
        below = heap[child]
        if key[below] < key[node] or (key[below] == key[node] and below > node):
            break
        heap[at] = below
        at = child
    heap[at] = node


@njit(cache=True, error_model="numpy")
def peel(  # noqa: PLR0917
    graph: tuple[Ints, Ints], rankable: NDArray[np.bool_], strength: Floats, stop: tuple[int, bool]
) -> Ints:
    """The first `stop[0]` people; fewer if `stop[1]` and no tie is left.

    The heap is lazy: a strength only falls, so the highest key is an upper bound. Whoever comes out
    with a key that is no longer true goes back in with the true one.
    """
    indptr, indices = graph
    n = indptr.size - 1
    most, to_the_last_tie = stop
    held, there = np.zeros(n), np.ones(n, np.bool_)
    for node in range(n):
        for entry in range(indptr[node], indptr[node + 1]):
            held[node] += strength[entry]
    # Rounded, so that sums that differ in the last digit are level.
    key = np.round(held / LEVEL)
    heap = np.flatnonzero(rankable).astype(np.int32)
    count = heap.size
    order = np.argsort(-key[heap], kind="mergesort")
    heap = heap[order]  # sorted, so a heap already
    found = np.empty(most, np.int32)
    done = 0
    while done < most:
        node = heap[0]
        true = np.round(held[node] / LEVEL)
        if true < key[node]:
            key[node] = true
            sink(heap, key, count)
            continue
        if to_the_last_tie and true <= 0.0:
            break
        count -= 1
        heap[0] = heap[count]
        sink(heap, key, count)
        found[done] = node
        done += 1
        there[node] = False
        for entry in range(indptr[node], indptr[node + 1]):
            if there[indices[entry]]:
                held[indices[entry]] -= strength[entry]
    return found[:done]
