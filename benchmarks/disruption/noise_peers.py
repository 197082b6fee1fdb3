"""Removal orders planned on faulty evidence, scored on a truth that the planner did not see.

    python benchmarks/disruption/noise_peers.py --data PATH [--draws 200] [--largest 200]

Networks of more than 1,000 ties are left out: they do not break at a tenth of their people.
PATH as for `cases.py`. The errors are those of `faults.py` beside this file: a fifth of the
true ties goes missing, and there are false ties between anyone (`uniform`) or inside communities
(`inside`), or people merged and split (`alias`). The planner takes out a tenth of the people; the
figure is the share of the true network's people left in its largest component.

Printed: for each method the geometric mean over networks of its mean over draws against each
peer's, with a 90 % interval from resampling the draws of each network, paired.
"""

from collections.abc import Callable

import numpy as np
from cases import arguments, ratios
from faults import MODELS, Evidence, Truth, print_shares, shares_left, truths

from hawkari.engines.disruption import Network
from hawkari.engines.disruption.adaptive import recomputed_order
from hawkari.engines.disruption.order import graded_order

PEERS = ("degree", "BetwA", "weighted BetwA")


def by_degree(network: Network, count: int) -> list[int]:
    return np.argsort(-network.degree, kind="stable")[:count].tolist()


def adaptive(*, weighted: bool) -> Callable[[Network, int], list[int]]:
    def order(network: Network, count: int) -> list[int]:
        length = (1 - np.log(network.probability))[network.pair] if weighted else None
        graph = (network.indptr, network.indices)
        return recomputed_order(graph, network.rankable, length=length, limit=count)

    return order


METHODS: dict[str, Callable[[Network, int], list[int]]] = {
    "degree": by_degree,
    "BetwA": adaptive(weighted=False),
    "weighted BetwA": adaptive(weighted=True),
    "graded": lambda network, count: graded_order(network, limit=count),
}


def orders(truth: Truth, seen: Evidence, _: np.random.Generator) -> list[np.ndarray]:
    """True numbers of those whom each method takes out."""
    count = max(1, truth.n // 10)
    return [seen.who[method(seen.network, count)] for method in METHODS.values()]


def main() -> None:
    chosen = arguments(__doc__, draws=200, largest=200)
    known = truths(chosen.data, chosen.largest, ties=1000)
    for model in MODELS:
        left = shares_left(known, model, draws=chosen.draws, plans=orders)
        print(f"{model}: {len(known)} networks, {chosen.draws} draws each")
        print_shares(known, left, METHODS)
        for one, name in enumerate(METHODS):
            cells = [
                "/ {} {:.3f} [{:.3f}, {:.3f}]".format(peer, *ratios(left, one, other))
                for other, peer in enumerate(METHODS)
                if peer in PEERS and peer != name
            ]
            print(f"  {name:15}" + "  ".join(cells), flush=True)


if __name__ == "__main__":
    main()
