"""The network as arrays: people sorted by id, pairs merged, ties with a probability."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import fsum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.disruption.probability import corroborated, tie_probability
from hawkari.engines.disruption.values import RANKABLE, Tie

__all__ = ["Network", "neighbour_lists"]

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
_NONE: frozenset[str] = frozenset()
# Origin and grade of reports of one pair, and the sightings of each report.
_Seen = dict[tuple[str, str], list[float]]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """People and the ties between them; built by `from_ties`, never changed.

    Attributes:
        nodes: ids in text order; arrays below number people by their place here.
        heads: shape (m,), the lower number of each pair; pairs in ascending order.
        tails: shape (m,), the higher number.
        probability: shape (m,), probability in (0, 1] that the tie is real.
        weight: shape (m,), sightings of the pair, all reports together.
        indptr: shape (n + 1,), where each person's neighbours start.
        indices: shape (2m,), neighbours in ascending order.
        pair: shape (2m,), which pair each neighbour entry is.
        categories: subject categories a person holds; absent when unset.
    """

    nodes: tuple[str, ...]
    heads: Ints
    tails: Ints
    probability: Floats
    weight: Floats
    indptr: Ints
    indices: Ints
    pair: Ints
    categories: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def from_ties(
        cls,
        ties: Iterable[Tie],
        categories: Mapping[str, frozenset[str]] = MappingProxyType({}),
        nodes: Iterable[str] = (),
    ) -> "Network":
        """Build a network; the order of the input has no influence.

        Self-loops are dropped (the person stays); directions and repeats are merged. The
        sightings that one origin gives of a pair in one grade are added up, and `corroborated`
        makes one probability of all, whatever the kinds of tie.

        Args:
            ties: as reported.
            categories: subject categories by person; whoever holds one outside suspect,
                convicted, contact and other is never ranked.
            nodes: people to have in the network, with or without ties.

        Raises:
            BadInput: if a tie's grade or weight cannot be read.
        """
        seen: dict[tuple[str, str], _Seen] = defaultdict(lambda: defaultdict(list))
        people = set(nodes)
        for tie in ties:
            tie_probability(tie.grade, tie.weight)
            people.update((tie.source, tie.target))
            if tie.source != tie.target:
                low, high = sorted((tie.source, tie.target))
                seen[low, high][tie.origin, tie.grade.strip().upper()].append(tie.weight)
        ids = tuple(sorted(people | set(categories)))
        number = {node: place for place, node in enumerate(ids)}
        pairs = sorted(seen)
        heads = np.array([number[low] for low, _ in pairs], dtype=np.int32)
        tails = np.array([number[high] for _, high in pairs], dtype=np.int32)
        probability = np.array([_probability(seen[pair]) for pair in pairs], dtype=np.float64)
        weight = np.array([_sightings(seen[pair]) for pair in pairs], dtype=np.float64)
        held = {node: frozenset(held) for node, held in categories.items() if held}
        lists = neighbour_lists(heads, tails, len(ids))
        return cls(ids, heads, tails, probability, weight, *lists, held)

    @classmethod
    def from_arrays(
        cls, nodes: Iterable[str], pairs: Ints, probability: Floats, *, weight: Floats | None = None
    ) -> "Network":
        """Build a network from pairs by number, for a million ties and more; nobody is protected.

        Self-loops are dropped. Of a pair that stands there repeatedly, in whatever direction, the
        highest probability holds and the sightings are added up.

        Args:
            nodes: ids in text order, each once.
            pairs: shape (t, 2), places in `nodes`.
            probability: shape (t,), each in (0, 1].
            weight: shape (t,), sightings, above 0; 1 each where None.
        """
        low, high = pairs.min(axis=1), pairs.max(axis=1)
        seen = np.ones(len(pairs)) if weight is None else weight
        order = np.lexsort((seen, probability, high, low))
        order = order[low[order] != high[order]]
        low, high = low[order].astype(np.int32), high[order].astype(np.int32)
        first = np.ones(len(order), dtype=np.bool_)
        first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
        start = np.flatnonzero(first)
        sure = np.maximum.reduceat(probability[order], start) if len(start) else np.zeros(0)
        often = np.add.reduceat(seen[order], start) if len(start) else np.zeros(0)
        ids, heads, tails = tuple(nodes), low[start], high[start]
        return cls(ids, heads, tails, sure, often, *neighbour_lists(heads, tails, len(ids)))

    def __len__(self) -> int:
        return len(self.nodes)

    @property
    def degree(self) -> Ints:
        """Shape (n,), number of different people each is tied to."""
        return np.diff(self.indptr).astype(np.int32)

    @property
    def rankable(self) -> NDArray[np.bool_]:
        """Shape (n,), whether a person may be ranked at all; see `RANKABLE`."""
        return np.array([self.held(node) <= RANKABLE for node in self.nodes], dtype=np.bool_)

    def held(self, node: str) -> frozenset[str]:
        """Subject categories of a person; empty when unset."""
        return self.categories.get(node, _NONE)

    def within(self, members: Ints) -> tuple[Ints, Ints]:
        """Neighbour lists (`indptr`, `indices`) of whole components, numbered as in `members`.

        Args:
            members: numbers of the people, ascending; whoever they are tied to must be among them.
        """
        local = np.full(len(self), -1, dtype=np.int32)
        local[members] = np.arange(len(members), dtype=np.int32)
        counts = np.diff(self.indptr)[members]
        indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        entries = np.repeat(self.indptr[members] - indptr[:-1], counts) + np.arange(indptr[-1])
        return indptr, local[self.indices[entries]]

    def only(self, entries: NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Neighbour lists (`indptr`, `indices`) of some ties alone.

        Args:
            entries: shape (2m,), whether each neighbour entry stays; the same from both ends.
        """
        before = np.concatenate([[0], np.cumsum(entries)]).astype(np.int32)
        return before[self.indptr], self.indices[entries]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each pair of tied people once, lower number first, ascending."""
        return zip(self.heads.tolist(), self.tails.tolist(), strict=True)


def _probability(reports: _Seen) -> float:
    return corroborated({report: fsum(weights) for report, weights in reports.items()})


def _sightings(reports: _Seen) -> float:
    return fsum(weight for weights in reports.values() for weight in weights)


def neighbour_lists(
    heads: NDArray[np.integer], tails: NDArray[np.integer], people: int
) -> tuple[Ints, Ints, Ints]:
    """`indptr`, `indices` and `pair` of pairs that each stand there once, as in `Network`.

    Args:
        heads: shape (m,), number of one person of each pair.
        tails: shape (m,), number of the other.
        people: how many there are.
    """
    rows, columns = np.concatenate([heads, tails]), np.concatenate([tails, heads])
    order = np.argsort(rows * np.int64(people) + columns)
    indptr = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=people))])
    pair = order % max(1, len(heads))
    return indptr.astype(np.int32), columns[order].astype(np.int32), pair.astype(np.int32)
