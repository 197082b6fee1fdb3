"""Removal orders beside their peers on the same networks, in one run.

    python benchmarks/disruption/order_peers.py --data PATH [--repeats 3] [--largest 300]

PATH is a folder of `NAME.edges.csv` files (`source,target[,weight,grade]`), or a folder that holds
one under `graphs` or `networks/graphs`; without it, invented networks are drawn. R is the sum of
the largest component after 1 … n - 1 removals over n², on the largest component of the network with
every tie true; k10 is how many removals leave at most a tenth. Lower is better. Peers, on networkx:
degree, degree recomputed (HDA), betweenness recomputed (BetwA). Betweenness by networkx past
`--largest` people takes many minutes and is left out, shown as -.

What none of this shows: whether taking real people out would do the same. The published networks
are drug, mafia and terror cases; none is of people smugglers.
"""

import argparse
import csv
import os
import tempfile
from collections.abc import Callable
from math import exp, log
from pathlib import Path
from statistics import mean, median
from time import perf_counter

import networkx as nx

os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "hawkari-bench-numba"))

from hawkari.engines.disruption import Network, Tie, removal_order

METHODS = ("degree", "HDA", "BetwA", "graded", "complete")
Rows = list[tuple[str, str, float, str]]


def networks(data: Path | None) -> dict[str, Rows]:
    if data is None:
        drawn = {
            "hubs": nx.barabasi_albert_graph(150, 2, seed=1),
            "small_world": nx.connected_watts_strogatz_graph(120, 6, 0.2, seed=2),
            "clusters": nx.powerlaw_cluster_graph(100, 4, 0.6, seed=3),
            "places": nx.random_geometric_graph(180, 0.13, seed=4),
        }
        return {
            name: [(f"n{a:03}", f"n{b:03}", 1.0, "") for a, b in graph.edges]
            for name, graph in drawn.items()
        }
    folders = [data / "networks" / "graphs", data / "graphs", data]
    folder = next(folder for folder in folders if folder.is_dir())
    return {path.name.split(".")[0]: read(path) for path in sorted(folder.glob("*.edges.csv"))}


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            (row["source"], row["target"], float(row.get("weight") or 1), row.get("grade") or "")
            for row in csv.DictReader(stream)
        ]


def largest_component(rows: Rows) -> nx.Graph:
    graph = nx.Graph([(row[0], row[1]) for row in rows if row[0] != row[1]])
    return graph.subgraph(max(nx.connected_components(graph), key=len)).copy()


def recomputed(score: Callable[[nx.Graph], dict[str, float]]) -> Callable[[nx.Graph], list[str]]:
    def order(graph: nx.Graph) -> list[str]:
        graph, found = graph.copy(), []
        while graph:
            value = score(graph)
            found.append(max(sorted(value), key=lambda node: (value[node], graph.degree(node))))
            graph.remove_node(found[-1])
        return found

    return order


def by_degree(graph: nx.Graph) -> list[str]:
    return sorted(graph, key=lambda node: (-graph.degree(node), node))


def score_of(graph: nx.Graph, order: list[str]) -> tuple[float, int]:
    graph, left = graph.copy(), []
    for node in order:
        graph.remove_node(node)
        left.append(max(map(len, nx.connected_components(graph)), default=0))
    n = len(order)
    return sum(left[:-1]) / n**2, next(
        k for k, size in enumerate(left, 1) if size <= max(1, n // 10)
    )


def ours(rows: Rows, objective: str) -> Callable[[nx.Graph], list[str]]:
    def order(graph: nx.Graph) -> list[str]:
        network = Network.from_ties(Tie(*row) for row in rows)
        return [
            row.node for row in removal_order(network, objective=objective) if row.node in graph
        ]

    return order


def timed(
    order: Callable[[nx.Graph], list[str]], graph: nx.Graph, repeats: int
) -> tuple[list[str], float]:
    seconds = []
    for _ in range(repeats):
        begun = perf_counter()
        found = order(graph)
        seconds.append(perf_counter() - begun)
    return found, median(seconds)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path)
    options.add_argument("--repeats", type=int, default=3)
    options.add_argument("--largest", type=int, default=300)
    chosen = options.parse_args()
    for objective in ("graded", "complete"):  # compile before anything is timed
        removal_order(Network.from_ties([Tie("a", "b"), Tie("b", "c")]), objective=objective)
    print(f"{'network':26} {'n/m':>9}  " + "  ".join(f"{m:>20}" for m in METHODS))
    print(f"{'':26} {'':>9}  " + "  ".join(f"{'R / k10 / s':>20}" for _ in METHODS))
    table: dict[str, dict[str, tuple[float, int, float]]] = {}
    for name, rows in networks(chosen.data).items():
        graph = largest_component(rows)
        ways = {
            "degree": by_degree,
            "HDA": recomputed(lambda graph: dict(graph.degree)),
            "BetwA": recomputed(nx.betweenness_centrality),
            "graded": ours(rows, "graded"),
            "complete": ours(rows, "complete"),
        }
        table[name] = {}
        for method, way in ways.items():
            if method == "BetwA" and len(graph) > chosen.largest:
                continue
            repeats = 1 if method == "BetwA" else chosen.repeats
            order, seconds = timed(way, graph, repeats)
            table[name][method] = (*score_of(graph, order), seconds)
        cells = [
            "{:.4f} /{:3d} /{:7.3f}".format(*table[name][m]) if m in table[name] else "-"
            for m in METHODS
        ]
        size = f"{len(graph)}/{graph.number_of_edges()}"
        print(f"{name:26} {size:>9}  " + "  ".join(f"{cell:>20}" for cell in cells), flush=True)
    report(table)


def report(table: dict[str, dict[str, tuple[float, int, float]]]) -> None:
    whole = [row for row in table.values() if "BetwA" in row]
    for method in METHODS:
        ratio = exp(mean(log(row[method][0] / row["BetwA"][0]) for row in whole))
        k10 = mean(row[method][1] / row["BetwA"][1] for row in whole)
        seconds = median(row[method][2] for row in whole)
        lost = sum(row[method][0] > row["BetwA"][0] + 1e-12 for row in whole)
        print(
            f"{method:9} R / BetwA {ratio:.4f} (geometric mean of {len(whole)}, worse on {lost}), "
            f"k10 / BetwA {k10:.3f} (mean), {seconds:.3f} s (median)"
        )


if __name__ == "__main__":
    main()
