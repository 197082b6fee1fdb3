"""How much the hits of one person say at the most: an upper bound, never a score of a record.

The querier learns which of *its own* keys hit. They may hit different records, so what it can say
is a bound: no single record of the holder shares more than this with the person. The bound is taken
over ways in which one record could agree, from the whole date down to a place alone, since one
record agrees in one way.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from hawkari.engines.blindmatch.composite import (
    KeyKind,
    Person,
    asked_keys,
    is_vague,
    kind_of,
    parts_of,
)
from hawkari.engines.names.rarity import bits_of

__all__ = ["CANDIDATE_AT", "rarity_among", "upper_bound", "usual_rarity"]

CANDIDATE_AT = 13.0
"""Bits from which a person is worth asking about, against some thousand records.

Set on FEBRL4 and on invented partners' records; add one for each doubling of the holder's index.
"""
Rarity = Callable[[KeyKind, str], float]
_EDGES = frozenset({KeyKind.START_DATE, KeyKind.END_DATE})
_EDGE_BITS = 6.5
_MOST_BITS = 12.0
_VAGUE_YEAR = 3.5  # more, when the person's own date says no more than the year
_PLACEHOLDER = 7.0  # less, when a shared day may be how a register writes an unknown one
_PLACE_TOO = 1.0
_YEARS = frozenset({KeyKind.TWO_YEAR, KeyKind.TWO_YEAR_PLACE})
_DATES = frozenset(
    {
        KeyKind.TWO_DATE,
        KeyKind.TWO_SWAPPED,
        KeyKind.TWO_YEAR_DAY,
        KeyKind.TWO_YEAR_MONTH,
        KeyKind.TWO_MONTH_DAY,
        KeyKind.TWO_NEAR_YEAR,
    }
)
# What a record agrees in beside the name, and its bits. Kinds in one row are one way to agree.
_WAYS: tuple[tuple[frozenset[KeyKind], float], ...] = (
    (frozenset({KeyKind.FIRST_DATE_PLACE}), 19.0),
    (frozenset({KeyKind.TWO_DATE, KeyKind.FIRST_DATE}), 16.0),
    (_EDGES, 12.0),
    (frozenset({KeyKind.TWO_SWAPPED}), 14.5),
    (frozenset({KeyKind.TWO_NEAR_YEAR}), 10.0),
    (frozenset({KeyKind.OTHER_DATE}), 9.5),
    (frozenset({KeyKind.TWO_YEAR_PLACE}), 9.0),
    (frozenset({KeyKind.FIRST_MONTH_DAY_PLACE}), 7.0),
    (frozenset({KeyKind.TWO_YEAR_ALONE}), 6.0),
    (frozenset({KeyKind.TWO_FATHER}), 4.0),
    (frozenset({KeyKind.TWO_YEAR_DAY}), 5.0),
    (frozenset({KeyKind.TWO_YEAR_MONTH}), 4.0),
    (frozenset({KeyKind.TWO_PLACE_ALONE}), 1.0),
    (frozenset({KeyKind.TWO_YEAR}), 1.0),
    (frozenset({KeyKind.TWO_MONTH_DAY}), 0.0),
    (frozenset({KeyKind.TWO_PLACE}), -2.0),
)


def usual_rarity(kind: KeyKind, part: str) -> float:
    """Bits that sharing a part of a name gives, from the table of the names engine."""
    return _EDGE_BITS if kind in _EDGES else bits_of(part)


def rarity_among(persons: Iterable[Person]) -> Rarity:
    """Bits by how many of the querier's own persons have a part: better for some hundred and more.

    Nothing of it leaves the querier.
    """
    counts: Counter[tuple[bool, str]] = Counter()
    total = 0
    for person in persons:
        total += 1
        keys = asked_keys(person)
        counts.update({(kind_of(key) in _EDGES, part) for key in keys for part in parts_of(key)})

    def rarity(kind: KeyKind, part: str) -> float:
        seen = counts[kind in _EDGES, part]
        return min(_MOST_BITS, max(0.0, math.log2(max(1, total) / (seen + 1))))

    return rarity


def upper_bound(hits: Iterable[str], birth: str, rarity: Rarity = usual_rarity) -> float:
    """The most bits that one record of the holder can share with a person.

    Args:
        hits: those of the person's keys that hit.
        birth: the person's own date: a shared year says more where nothing else was known.
        rarity: bits of a part of a name.
    """
    shared: dict[KeyKind, dict[str, float]] = defaultdict(dict)
    for key in hits:
        kind = kind_of(key)
        shared[kind].update((part, rarity(kind, part)) for part in parts_of(key))
    return max((_way(shared, kinds, bits, birth=birth) for kinds, bits in _WAYS), default=0.0)


def _way(
    shared: Mapping[KeyKind, Mapping[str, float]],
    kinds: frozenset[KeyKind],
    bits: float,
    *,
    birth: str,
) -> float:
    parts: dict[str, float] = {}
    for kind in kinds:
        parts.update(shared.get(kind, {}))
    if not parts:
        return 0.0
    if is_vague(birth):
        bits += _VAGUE_YEAR if kinds & _YEARS else -_PLACEHOLDER
    if kinds & _DATES and parts.keys() & shared.get(KeyKind.TWO_PLACE, {}).keys():
        bits += _PLACE_TOO
    # a beginning and an end are of one part, or of two that may be misspelt: not counted twice
    names = max(parts.values()) if kinds == _EDGES else sum(parts.values())
    return names + bits
