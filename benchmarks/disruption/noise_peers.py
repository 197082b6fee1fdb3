"""Removal orders planned on faulty evidence, scored on a truth that the planner did not see.

    python benchmarks/disruption/noise_peers.py --data PATH [--draws 200] [--largest 200]

Networks of more than 1,000 ties are left out: they do not break at a tenth of their people.
PATH as for `order_peers.py`. The errors are those of `faults.py` beside this file: a fifth of the
true ties goes missing, and there are false ties between anyone (`uniform`) or inside communities
(`inside`), or people merged and split (`alias`). The planner takes out a tenth of the people; the
figure is the share of the true network's people left in its largest component.

Printed: for each method the geometric mean over networks of its mean over draws against each
peer's, with a 90 % interval from resampling the draws of each network, paired.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
from faults import MODELS, Truth, evidence, truths

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


def shares_left(truth: Truth, model: str, draws: int) -> np.ndarray:
    """Share left by each method in each draw, shape (methods, draws)."""
    left = np.zeros((len(METHODS), draws))
    for draw in range(draws):
        seen = evidence(truth, model, np.random.default_rng(draw))
        for row, method in enumerate(METHODS.values()):
            gone = method(seen.network, max(1, truth.n // 10))
            left[row, draw] = truth.left(seen.who[gone])
    return left


def ratios(left: np.ndarray, one: int, other: int) -> tuple[float, float, float]:
    """Geometric mean over networks of mean over draws, and its interval; `left`: (networks, …)."""
    draws = left.shape[2]
    again = np.random.default_rng(0).integers(0, draws, (400, left.shape[0], draws))
    place = np.arange(left.shape[0])[:, None]
    logs = [
        np.mean(np.log(left[place, one, pick].mean(1) / left[place, other, pick].mean(1)))
        for pick in again
    ]
    middle = np.exp(np.mean(np.log(left[:, one].mean(1) / left[:, other].mean(1))))
    low, high = np.exp(np.quantile(logs, (0.05, 0.95)))
    return float(middle), float(low), float(high)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path)
    options.add_argument("--draws", type=int, default=200)
    options.add_argument("--largest", type=int, default=200)
    chosen = options.parse_args()
    known = {
        name: truth
        for name, truth in truths(chosen.data, chosen.largest).items()
        if len(truth.pairs) <= 1000
    }
    for model in MODELS:
        left = np.array([shares_left(truth, model, chosen.draws) for truth in known.values()])
        print(f"{model}: {len(known)} networks, {chosen.draws} draws each")
        print(f"  {'share left':26}" + "  ".join(f"{name:>14}" for name in METHODS))
        for name, row in zip(known, left.mean(axis=2), strict=True):
            print(f"  {name:26}" + "  ".join(f"{share:14.3f}" for share in row))
        for one, name in enumerate(METHODS):
            cells = [
                "/ {} {:.3f} [{:.3f}, {:.3f}]".format(peer, *ratios(left, one, other))
                for other, peer in enumerate(METHODS)
                if peer in PEERS and peer != name
            ]
            print(f"  {name:15}" + "  ".join(cells), flush=True)


if __name__ == "__main__":
    main()
