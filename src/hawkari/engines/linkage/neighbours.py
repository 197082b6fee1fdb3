"""The records of a state that a change reaches, and their clusters made again."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.clustering import Scored, cluster
from hawkari.engines.linkage.keeping import LinkState
from hawkari.engines.linkage.linking import expected_precision
from hawkari.engines.linkage.model import bits_of
from hawkari.engines.linkage.stores import pairs_from
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
        seeds: rows.
        before: the judgements that were live before: what changed is a seed too.
    """
    changed = state.judged ^ before
    known = state.rows({side for one in state.judged | before for side in (one.left, one.right)})
    inside = np.zeros(len(state), np.bool_)
    inside[list(seeds)] = True
    inside[[known[s] for one in changed for s in (one.left, one.right) if s in known]] = True
    left, right = _joinable(state, known)
    while True:
        across = inside[left] != inside[right]
        if not across.any():
            return np.flatnonzero(inside)
        inside[left[across]] = True
        inside[right[across]] = True
        left, right = left[~across], right[~across]


def _joinable(state: LinkState, known: dict[str, int]) -> tuple[Rows, Rows]:
    """All pairs that may be joined, as rows: by weight, or by a positive judgement."""
    least = bits_of(state.join_at)
    keys = [np.asarray(one.pairs[np.flatnonzero(one.weights >= least)]) for one in state.segments]
    judged = [
        (known[one.left], known[one.right])
        for one in state.judged
        if one.same and one.left in known and one.right in known
    ]
    every = np.concatenate([*keys, np.zeros(0, np.int64)])
    more = np.array(judged, np.int64).reshape(-1, 2)
    return (
        np.concatenate([every >> 32, more[:, 0]]),
        np.concatenate([every & _LOW, more[:, 1]]),
    )


def clustered(state: LinkState, rows: Rows) -> Clustered:
    """Clusters of some rows, as a whole run makes them; no joinable pair leads out of the rows."""
    prepared, by_id = prepared_of(state, rows)
    place = np.full(len(state), -1, np.int64)
    place[by_id] = np.arange(len(by_id))
    found = [
        (place[keys >> 32], place[keys & _LOW], w) for keys, w in pairs_from(state.segments, rows)
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
