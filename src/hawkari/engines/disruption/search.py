"""Search for the removal order that leaves least, on a graph taken as the whole truth.

The order is improved by simulated annealing. Only the stretch between the two places that a move
changes is measured again: the components after every number of removals are kept, built from the
end by union-find run backwards. Compiled functions take no keyword-only arguments, so their lists
are longer than elsewhere; slow twins are in the tests.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.disruption.network import Ints

__all__ = ["anneal", "left_over"]

Graph = tuple[Ints, Ints]  # `indptr` and `indices`
Seating = tuple[Ints, Ints]  # who stands at each place, and the place of each
# By number of removals: the union-find of who is there (and one row of scratch), what is left, and
# what a move would leave.
Record = tuple[Ints, NDArray[np.int64], NDArray[np.int64]]
Stretch = tuple[int, int, float]  # lower and higher place of a move, and the most it may add
State = NDArray[np.uint64]


@njit(cache=True, error_model="numpy")
def random_float(state: State) -> float:
    """Next number in [0, 1) of a xorshift64* generator; changes ``state[0]``, never 0.

    Source: Vigna (2016), "An experimental exploration of Marsaglia's xorshift generators".
    """
    word = state[0]
    word ^= word >> np.uint64(12)
    word ^= word << np.uint64(25)
    word ^= word >> np.uint64(27)
    state[0] = word
    word *= np.uint64(2685821657736338717)
    return np.float64(word >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True, error_model="numpy")
def root_of(parent: Ints, node: int) -> int:
    """Root of a node's component; halves the path on the way. A root holds minus its size."""
    found: int = node
    while parent[found] >= 0:
        above: int = parent[found]
        if parent[above] >= 0:
            parent[found] = parent[above]
        found = above
    return found


@njit(cache=True, error_model="numpy")
def put_back(graph: Graph, place: Ints, parent: Ints, node: int) -> int:  # noqa: PLR0917
    """Join a node to its neighbours that stay longer; returns the size of its component."""
    indptr, indices = graph
    root = node
    for entry in range(indptr[node], indptr[node + 1]):
        if place[indices[entry]] > place[node]:
            other = root_of(parent, indices[entry])
            if other != root:
                if parent[other] < parent[root]:
                    other, root = root, other
                parent[root] += parent[other]
                parent[other] = root
    size: int = -parent[root]
    return size


@njit(cache=True, error_model="numpy")
def left_over(graph: Graph, order: Ints) -> Ints:
    """Size of the largest component after 0 … n removals, shape (n + 1,).

    Args:
        graph: `indptr` and `indices`.
        order: shape (n,), everyone once, first to go first.
    """
    n = order.size
    place = np.empty(n, np.int32)
    for at in range(n):
        place[order[at]] = at
    parent = np.full(n, -1, np.int32)
    left = np.zeros(n + 1, np.int32)
    for at in range(n - 1, -1, -1):
        left[at] = max(left[at + 1], put_back(graph, place, parent, order[at]))
    return left


@njit(cache=True, error_model="numpy")
def copy_row(rows: Ints, source: int, target: int) -> None:
    """Copy one row over another."""
    for column in range(rows.shape[1]):
        rows[target, column] = rows[source, column]


@njit(cache=True, error_model="numpy")
def swap(seating: Seating, one: int, two: int) -> None:
    """Exchange two places of the order."""
    order, place = seating
    order[one], order[two] = order[two], order[one]
    place[order[one]], place[order[two]] = one, two


@njit(cache=True, error_model="numpy")
def shift(seating: Seating, source: int, target: int) -> None:
    """Take whoever stands at `source` to `target`; those between close up."""
    order, place = seating
    node = order[source]
    step = 1 if source < target else -1
    for at in range(source, target, step):
        order[at] = order[at + step]
        place[order[at]] = at
    order[target] = node
    place[node] = target


