"""Records packed into one array of small numbers, so that a pair is weighed from two places in it.

Packed record: sizes of its six lists, gender, source, parts of its name, then the lists: keys of
name parts (each its code x 256 + where it stands), dates of birth (year x 512 + month x 32 + day),
and codes of phones, identifiers, places and nicknames; all rising. Codes number the distinct values
of all fields, so there are at most eight million distinct keys of name parts.
"""

# Compiled loops take their arrays by position.
# ruff: noqa: PLR0917

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking.keys import FIELDS, KeyTable
from hawkari.engines.names.compiled import compiled

__all__ = [
    "GENDER",
    "HEAD",
    "PARTS",
    "SOURCE",
    "STEP_BITS",
    "UNIT",
    "YEAR_BITS",
    "Packed",
    "holders",
    "pack",
    "rarity_of",
]

GENDER, SOURCE, PARTS, HEAD = 6, 7, 8, 9
STEP_BITS = 8  # a key of a name part is its code and, in so many bits, where it stands
YEAR_BITS = 9
_KEY_BITS = 31
UNIT = 16  # weights are whole sixteenths of a bit, so that sums are the same on every machine
# One more record is taken to hold every value: what is seen once is not infinitely rare.
_MORE = 1


class Packed(NamedTuple):
    """Packed records.

    Attributes:
        starts: shape (records + 1,), int64.
        numbers: int32.
        rarity: shape (codes,), int32: -log2 of the share of records that hold a value, in units.
    """

    starts: NDArray[np.int64]
    numbers: NDArray[np.int32]
    rarity: NDArray[np.int32]


def pack(table: KeyTable) -> Packed:
    """Pack a table; rarity is counted over all of it.

    Cost: that of sorting the values of all fields.
    """
    lists: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    held: list[NDArray[np.int64]] = []
    for field in FIELDS:
        column = getattr(table, field)
        distinct, code = np.unique(column.values, return_inverse=True)
        first = sum(map(len, held))
        one = column.starts, code.astype(np.int64) + first
        if field == "part":
            one = _each_once(one[0], (one[1] << STEP_BITS) + table.where)
            code = one[1] >> STEP_BITS
        lists.append(one)
        held.append(np.bincount(code, minlength=len(distinct)))
    birth = table.birth.values
    # Months and days that no calendar has must not run over into the year.
    month, day = np.minimum(birth % 10_000 // 100, 15), np.minimum(birth % 100, 31)
    dates = (birth // 10_000 << YEAR_BITS) + (month << 5) + day
    lists.insert(1, (table.birth.starts, dates))
    rarity = rarity_of(np.concatenate(held), len(table))
    sizes = HEAD + sum(np.diff(starts) for starts, _ in lists)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
    numbers = np.zeros(int(starts[-1]), np.int32)
    source = np.unique(table.source, return_inverse=True)[1].astype(np.int64)
    for place, (field_starts, values) in enumerate(lists):
        _put(starts, numbers, place, field_starts, values)
    for place, single in ((GENDER, table.gender), (SOURCE, source), (PARTS, table.parts)):
        numbers[starts[:-1] + place] = single
    return Packed(starts, numbers, rarity)


def rarity_of(held: NDArray[np.int64], records: int) -> NDArray[np.int32]:
    """`Packed.rarity` of values that so many of all records hold."""
    share = (held + _MORE) / (records + _MORE)
    return np.asarray(np.maximum(np.rint(-np.log2(share) * UNIT), 0), np.int32)


def holders(table: KeyTable, field: str) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The distinct values of a field, rising, and how many records hold each."""
    column = getattr(table, field)
    rows = np.repeat(np.arange(len(table)), np.diff(column.starts))
    distinct, code = np.unique(column.values, return_inverse=True)
    once = np.unique((rows << 32) + code) & ((1 << 32) - 1)
    return distinct, np.bincount(once, minlength=len(distinct))


def _each_once(
    starts: NDArray[np.int64], keys: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Keys of name parts, of each code in a record only that which stands first."""
    rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    placed = np.sort((rows << _KEY_BITS) + keys)
    kept = np.ones(len(placed), np.bool_)
    kept[1:] = placed[1:] >> STEP_BITS != placed[:-1] >> STEP_BITS
    placed = placed[kept]
    sizes = np.bincount(placed >> _KEY_BITS, minlength=len(starts) - 1)
    return np.concatenate([[0], np.cumsum(sizes)]), placed & ((1 << _KEY_BITS) - 1)


@compiled
def _put(starts: Any, numbers: Any, place: int, field_starts: Any, values: Any) -> None:
    """Write one list of every record behind those before it."""
    for row in range(len(starts) - 1):
        at = starts[row] + HEAD
        for before in range(place):
            at += numbers[starts[row] + before]
        begin, end = field_starts[row], field_starts[row + 1]
        numbers[starts[row] + place] = end - begin
        if end > begin:
            numbers[at : at + end - begin] = np.sort(values[begin:end])
