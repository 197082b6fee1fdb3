"""What a removal leaves over the worlds that may be true, with intervals.

Every set of people is measured in the same worlds, so that two sets are compared world by world.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.disruption.network import Floats, Ints, Network
from hawkari.engines.disruption.possible import possible_worlds
from hawkari.engines.disruption.stages import STAGES, Roles
from hawkari.engines.disruption.worlds import affordable_worlds

__all__ = ["Figure", "Worlds", "compared", "largest_part"]

LOW, HIGH = 0.05, 0.95
# From this share of worlds on one set of people is said to leave less than another.
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Figure:
    """A number over sampled worlds.

    Attributes:
        value: mean.
        low: 5 % quantile.
        high: 95 % quantile.
    """

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Floats) -> "Figure":
        """Of one number a world, shape (worlds,)."""
        low, high = np.quantile(values, (LOW, HIGH))
        return cls(float(values.mean()), float(low), float(high))


@njit(cache=True, error_model="numpy")
def largest_part(indptr: Ints, indices: Ints, gone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Who is in the largest part once some are gone, shape (n,); equal sizes: the lowest number."""
    n = indptr.size - 1
    part = np.full(n, -1, np.int32)
    stack = np.empty(n, np.int32)
    best, largest, parts = -1, 0, 0
    for start in range(n):
        if gone[start] or part[start] >= 0:
            continue
        stack[0], part[start], count, size = start, parts, 1, 0
        while count > 0:
            count -= 1
            node = stack[count]
            size += 1
            for entry in range(indptr[node], indptr[node + 1]):
                other = indices[entry]
                if not gone[other] and part[other] < 0:
                    part[other] = parts
                    stack[count] = other
                    count += 1
        if size > largest:
            best, largest = parts, size
        parts += 1
    held: NDArray[np.bool_] = (part == best) & ~gone
    return held


def compared(one: Floats, other: Floats) -> tuple[float, str]:
    """Whether one set of people leaves less than another, measured in the same worlds.

    Args:
        one: share left in each world, shape (worlds,).
        other: the same for the other set.

    Returns:
        Share of worlds (0-1) in which `one` leaves less, level ones counting half; and what may be
        said of it: `less is left`, `no less is left`, or `cannot tell`.
    """
    better = float((one < other).mean() + 0.5 * (one == other).mean())
    if better >= SURE:
        return better, "less is left"
    return better, "no less is left" if 1 - better >= SURE else "cannot tell"


class Worlds:
    """Sampled worlds of one network, ties that nobody reported among them, and who does what.

    Args:
        network: the network.
        roles: who works in which stage.
        seed: equal seeds give equal worlds.
        worlds: how many; None for what can be afforded, at most 200.
    """

    def __init__(
        self, network: Network, roles: Roles, *, seed: int = 0, worlds: int | None = None
    ) -> None:
        count = affordable_worlds(network) if worlds is None else worlds
        self.network = network
        self.graphs = list(possible_worlds(network, count, seed=seed))
        self.stages = {
            stage: held for stage in STAGES if (held := roles.in_stage(network, stage)).any()
        }
        nobody = np.zeros(len(network), dtype=np.bool_)
        self.whole = [max(1, int(largest_part(*graph, nobody).sum())) for graph in self.graphs]

    def gone(self, people: Iterable[int]) -> NDArray[np.bool_]:
        """Shape (n,), true for these people."""
        gone = np.zeros(len(self.network), dtype=np.bool_)
        gone[list(people)] = True
        return gone

    def left(
        self, people: Iterable[int], graphs: Sequence[tuple[Ints, Ints]] | None = None
    ) -> Floats:
        """Share of the largest part that is left in each world without these people, each 0-1.

        Args:
            people: numbers of those taken out.
            graphs: other graphs in place of the worlds, one for each; None for the worlds.
        """
        gone = self.gone(people)
        chosen = self.graphs if graphs is None else graphs
        sizes = [
            largest_part(*graph, gone).sum() / whole
            for graph, whole in zip(chosen, self.whole, strict=True)
        ]
        return np.minimum(np.array(sizes, dtype=np.float64), 1.0)

    def stage_left(self, people: Iterable[int]) -> dict[str, Floats]:
        """By stage, share of its people still in the largest part, shape (worlds,) each."""
        gone = self.gone(people)
        parts = np.array([largest_part(*graph, gone) for graph in self.graphs])
        return {
            stage: parts[:, held].sum(axis=1) / held.sum() for stage, held in self.stages.items()
        }
