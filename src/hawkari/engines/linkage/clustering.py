"""Clusters that do not chain: highest weight first, never across a refusal or a contradiction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.conflicts import CONTRADICTORY, part_judged
from hawkari.engines.linkage.joining import (
    BIRTHS,
    GENDERS,
    JOINED,
    JUDGED,
    REFUTED,
    WHOLE,
    Evidence,
    Joining,
    join_rows,
)
from hawkari.engines.linkage.model import bits_of
from hawkari.engines.linkage.preparing import Prepared
from hawkari.engines.linkage.values import Cut, Judged
from hawkari.engines.linkage.vouching import vouched

__all__ = [
    "CONTRADICTING_BIRTHS",
    "CONTRADICTING_GENDERS",
    "Clustering",
    "Scored",
    "cluster",
]

# Why a joining was refused where two records state values that contradict: see `Cut.why`.
CONTRADICTING_BIRTHS = "contradicting dates of birth"
CONTRADICTING_GENDERS = "contradicting gender"

_WHY = {
    JUDGED: "judged different",
    GENDERS: CONTRADICTING_GENDERS,
    BIRTHS: CONTRADICTING_BIRTHS,
    REFUTED: "compared and found different",
    WHOLE: "the pairs between them speak against it on the whole",
}
# Genders are kept as bits of one number; those beyond, on hostile input, tell nobody apart.
_MOST_GENDERS = 62

Ints = NDArray[np.int64]
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """All candidate pairs with their scores, by row numbers.

    Attributes:
        left: shape (p,), int64, smaller than `right`; sorted by left, then right.
        right: shape (p,), int64.
        weight: shape (p,), bits.
    """

    left: Ints
    right: Ints
    weight: Array


@dataclass(frozen=True, slots=True)
class Clustering:
    """Which records are one entity.

    Attributes:
        rows: shape (records,): the number of each record's cluster.
        clusters: every record's id to its cluster's name, which is the smallest id in it.
        cuts: joinings refused: judgements first, then the weightiest pair first.
    """

    rows: Ints
    clusters: dict[str, str]
    cuts: tuple[Cut, ...]


def cluster(
    prepared: Sequence[Prepared],
    scored: Scored,
    *,
    judged: Sequence[Judged] = (),
    join_at: float,
) -> Clustering:
    """Join pairs of at least `join_at` probability, highest weight first.

    Positive judgements are joined before all else, whatever contradicts but another judgement: two
    records that a chain of judgements makes one and another judgement keeps apart are a dispute;
    no link of the chain is joined, and it is reported. Any other joining is refused where it would
    bring together a pair that was judged different, whose genders or dates of birth contradict, or
    that was compared and refuted; and where the pairs between the two groups, each counted up to 6
    bits and 3 against where no rule proposed it, speak against it on the whole. Dates of birth less
    than two generations apart do not part two records that state one number of a document and
    one name: from then on, these count as one record that states both dates.

    Args:
        prepared: every record, in the order of their ids.
        scored: all candidate pairs, those below `join_at` too: they can speak against a joining.
        judged: live judgements on pairs of these records, in any order; those on others are left
            aside.
        join_at: least probability, 0–1.

    Cost: a second for some 500,000 pairs to join; 16 bytes a candidate pair beside `scored`.
    """
    rows = {one.record.id: row for row, one in enumerate(prepared)} if judged else {}
    known = [one for one in judged if one.left in rows and one.right in rows]
    same, apart, disputes = part_judged(known)
    forced = _as_rows(same, rows)
    wanted = np.flatnonzero(scored.weight >= bits_of(join_at))
    order = np.lexsort((scored.right[wanted], scored.left[wanted], -scored.weight[wanted]))
    left, right = (
        np.concatenate([forced[:, side], column[wanted[order]]])
        for side, column in enumerate((scored.left, scored.right))
    )
    evidence = _evidence(prepared, scored, _as_rows(apart, rows))
    joining = join_rows(
        left,
        right,
        len(forced),
        evidence=evidence,
        vouched=vouched(prepared, left, right, evidence=evidence),
    )
    disputed = {frozenset(link) for cut in disputes for link in pairwise(cut.chain)}
    cuts = _cuts(joining, left, right, prepared=prepared, disputed=disputed)
    return Clustering(joining.group, _names(joining.group, prepared), (*disputes, *cuts))


def _as_rows(pairs: Iterable[tuple[str, str]], rows: dict[str, int]) -> Ints:
    """Shape (pairs, 2), the smaller row first, in order."""
    numbers = sorted(sorted((rows[left], rows[right])) for left, right in pairs)
    return np.array(numbers, np.int64).reshape(-1, 2)


def _evidence(prepared: Sequence[Prepared], scored: Scored, apart: Ints) -> Evidence:
    bits: dict[str, int] = {}
    genders = np.zeros(len(prepared), np.int64)
    starts = np.zeros(len(prepared) + 1, np.int64)
    held = np.zeros(len(prepared), np.bool_)
    held[apart] = True
    dates = []
    for row, one in enumerate(prepared):
        for gender in sorted(one.genders):
            place = bits.setdefault(gender, len(bits))
            genders[row] |= 1 << place if place < _MOST_GENDERS else 0
        # A day that no calendar has (31 June, month 14) is a slip for certain: its year counts.
        dates += [
            (born.year, born.month, born.day, born.is_full and born.ordinal > 0)
            for born in one.births
        ]
        starts[row + 1] = len(dates)
    return Evidence(
        keys=(scored.left << 32) | scored.right,
        weights=scored.weight,
        held=held,
        apart=(apart[:, 0] << 32) | apart[:, 1],
        starts=starts,
        dates=np.array(dates, np.int64).reshape(-1, 4),
        genders=genders,
    )


def _cuts(
    joining: Joining,
    left: Ints,
    right: Ints,
    *,
    prepared: Sequence[Prepared],
    disputed: set[frozenset[str]],
) -> Iterable[Cut]:
    for place in np.flatnonzero(joining.outcome > JOINED).tolist():
        ends = prepared[left[place]].record.id, prepared[right[place]].record.id
        why = int(joining.outcome[place])
        if why == WHOLE:
            yield Cut(*ends, _WHY[why])
            continue
        one, other = (prepared[row] for row in sorted(joining.between[place].tolist()))
        between = one.record.id, other.record.id
        if why == JUDGED and frozenset(between) in disputed:
            yield Cut(*ends, CONTRADICTORY, between=between)
        else:
            stated = _STATED.get(why)
            values = (stated(one), stated(other)) if stated else ()
            yield Cut(*ends, _WHY[why], between=between, values=values)


def _births(one: Prepared) -> str:
    return " | ".join(map(str, one.births))


def _genders(one: Prepared) -> str:
    return " | ".join(sorted(one.genders))


_STATED: dict[int, Callable[[Prepared], str]] = {BIRTHS: _births, GENDERS: _genders}


def _names(group: Ints, prepared: Sequence[Prepared]) -> dict[str, str]:
    ids = [one.record.id for one in prepared]
    _, first, places = np.unique(group, return_index=True, return_inverse=True)
    return {one: ids[row] for one, row in zip(ids, first[places].tolist(), strict=True)}
