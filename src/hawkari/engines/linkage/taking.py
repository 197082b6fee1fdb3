"""Records taken out of a link state, so that what is said of them now can come in their place.

What was counted of them is taken back, and their rows stay empty. When a quarter of all rows is
empty, the rows are numbered anew: a pass over all that is kept, with no comparison, which each of
the records that were taken out pays a small part of.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import keys_of
from hawkari.engines.linkage.blocking.keys import ranges
from hawkari.engines.linkage.hashed import Counts, together
from hawkari.engines.linkage.keeping import LinkState
from hawkari.engines.linkage.merging import merged
from hawkari.engines.linkage.model import bits_of
from hawkari.engines.linkage.pairs import LEAST_PROBABILITY
from hawkari.engines.linkage.population import count_population, full_dates
from hawkari.engines.linkage.preparing import prepare
from hawkari.engines.linkage.stores import Segment, joined_with, named, packed_texts

__all__ = ["beside_taken", "compacted", "pairs_with", "without"]

Rows = NDArray[np.int64]
_LOW = (1 << 32) - 1
# Empty rows are at most this share of all.
_MOST_GONE = 1 / 4


def without(state: LinkState, ids: Collection[str]) -> LinkState:
    """A state that knows some records no longer; clusters they were in are still to be made again.

    Args:
        state: stays as it is.
        ids: those that it does not hold are left aside.

    Cost: grows with these records; the list of clusters alone, 8 bytes a record, is copied.
    """
    rows = np.array(sorted(state.rows(ids).values()), np.int64)
    if len(rows) == 0:
        return state
    taken = prepare(state.records(rows.tolist()))
    counted = count_population(taken)
    segment = Segment(
        name="",
        text=np.zeros(0, np.uint8),
        starts=np.zeros(1, np.int64),
        id_text=packed_texts(())[0],
        id_starts=np.zeros(1, np.int64),
        ids=np.zeros(0, np.uint64),
        id_rows=np.zeros(0, np.int64),
        pairs=np.zeros(0, np.int64),
        weights=np.zeros(0, np.float64),
        rules=np.zeros(0, np.int32),
        joined=np.zeros(0, np.int64),
        keys=keys_of(rows, [one.keys for one in state.segments]).taken_out(),
        parts=_less(counted.parts),
        phones=_less(counted.phones),
        taken=rows,
    )
    births = Counter(state.births)
    births.subtract(full_dates(taken))
    clusters = np.array(state.clusters)
    clusters[rows] = rows
    return replace(
        state, segments=(*state.segments, named(segment)), births=+births, clusters=clusters
    )


def _less(some: Iterable[Counts]) -> Counts:
    counts = together(list(some))
    return Counts(counts.numbers, -counts.counts)


def beside_taken(state: LinkState, ids: Collection[str]) -> set[int]:
    """Rows whose clusters may be others without some records: those that were joinable with one.

    Args:
        state: with the records still in it; its judgements count too.
        ids: of the records.
    """
    rows = np.array(sorted(state.rows(ids).values()), np.int64)
    judged = [one for one in state.judged if one.left in ids or one.right in ids]
    sides = state.rows({side for one in judged for side in (one.left, one.right)})
    return {*joined_with(state.segments, rows).tolist(), *sides.values()}


def pairs_with(state: LinkState, ids: Collection[str]) -> int:
    """How many pairs of some records a state holds, of those that a linkage lists.

    Args:
        state: with the records still in it.
        ids: of the records; those that it does not hold are left aside.

    Cost: a pass over all pairs, without a comparison.
    """
    rows = np.array(sorted(state.rows(ids).values()), np.int64)
    if len(rows) == 0:
        return 0
    there = np.ones(state.next_row, np.bool_)
    there[state.gone] = False
    left = there.copy()
    left[rows] = False
    return sum(
        int(np.count_nonzero(_both(one.pairs, there) & ~_both(one.pairs, left) & _listed(one)))
        for one in state.segments
    )


def _listed(segment: Segment) -> NDArray[np.bool_]:
    return np.asarray(segment.weights >= bits_of(LEAST_PROBABILITY))


def compacted(state: LinkState) -> LinkState:
    """The state with its rows numbered anew, where too many of them are empty.

    Cost: linear in all that is kept, where it is done.
    """
    gone = state.gone
    if len(gone) <= _MOST_GONE * state.next_row:
        return state
    kept = np.ones(state.next_row, np.bool_)
    kept[gone] = False
    places = np.cumsum(kept, dtype=np.int64) - 1
    clusters = places[state.clusters[kept]]
    if not kept.any():
        return replace(state, segments=(), clusters=clusters)
    return replace(
        state, segments=(_only(merged(state.segments), kept, places),), clusters=clusters
    )


def _only(segment: Segment, kept: NDArray[np.bool_], places: Rows) -> Segment:
    """The segment of all rows with some of them left out.

    Args:
        segment: of a whole state.
        kept: shape (rows,).
        places: shape (rows,): the new number of each row that is kept.
    """
    text, starts = _texts(segment.text, segment.starts, kept)
    id_text, id_starts = _texts(segment.id_text, segment.id_starts, kept)
    ids = kept[segment.id_rows]
    pairs = _both(segment.pairs, kept)
    made = replace(
        segment,
        text=text,
        starts=starts,
        id_text=id_text,
        id_starts=id_starts,
        ids=segment.ids[ids],
        id_rows=places[segment.id_rows[ids]],
        pairs=_moved(segment.pairs[pairs], places),
        weights=segment.weights[pairs],
        rules=segment.rules[pairs],
        joined=_moved(segment.joined[_both(segment.joined, kept)], places),
        keys=segment.keys.only(kept),
        taken=np.zeros(0, np.int64),
    )
    return named(made)


def _texts(
    text: NDArray[np.uint8], starts: Rows, kept: NDArray[np.bool_]
) -> tuple[NDArray[np.uint8], Rows]:
    begin, end = starts[:-1][kept], starts[1:][kept]
    sizes = np.concatenate([np.zeros(1, np.int64), np.cumsum(end - begin, dtype=np.int64)])
    return text[ranges(begin, end)], sizes


def _both(pairs: Rows, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of each pair, whether both of its rows are kept."""
    return np.asarray(kept[pairs >> 32] & kept[pairs & _LOW])


def _moved(pairs: Rows, places: Rows) -> Rows:
    return np.asarray(places[pairs >> 32] << 32 | places[pairs & _LOW])
