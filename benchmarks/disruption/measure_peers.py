"""Exact betweenness and communities beside networkx and networkit, as ratios of times, in one run.

    python benchmarks/disruption/measure_peers.py --data PATH [--largest 1000]

PATH as for `cases.py`; without it, invented networks. Best of several repeats each, in
processor seconds of one thread: other work on the machine costs long runs more than short ones.
networkit is no dependency: its column is `-` where it is not installed. Modularity: ours, and mean
and best of networkx's Louvain over ten seeds; every tie counts 1.
"""

from collections.abc import Callable
from math import exp, log
from time import thread_time

import networkx as nx
import numpy as np
from cases import arguments, largest_components

from hawkari.engines.disruption import Network
from hawkari.engines.disruption.kernels import betweenness
from hawkari.engines.disruption.leiden import leiden

try:
    import networkit as nk

    nk.setNumberOfThreads(1)
except ImportError:
    nk = None


def fastest(call: Callable[[], object], repeats: int) -> float:
    seconds = []
    for _ in range(repeats):
        begun = thread_time()
        call()
        seconds.append(thread_time() - begun)
    return min(seconds)


def groups(network: Network) -> list[set[int]]:
    found = leiden(network.indptr, network.indices, np.ones(len(network.indices)))
    return [set(np.flatnonzero(found == group).tolist()) for group in range(int(found.max()) + 1)]


def row_of(name: str, network: Network) -> float:
    graph = nx.Graph(network.pairs())
    lists = (network.indptr, network.indices)
    betweenness(lists)
    slow = fastest(lambda: nx.betweenness_centrality(graph), 5 if len(network) < 300 else 1)
    ratio = slow / fastest(lambda: betweenness(lists), 30)
    peer = "-"
    if nk is not None:
        same = nk.nxadapter.nx2nk(graph)
        peer = f"{slow / fastest(lambda: nk.centrality.Betweenness(same).run(), 5):.0f}"
    ours = nx.community.modularity(graph, groups(network))
    theirs = [
        nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed))
        for seed in range(10)
    ]
    times = fastest(lambda: nx.community.louvain_communities(graph, seed=0), 3) / fastest(
        lambda: groups(network), 3
    )
    print(
        f"{name:26} {len(network):4}/{len(network.heads):5}  {ratio:7.0f} {peer:>9}  "
        f"{ours:9.4f} {np.mean(theirs):8.4f} {max(theirs):8.4f} {times:7.1f}",
        flush=True,
    )
    return ratio


def main() -> None:
    chosen = arguments(__doc__, largest=1000)
    print("betweenness: times as fast as networkx, and networkit's; modularity, and times as fast")
    print(
        f"{'network':26} {'n/m':>10}  {'ours':>7} {'networkit':>9}  "
        f"{'ours':>9} {'mean':>8} {'best':>8} {'x':>7}"
    )
    networks = largest_components(chosen.data, chosen.largest)
    ratios = [row_of(name, network) for name, network in networks.items()]
    mean = exp(sum(map(log, ratios)) / len(ratios))
    print(f"betweenness / networkx: least {min(ratios):.0f}, geometric mean {mean:.0f}")


if __name__ == "__main__":
    main()
