"""Segments of a link state put together, so that a state has few of them however often it grew.

After each addition the last ones become one for as long as the one before is less than twice as
long as they are together; a record that was taken out counts where it came and where it went. So
each is at least twice as long as the next: a state of n records has at most ``1 + log2(n)``
segments. With each copy the segment of a record grows by half at least, so a record is copied at
most ``1 + log1.5(n)`` times over all additions.

The idea is that of log-structured merge trees (O'Neil et al. 1996).
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import KeyIndex
from hawkari.engines.linkage.hashed import together
from hawkari.engines.linkage.stores import Segment, named, taken_out

__all__ = ["merged", "settled"]


def settled(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments of a state to which the last of them was added; empty ones are left out.

    Rows stay what they are: only neighbours are put together.
    """
    kept = [segment for segment in segments if _size(segment)]
    if not kept:
        return ()
    first = len(kept) - 1
    size = _size(kept[first])
    while first > 0 and _size(kept[first - 1]) < 2 * size:
        first -= 1
        size += _size(kept[first])
    return (*kept[:first], merged(kept[first:]) if first < len(kept) - 1 else kept[first])


def _size(segment: Segment) -> int:
    return len(segment) + len(segment.taken)


def merged(some: Sequence[Segment]) -> Segment:
    """One segment of neighbours, in their order.

    Cost: linear in all of them; all arrays are copied.
    """

    def every(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(segment, name) for segment in some])

    def ends(name: str) -> NDArray[np.int64]:
        sizes = [np.diff(getattr(segment, name)) for segment in some]
        return np.concatenate([[0], np.cumsum(np.concatenate(sizes))]).astype(np.int64)

    order = np.argsort(every("pairs"), kind="stable")
    ids = every("ids")
    by_id = np.argsort(ids, kind="stable")
    # Of an id that stands twice the last counts: what is there is behind what was taken out.
    last = np.ones(len(ids), np.bool_)
    last[:-1] = ids[by_id][1:] != ids[by_id][:-1]
    by_id = by_id[last]
    firsts = accumulate(map(len, some), initial=0)
    id_rows = [segment.id_rows + first for segment, first in zip(some, firsts, strict=False)]
    made = Segment(
        name="",
        text=every("text"),
        starts=ends("starts"),
        id_text=every("id_text"),
        id_starts=ends("id_starts"),
        ids=ids[by_id],
        id_rows=np.concatenate(id_rows)[by_id],
        pairs=every("pairs")[order],
        weights=every("weights")[order],
        rules=every("rules")[order],
        joined=np.sort(every("joined"), kind="stable"),
        keys=KeyIndex.together([segment.keys for segment in some]),
        parts=together([segment.parts for segment in some]),
        phones=together([segment.phones for segment in some]),
        taken=taken_out(some),
    )
    return named(made)