@njit(cache=True, error_model="numpy")
def change_of(  # noqa: PLR0917
    graph: Graph, seating: Seating, record: Record, stretch: Stretch
) -> int:
    """Change of the sum of what is left that the order's new stretch brings.

    Writes what is left there to ``fresh``. Stops early, above the limit, once even the best case
    is above it: what is left never falls on the way back to the start.
    """
    order, place = seating
    kept, left, fresh = record
    low, high, limit = stretch
    largest, change = left[high + 1], 0
    scratch = kept.shape[0] - 1
    copy_row(kept, high + 1, scratch)
    for at in range(high, low, -1):
        largest = max(largest, put_back(graph, place, kept[scratch], order[at]))
        fresh[at] = largest
        change += largest - left[at]
        if change > limit and change - (left[low + 1] - largest) * (at - 1 - low) > limit:
            break
    return change


@njit(cache=True, error_model="numpy")
def keep(  # noqa: PLR0917
    graph: Graph, seating: Seating, record: Record, stretch: Stretch
) -> None:
    """Take the measured stretch over into what is kept."""
    order, place = seating
    kept, left, fresh = record
    low, high, _ = stretch
    for at in range(high, low, -1):
        left[at] = fresh[at]
        copy_row(kept, at + 1, at)
        put_back(graph, place, kept[at], order[at])


@njit(cache=True, error_model="numpy")
def two_places(state: State, free: int, active: int) -> tuple[int, int]:
    """Two places of the order: one where something is left, the other near it or anywhere."""
    one = int(random_float(state) * min(free, active))
    if random_float(state) < 0.6:
        span = 1 + int(-np.log(1.0 - random_float(state)) * (1.0 + 0.03 * free))
        two = one + span if random_float(state) < 0.5 else one - span
        two = min(free - 1, max(0, two))
    else:
        two = int(random_float(state) * free)
    if random_float(state) < 0.5:
        return two, one
    return one, two


@njit(cache=True, error_model="numpy")
def anneal(graph: Graph, start: Ints, plan: tuple[int, int, float, float, int]) -> tuple[int, Ints]:
    """Best order found, and its sum of what is left after 1 … n - 1 removals.

    Args:
        graph: `indptr` and `indices` of one component of at least 2 people.
        start: shape (n,), the order to begin with; the result is never worse.
        plan: people at the head of the order that may move, at least 1; moves to try; first and
            last temperature, in people left; seed, above 0.

    Cost: memory n² · 4 bytes; a move costs the ties of the people between its two places.
    """
    free, moves, hot, cold, seed = plan
    n = start.size
    state = np.empty(1, np.uint64)
    state[0] = seed
    best = np.empty(n, np.int32)
    order, place = np.empty(n, np.int32), np.empty(n, np.int32)
    for at in range(n):
        order[at] = best[at] = start[at]
        place[order[at]] = at
    kept = np.full((n + 2, n), -1, np.int32)
    left, fresh = np.zeros(n + 1, np.int64), np.zeros(n + 1, np.int64)
    seating, record = (order, place), (kept, left, fresh)
    # Not a bare 0, whose own type would have everything compiled a second time.
    stretch = (min(0, n), n - 1, np.inf)
    total = best_total = change_of(graph, seating, record, stretch)
    keep(graph, seating, record, stretch)
    active, heat, cooling = n, hot, (cold / hot) ** (1.0 / max(1, moves))
    for _ in range(moves):
        heat *= cooling
        while active > 1 and left[active - 1] <= 1:
            active -= 1
        while active < n and left[active] > 1:
            active += 1
        one, two = two_places(state, free, active)
        swaps = random_float(state) < 0.4
        if swaps:
            swap(seating, one, two)
        else:
            shift(seating, one, two)
        limit = -heat * np.log(1.0 - random_float(state))
        stretch = (min(one, two), max(one, two), limit)
        change = change_of(graph, seating, record, stretch)
        if change <= limit:
            total += change
            keep(graph, seating, record, stretch)
            if total < best_total:
                best_total = total
                for at in range(n):
                    best[at] = order[at]
        elif swaps:
            swap(seating, one, two)
        else:
            shift(seating, two, one)
    return best_total, best
