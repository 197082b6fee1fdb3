"""How well anybody could say which records are one person's, from the fields alone.

An estimate, made like this. A reader is imagined who knows all spellings of each name (but not
which of two names is meant where both have one Latin spelling), knows the shares of names, places
and birth years the sample was drawn from, how often registers go wrong and how many kin and
namesakes there are. For each pair of records with one own name (all true pairs have one) that
reader's odds are P(fields | one person) over P(fields | two people), where two people are
strangers, cousins of one name, or namesakes, each in its true proportion. Two readings of those
odds are scored, and the better one is stated: pairs above a threshold, and groups joined highest
first while the evidence between them is for it on the whole. The threshold is the best one.

The reader is not misled by typing errors and swapped names, so the ceiling is somewhat too high; it
looks at no relation (calls, kin stated), so where those tell people apart it is somewhat too low.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2
from typing import Any

from hawkari.engines.corridor.odds import Odds
from hawkari.engines.corridor.records import Record
from hawkari.engines.corridor.tables import NameTable

__all__ = ["LIMIT", "estimate"]

LIMIT = 1_000  # people; with more the reader's odds would take longer than the sample
WRONG_YEARS = 4  # each of two registers may be wrong by two
BARS = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0)

Weights = dict[tuple[int, int], float]


def estimate(records: Sequence[Record], table: NameTable) -> dict[str, Any]:
    """What ``ceiling.json`` states.

    Args:
        records: of at most `LIMIT` people, all they have.
        table: the names they were drawn from.

    Returns:
        precision, recall, f1 (0-1, over pairs of records) of the better reading, both readings,
        the greatest recall at a precision of .97, how many people and pairs, and how it was made.
    """
    weights = dict(_weights(records, table))
    truth = [record.person.id for record in records]
    true_pairs = sum(map(_pairs_of, Counter(truth).values()))
    by_pairs = list(_pairs(weights, truth, true_pairs))
    by_groups = [_groups(weights, truth, true_pairs=true_pairs, bar=bar) for bar in BARS]
    none = Score(0, 0, true_pairs)
    best = max([*by_pairs, *by_groups], key=lambda score: score.f1)
    sure = [score for score in (none, *by_pairs, *by_groups) if score.precision >= 0.97]
    return {
        **best.as_json(),
        "pairs": max([none, *by_pairs], key=lambda score: score.f1).as_json(),
        "groups": max(by_groups, key=lambda score: score.f1).as_json(),
        "at_precision_0.97": max(sure, key=lambda score: score.recall).as_json(),
        "people": len(set(truth)),
        "records": len(records),
        "true_pairs": true_pairs,
        "how": " ".join((__doc__ or "").split()),
    }


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs rightly joined, pairs joined, and true pairs."""

    right: int
    joined: int
    true: int

    @property
    def precision(self) -> float:
        """Share of the pairs joined that are right; 1 if none is."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that are joined; 1 if there is none."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.joined + self.true
        return 2 * self.right / total if total else 1.0

    def as_json(self) -> dict[str, float]:
        """The three figures, rounded."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {name: round(value, 4) for name, value in figures.items()}


def _weights(
    records: Sequence[Record], table: NameTable
) -> Iterator[tuple[tuple[int, int], float]]:
    """For each pair of records that may show one own name, log2 odds that it is one person."""
    odds = Odds(records, table)
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        blocks[odds.readings.reading(record.person.chain[0])].append(place)
    for block in blocks.values():
        for left, right in combinations(block, 2):
            if _years_apart(records[left], records[right]) > WRONG_YEARS:
                continue  # no register is that wrong, so this is most of the pairs
            yield (left, right), log2(odds.of(records[left], records[right]))


def _years_apart(left: Record, right: Record) -> int:
    """Years between two dates of birth; 0 if one is not known."""
    if left.born is None or right.born is None:
        return 0
    return abs(left.born.year - right.born.year)


def _pairs(weights: Weights, truth: Sequence[str], true_pairs: int) -> Iterator[Score]:
    """Scores of "every pair above a threshold" for each threshold."""
    found = 0
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    for joined, ((left, right), _) in enumerate(ranked, start=1):
        found += truth[left] == truth[right]
        yield Score(found, joined, true_pairs)


def _groups(weights: Weights, truth: Sequence[str], *, true_pairs: int, bar: float) -> Score:
    """Joins groups, the likeliest pair first, where the mean weight between them is above a bar."""
    group = list(range(len(truth)))
    members = {place: [place] for place in group}
    for (left, right), weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if weight <= bar:
            break
        one, other = group[left], group[right]
        if one == other:
            continue
        between = [
            weights.get((min(a, b), max(a, b)), -20.0) for a in members[one] for b in members[other]
        ]
        if sum(between) / len(between) > bar:
            for place in members[other]:
                group[place] = one
            members[one] += members.pop(other)
    found = joined = 0
    for places in members.values():
        joined += _pairs_of(len(places))
        found += sum(map(_pairs_of, Counter(truth[place] for place in places).values()))
    return Score(found, joined, true_pairs)


def _pairs_of(count: int) -> int:
    return count * (count - 1) // 2
