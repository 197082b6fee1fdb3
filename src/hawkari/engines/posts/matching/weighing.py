"""Which texts hold which feature, and how much each says: BM25 over every kind of feature.

One list of all features means that one pass scores words, pairs and stretches of letters together.
A text's score is the sum over kinds, each kind measured by its own mean length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.compiled import compiled
from hawkari.engines.posts.matching.features import WEIGHTS, counted

__all__ = ["Bag", "Weighed", "bag_of"]

# Usual BM25, but long texts pay nearly in full, and rare features count for more: posts are long
# and claims short. Chosen on half of the shared claims (benchmarks/posts/matching.py).
_K1 = 1.2
_LENGTH = 0.95
_RARITY = 1.3
_REPEATS = 1.0  # how fast repeats in the post stop counting


@dataclass(frozen=True, slots=True)
class Bag:
    """Features of one text: their numbers, ascending, and how often each stands there."""

    numbers: NDArray[np.uint64]
    counts: NDArray[np.float32]


def bag_of(features: NDArray[np.uint64]) -> Bag:
    """The bag of a text's features."""
    return Bag(*counted(features))


@dataclass(frozen=True, slots=True)
class Weighed:
    """An inverted index: for each feature the rows that hold it, and what it gives them.

    Attributes:
        features: ascending numbers of the features.
        starts: where each feature's rows begin; one longer than `features`.
        rows: row numbers, feature by feature.
        gains: what a post with this feature once gives to each of `rows`.
        whole: what each row would score against itself: the most a post of its words can give.
    """

    features: NDArray[np.uint64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    gains: NDArray[np.float32]
    whole: NDArray[np.float32]

    @classmethod
    def of(
        cls, bags: Sequence[Bag], background: Sequence[Bag] = (), *, others: int = 0
    ) -> "Weighed":
        """Index bags, one a row.

        Args:
            bags: of the texts to find.
            background: of other texts, which only tell how common a feature is.
            others: texts to suppose besides, none with any of the features: where there are few
                texts, what most of them share is then not taken for common.
        """
        numbers = np.concatenate([bag.numbers for bag in bags] or [np.zeros(0, np.uint64)])
        counts = np.concatenate([bag.counts for bag in bags] or [np.zeros(0, np.float32)])
        sizes = np.array([bag.numbers.size for bag in bags], np.int64)
        owners = np.repeat(np.arange(len(bags), dtype=np.int32), sizes)
        order = np.argsort(numbers, kind="stable")
        numbers, counts, owners = numbers[order], counts[order], owners[order]
        features, starts, held = np.unique(numbers, return_index=True, return_counts=True)
        texts = len(bags) + len(background) + others
        rarity = _rarity(features, held + _seen(features, background), texts)
        room = _room(numbers, counts, owners)
        gains = counts * (_K1 + 1) / (counts + _K1 * room) * np.repeat(rarity, held)
        whole = np.bincount(owners, gains * counts * 2 / (counts + _REPEATS), len(bags))
        return cls(
            features,
            np.append(starts, numbers.size).astype(np.int64),
            owners,
            gains.astype(np.float32),
            whole.astype(np.float32),
        )

    def scores(self, bag: Bag) -> NDArray[np.float32]:
        """Score of every row for a post's features."""
        scores = np.zeros(self.whole.size, np.float32)
        index = (self.features, self.starts, self.rows, self.gains)
        _add(index, (bag.numbers, bag.counts), scores)
        return scores

    def gain(self, feature: np.uint64, row: int) -> float:
        """What one feature gives to a row; 0 where the row does not hold it."""
        at = int(np.searchsorted(self.features, feature))
        if at == self.features.size or self.features[at] != feature:
            return 0.0
        rows = self.rows[self.starts[at] : self.starts[at + 1]]
        place = int(np.searchsorted(rows, row))
        inside = place < rows.size and rows[place] == row
        return float(self.gains[self.starts[at] + place]) if inside else 0.0


def _seen(features: NDArray[np.uint64], background: Sequence[Bag]) -> NDArray[np.int64]:
    """In how many background texts each feature stands."""
    seen = np.zeros(features.size, np.int64)
    for bag in background:
        places = np.searchsorted(features, bag.numbers)
        places = places[places < features.size]
        held = np.isin(features[places], bag.numbers, assume_unique=True)
        seen[places[held]] += 1
    return seen


def _rarity(
    features: NDArray[np.uint64], held: NDArray[np.int64], texts: int
) -> NDArray[np.float64]:
    """How much each feature says by itself: rarer is more."""
    rarity = np.log1p((texts - held + 0.5) / (held + 0.5)) ** _RARITY
    weighed: NDArray[np.float64] = rarity * WEIGHTS[(features & np.uint64(3)).astype(np.int64)]
    return weighed


def _room(
    numbers: NDArray[np.uint64], counts: NDArray[np.float32], owners: NDArray[np.int32]
) -> NDArray[np.float64]:
    """For each entry, how long its text is for features of its kind; about 1 for the mean."""
    kinds = (numbers & np.uint64(3)).astype(np.int64)
    cells = owners.astype(np.int64) * len(WEIGHTS) + kinds
    texts = int(owners.max()) + 1 if owners.size else 1
    length = np.bincount(cells, counts, texts * len(WEIGHTS))
    mean = length.reshape(-1, len(WEIGHTS)).mean(axis=0)
    room: NDArray[np.float64] = 1 - _LENGTH + _LENGTH * length[cells] / mean[kinds]
    return room


@compiled
def _add(index: Any, post: Any, scores: Any) -> None:
    features, starts, rows, gains = index
    numbers, counts = post
    low = 0
    for at in range(numbers.size):
        high = features.size
        while low < high:
            middle = (low + high) // 2
            if features[middle] < numbers[at]:
                low = middle + 1
            else:
                high = middle
        if low == features.size:
            return
        if features[low] == numbers[at]:
            times = counts[at] * 2 / (counts[at] + _REPEATS)
            for place in range(starts[low], starts[low + 1]):
                scores[rows[place]] += gains[place] * times
