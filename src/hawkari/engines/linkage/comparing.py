"""Comparisons: how far the two records of each candidate pair agree, as one level each.

Everything is decided here, in Python and compiled code, and given to Splink as small integers:
string functions in SQL count bytes on DuckDB and differ between engines.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.dates import BIRTH_LEVELS, birth_level
from hawkari.engines.linkage.preparing import Prepared
from hawkari.engines.names import weigh_many

__all__ = [
    "BIRTH",
    "COMPARED",
    "COMPARISONS",
    "COUNTRY",
    "GENDER",
    "IDENTIFIER",
    "MISSING",
    "NAME",
    "NICKNAME",
    "PHONE",
    "PLACE",
    "SOURCE",
    "Comparison",
    "Levels",
    "compare_fields",
    "compare_names",
    "compare_pairs",
    "contradicts",
    "values_compared",
]

MISSING = -1
# Bins of the evidence of names in bits; a level for each side of each edge.
NAME_EDGES = (-4.0, -1.0, 1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0)
# From so many bits on, the names engine says that two names are the same. What that is worth
# depends on how many in this very run are called so: half of what the shared parts have more or
# fewer bits than usual is added, within limits. (The bins are weighed by training, so nothing is
# counted twice.)
SAME_NAME = 7.0
USUAL_RARITY = 12.0
LEAST_ADDED, MOST_ADDED = -4.0, 3.0
# Every part is taken to stand in one more record, and in a hundred more records of others: few
# records say little of how common a part is.
_MORE_RECORDS = 100
# A telephone number in more records than this is shared or recycled, and says little.
WIDELY_HELD = 6


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: its key (a column), its name, and its levels from worst to best."""

    key: str
    name: str
    levels: tuple[str, ...]


COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "name",
        "name",
        (
            "another name",
            "hardly alike",
            "little alike",
            "somewhat alike",
            "alike in part",
            "could be the same",
            "rather the same",
            "the same, common",
            "the same",
            "the same, seldom by chance",
            "the same, rare",
        ),
    ),
    Comparison("birth", "birth date", BIRTH_LEVELS),
    Comparison("phone", "phone", ("different", "shared by many", "the same")),
    Comparison("identifier", "identifier", ("different", "the same")),
    Comparison("place", "place of birth", ("different", "the same")),
    Comparison("nickname", "nickname", ("different", "the same")),
    Comparison("country", "nationality", ("different", "the same")),
    Comparison("gender", "gender", ("different", "the same")),
    Comparison("source", "source", ("one source", "two sources")),
)
NAME, BIRTH, PHONE, IDENTIFIER, PLACE, NICKNAME, COUNTRY, GENDER, SOURCE = range(len(COMPARISONS))


COMPARED: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "alias", "weakAlias", "previousName"),
    "birth date": ("birthDate",),
    "phone": ("phone", "mobile"),
    "identifier": ("idNumber", "passportNumber", "registrationNumber", "iban", "email", "handle"),
    "place of birth": ("birthPlace",),
    "nickname": ("alias", "weakAlias"),
    "nationality": ("nationality", "citizenship"),
    "gender": ("gender",),
}
"""The FollowTheMoney properties that each comparison looks at, by its name; `source` has none."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels of all candidate pairs.

    Attributes:
        matrix: shape (pairs, comparisons), int8: index into the comparison's levels, or `MISSING`.
        best_names: shape (pairs, 2), int32: which name of the left and right record agree best.
    """

    matrix: NDArray[np.int8]
    best_names: NDArray[np.int32]


def compare_pairs(
    prepared: Sequence[Prepared],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    *,
    fields: NDArray[np.int8] | None = None,
) -> Levels:
    """Levels of every comparison for some pairs.

    Args:
        prepared: all records of the run: how widely a phone is held is counted over them.
        left: shape (pairs,), row numbers.
        right: shape (pairs,), row numbers.
        fields: what `compare_fields` gave for these pairs, where that is known.

    Returns:
        In the order of the pairs.
    """
    matrix = compare_fields(prepared, left, right) if fields is None else fields.copy()
    matrix[:, NAME], best = compare_names(prepared, left, right)
    return Levels(matrix, best)


