"""Compiled Leiden: groups tied more densely inside than by chance, each hanging together.

Deterministic: people are visited in order of their numbers, in small networks also in a few fixed
mixed orders of which the best result counts; of equal gains the own group's is taken, then that of
the lowest number. In the tests modularity is recounted on networkx.

Source: Traag, Waltman and van Eck (2019), "From Louvain to Leiden: guaranteeing well-connected
communities", with modularity at resolution 1; the refinement takes the best merge, not a random
one.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["leiden"]

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
# `indptr`, `indices`, each entry's weight, each node's strength (sum of its row), and their sum. A
# node that stands for several has a tie to itself of twice the weight inside.
Graph = tuple[Ints, Ints, Floats, Floats, float]

# Smaller differences of gains are rounding.
LEVEL = 1e-9
# Entries up to which rounds go on until nothing moves, at most the first number; else the second.
FEW = 200_000
ROUNDS = (10, 2)
# Entries up to which several orders are tried, and how many.
SMALL, ORDERS = 20_000, 6


@njit(cache=True, error_model="numpy")
def best_group(graph: Graph, group: Ints, total: Floats, into: Floats, node: int) -> int:  # noqa: PLR0917
    """The group that `node` gains most by joining; `total` is without it, `into` all 0."""
    indptr, indices, weight, strength, doubled = graph
    own: int = group[node]
    share = strength[node] / doubled
    for entry in range(indptr[node], indptr[node + 1]):
        if indices[entry] != node:
            into[group[indices[entry]]] += weight[entry]
    best, most = own, into[own] - share * total[own]
    for entry in range(indptr[node], indptr[node + 1]):
        found = group[indices[entry]]
        gain = into[found] - share * total[found]
        if gain > most + LEVEL or (best not in (own, found) and found < best and gain >= most):
            best, most = found, gain
    for entry in range(indptr[node], indptr[node + 1]):
        into[group[indices[entry]]] = 0.0
    return best


@njit(cache=True, error_model="numpy")
def move(graph: Graph, group: Ints, order: NDArray[np.int64]) -> None:
    """Move nodes to better groups until none gains, in this order at first; changes `group`.

    Groups are numbered below n.
    """
    indptr, indices, strength = graph[0], graph[1], graph[3]
    n = group.size
    total, into = np.zeros(n), np.zeros(n)
    queue, waits = order.copy(), np.ones(n, np.bool_)
    for node in range(n):
        total[group[node]] += strength[node]
    first, count = 0, n
    while count > 0:
        node = queue[first]
        first, count = (first + 1) % n, count - 1
        waits[node] = False
        own = group[node]
        total[own] -= strength[node]
        best = best_group(graph, group, total, into, node)
        total[best] += strength[node]
        group[node] = best
        if best != own:
            for entry in range(indptr[node], indptr[node + 1]):
                other = indices[entry]
                if group[other] != best and not waits[other]:
                    queue[(first + count) % n] = other
                    waits[other] = True
                    count += 1


@njit(cache=True, error_model="numpy")
def best_merge(  # noqa: PLR0917
    graph: Graph, group: Ints, part: Ints, well: tuple[Floats, Floats, Floats, Floats], node: int
) -> tuple[int, float]:
    """The part of its own group that `node`, alone so far, gains most by joining; itself if none.

    Comes with the weight of its ties to that part. `well` holds each part's strength and its ties
    to the rest of its group, each group's strength, and zeros to work with.
    """
    indptr, indices, weight, strength, doubled = graph
    size, cut, total, into = well
    whole, share = total[group[node]], strength[node] / doubled
    best, most, inside = node, LEVEL, 0.0
    if cut[node] < share * (whole - strength[node]) - LEVEL:
        return best, inside
    for entry in range(indptr[node], indptr[node + 1]):
        if group[indices[entry]] == group[node] and indices[entry] != node:
            into[part[indices[entry]]] += weight[entry]
    for entry in range(indptr[node], indptr[node + 1]):
        found = part[indices[entry]]
        # Parts already looked at, and those of other groups, hold 0 here.
        if into[found] > 0.0:
            gain = into[found] - share * size[found]
            held = cut[found] >= size[found] / doubled * (whole - size[found]) - LEVEL
            if held and (gain > most or (gain == most and found < best)):
                best, most, inside = found, gain, into[found]
            into[found] = 0.0
    return best, inside


@njit(cache=True, error_model="numpy")
def refine(graph: Graph, group: Ints) -> Ints:
    """Parts that groups are made of: each is well tied to the rest of its group."""
    indptr, indices, weight, strength, _ = graph
    n = group.size
    part, alone = np.arange(n).astype(np.int32), np.ones(n, np.bool_)
    size, cut, total, into = strength.copy(), np.zeros(n), np.zeros(n), np.zeros(n)
    for node in range(n):
        total[group[node]] += strength[node]
        for entry in range(indptr[node], indptr[node + 1]):
            if indices[entry] != node and group[indices[entry]] == group[node]:
                cut[node] += weight[entry]
    for node in range(n):
        if alone[node]:
            best, inside = best_merge(graph, group, part, (size, cut, total, into), node)
            if best != node:
                part[node], alone[node], alone[best] = best, False, False
                size[best] += strength[node]
                cut[best] += cut[node] - 2.0 * inside
    return part


def fold(graph: Graph, part: Ints) -> Graph:
    """One node for each part, numbered from 0 without gaps."""
    indptr, indices, weight, _, _ = graph
    count = int(part.max()) + 1
    rows = np.repeat(part, np.diff(indptr)).astype(np.int64)
    key = rows * count + part[indices]
    order = np.argsort(key, kind="stable")
    key = key[order]
    start = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    folded = np.add.reduceat(weight[order], start)
    ends = np.bincount(key[start] // count, minlength=count)
    pointer = np.concatenate([[0], np.cumsum(ends)]).astype(np.int32)
    return _graph(pointer, (key[start] % count).astype(np.int32), folded)


def _graph(indptr: Ints, indices: Ints, weight: Floats) -> Graph:
    rows = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    strength = np.bincount(rows, weights=weight, minlength=len(indptr) - 1).astype(np.float64)
    return indptr, indices, weight, strength, float(weight.sum())


def leiden(indptr: Ints, indices: Ints, weight: Floats, *, orders: int = ORDERS) -> Ints:
    """Group number of everyone, shape (n,), from 0 without gaps.

    Args:
        indptr: shape (n + 1,).
        indices: shape (2m,).
        weight: shape (2m,), above 0, the same from both ends.
        orders: how many orders to try in a small network, at least 1.

    Cost: near linear in the ties.
    """
    n = len(indptr) - 1
    if len(indices) == 0:
        return np.arange(n, dtype=np.int32)
    graph = _graph(indptr, indices, weight)
    best = _settled(graph, np.arange(n))
    if len(indices) <= SMALL:
        for seed in range(1, orders):
            found = _settled(graph, np.random.default_rng(seed).permutation(n))
            if _quality(graph, found) > _quality(graph, best) + LEVEL:
                best = found
    return best


def _settled(graph: Graph, order: NDArray[np.int64]) -> Ints:
    """Rounds until nothing moves, from everyone alone."""
    group = np.arange(len(order), dtype=np.int32)
    for _ in range(ROUNDS[len(graph[1]) > FEW]):
        found = _round(graph, group, order)
        if np.array_equal(found, group):
            break
        group = found
    return group


def _quality(graph: Graph, group: Ints) -> float:
    """Modularity."""
    indptr, indices, weight, strength, doubled = graph
    rows = np.repeat(group, np.diff(indptr))
    inside = float(weight[rows == group[indices]].sum()) / doubled
    return inside - float((np.bincount(group, weights=strength / doubled) ** 2).sum())


def _round(graph: Graph, group: Ints, order: NDArray[np.int64]) -> Ints:
    """Move, refine and fold until nothing folds; numbers by the first person of each group."""
    group = group.copy()
    place = np.arange(len(group), dtype=np.int32)
    while True:
        move(graph, group, order)
        part = _numbered(refine(graph, group))
        if int(part.max()) + 1 == len(part):
            return _numbered(group[place])
        above = np.zeros(int(part.max()) + 1, dtype=np.int32)
        above[part] = group
        graph, place, group = fold(graph, part), part[place], _numbered(above)
        order = np.arange(len(group))


def _numbered(group: Ints) -> Ints:
    """The same groups numbered in order of appearance."""
    _, first, inverse = np.unique(group, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int32)
    rank[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    return rank[inverse]
