"""Removal orders beside their peers on the same networks, in one run.

    python benchmarks/disruption/order_peers.py --data PATH [--largest 1000]

PATH as for `cases.py`. R is the sum of the largest component after 1 … n - 1 removals over n², on
the largest component of the network with every tie true; k10 is how many removals leave at most a
tenth. Lower is better. Peers: degree, degree recomputed (HDA), betweenness recomputed (BetwA), and
BetwA again and again with its values shaken by a tenth, the best R kept, for as long as `complete`
took (restarts). Seconds are of this process alone, so that other load on the machine does not
count.

Two newer peers, written anew from what could be read of them, so not their authors' programs:

- RA2: whoever has the highest sum over ties of (1 + e + f + e·f) / (1 + c), recomputed; c contacts
  the two share, e and f their other contacts: the first rule of LGD-NA (2025), "Latent
  geometry-driven network automata for complex network dismantling", preprints 202505.2276, without
  reinsertion; the rule is of Muscoloni et al. (2017);
- filtered: of the highest by recomputed betweenness within the largest component, whoever leaves
  the smallest one, after Jia, De Meo, Gabrys and Musial (2024), "Network disruption via continuous
  batch removal", PLoS ONE 19(8), e0308722, one by one. Only the abstract was read: how many the
  filter holds is not from there, but what served it best on the networks of the figures page.

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
from hawkari.engines.disruption.expected import largest_part
from hawkari.engines.disruption.kernels import ONCE, refresh
from hawkari.engines.disruption.search import left_over

METHODS = ("degree", "HDA", "BetwA", "RA2", "filtered", "restarts", "graded", "complete")
FILTER = 2  # candidates that `filtered` looks at
Choice = Callable[[np.ndarray, np.ndarray], int]  # of value and who is left


def by_degree(network: Network) -> list[int]:
    return np.argsort(-network.degree, kind="stable").tolist()


def by_degree_again(network: Network) -> list[int]:
    degree, order = network.degree.astype(float), []
    while len(order) < len(network):
        order.append(int(np.argmax(degree)))
        degree[network.indices[network.indptr[order[-1]] : network.indptr[order[-1] + 1]]] -= 1
        degree[order[-1]] = -np.inf
    return order


def by_local_distance(network: Network) -> list[int]:
    """Recomputed sum over ties of how far apart their ends seem; level ones by number of ties."""
    n = len(network)
    tied = np.zeros((n, n))
    tied[network.heads, network.tails] = tied[network.tails, network.heads] = 1.0
    common, order = tied @ tied, []
    there = np.ones(n, dtype=np.bool_)
    while len(order) < n:
        degree = tied.sum(axis=1)
        other = degree[:, None] - common - 1.0
        far = tied * (1.0 + other) * (1.0 + other.T) / (1.0 + common)
        value = np.round(far.sum(axis=1), 9) + 1e-9 * degree
        node = int(np.argmax(np.where(there, value, -1.0)))
        order.append(node)
        there[node] = False
        common -= np.outer(tied[node], tied[node])
        tied[node], tied[:, node] = 0.0, 0.0
    return order


def by_filtered_greed(network: Network) -> list[int]:
    """Of the highest by betweenness in the largest component, whoever leaves the smallest one."""
    graph = (network.indptr, network.indices)

    def choice(value: np.ndarray, alive: np.ndarray) -> int:
        within = np.where(largest_part(*graph, ~alive), value, -1.0)
        highest = np.argsort(-within, kind="stable")[: min(FILTER, int((within >= 0).sum()))]
        left = []
        for node in highest:
            alive[node] = False
            left.append(int(largest_part(*graph, ~alive).sum()))
            alive[node] = True
        return int(highest[int(np.argmin(left))])

    return by_betweenness_again(network, choice)


def highest(value: np.ndarray, _: np.ndarray) -> int:
    return int(np.argmax(value))


def by_betweenness_again(network: Network, choice: Choice = highest) -> list[int]:
    """Recomputed exactly after each removal; `choice` says who goes next."""
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
        order.append(choice(np.where(alive, value, -1.0), alive))
        alive[order[-1]] = False
        hit = network.indices[network.indptr[order[-1]] : network.indptr[order[-1] + 1]].tolist()
        degree[hit] -= 1
    return order


def restarts(network: Network, seconds: float) -> list[int]:
    random = np.random.default_rng(0)

    def shaken(value: np.ndarray, _: np.ndarray) -> int:
        return int(np.argmax(value * np.exp(0.1 * random.standard_normal(len(value)))))

    begun, best = process_time(), by_betweenness_again(network)
    while process_time() - begun < seconds:
        again = by_betweenness_again(network, shaken)
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
        "RA2": by_local_distance,
        "filtered": by_filtered_greed,
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
    best = [min(row[way][0] for way in METHODS if way != "complete") for row in table.values()]
    logs = [
        log(row["complete"][0] / other) for row, other in zip(table.values(), best, strict=True)
    ]
    cells = "{:.4f} [{:.4f}, {:.4f}]".format(*np.exp(mean_of(np.array(logs))))
    print(f"complete R / best of the others on each network {cells}")


if __name__ == "__main__":
    main()
