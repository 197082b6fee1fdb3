"""The slow, obvious way to compare pairs of records: what the compiled loops must give."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from hawkari.engines.linkage import comparisons as c
from hawkari.engines.linkage.comparing import (
    FILLER,
    NAME_EDGES,
    PARENT_EDGES,
    PARENT_RARITY,
    RARITY,
    WIDELY_HELD,
)
from hawkari.engines.linkage.dates import birth_level
from hawkari.engines.linkage.numbers import Number, confused, is_national, tail_of
from hawkari.engines.linkage.pairing import Rules
from hawkari.engines.linkage.preparing import Prepared
from hawkari.engines.names import compare, skeletons

Rarity = dict[str, float]


def compare_slowly(
    prepared: Sequence[Prepared], pairs: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
    """Levels and best names, as `compare_pairs` gives them."""
    matrix = np.full((len(pairs), len(c.COMPARISONS)), c.MISSING, np.int8)
    best = np.zeros((len(pairs), 2), np.int32)
    run = Run(prepared)
    for row, (left, right) in enumerate(pairs):
        a, b = prepared[left], prepared[right]
        bits, best[row] = weightiest(seen(a, b), seen(b, a), run.names, RARITY)
        matrix[row, c.NAME] = level_of(bits, NAME_EDGES)
        for column, level in enumerate(fields(a, b, run), start=1):
            matrix[row, column] = level
    return matrix, best


class Run:
    """What is counted over all records of a run."""

    def __init__(self, prepared: Sequence[Prepared]) -> None:
        self.names = rarity(map(parts_of, one.called) for one in prepared)
        self.fathers = rarity(map(parts_of, one.fathers) for one in prepared)
        self.mothers = rarity(map(parts_of, one.mothers) for one in prepared)
        self.words = rarity(one.addresses for one in prepared)
        self.phones = Counter(phone for one in prepared for phone in one.phones)
        self.accounts = Counter(number for one in prepared for number in one.accounts)
        self.documents = values_held(one.documents for one in prepared)
        self.marks = values_held(one.marks for one in prepared)


def fields(a: Prepared, b: Prepared, run: Run) -> list[int]:
    """Levels of all comparisons but the names, in order."""
    births = (birth_level(x, y) for x in a.births for y in b.births)
    same_father = a.carries_father and b.carries_father
    return [
        max(births, default=c.MISSING),
        phone(a, b, run.phones),
        document(a.documents, b.documents, run.documents),
        place(a, b),
        overlap(a.nicknames, b.nicknames),
        overlap(a.countries, b.countries),
        overlap(a.genders, b.genders),
        int(a.record.source != b.record.source),
        c.MISSING if same_father else parent(a.fathers, b.fathers, run.fathers),
        parent(a.mothers, b.mothers, run.mothers),
        account(a, b, run.accounts),
        address(a, b, run.words),
        document(a.marks, b.marks, run.marks),
        overlap(a.legal_forms, b.legal_forms),
    ]


def parts_of(name: str) -> frozenset[str]:
    return frozenset(skeletons(name))


def rarity(records: Iterable[Iterable[frozenset[str]]]) -> Rarity:
    rows = [frozenset().union(*parts) for parts in records]
    held = Counter(part for one in rows for part in one)
    return {part: float(np.log2((len(rows) + 100) / (n + 1))) for part, n in held.items()}


def values_held(records: Iterable[Sequence[Number]]) -> Counter[str]:
    return Counter(value for one in records for value in {number.value for number in one})


def seen(one: Prepared, by: Prepared) -> tuple[str, ...]:
    """The names of a record for another: composed ones only where that states no father."""
    return one.called[: len(one.names)] if by.fathers else one.called


def weightiest(
    names_a: Sequence[str], names_b: Sequence[str], rare: Rarity, rules: Rules
) -> tuple[float | None, tuple[int, int]]:
    found = [
        (compare(one, other).weight, -i, -j)
        for i, one in enumerate(names_a)
        for j, other in enumerate(names_b)
    ]
    if not found:
        return None, (0, 0)
    bits, i, j = max(found)
    if bits >= rules.same:
        one, other = parts_of(names_a[-i]), parts_of(names_b[-j])
        more = (sum(rare[part] for part in sorted(one & other)) - rules.usual) / 2
        most = rules.most if one <= other or other <= one else 0.0
        bits = max(bits + min(max(more, rules.least), most), rules.same)
    return bits, (-i, -j)


def level_of(bits: float | None, edges: Sequence[float]) -> int:
    return c.MISSING if bits is None else int(np.digitize(bits, edges))


def parent(a: Sequence[str], b: Sequence[str], rare: Rarity) -> int:
    return level_of(weightiest(a, b, rare, PARENT_RARITY)[0], PARENT_EDGES)


def phone(a: Prepared, b: Prepared, held: Counter[str]) -> int:
    if not a.phones or not b.phones:
        return c.MISSING
    common = a.phones & b.phones
    if common:
        return max(3 if held[one] <= WIDELY_HELD else 1 for one in common)
    met = (
        tail_of(x) == tail_of(y) and (is_national(x) or is_national(y))
        for x in a.phones
        for y in b.phones
    )
    return 2 if any(met) else 0


def account(a: Prepared, b: Prepared, held: Counter[Number]) -> int:
    if not a.accounts or not b.accounts:
        return c.MISSING
    common = set(a.accounts) & set(b.accounts)
    if common:
        return max(3 if held[one] <= WIDELY_HELD else 1 for one in common)
    handles = ({n.value for n in one.accounts if n.kind.startswith("handle")} for one in (a, b))
    if not set.isdisjoint(*handles):
        return 2
    return 0 if {n.kind for n in a.accounts} & {n.kind for n in b.accounts} else c.MISSING


def document(a: Sequence[Number], b: Sequence[Number], held: Counter[str]) -> int:
    level = 0 if {n.kind for n in a} & {n.kind for n in b} else c.MISSING
    usable = [[n.value for n in one if held[n.value] <= FILLER] for one in (a, b)]
    for x in usable[0]:
        for y in usable[1]:
            level = max(level, values_level(x, y) or level)
    return level


def values_level(x: str, y: str) -> int:
    if x == y:
        return 3
    x, y = confused(x), confused(y)
    if x == y:
        return 2
    return int(min(len(x), len(y)) >= 6 and OSA.distance(x, y) == 1)


def place(a: Prepared, b: Prepared) -> int:
    if not a.places or not b.places:
        return c.MISSING
    if a.places & b.places:
        return 2
    return int(bool(a.places & b.regions or a.regions & b.places))


def address(a: Prepared, b: Prepared, rare: Rarity) -> int:
    if not a.addresses or not b.addresses:
        return c.MISSING
    best = max(share(x, y, rare) for x in a.addresses for y in b.addresses)
    return 2 if best >= 0.75 else int(best >= 0.4)


def share(x: frozenset[str], y: frozenset[str], rare: Rarity) -> float:
    whole = sum(rare[w] for w in sorted(x)) + sum(rare[w] for w in sorted(y))
    return 2 * sum(rare[w] for w in sorted(x & y)) / whole


def overlap(a: frozenset[str], b: frozenset[str]) -> int:
    return int(not a.isdisjoint(b)) if a and b else c.MISSING
