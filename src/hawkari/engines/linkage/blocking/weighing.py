"""A cheap weight for every proposed pair, to choose those worth comparing.

It stands for what the comparison will find and is no evidence: bits by which the two records look
like one person, from the rarity of what they share and stated values for the rest, after Fellegi
and Sunter. Names are not aligned; parts agree where a key of theirs does.
"""

# Compiled loops take their arrays by position.
# ruff: noqa: PLR0917

from typing import Any

import numpy as np

from hawkari.engines.linkage.blocking.keys import MOST_PLACES
from hawkari.engines.linkage.blocking.packing import (
    GENDER,
    HEAD,
    PARTS,
    SOURCE,
    STEP_BITS,
    UNIT,
    YEAR_BITS,
)
from hawkari.engines.names.compiled import compiled

__all__ = ["BITS", "SCRATCH", "STATED", "weigh"]

_PAIR = 128
_WHERE, _PLACE = (1 << STEP_BITS) - 1, MOST_PLACES - 1
_NO_YEAR = (1 << YEAR_BITS) - 1
SCRATCH = 2 * _PAIR

STATED = {
    "first parts agree": 1.0,
    "only other parts agree": -2.0,
    "a part without its like": -1.5,
    "same day": 11.0,
    "day and month swapped": 10.0,
    "same day, another year": 8.0,
    "same year, another day": -2.0,
    "years near": -3.0,
    "years apart": -7.0,
    "same year, day unknown": 3.0,
    "years near, day unknown": -2.0,
    "other phone": -0.7,
    "same identifier": 13.0,
    "other identifier": -1.0,
    "other place": -3.0,
    "other gender": -8.0,
    "same gender": 0.5,
    "same source": -3.0,
    "same nickname": 5.0,
}
"""What agreement and disagreement say, in bits: stated, not trained; all pairs are judged alike."""
BITS = np.array([round(bits * UNIT) for bits in STATED.values()], np.int64)
"""Stated values in units, in the order of the names that the code below gives them."""
(
    _FIRST, _OTHERS, _UNLIKE, _DAY, _SWAPPED, _DAY_ONLY, _YEAR, _NEAR, _APART, _YEAR_UNKNOWN,
    _NEAR_UNKNOWN, _OTHER_PHONE, _IDENTIFIER, _OTHER_IDENTIFIER, _OTHER_PLACE, _OTHER_GENDER,
    _GENDER, _SOURCE, _NICKNAME,
) = range(len(STATED))  # fmt: skip
_REACH = 2  # years
_NAMES, _BIRTHS, _PHONES, _IDENTIFIERS, _PLACES, _NICKNAMES = range(6)
# Parts of names are rarer than their records are: kin share them. Of a rarity so much counts.
_OF_NAMES, _OF_PHONES, _OF_PLACES = 13, 13, 11  # sixteenths


@compiled
def weigh(numbers: Any, rarity: Any, bits: Any, scratch: Any, a: int, b: int) -> Any:
    """Weight of a pair in units, symmetric.

    Args:
        numbers: of `Packed`.
        rarity: of `Packed`.
        bits: `BITS`.
        scratch: shape (2 x SCRATCH,), int64, zeros; left so.
        a: where one record starts in `numbers`.
        b: where the other does.
    """
    at, other = a + HEAD, b + HEAD
    total = _names(numbers, rarity, bits, scratch, a, b)
    at, other = at + numbers[a], other + numbers[b]
    births, others = numbers[a + _BIRTHS], numbers[b + _BIRTHS]
    if births > 0 and others > 0:
        total += _birth(numbers, bits, at, births, other, others)
    at, other = at + births, other + others
    for field in range(_PHONES, _NICKNAMES + 1):
        here, there = numbers[a + field], numbers[b + field]
        if here > 0 and there > 0:
            rarest = _shared(numbers, rarity, at, here, other, there)
            total += _field(bits, field, rarest)
        at, other = at + here, other + there
    if numbers[a + GENDER] and numbers[b + GENDER]:
        same = numbers[a + GENDER] & numbers[b + GENDER]
        total += bits[_GENDER] if same else bits[_OTHER_GENDER]
    if numbers[a + SOURCE] == numbers[b + SOURCE]:
        total += bits[_SOURCE]
    return total


