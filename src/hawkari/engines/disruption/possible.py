"""Worlds that may be true: reported ties that hold, and ties that nobody reported.

A tie that is there has mostly been seen, and sometimes not: without such ties every statement from
worlds is too sure of itself, as `benchmarks/disruption/statement_truth.py` shows.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.disruption.network import Ints, Network, neighbour_lists

__all__ = ["UNREPORTED", "possible_worlds"]

# Share of the true ties that nobody reported: an assumption, the share that our error models drop.
UNREPORTED = 0.2


def possible_worlds(
    network: Network, worlds: int, *, seed: int, unreported: float = UNREPORTED
) -> Iterator[tuple[Ints, Ints]]:
    """Neighbour lists (`indptr`, `indices`) of each world, the same for the same seed.

    Each reported tie holds on its own with its probability. As many unreported ones come in as
    make up their share (Poisson), each between two contacts of the same person, drawn evenly
    among all such pairs of contacts: whom one contact joins tend to know one another, and a
    stranger's ties cannot be guessed.

    Args:
        network: the network.
        worlds: how many.
        seed: of the sampling.
        unreported: share of the true ties that nobody reported, 0 or more and below 1.
    """
    random = np.random.default_rng(seed)
    people = len(network)
    corners = _Corners(network)
    missing = unreported / (1 - unreported) * float(network.probability.sum())
    reported = network.heads.astype(np.int64) * people + network.tails
    for _ in range(worlds):
        holds = random.random(len(reported)) < network.probability
        fresh = corners.draw(int(random.poisson(missing)), random, reported)
        key = np.concatenate([reported[holds], fresh])
        yield neighbour_lists(*np.divmod(key, max(people, 1)), people)[:2]


class _Corners:
    """Everyone with two contacts or more, to draw pairs of contacts from."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.degree = np.diff(network.indptr).astype(np.int64)
        self.upto = np.cumsum(self.degree * (self.degree - 1))

    def draw(
        self, wanted: int, random: np.random.Generator, reported: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """At most so many different pairs, none reported, each as lower · n + higher number."""
        if wanted == 0 or len(self.upto) == 0 or self.upto[-1] == 0:
            return np.zeros(0, dtype=np.int64)
        tries = 3 * wanted + 10  # some are reported already, some come twice
        middle = np.searchsorted(self.upto, random.integers(0, self.upto[-1], tries), side="right")
        one = random.integers(0, self.degree[middle])
        two = random.integers(0, self.degree[middle] - 1)
        two += two >= one
        start, indices = self.network.indptr[middle], self.network.indices
        low = np.minimum(indices[start + one], indices[start + two]).astype(np.int64)
        high = np.maximum(indices[start + one], indices[start + two])
        key = low * len(self.network) + high
        key = key[reported[np.searchsorted(reported, key) % len(reported)] != key]
        _, first = np.unique(key, return_index=True)
        found: NDArray[np.int64] = key[np.sort(first)[:wanted]]
        return found
