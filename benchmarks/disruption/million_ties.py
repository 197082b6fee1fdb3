"""A million ties: each measure and a removal order, in seconds, beside networkit and networkx.

    python benchmarks/disruption/million_ties.py [--ties 1000000]

The network is invented: a quarter as many people as ties, in groups of a hundred with seven ties of
ten inside, and few people with many ties. Wall-clock seconds on whatever cores there are, once each
after compiling on a small network. networkit is no dependency: `-` where it is not installed; its
betweenness is asked for the same error with the same certainty (KADABRA). networkx is timed for
cores alone; its betweenness would take days. R as in `order_peers.py`, beside other fast orders.
"""

import argparse
from collections.abc import Callable
from time import perf_counter, process_time

import networkx as nx
import numpy as np

from hawkari.engines.disruption import (
    Network,
    communities,
    pagerank,
    removal_order,
    sampled_betweenness,
)
from hawkari.engines.disruption.parts import core_numbers
from hawkari.engines.disruption.search import left_over

try:
    import networkit as nk
except ImportError:
    nk = None

ERROR, CONFIDENCE = 0.01, 0.9


def drawn(ties: int) -> tuple[list[str], np.ndarray]:
    random = np.random.default_rng(0)
    people = ties // 4
    popular = np.cumsum(random.permutation(np.arange(1, people + 1) ** -0.5))

    def anyone() -> np.ndarray:
        return np.searchsorted(popular, random.random(ties) * popular[-1])

    one, two = anyone(), anyone()
    neighbour = one // 100 * 100 + random.integers(0, 100, ties)
    two = np.where(random.random(ties) < 0.7, np.minimum(neighbour, people - 1), two)
    names = [f"p{node:08}" for node in range(people)]
    return names, np.column_stack([one, two]).astype(np.int32)


def network_of(ties: int) -> Network:
    names, pairs = drawn(ties)
    grades = np.random.default_rng(1).choice((0.95, 0.85, 0.65, 0.4), len(pairs))
    return Network.from_arrays(names, pairs, grades)


def modularity(network: Network, parts: list[frozenset[str]]) -> float:
    number = {node: place for place, part in enumerate(parts) for node in part}
    group = np.array([number[node] for node in network.nodes])
    inside = (group[network.heads] == group[network.tails]).mean()
    share = np.bincount(group, weights=network.degree) / network.degree.sum()
    return float(inside - (share**2).sum())


def timed(name: str, call: Callable[[], object]) -> object:
    wall, processor = perf_counter(), process_time()
    found = call()
    wall, processor = perf_counter() - wall, process_time() - processor
    print(f"  {name:44} {wall:7.1f} s ({processor:.1f} s of processors)", flush=True)
    return found


def peers(network: Network) -> None:
    graph = nx.Graph(network.pairs())
    timed("networkx: cores", lambda: nx.core_number(graph))
    if nk is None:
        print("  networkit: -")
        return
    same = nk.GraphFromCoo(
        (
            np.ones(len(network.heads)),
            (network.heads.astype(np.uint64), network.tails.astype(np.uint64)),
        ),
        n=len(network),
    )
    sampled = nk.centrality.KadabraBetweenness(same, ERROR, 1 - CONFIDENCE)
    timed("networkit: betweenness (KADABRA)", sampled.run)
    timed("networkit: cores", nk.centrality.CoreDecomposition(same).run)
    timed("networkit: PageRank", nk.centrality.PageRank(same).run)
    found = nk.community.ParallelLeiden(same)
    timed("networkit: communities (Leiden)", found.run)
    group = np.array(found.getPartition().getVector())
    inside = (group[network.heads] == group[network.tails]).mean()
    share = np.bincount(group, weights=network.degree) / network.degree.sum()
    print(f"  networkit: modularity {inside - (share**2).sum():.4f}")


def remainder(network: Network, order: np.ndarray) -> float:
    left = left_over((network.indptr, network.indices), order.astype(np.int32))
    return float(left[1:-1].sum()) / len(network) ** 2


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--ties", type=int, default=1_000_000)
    options.add_argument("--data", help="ignored: the network is invented")
    ties = options.parse_args().ties
    small = network_of(40_000)
    for call in (sampled_betweenness, core_numbers, pagerank, communities, removal_order):
        call(small)
    network = timed("build", lambda: network_of(ties))
    print(f"{len(network)} people, {len(network.heads)} ties")
    begun = perf_counter()
    found = timed(
        f"betweenness within {ERROR} at {CONFIDENCE:.0%}",
        lambda: sampled_betweenness(network, error=ERROR, confidence=CONFIDENCE),
    )
    timed("cores", lambda: core_numbers(network))
    timed("PageRank", lambda: pagerank(network))
    parts = timed("communities", lambda: communities(network))
    print(f"  all measures {perf_counter() - begun:.1f} s; {found.samples} paths drawn")
    print(f"  modularity {modularity(network, parts):.4f}, {len(parts)} communities")
    rows = timed("removal order, with what is left and why", lambda: removal_order(network))
    number = {node: place for place, node in enumerate(network.nodes)}
    ours = np.array([number[row.node] for row in rows])
    static = np.argsort(-network.degree, kind="stable")
    random = np.random.default_rng(3).permutation(len(network))
    for name, order in (("ours", ours), ("degree once", static), ("random", random)):
        print(f"  R {name:12} {remainder(network, order):.4f}")
    peers(network)


if __name__ == "__main__":
    main()
