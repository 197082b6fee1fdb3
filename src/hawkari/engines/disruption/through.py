"""How many shortest paths run over each tie: the slow twin in the tests is networkx."""

import numpy as np
from numba import njit

from hawkari.engines.disruption.network import Floats, Ints, Network

__all__ = ["tie_betweenness"]


def tie_betweenness(network: Network) -> Floats:
    """Shortest paths over each tie, counted once for each pair of people, shape (m,).

    Where several paths of a pair are as short, each counts its share. Cost: n · m.

    Source: Brandes (2008), "On variants of shortest-path betweenness centrality".
    """
    return _through(network.indptr, network.indices, network.pair)


@njit(cache=True, error_model="numpy")
def _through(indptr: Ints, indices: Ints, pair: Ints) -> Floats:
    n = indptr.size - 1
    through = np.zeros(indices.size // 2)
    dist = np.full(n, -1, np.int32)
    queue = np.empty(n, np.int32)
    for source in range(n):
        sigma, delta = np.zeros(n), np.zeros(n)
        sigma[source], dist[source], queue[0] = 1.0, 0, source
        size, at = 1, 0
        while at < size:
            node = queue[at]
            at += 1
            for entry in range(indptr[node], indptr[node + 1]):
                other = indices[entry]
                if dist[other] < 0:
                    dist[other] = dist[node] + 1
                    queue[size] = other
                    size += 1
                if dist[other] == dist[node] + 1:
                    sigma[other] += sigma[node]
        for place in range(size - 1, 0, -1):
            node = queue[place]
            for entry in range(indptr[node], indptr[node + 1]):
                other = indices[entry]
                if dist[other] == dist[node] - 1:
                    share = sigma[other] / sigma[node] * (1.0 + delta[node])
                    delta[other] += share
                    through[pair[entry]] += 0.5 * share
        for node in queue[:size]:
            dist[node] = -1
    return through
