"""Whether "stays in the top ten with probability p" and 90 % intervals hold on an unseen truth.

    python benchmarks/disruption/statement_truth.py --data PATH [--draws 6] [--largest 200]

PATH as for `cases.py`, errors as in `faults.py`. For each network and draw `standings` makes its
statements from the faulty evidence alone; the truth is the network itself. `itself`: the truth is
one more world of the evidence (errors `inside`), that is, the evidence means exactly what the
engine takes it to mean.

Printed for each measure: the share of values inside their 5-95 % interval, the share that came true
of the statements of .85 to .95, their number, and the same at .95 and above. The last block has no
unreported ties in its worlds, as an ablation.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from cases import arguments
from faults import MODELS, Truth, evidence, truths

from hawkari.engines.disruption import Measure, Network, standing, standings
from hawkari.engines.disruption.possible import possible_worlds

TOP = 10
Graph = tuple[np.ndarray, np.ndarray]
Rows = list[tuple[float, bool, bool]]  # stated, came true, value inside


def judged(network: Network, graph: Graph, who: np.ndarray) -> Iterator[tuple[str, Rows]]:
    """By measure; `who` is which person of the true graph each of the network is."""
    said = standings(network, top=TOP)
    true = standing._measured(graph, standing.ONCE)
    everyone = np.ones(true.shape[1], dtype=np.bool_)
    for place, measure in enumerate(Measure):
        ranked = standing._ranked(measure, true[place])
        first = standing.top_k(ranked[None], everyone, TOP)
        rows = []
        for name, person in zip(network.nodes, who.tolist(), strict=True):
            one, value = said[name][measure], true[place, person]
            known = one.low is not None and not np.isnan(value)
            inside = known and one.low - 1e-12 <= value <= one.high + 1e-12
            rows.append((one.p_top_k, bool(first[person] > 0.5), inside if known else True))
        yield measure, rows


def block(model: str, known: dict[str, Truth], draws: int) -> None:
    found: dict[str, Rows] = defaultdict(list)
    for truth in known.values():
        for draw in range(draws):
            made = "inside" if model == "itself" else model
            seen = evidence(truth, made, np.random.default_rng(draw))
            graph, who = (truth.network.indptr, truth.network.indices), seen.who
            if model == "itself":
                graph = next(possible_worlds(seen.network, 1, seed=10_000 + draw))
                who = np.arange(len(seen.network))
            for measure, rows in judged(seen.network, graph, who):
                found[measure] += rows
    print(f"{model}: {len(known)} networks, {draws} draws")
    for measure, rows in found.items():
        stated, true, inside = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
        cells = [f"{inside.mean():.3f} of values inside"]
        for low, high in ((0.85, 0.95), (0.95, 1.01)):
            chosen = (stated >= low) & (stated < high)
            share = f"{true[chosen].mean():.3f}" if chosen.any() else "-"
            cells.append(f"{share} true of {int(chosen.sum())} stated {low:.2f}+")
        print(f"  {measure:12}" + "; ".join(cells), flush=True)


def main() -> None:
    chosen = arguments(__doc__, draws=6, largest=200)
    known = truths(chosen.data, chosen.largest)
    for model in ("itself", *MODELS):
        block(model, known, chosen.draws)
    standing.possible_worlds = lambda network, worlds, *, seed: possible_worlds(
        network, worlds, seed=seed, unreported=0.0
    )
    print("without unreported ties in the worlds")
    for model in MODELS:
        block(model, known, chosen.draws)


if __name__ == "__main__":
    main()
