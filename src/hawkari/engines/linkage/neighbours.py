"""The records of a state that a change reaches, and their clusters made again."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.clustering import Scored, cluster
from hawkari.engines.linkage.keeping import LinkState
from hawkari.engines.linkage.linking import expected_precision
from hawkari.engines.linkage.model import bits_of
from hawkari.engines.linkage.stores import joined_with, pairs_from, places_in, still_there
from hawkari.engines.linkage.subsets import prepared_of
from hawkari.engines.linkage.values import Cut, Judged

__all__ = ["Clustered", "clustered", "renamed", "touched"]

Rows = NDArray[np.int64]
_LOW = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Clustered:
    """Clusters of some records of a state.

    Attributes:
        clusters: id of each of these records to its cluster's name.
        cuts: joinings refused among them.
        joined: the pairs of at least the threshold within one cluster, highest weight first.
        expected_precision: of the pairs joined, None where none was.
    """

    clusters: dict[str, str]
    cuts: tuple[Cut, ...]
    joined: tuple[tuple[str, str], ...]
    expected_precision: float | None


def touched(state: LinkState, seeds: Iterable[int], before: frozenset[Judged]) -> Rows:
    """Rows that joinable pairs or positive judgements connect with some rows, rising.

    Args:
        state: with the judgements that are live now.
        seeds: rows; those that were taken out are left aside.
        before: the judgements that were live before: what changed is a seed too.

    Cost: grows with the rows that are found.
    """
    changed = state.judged ^ before
    known = state.rows({side for one in state.judged | before for side in (one.left, one.right)})
    beside = _judged_beside(state, known)
    inside = {*seeds, *(known[s] for one in changed for s in (one.left, one.right) if s in known)}
    gone = state.gone
    inside = _there(inside, gone)
    last = inside
    while last:
        rows = np.array(sorted(last), np.int64)
        met = _there(joined_with(state.segments, rows).tolist(), gone)
        last = met.union(*(beside.get(row, ()) for row in last)) - inside
        inside |= last
    return np.array(sorted(inside), np.int64)


def _there(rows: Iterable[int], gone: Rows) -> set[int]:
    """Those of some rows that were not taken out."""
    listed = np.unique(np.fromiter(rows, np.int64))
    return set(listed[still_there(listed, gone)].tolist())


def _judged_beside(state: LinkState, known: dict[str, int]) -> dict[int, set[int]]:
    """Of each row the rows that it was judged to be one with."""
    beside: dict[int, set[int]] = {}
    for one in state.judged:
        if one.same and one.left in known and one.right in known:
            beside.setdefault(known[one.left], set()).add(known[one.right])
            beside.setdefault(known[one.right], set()).add(known[one.left])
    return beside


def clustered(state: LinkState, rows: Rows) -> Clustered:
    """Clusters of some rows, as a whole run makes them; no joinable pair leads out of the rows."""
    prepared, by_id = prepared_of(state, rows)
    found = [
        (places_in(by_id, keys >> 32), places_in(by_id, keys & _LOW), w)
        for keys, w in pairs_from(state.segments, rows)
    ]
    one, other, weights = (np.concatenate(side) for side in zip(*found, strict=True))
    inside = (one >= 0) & (other >= 0)
    one, other, weights = one[inside], other[inside], weights[inside]
    left, right = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((right, left))
    scored = Scored(left[order], right[order], weights[order])
    made = cluster(prepared, scored, judged=tuple(state.judged), join_at=state.join_at)
    strong = np.flatnonzero(weights >= bits_of(state.join_at))
    strong = strong[made.rows[left[strong]] == made.rows[right[strong]]]
    strong = strong[np.lexsort((right[strong], left[strong], -weights[strong]))]
    ids = [one.record.id for one in prepared]
    joined = zip(left[strong].tolist(), right[strong].tolist(), strict=True)
    return Clustered(
        clusters=made.clusters,
        cuts=made.cuts,
        joined=tuple((ids[one], ids[other]) for one, other in joined),
        expected_precision=expected_precision(scored, made, state.join_at),
    )


def renamed(state: LinkState, made: Clustered) -> Rows:
    """The clusters of a state with some of them made again."""
    rows = state.rows(made.clusters)
    clusters = np.array(state.clusters)
    for record_id, name in made.clusters.items():
        clusters[rows[record_id]] = rows[name]
    return clusters