@compiled
def _field(bits: Any, field: int, rarest: int) -> Any:
    """What a field says; `rarest` is the rarity of the rarest value shared, -1 for none."""
    if field == _PHONES:
        return rarest * _OF_PHONES >> 4 if rarest >= 0 else bits[_OTHER_PHONE]
    if field == _IDENTIFIERS:
        return bits[_IDENTIFIER] if rarest >= 0 else bits[_OTHER_IDENTIFIER]
    if field == _PLACES:
        return rarest * _OF_PLACES >> 4 if rarest >= 0 else bits[_OTHER_PLACE]
    return bits[_NICKNAME] if rarest >= 0 else 0


@compiled
def _shared(numbers: Any, rarity: Any, i: int, here: int, j: int, there: int) -> int:
    """Rarity of the rarest value of two rising lists, -1 if they share none."""
    rarest = -1
    end, other_end = i + here, j + there
    while i < end and j < other_end:
        if numbers[i] == numbers[j]:
            rarest = max(rarest, rarity[numbers[i]])
            i += 1
            j += 1
        elif numbers[i] < numbers[j]:
            i += 1
        else:
            j += 1
    return rarest


@compiled
def _birth(numbers: Any, bits: Any, i: int, here: int, j: int, there: int) -> Any:
    best = bits[_APART]
    for x in range(i, i + here):
        for y in range(j, j + there):
            best = max(best, bits[_birth_level(numbers[x], numbers[y])])
    return best


@compiled
def _birth_level(x: int, y: int) -> int:
    apart = abs((x >> YEAR_BITS) - (y >> YEAR_BITS))
    day, other = x & _NO_YEAR, y & _NO_YEAR
    if apart > _REACH:
        return _APART
    if day == 0 or other == 0:
        return _YEAR_UNKNOWN if apart == 0 else _NEAR_UNKNOWN
    if day == other:
        return _DAY if apart == 0 else _DAY_ONLY
    if apart > 0:
        return _NEAR
    return _SWAPPED if day & 31 == other >> 5 and day >> 5 == other & 31 else _YEAR


@compiled
def _names(numbers: Any, rarity: Any, bits: Any, scratch: Any, a: int, b: int) -> Any:
    """What shared parts say: the rarest key of each part counts, on the side where it says less."""
    i, j = a + HEAD, b + HEAD
    end, other_end = i + numbers[a], j + numbers[b]
    first = False
    shared = False
    while i < end and j < other_end:
        x, y = numbers[i], numbers[j]
        code = x >> STEP_BITS
        if code == y >> STEP_BITS:
            x, y = x & _WHERE, y & _WHERE
            scratch[x] = max(scratch[x], rarity[code] + 1)
            scratch[SCRATCH + y] = max(scratch[SCRATCH + y], rarity[code] + 1)
            first = first or (x & _PLACE == 0 and y & _PLACE == 0)
            shared = True
            i += 1
            j += 1
        elif code < y >> STEP_BITS:
            i += 1
        else:
            j += 1
    if not shared:
        return 0
    mine, my_parts = _side(numbers, scratch, 0, a)
    theirs, their_parts = _side(numbers, scratch, SCRATCH, b)
    unlike = min(numbers[a + PARTS], numbers[b + PARTS]) - min(my_parts, their_parts)
    total = min(mine, theirs) * _OF_NAMES >> 4
    total += bits[_FIRST] if first else bits[_OTHERS]
    return total + (bits[_UNLIKE] * unlike if unlike > 0 else 0)


@compiled
def _side(numbers: Any, scratch: Any, offset: int, start: int) -> tuple[int, int]:
    """Sum of the rarities that stand in scratch for one record, and how many parts they cover."""
    total, parts = 0, 0
    begin, end = start + HEAD, start + HEAD + numbers[start]
    for k in range(begin, end):
        at = numbers[k] & _WHERE
        if at < _PAIR and scratch[offset + at] > 0:
            # Left in place, negative, until pairs have been looked at.
            total += scratch[offset + at] - 1
            parts += 1
            scratch[offset + at] = -scratch[offset + at]
    for k in range(begin, end):
        at = numbers[k] & _WHERE
        if at >= _PAIR and scratch[offset + at] > 0:
            one, other = offset + at - _PAIR, offset + at - _PAIR + 1
            alone = max(-scratch[one] - 1, 0) + max(-scratch[other] - 1, 0)
            covered = (scratch[one] < 0) + (scratch[other] < 0)
            if scratch[offset + at] - 1 > alone:
                total += scratch[offset + at] - 1 - alone
            parts += 2 - covered
            scratch[offset + at] = 0
    for k in range(begin, end):
        scratch[offset + (numbers[k] & _WHERE)] = 0
    return total, parts
