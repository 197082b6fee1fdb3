"""Removal orders planned on faulty evidence, scored on a truth that the planner did not see.

    python benchmarks/disruption/noise_peers.py --data PATH [--draws 20] [--largest 200]

PATH as for `order_peers.py`. In each draw a fifth of the true ties goes missing and the rest is
graded; then come false ties, a quarter as many as the true ones, graded worse: between any two
people (`uniform`) or between people with a common contact (`local`). Under `alias` there are no
others, but ties of every twelfth person are half the time put to somebody else. The planner takes
a tenth of the people out; the figure is the share of the true network's people left in its largest
component. The grades' true frequencies are not the probabilities that the planner believes.

Printed: geometric mean over networks of each method's mean against each other's, with a 90 %
interval from resampling networks.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from math import log
from pathlib import Path

import networkx as nx
import numpy as np
from order_peers import largest_component, networks

from hawkari.engines.disruption import Network, Tie, removal_order
from hawkari.engines.disruption.adaptive import recomputed_order

LETTERS = "ABCDE"
TRUE, FALSE = (0.28, 0.28, 0.26, 0.12, 0.06), (0.04, 0.10, 0.26, 0.34, 0.26)
Pairs = set[tuple[str, str]]


def pair(one: str, two: str) -> tuple[str, str]:
    return min(one, two), max(one, two)


def strangers(truth: nx.Graph, *, near: bool) -> list[tuple[str, str]]:
    """Pairs of people who are not tied; near: who have a common contact."""
    found = []
    for one, two in combinations(sorted(truth), 2):
        if not truth.has_edge(one, two) and (not near or set(truth[one]) & set(truth[two])):
            found.append((one, two))
    return found


def evidence(truth: nx.Graph, model: str, random: np.random.Generator) -> Network:
    ties = sorted(pair(*edge) for edge in truth.edges)
    kept = [tie for tie in ties if random.random() < 0.8]
    people = sorted(truth)
    false: Pairs = set()
    if model == "alias":
        wrong = {
            str(person): str(random.choice(people))
            for person in random.choice(people, max(1, len(people) // 12), replace=False)
        }
        seen = {
            pair(wrong.get(one, one), wrong.get(two, two)) if random.random() < 0.5 else (one, two)
            for one, two in kept
        }
        false = {tie for tie in seen if not truth.has_edge(*tie) and tie[0] != tie[1]}
        kept = sorted(tie for tie in seen if truth.has_edge(*tie))
    else:
        free = strangers(truth, near=model == "local")
        chosen = random.permutation(len(free))[: len(ties) // 4]
        false = {free[number] for number in chosen}
    graded = [Tie(*tie, 1.0, str(random.choice(list(LETTERS), p=TRUE))) for tie in kept]
    graded += [Tie(*tie, 1.0, str(random.choice(list(LETTERS), p=FALSE))) for tie in sorted(false)]
    return Network.from_ties(graded, nodes=people)


def adaptive(**how: bool) -> Callable[[Network], list[str]]:
    def order(network: Network) -> list[str]:
        length = (1 - np.log(network.probability))[network.pair] if how.get("weighted") else None
        graph = (network.indptr, network.indices)
        found = recomputed_order(graph, network.rankable, length=length)
        return [network.nodes[node] for node in found]

    return order


def by_degree(network: Network) -> list[str]:
    return [network.nodes[node] for node in np.argsort(-network.degree, kind="stable")]


def graded(network: Network) -> list[str]:
    return [row.node for row in removal_order(network)]


METHODS = {
    "degree": by_degree,
    "BetwA": adaptive(),
    "weighted BetwA": adaptive(weighted=True),
    "graded": graded,
}


def left(truth: nx.Graph, gone: list[str]) -> float:
    rest = truth.subgraph(set(truth) - set(gone))
    return max(map(len, nx.connected_components(rest)), default=0) / len(truth)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path)
    options.add_argument("--draws", type=int, default=20)
    options.add_argument("--largest", type=int, default=200)
    chosen = options.parse_args()
    truths = {name: largest_component(rows) for name, rows in networks(chosen.data).items()}
    truths = {name: truth for name, truth in truths.items() if len(truth) <= chosen.largest}
    for model in ("uniform", "local", "alias"):
        shares: dict[str, list[float]] = defaultdict(list)
        for truth in truths.values():
            drawn: dict[str, list[float]] = defaultdict(list)
            for draw in range(chosen.draws):
                network = evidence(truth, model, np.random.default_rng(draw))
                for name, method in METHODS.items():
                    gone = method(network)[: max(1, len(truth) // 10)]
                    drawn[name].append(left(truth, gone))
            for name, values in drawn.items():
                shares[name].append(float(np.mean(values)))
        report(model, shares)


def report(model: str, shares: dict[str, list[float]]) -> None:
    count = len(shares["graded"])
    print(f"{model}: {count} networks")
    for name in METHODS:
        cells = []
        for peer in METHODS:
            logs = np.array([log(a / b) for a, b in zip(shares[name], shares[peer], strict=True)])
            again = np.random.default_rng(0).integers(0, count, (2000, count))
            low, high = np.exp(np.quantile(logs[again].mean(axis=1), (0.05, 0.95)))
            cells.append(f"/ {peer} {np.exp(logs.mean()):.3f} [{low:.3f}, {high:.3f}]")
        print(f"  {name:15}" + "  ".join(cells), flush=True)


if __name__ == "__main__":
    main()
