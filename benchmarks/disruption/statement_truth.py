"""Whether "stays in the top ten with probability p" and 90 % intervals hold on an unseen truth.

    python benchmarks/disruption/statement_truth.py --data PATH [--draws 10] [--largest 200]

PATH as for `order_peers.py`. For each network and draw the evidence is made as in `noise_peers.py`
(a fifth of the true ties missing; false ties `uniform`, `local` or by `alias`; grades whose true
frequencies the planner does not know), and `standings` makes its statements from that alone. The
truth is the network itself. `itself`: the truth is one more world of the evidence, that is, the
evidence means exactly what the engine takes it to mean.

Printed for each measure: the share that came true of the statements of .85 to .95, their number,
the same at .95 and above, and the share of values inside their 5-95 % interval. The last block has
no unreported ties in its worlds, as an ablation.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import numpy as np
from noise_peers import evidence
from order_peers import largest_component, networks

from hawkari.engines.disruption import Measure, Network, standing, standings
from hawkari.engines.disruption.possible import possible_worlds

TOP = 10
Rows = list[tuple[float, bool, bool]]  # stated, came true, value inside


def graph_of(truth: nx.Graph, people: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    number = {node: place for place, node in enumerate(people)}
    pairs = np.array([(number[a], number[b]) for a, b in truth.edges], dtype=np.int32)
    whole = Network.from_arrays(people, pairs, np.ones(len(pairs)))
    return whole.indptr, whole.indices


def judged(network: Network, graph: tuple[np.ndarray, np.ndarray]) -> Iterator[tuple[str, Rows]]:
    said = standings(network, top=TOP)
    true = standing._measured(graph, standing.ONCE)
    for place, measure in enumerate(Measure):
        ranked = standing._ranked(measure, true[place])
        first = standing.top_k(ranked[None], network.rankable, TOP)
        rows = []
        for node, name in enumerate(network.nodes):
            one, value = said[name][measure], true[place, node]
            known = one.low is not None and not np.isnan(value)
            inside = known and one.low - 1e-12 <= value <= one.high + 1e-12
            rows.append((one.p_top_k, bool(first[node] > 0.5), inside if known else True))
        yield measure, rows


def block(model: str, truths: dict[str, nx.Graph], draws: int) -> None:
    found: dict[str, Rows] = defaultdict(list)
    for truth in truths.values():
        for draw in range(draws):
            made = "local" if model == "itself" else model
            network = evidence(truth, made, np.random.default_rng(draw))
            if model == "itself":
                graph = next(possible_worlds(network, 1, seed=10_000 + draw))
            else:
                graph = graph_of(truth, network.nodes)
            for measure, rows in judged(network, graph):
                found[measure] += rows
    print(f"{model}: {len(truths)} networks, {draws} draws")
    for measure, rows in found.items():
        stated, true, inside = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
        cells = [f"{inside.mean():.3f} of values inside"]
        for low, high in ((0.85, 0.95), (0.95, 1.01)):
            chosen = (stated >= low) & (stated < high)
            share = f"{true[chosen].mean():.3f}" if chosen.any() else "-"
            cells.append(f"{share} true of {int(chosen.sum())} stated {low:.2f}+")
        print(f"  {measure:12}" + "; ".join(cells), flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path)
    options.add_argument("--draws", type=int, default=10)
    options.add_argument("--largest", type=int, default=200)
    chosen = options.parse_args()
    truths = {name: largest_component(rows) for name, rows in networks(chosen.data).items()}
    truths = {name: truth for name, truth in truths.items() if len(truth) <= chosen.largest}
    for model in ("itself", "uniform", "local", "alias"):
        block(model, truths, chosen.draws)
    standing.possible_worlds = lambda network, worlds, *, seed: possible_worlds(
        network, worlds, seed=seed, unreported=0.0
    )
    print("without unreported ties in the worlds")
    for model in ("uniform", "local", "alias"):
        block(model, truths, chosen.draws)


if __name__ == "__main__":
    main()
