"""Scores of clusters against the truth, with bootstrap intervals over people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from measures.records import DataSet

__all__ = [
    "CLAIMED",
    "Interval",
    "Score",
    "best",
    "difference",
    "interval",
    "score",
    "true_pairs",
    "unite",
]

CLAIMED = 0.03
"""Least difference of two F1s that is claimed, if its interval does not hold 0."""
DRAWS = 1_000
Interval = tuple[float, float]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """How clusters of records agree with the truth.

    Attributes:
        precision, recall, f1: over pairs of records, 0-1.
        cubed: B-cubed F, 0-1.
        merged: reviewed negatives in one cluster.
        shares: shape (people, 3), of each person in the order of their names: right pairs, true
            pairs, and proposed pairs (a wrong one counts half for each of its two people).
    """

    precision: float
    recall: float
    f1: float
    cubed: float
    merged: int
    shares: NDArray[np.float64]


def score(data: DataSet, clusters: Mapping[str, str]) -> Score:
    """Score clusters (record id to cluster; records left out stand alone)."""
    found = {one: clusters.get(one, f"alone {one}") for one in data.truth}
    together = Counter((person, found[one]) for one, person in data.truth.items())
    held, size = Counter(found.values()), Counter(data.truth.values())
    of_person: dict[str, list[float]] = {
        person: [0.0, _pairs(n), 0.0] for person, n in size.items()
    }
    precise = whole = 0.0
    for (person, cluster), n in together.items():
        of_person[person][0] += _pairs(n)
        of_person[person][2] += _pairs(n) + n * (held[cluster] - n) / 2
        precise += n * n / held[cluster]
        whole += n * n / size[person]
    shares = np.array([of_person[person] for person in sorted(of_person)])
    right, true, proposed = shares.sum(axis=0)
    precise, whole = precise / len(found), whole / len(found)
    return Score(
        precision=right / proposed if proposed else 1.0,
        recall=right / true,
        f1=2 * right / (proposed + true),
        cubed=2 * precise * whole / (precise + whole),
        merged=sum(found[left] == found[right] for left, right in data.negatives),
        shares=shares,
    )


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def interval(one: Score) -> Interval:
    """F1 of 95 of 100 samples of the people, drawn with replacement."""
    return _middle(_drawn(one))


def difference(one: Score, other: Score) -> Interval:
    """F1 of one less that of the other on 95 of 100 samples, the same people in both."""
    return _middle(_drawn(one) - _drawn(other))


def _drawn(one: Score) -> NDArray[np.float64]:
    dice = np.random.default_rng(1)
    people = len(one.shares)
    f1 = np.empty(DRAWS)
    for draw in range(DRAWS):
        taken = np.bincount(dice.integers(0, people, people), minlength=people)
        right, true, proposed = taken @ one.shares
        f1[draw] = 2 * right / (proposed + true) if true else 0.0
    return f1


def _middle(values: NDArray[np.float64]) -> Interval:
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def unite(pairs: Iterable[Pair]) -> dict[str, str]:
    """Connected components: each id that stands in a pair to one id of its component."""
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while above.setdefault(one, one) != one:
            above[one] = one = above[above[one]]
        return one

    for left, right in pairs:
        above[top(left)] = top(right)
    return {one: top(one) for one in list(above)}


def best(
    scored: Sequence[tuple[str, str, float]],
    data: DataSet,
    *,
    base: Sequence[Pair] = (),
    cuts: int = 220,
) -> tuple[float, Score]:
    """The threshold at which connected components score best.

    Args:
        scored: pairs with their score, in any order.
        data: with the truth that the threshold is chosen on: nobody knows it beforehand.
        base: pairs joined at every threshold.
        cuts: how many thresholds are tried, and .9 beside.
    """
    ordered = sorted(scored, key=lambda pair: -pair[2])
    # From a hundredth of the records' number to 56 times it; pairs worth joining end before.
    growth = 5600 ** (1 / cuts)
    places = {int(len(data.records) * growth**step / 100) for step in range(1, cuts + 1)}
    places |= {len(ordered), sum(pair[2] >= 0.9 for pair in ordered)}
    found = [
        (ordered[place - 1][2], score(data, unite([*base, *(p[:2] for p in ordered[:place])])))
        for place in sorted(places)
        if 0 < place <= len(ordered)
    ]
    return max(found, key=lambda one: one[1].f1, default=(1.0, score(data, unite(base))))


def true_pairs(data: DataSet) -> list[Pair]:
    """Pairs of records of one person, each in the order of its ids."""
    people: dict[str, list[str]] = defaultdict(list)
    for one, person in data.truth.items():
        people[person].append(one)
    return [pair for group in people.values() for pair in combinations(sorted(group), 2)]
