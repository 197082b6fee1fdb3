"""PageRank: who is tied to those who matter, by the probability of each tie."""

import numpy as np
from numba import njit

from hawkari.engines.disruption.kernels import Floats, Ints
from hawkari.engines.disruption.network import Network

__all__ = ["pagerank"]

DAMPING = 0.85
# Change of all values together, of 1, below which another step says nothing new.
STILL = 1e-10
STEPS = 200


def pagerank(network: Network) -> Floats:
    """PageRank of everyone, shape (n,), 1 all together; ties weigh their probability.

    Cost: linear in the ties, up to 200 times.

    Source: Brin and Page (1998), "The anatomy of a large-scale hypertextual web search engine",
    with damping .85; whoever has no tie hands on to everyone.
    """
    if len(network) == 0:
        return np.zeros(0)
    weight = network.probability[network.pair]
    found: Floats = settled((network.indptr, network.indices), weight)
    return found


@njit(cache=True, error_model="numpy")
def settled(graph: tuple[Ints, Ints], weight: Floats) -> Floats:
    """The values that one more step leaves as they are."""
    indptr, indices = graph
    n = indptr.size - 1
    strength, rank, handed = np.zeros(n), np.full(n, 1.0 / n), np.empty(n)
    for node in range(n):
        for entry in range(indptr[node], indptr[node + 1]):
            strength[node] += weight[entry]
    for _ in range(STEPS):
        loose, change = 0.0, 0.0
        for node in range(n):
            if strength[node] > 0.0:
                handed[node] = rank[node] / strength[node]
            else:
                loose += rank[node]
                handed[node] = 0.0
        base = (1.0 - DAMPING + DAMPING * loose) / n
        for node in range(n):
            got = 0.0
            for entry in range(indptr[node], indptr[node + 1]):
                got += weight[entry] * handed[indices[entry]]
            fresh = base + DAMPING * got
            change += abs(fresh - rank[node])
            rank[node] = fresh
        if change < STILL:
            break
    return rank