def contradicts(matrix: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Pairs whose years of birth or genders contradict, and that share no phone or identifier.

    Returns:
        Shape (pairs,).
    """
    numbers = (matrix[:, PHONE] > 0) | (matrix[:, IDENTIFIER] > 0)
    return np.asarray(((matrix[:, BIRTH] == 0) | (matrix[:, GENDER] == 0)) & ~numbers, np.bool_)


def compare_fields(
    prepared: Sequence[Prepared], left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.int8]:
    """The matrix of `compare_pairs` without the names, whose column is `MISSING`; far faster."""
    ones = [prepared[row] for row in left.tolist()]
    others = [prepared[row] for row in right.tolist()]
    held = Counter(phone for one in prepared for phone in one.phones)
    matrix = np.full((len(ones), len(COMPARISONS)), MISSING, np.int8)
    for column, level in (
        (BIRTH, _birth),
        (PHONE, lambda a, b: _phone(a, b, held)),
        (IDENTIFIER, lambda a, b: _overlap(a.identifiers, b.identifiers)),
        (PLACE, lambda a, b: _overlap(a.places, b.places)),
        (NICKNAME, lambda a, b: _overlap(a.nicknames, b.nicknames)),
        (COUNTRY, lambda a, b: _overlap(a.countries, b.countries)),
        (GENDER, lambda a, b: _overlap(a.genders, b.genders)),
        (SOURCE, lambda a, b: int(a.record.source != b.record.source)),
    ):
        matrix[:, column] = [level(a, b) for a, b in zip(ones, others, strict=True)]
    return matrix


def compare_names(
    prepared: Sequence[Prepared], left: NDArray[np.int64], right: NDArray[np.int64]
) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
    """Level of the best pair of names of each pair of records, and which names those are.

    Args:
        prepared: all records of the run.
        left: shape (pairs,), row numbers.
        right: shape (pairs,), row numbers.

    Returns:
        Levels, shape (pairs,), `MISSING` where a record has no name; places of the names, shape
        (pairs, 2).
    """
    names_a: list[str] = []
    names_b: list[str] = []
    owners: list[tuple[int, int, int]] = []
    for pair, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        for i, name_a in enumerate(prepared[a].names):
            for j, name_b in enumerate(prepared[b].names):
                names_a.append(name_a)
                names_b.append(name_b)
                owners.append((pair, i, j))
    best = np.zeros((len(left), 2), np.int32)
    levels = np.full(len(left), MISSING, np.int8)
    if not owners:
        return levels, best
    bits = weigh_many(names_a, names_b)
    owner = np.array(owners, np.int64)
    # Sorted by pair, then the weightiest first, then the first names: one best for each pair.
    order = np.lexsort((owner[:, 2], owner[:, 1], -bits, owner[:, 0]))
    pairs, first = np.unique(owner[order, 0], return_index=True)
    chosen = order[first]
    best[pairs] = owner[chosen, 1:]
    evidence = bits[chosen]
    rarity = _rarity(prepared)
    for place in np.flatnonzero(evidence >= SAME_NAME).tolist():
        pair = pairs[place]
        one = prepared[left[pair]].parts[best[pair, 0]]
        other = prepared[right[pair]].parts[best[pair, 1]]
        added = _added(one, other, rarity)
        evidence[place] = max(evidence[place] + added, SAME_NAME)
    levels[pairs] = np.digitize(evidence, NAME_EDGES)
    return levels, best


def _added(one: frozenset[str], other: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Bits to add for how rare the parts are that two names share."""
    more = (sum(rarity[part] for part in sorted(one & other)) - USUAL_RARITY) / 2
    # Where a part of the shorter name has no equal, the names may be two brothers'.
    most = MOST_ADDED if one <= other or other <= one else 0.0
    return min(max(more, LEAST_ADDED), most)


def _rarity(prepared: Sequence[Prepared]) -> dict[str, float]:
    """Bits of each name part: -log2 of its share among the records."""
    held = Counter(part for one in prepared for part in frozenset().union(*one.parts))
    return {
        part: float(np.log2((len(prepared) + _MORE_RECORDS) / (count + 1)))
        for part, count in held.items()
    }


def _birth(a: Prepared, b: Prepared) -> int:
    if not a.births or not b.births:
        return MISSING
    return max(birth_level(x, y) for x in a.births for y in b.births)


def _phone(a: Prepared, b: Prepared, held: Counter[str]) -> int:
    if not a.phones or not b.phones:
        return MISSING
    common = a.phones & b.phones
    if not common:
        return 0
    return 2 if min(held[phone] for phone in common) <= WIDELY_HELD else 1


def _overlap(a: frozenset[str], b: frozenset[str]) -> int:
    if not a or not b:
        return MISSING
    return int(not a.isdisjoint(b))


def values_compared(one: Prepared, comparison: Comparison, best_name: int) -> str:
    """The value of a record that a comparison looked at, as written; several joined by ` | `."""
    if comparison.key == "name":
        return one.names[best_name]
    if comparison.key == "source":
        return one.record.source
    shown = (v for p in COMPARED[comparison.name] for v in one.record.properties.get(p, ()))
    return " | ".join(dict.fromkeys(shown))
