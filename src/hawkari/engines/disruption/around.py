"""Compiled measures of what lies around each person: constraint, cohesion, reach, cores.

Each has a slow twin on networkx in the tests. Arrays as in `kernels`.
"""

import numpy as np
from numba import njit

from hawkari.engines.disruption.kernels import Floats, Ints

__all__ = ["cores", "surroundings"]


@njit(cache=True, error_model="numpy")
def surroundings(indptr: Ints, indices: Ints) -> Floats:
    """Constraint, cohesion and reach of everyone, shape (n, 3).

    Constraint: Burt's, unweighted, NaN without contacts. Cohesion: share (0-1) of the pairs of
    contacts who are tied to one another, 0 with fewer than two contacts. Reach: share (0-1) of all
    others who are at most two ties away.

    Cost: the sum of all contacts' contacts.

    Source: Burt (1992), "Structural Holes", chapter 2; Watts and Strogatz (1998); Borgatti (2006),
    "Identifying sets of key players in a social network", for reach.
    """
    n = indptr.size - 1
    found = np.zeros((n, 3))
    direct = np.zeros(n)
    seen = np.full(n, -1, np.int32)
    for node in range(n):
        first, last = indptr[node], indptr[node + 1]
        ties, reached, joined = last - first, last - first, 0
        if ties == 0:
            found[node, 0] = np.nan
            continue
        seen[node] = node
        for entry in range(first, last):
            direct[indices[entry]] = 1.0 / ties
            seen[indices[entry]] = node
        for entry in range(first, last):
            middle = indices[entry]
            weight = 1.0 / (ties * (indptr[middle + 1] - indptr[middle]))
            for step in range(indptr[middle], indptr[middle + 1]):
                other = indices[step]
                if direct[other] > 0.0:
                    direct[other] += weight
                    joined += 1
                elif seen[other] != node:
                    seen[other] = node
                    reached += 1
        for entry in range(first, last):
            found[node, 0] += direct[indices[entry]] ** 2
            direct[indices[entry]] = 0.0
        found[node, 1] = joined / (ties * (ties - 1)) if ties > 1 else 0.0
        found[node, 2] = reached / (n - 1)
    return found


@njit(cache=True, error_model="numpy")
def cores(indptr: Ints, indices: Ints) -> Ints:
    """Largest k such that the person is in the k-core, shape (n,); linear in the ties.

    Source: Batagelj and Zaversnik (2003), "An O(m) algorithm for cores decomposition of networks".
    """
    n = indptr.size - 1
    core = np.empty(n, np.int32)
    for node in range(n):
        core[node] = indptr[node + 1] - indptr[node]
    most = core.max() if n > 0 else 0
    begin = np.zeros(most + 2, np.int32)  # where each degree's people begin
    for node in range(n):
        begin[core[node] + 1] += 1
    for degree in range(1, most + 2):
        begin[degree] += begin[degree - 1]
    order, place, fill = np.empty(n, np.int32), np.empty(n, np.int32), begin.copy()
    for node in range(n):
        place[node] = fill[core[node]]
        order[place[node]] = node
        fill[core[node]] += 1
    for at in range(n):
        node = order[at]
        for entry in range(indptr[node], indptr[node + 1]):
            other = indices[entry]
            degree = core[other]
            if degree > core[node]:
                head = max(begin[degree], at + 1)
                swapped = order[head]
                order[head], order[place[other]] = other, swapped
                place[swapped], place[other] = place[other], head
                begin[degree] = head + 1
                core[other] -= 1
    return core
