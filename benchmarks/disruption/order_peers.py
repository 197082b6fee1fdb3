"""Removal orders beside their peers on the same networks, in one run.

    python benchmarks/disruption/order_peers.py --data PATH [--largest 1000]

PATH as for `cases.py`. R is the sum of the largest component after 1 … n - 1 removals over n², on
the largest component of the network with every tie true; k10 is how many removals leave at most a
tenth. Lower is better. Peers: degree, degree recomputed (HDA), betweenness recomputed (BetwA), and
BetwA again and again with its values shaken by a tenth, the best R kept, for as long as `complete`
took (restarts). Seconds are of this process alone, so that other load on the machine does not
count.

What none of this shows: whether taking real people out would do the same. The published networks
are drug, mafia and terror cases; none is of people smugglers. `complete` is a what-if: it is scored
on the very graph that it searched.
"""

from collections.abc import Callable
from math import log
from statistics import mean, median
from time import process_time

import numpy as np
from cases import arguments, largest_components, mean_of

from hawkari.engines.disruption import Network, Tie, removal_order
from hawkari.engines.disruption.kernels import ONCE, refresh
from hawkari.engines.disruption.search import left_over

METHODS = ("degree", "HDA", "BetwA", "restarts", "graded", "complete")


def by_degree(network: Network) -> list[int]:
    return np.argsort(-network.degree, kind="stable").tolist()


def by_degree_again(network: Network) -> list[int]:
    degree, order = network.degree.astype(float), []
    while len(order) < len(network):
        order.append(int(np.argmax(degree)))
        degree[network.indices[network.indptr[order[-1]] : network.indptr[order[-1] + 1]]] -= 1
        degree[order[-1]] = -np.inf
    return order


def by_betweenness_again(
    network: Network, shake: Callable[[int], np.ndarray] | None = None
) -> list[int]:
    """Recomputed exactly after each removal; `shake` gives factors on the values."""
    graph, n = (network.indptr, network.indices), len(network)
    alive, score = np.ones(n, dtype=np.bool_), np.zeros(n)
    degree, order = network.degree.astype(float), []
    hit = list(range(n))
    while len(order) < n:
        mark = np.zeros(n, dtype=np.int32)
        for node in hit:
            if alive[node] and not mark[node]:
                refresh(graph, alive, node, score, mark, ONCE)
        value = np.round(score, 6) + 1e-9 * degree
        value = np.where(alive, value if shake is None else value * shake(n), -1.0)
        order.append(int(np.argmax(value)))
        alive[order[-1]] = False
        hit = network.indices[network.indptr[order[-1]] : network.indptr[order[-1] + 1]].tolist()
        degree[hit] -= 1
    return order


def restarts(network: Network, seconds: float) -> list[int]:
    random = np.random.default_rng(0)
    begun, best = process_time(), by_betweenness_again(network)
    while process_time() - begun < seconds:
        again = by_betweenness_again(network, lambda n: np.exp(0.1 * random.standard_normal(n)))
        best = min(best, again, key=lambda order: score_of(network, order)[0])
    return best


def score_of(network: Network, order: list[int]) -> tuple[float, int]:
    n = len(network)
    left = left_over((network.indptr, network.indices), np.array(order, dtype=np.int32))[1:]
    return left[:-1].sum() / n**2, int(np.argmax(left <= max(1, n // 10))) + 1


def ours(objective: str) -> Callable[[Network], list[int]]:
    def order(network: Network) -> list[int]:
        number = {node: place for place, node in enumerate(network.nodes)}
        return [number[row.node] for row in removal_order(network, objective=objective)]

    return order


def timed(order: Callable[[Network], list[int]], network: Network) -> tuple[float, int, float]:
    begun = process_time()
    found = order(network)
    seconds = process_time() - begun
    return (*score_of(network, found), seconds)


def main() -> None:
    chosen = arguments(__doc__, largest=1000)
    ways = {
        "degree": by_degree,
        "HDA": by_degree_again,
        "BetwA": by_betweenness_again,
        "graded": ours("graded"),
        "complete": ours("complete"),
    }
    for way in ways.values():  # compile before anything is timed
        way(Network.from_ties([Tie("a", "b"), Tie("b", "c")]))
    print(f"{'network':26} {'n/m':>9}  " + "  ".join(f"{m:>20}" for m in METHODS))
    print(f"{'':26} {'':>9}  " + "  ".join(f"{'R / k10 / s':>20}" for _ in METHODS))
    table: dict[str, dict[str, tuple[float, int, float]]] = {}
    for name, network in largest_components(chosen.data, chosen.largest).items():
        row = {method: timed(way, network) for method, way in ways.items()}
        seconds = row["complete"][2]
        row["restarts"] = timed(lambda network, s=seconds: restarts(network, s), network)
        table[name] = row
        cells = ["{:.4f} /{:3d} /{:7.3f}".format(*row[method]) for method in METHODS]
        size = f"{len(network)}/{len(network.heads)}"
        print(f"{name:26} {size:>9}  " + "  ".join(f"{cell:>20}" for cell in cells), flush=True)
    report(table)


def report(table: dict[str, dict[str, tuple[float, int, float]]]) -> None:
    for method in METHODS:
        logs = [log(row[method][0] / row["BetwA"][0]) for row in table.values()]
        middle, low, high = np.exp(mean_of(np.array(logs)))
        k10 = mean(row[method][1] / row["BetwA"][1] for row in table.values())
        seconds = [row[method][2] for row in table.values()]
        print(
            f"{method:9} R / BetwA {middle:.4f} [{low:.4f}, {high:.4f}] (geometric mean "
            f"of {len(logs)} networks, 90 % interval; worse on {sum(x > 1e-9 for x in logs)}), "
            f"k10 / BetwA {k10:.3f} (mean), {median(seconds):.3f} s (median), "
            f"{max(seconds):.3f} s (slowest)"
        )


if __name__ == "__main__":
    main()
