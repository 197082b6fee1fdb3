"""Worlds that may be true: each tie there or not, on its own, with its probability.

Ties that nobody reported are in no world, so intervals from these worlds say how far the evidence
at hand can be trusted, not what is still unknown.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.disruption.kernels import AGAIN
from hawkari.engines.disruption.network import Floats, Ints, Network

__all__ = ["affordable_worlds", "sample_worlds", "top_k"]

WORLDS = 200
FEWEST = 30
# Steps along ties that sampling may cost, about one second on one core of 2026.
BUDGET = 1.5e8


def affordable_worlds(network: Network, passes: int = 1) -> int:
    """How many worlds to sample: 200 up to a few hundred people, fewer beyond, at least 30.

    Args:
        network: the network.
        passes: betweenness passes that each world needs.
    """
    people, steps = len(network), len(network) + len(network.indices)
    exact, pivots = AGAIN
    sources = people if people <= exact else pivots
    return int(min(WORLDS, max(FEWEST, BUDGET / max(1, passes * sources * steps))))


def sample_worlds(network: Network, worlds: int, *, seed: int) -> Iterator[tuple[Ints, Ints]]:
    """Neighbour lists (`indptr`, `indices`) of each world, the same for the same seed."""
    random = np.random.default_rng(seed)
    for _ in range(worlds):
        holds = random.random(len(network.heads)) < network.probability
        yield network.only(holds[network.pair])


def top_k(scores: Floats, rankable: NDArray[np.bool_], k: int) -> Floats:
    """Share of worlds in which each person is among the k highest, shape (n,), each 0-1.

    Whoever scores 0 is in no top; equal scores at the edge share the places that are left, so
    that no id is favoured. Whoever may not be ranked takes no place and gets 0.

    Args:
        scores: shape (worlds, n).
        rankable: shape (n,).
        k: places, at least 1.
    """
    share = np.zeros(scores.shape[1])
    candidates = np.flatnonzero(rankable)
    if candidates.size == 0:
        return share
    edge = min(k, candidates.size)
    for row in scores[:, candidates]:
        limit = np.partition(row, -edge)[-edge]
        above, level = row > limit, (row == limit) & (row > 0)
        share[candidates[above]] += 1
        if level.any():
            share[candidates[level]] += (edge - above.sum()) / level.sum()
    result: Floats = np.clip(share / len(scores), 0.0, 1.0)
    return result
