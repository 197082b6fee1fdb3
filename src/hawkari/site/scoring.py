"""How well clusters agree with a known truth, counted in pairs of records."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["PairScore", "score_clusters"]


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairs of records: how many are truly one person's, were joined, and were rightly joined."""

    true_pairs: int
    joined_pairs: int
    right_pairs: int

    @property
    def precision(self) -> float:
        """Share of the joined pairs that are right, 0–1; 1 when none was joined."""
        return self.right_pairs / self.joined_pairs if self.joined_pairs else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that were joined, 0–1; 1 when there are none."""
        return self.right_pairs / self.true_pairs if self.true_pairs else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0–1; 0 when both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score_clusters(cluster_of: Mapping[str, str], person_of: Mapping[str, str]) -> PairScore:
    """Pairwise score of clusters against the truth. Linear in the number of records.

    Args:
        cluster_of: record id to cluster; a record that is missing stands alone.
        person_of: record id to person, for every record that is scored; others do not count.
    """
    clusters = Counter(
        cluster_of[record] for record in person_of if cluster_of.get(record) is not None
    )
    both = Counter(
        (cluster_of[record], person)
        for record, person in person_of.items()
        if cluster_of.get(record) is not None
    )
    return PairScore(
        true_pairs=_pairs(Counter(person_of.values()).values()),
        joined_pairs=_pairs(clusters.values()),
        right_pairs=_pairs(both.values()),
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
