"""Removal by recomputed betweenness: take the highest out, measure what is left, and again."""

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.disruption.kernels import AGAIN, refresh
from hawkari.engines.disruption.network import Floats, Ints
from hawkari.engines.disruption.peeling import is_large, peeled_order
from hawkari.engines.disruption.weighted import refresh_weighted

__all__ = ["Rest", "evidence_lengths", "recomputed_order"]

# Betweenness is a sum over many paths: values this close, relatively, are equal.
LEVEL = 1e-9
# How much betweenness over the fewest ties, betweenness over the shortest lengths, and strength
# count where the evidence is weighed. Any two of them alone lose under one kind of error or other.
HOPS, LENGTHS, STRENGTH = 0.5, 0.35, 0.15


def evidence_lengths(probability: Floats) -> Floats:
    """Length of ties by the probability that they are real: ``1 - ln P``, so 1 when sure."""
    lengths: Floats = 1.0 - np.log(probability)
    return lengths


class Rest:
    """What is left of a network, with everyone's betweenness and strength kept up to date.

    Args:
        graph: `indptr` and `indices`.
        lengths: for each betweenness to keep, the length of each neighbour entry, shape (2m,), or
            None when all are equal.
        each: shape (2m,), what each entry adds to its person's strength.
    """

    def __init__(
        self, graph: tuple[Ints, Ints], lengths: tuple[Floats | None, ...], each: Floats
    ) -> None:
        self.graph, self.lengths, self.each = graph, lengths, each
        counts = np.diff(graph[0])
        owner = np.repeat(np.arange(len(counts)), counts)
        self.strength = np.bincount(owner, weights=each, minlength=len(counts))
        self.alive = np.ones(len(counts), dtype=np.bool_)
        self.score = np.zeros((len(lengths), len(counts)))
        self.mark = (counts == 0).astype(np.int32)
        while not self.mark.all():
            self._measure(int(np.argmin(self.mark)))

    def _measure(self, start: int) -> None:
        for length, score in zip(self.lengths, self.score, strict=True):
            if length is None:
                refresh(self.graph, self.alive, start, score, self.mark, AGAIN)
            else:
                graph = (*self.graph, length)
                refresh_weighted(graph, self.alive, start, score, self.mark, AGAIN)

    def weighed(self) -> Floats:
        """What everyone counts for where the evidence is weighed, shape (n,), 0 or more.

        A product of powers of betweenness by the first length (`HOPS`), betweenness by the last
        (`LENGTHS`) and strength (`STRENGTH`).
        """
        near, far = self.score[0], self.score[-1]
        value: Floats = near**HOPS * far**LENGTHS * np.maximum(self.strength, 0.0) ** STRENGTH
        return value

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
    fast: bool | None = None,
) -> list[int]:
    """People in the order in which recomputed betweenness takes them out.

    Equal values go by the strength of the ties that are left, then by the lower number. In networks
    of some thousand people and more (`is_large`) strength alone decides.

    Args:
        graph: `indptr` and `indices`.
        rankable: shape (n,); whoever is not stays in and is not in the result.
        length: shape (2m,), length of each neighbour entry; None when all are equal.
        strength: shape (2m,), what each entry adds to its person's strength; the value is then a
            product of powers of betweenness over the fewest ties (`HOPS`), betweenness over the
            shortest lengths (`LENGTHS`) and strength (`STRENGTH`). None: betweenness by length
            alone, strength is the number of ties.
        limit: stop after so many, and where no tie is left; None orders everyone.
        fast: whether strength alone decides; None: where the graph is large.

    Cost: at most n times one or two betweenness passes of the component that was hit.
    """
    each = np.ones(len(graph[1])) if strength is None else strength
    if is_large(graph) if fast is None else fast:
        return peeled_order(graph, rankable, strength=each, limit=limit)
    both = strength is not None and length is not None
    rest = Rest(graph, (None, length) if both else (length,), each)
    waiting = rankable.copy()
    order: list[int] = []
    most = int(rankable.sum()) if limit is None else min(limit, int(rankable.sum()))
    while len(order) < most:
        candidates = np.flatnonzero(waiting)
        held = rest.strength[candidates]
        value = (rest.score[0] if strength is None else rest.weighed())[candidates]
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
