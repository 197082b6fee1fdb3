"""Removal by recomputed betweenness: take the highest out, measure what is left, and again."""

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.disruption.kernels import AGAIN, refresh
from hawkari.engines.disruption.network import Floats, Ints
from hawkari.engines.disruption.peeling import is_large, peeled_order
from hawkari.engines.disruption.weighted import refresh_weighted

__all__ = ["recomputed_order"]

# Betweenness is a sum over many paths: values this close, relatively, are equal.
LEVEL = 1e-9


class _Rest:
    """What is left of a network, with everyone's betweenness and strength kept up to date."""

    def __init__(self, graph: tuple[Ints, Ints], length: Floats | None, each: Floats) -> None:
        self.graph, self.length, self.each = graph, length, each
        counts = np.diff(graph[0])
        owner = np.repeat(np.arange(len(counts)), counts)
        self.strength = np.bincount(owner, weights=each, minlength=len(counts))
        self.alive = np.ones(len(counts), dtype=np.bool_)
        self.score = np.zeros(len(counts))
        self.mark = (counts == 0).astype(np.int32)
        while not self.mark.all():
            self._measure(int(np.argmin(self.mark)))

    def _measure(self, start: int) -> None:
        if self.length is None:
            refresh(self.graph, self.alive, start, self.score, self.mark, AGAIN)
        else:
            graph = (*self.graph, self.length)
            refresh_weighted(graph, self.alive, start, self.score, self.mark, AGAIN)

    def remove(self, node: int) -> None:
        """Take one person out; only the component that held the person is measured again."""
        indptr, indices = self.graph
        entries = slice(indptr[node], indptr[node + 1])
        contacts = indices[entries]
        self.strength[contacts] = self.strength[contacts] - self.each[entries]
        self.alive[node] = False
        self.mark[:] = 0
        for other in contacts.tolist():
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

    Equal values go by the strength of the ties that are left, then by the lower number. In networks
    of some thousand people and more (`is_large`) strength alone decides.

    Args:
        graph: `indptr` and `indices`.
        rankable: shape (n,); whoever is not stays in and is not in the result.
        length: shape (2m,), length of each neighbour entry; None when all are equal.
        strength: shape (2m,), what each entry adds to its person's strength; the value is then
            the geometric mean of betweenness and strength. None: betweenness alone, strength is
            the number of ties.
        limit: stop after so many, and where no tie is left; None orders everyone.

    Cost: at most n times one betweenness pass of the component that was hit.
    """
    each = np.ones(len(graph[1])) if strength is None else strength
    if is_large(graph):
        return peeled_order(graph, rankable, strength=each, limit=limit)
    rest = _Rest(graph, length, each)
    waiting = rankable.copy()
    order: list[int] = []
    most = int(rankable.sum()) if limit is None else min(limit, int(rankable.sum()))
    while len(order) < most:
        candidates = np.flatnonzero(waiting)
        held = rest.strength[candidates]
        value = rest.score[candidates]
        if strength is not None:
            value = np.sqrt(value * np.maximum(held, 0.0))
        highest = value.max()
        level = np.flatnonzero(value >= highest - LEVEL * max(1.0, highest))
        chosen = level[np.argmax(np.round(held[level], 9))]
        if limit is not None and held[chosen] <= LEVEL:
            break
        node = int(candidates[chosen])
        order.append(node)
        waiting[node] = False
        rest.remove(node)
    return order
