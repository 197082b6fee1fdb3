"""Removal by recomputed betweenness: take the highest out, measure what is left, and again."""

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.disruption.kernels import refresh
from hawkari.engines.disruption.network import Floats, Ints
from hawkari.engines.disruption.weighted import refresh_weighted

__all__ = ["recomputed_order"]

# Betweenness is a sum over many paths: values this close, relatively, are equal.
LEVEL = 1e-9


class _Rest:
    """What is left of a network, with everyone's betweenness and strength kept up to date."""

    def __init__(self, indptr: Ints, indices: Ints, length: Floats | None) -> None:
        n = len(indptr) - 1
        self.indptr, self.indices, self.length = indptr, indices, length
        self.alive = np.ones(n, dtype=np.bool_)
        self.score = np.zeros(n)
        self.mark = (np.diff(indptr) == 0).astype(np.int32)
        while not self.mark.all():
            self._measure(int(np.argmin(self.mark)))

    def _measure(self, start: int) -> None:
        if self.length is None:
            refresh(self.indptr, self.indices, self.alive, start, self.score, self.mark)
        else:
            graph = (self.indptr, self.indices, self.length)
            refresh_weighted(graph, self.alive, start, self.score, self.mark)

    def remove(self, node: int) -> None:
        """Take one person out; only the component that held the person is measured again."""
        self.alive[node] = False
        self.mark[:] = 0
        for other in self.indices[self.indptr[node] : self.indptr[node + 1]].tolist():
            if self.alive[other] and self.mark[other] == 0:
                self._measure(other)


def recomputed_order(
    graph: tuple[Ints, Ints],
    rankable: NDArray[np.bool_],
    *,
    length: Floats | None = None,
    strength: Floats | None = None,
    limit: int | None = None,
) -> list[int]:
    """People in the order in which recomputed betweenness takes them out.

    Equal betweenness goes by the strength of the ties that are left, then by the lower number.

    Args:
        graph: `indptr` and `indices`.
        rankable: shape (n,); whoever is not stays in and is not in the result.
        length: shape (2m,), length of each neighbour entry; None when all are equal.
        strength: shape (2m,), what each entry adds to its person's strength; None counts 1.
        limit: stop after so many, and where no tie is left; None orders everyone.

    Cost: at most n times one betweenness pass of the component that was hit.
    """
    indptr, indices = graph
    rest = _Rest(indptr, indices, length)
    each = np.ones(len(indices)) if strength is None else strength
    owner = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    held = np.bincount(owner, weights=each, minlength=len(indptr) - 1)
    waiting = rankable.copy()
    order: list[int] = []
    most = int(rankable.sum()) if limit is None else min(limit, int(rankable.sum()))
    while len(order) < most:
        candidates = np.flatnonzero(waiting)
        score = rest.score[candidates]
        highest = score.max()
        level = candidates[score >= highest - LEVEL * max(1.0, highest)]
        node = int(level[np.argmax(np.round(held[level], 9))])
        if limit is not None and held[node] <= LEVEL:
            break
        order.append(node)
        waiting[node] = False
        entries = slice(indptr[node], indptr[node + 1])
        held[indices[entries]] = held[indices[entries]] - each[entries]
        rest.remove(node)
    return order
