"""The slow, obvious way to compare pairs of records: what the compiled loops must give."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import (
    BIRTH,
    COMPARISONS,
    COUNTRY,
    GENDER,
    IDENTIFIER,
    MISSING,
    NAME,
    NAME_EDGES,
    NICKNAME,
    PHONE,
    PLACE,
    RARITY,
    SOURCE,
    WIDELY_HELD,
)
from hawkari.engines.linkage.dates import birth_level
from hawkari.engines.linkage.preparing import Prepared
from hawkari.engines.names import compare

Pair = tuple[Prepared, Prepared]


def compare_slowly(
    prepared: Sequence[Prepared], pairs: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
    """Levels and best names, as `compare_pairs` gives them."""
    matrix = np.full((len(pairs), len(COMPARISONS)), MISSING, np.int8)
    best = np.zeros((len(pairs), 2), np.int32)
    held = Counter(phone for one in prepared for phone in one.phones)
    rarity = rarity_of(prepared)
    for row, (left, right) in enumerate(pairs):
        a, b = prepared[left], prepared[right]
        matrix[row, NAME], best[row] = names(a, b, rarity)
        matrix[row, BIRTH] = birth(a, b)
        matrix[row, PHONE] = phone(a, b, held)
        matrix[row, IDENTIFIER] = overlap(a.identifiers, b.identifiers)
        matrix[row, PLACE] = overlap(a.places, b.places)
        matrix[row, NICKNAME] = overlap(a.nicknames, b.nicknames)
        matrix[row, COUNTRY] = overlap(a.countries, b.countries)
        matrix[row, GENDER] = overlap(a.genders, b.genders)
        matrix[row, SOURCE] = int(a.record.source != b.record.source)
    return matrix, best


def rarity_of(prepared: Sequence[Prepared]) -> dict[str, float]:
    held = Counter(part for one in prepared for part in frozenset().union(*one.parts))
    return {p: float(np.log2((len(prepared) + 100) / (n + 1))) for p, n in held.items()}


def names(a: Prepared, b: Prepared, rarity: dict[str, float]) -> tuple[int, tuple[int, int]]:
    found = [
        (compare(one, other).weight, -i, -j)
        for i, one in enumerate(a.names)
        for j, other in enumerate(b.names)
    ]
    if not found:
        return MISSING, (0, 0)
    bits, i, j = max(found)
    if bits >= RARITY.same:
        bits = max(bits + added(a.parts[-i], b.parts[-j], rarity), RARITY.same)
    return int(np.digitize(bits, NAME_EDGES)), (-i, -j)


def added(one: frozenset[str], other: frozenset[str], rarity: dict[str, float]) -> float:
    more = (sum(rarity[part] for part in sorted(one & other)) - RARITY.usual) / 2
    most = RARITY.most if one <= other or other <= one else 0.0
    return min(max(more, RARITY.least), most)


def birth(a: Prepared, b: Prepared) -> int:
    return max((birth_level(x, y) for x in a.births for y in b.births), default=MISSING)


def phone(a: Prepared, b: Prepared, held: Counter[str]) -> int:
    if not a.phones or not b.phones:
        return MISSING
    common = a.phones & b.phones
    return max((2 if held[one] <= WIDELY_HELD else 1 for one in common), default=0)


def overlap(a: frozenset[str], b: frozenset[str]) -> int:
    return int(not a.isdisjoint(b)) if a and b else MISSING
