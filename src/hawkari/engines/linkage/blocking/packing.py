"""Records packed into one array of small numbers, so that a pair is weighed from two places in it.

Packed record: sizes of its six lists, gender, source, parts of its name, then the lists: keys of
name parts (each its code x 256 + where it stands), dates of birth, and codes of phones,
identifiers, places and nicknames; all rising. Codes number the distinct values of all fields.
"""

# Compiled loops take their arrays by position.
# ruff: noqa: PLR0917

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking.keys import FIELDS, KeyTable
from hawkari.engines.names.compiled import compiled

__all__ = ["GENDER", "HEAD", "PARTS", "SOURCE", "STEP", "UNIT", "Packed", "pack"]

GENDER, SOURCE, PARTS, HEAD = 6, 7, 8, 9
STEP = 256  # a key of a name part is its code times this, and where it stands
UNIT = 16  # weights are whole sixteenths of a bit, so that sums are the same on every machine
# One more record is taken to hold every value: what is seen once is not infinitely rare.
_MORE = 1


class Packed(NamedTuple):
    """Packed records.

    Attributes:
        starts: shape (records + 1,), int64.
        numbers: int64.
        rarity: shape (codes,), int32: -log2 of the share of records that hold a value, in units.
    """

    starts: NDArray[np.int64]
    numbers: NDArray[np.int64]
    rarity: NDArray[np.int32]


def pack(table: KeyTable) -> Packed:
    """Pack a table; rarity is counted over all of it.

    Cost: that of sorting the values of all fields.
    """
    codes: list[NDArray[np.int64]] = []
    rarities: list[NDArray[np.int32]] = []
    first = 0
    for field in FIELDS:
        values = getattr(table, field).values
        distinct, code, held = np.unique(values, return_inverse=True, return_counts=True)
        codes.append(code.astype(np.int64) + first)
        share = (held + _MORE) / (len(table) + _MORE)
        rarities.append(np.rint(-np.log2(share) * UNIT).astype(np.int32))
        first += len(distinct)
    keys = codes[0] * STEP + table.where
    lists = (
        (table.part.starts, keys),
        (table.birth.starts, table.birth.values),
        *((getattr(table, f).starts, c) for f, c in zip(FIELDS[1:], codes[1:], strict=True)),
    )
    sizes = HEAD + sum(np.diff(starts) for starts, _ in lists)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
    numbers = np.zeros(int(starts[-1]), np.int64)
    source = np.unique(table.source, return_inverse=True)[1].astype(np.int64)
    for place, (field_starts, values) in enumerate(lists):
        _put(starts, numbers, place, field_starts, values)
    for place, single in ((GENDER, table.gender), (SOURCE, source), (PARTS, table.parts)):
        numbers[starts[:-1] + place] = single
    return Packed(starts, numbers, np.maximum(np.concatenate(rarities), 0))


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
