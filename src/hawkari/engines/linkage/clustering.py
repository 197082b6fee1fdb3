"""Clusters that do not chain: highest weight first, never across a refusal or a contradiction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.dates import BIRTH_LEVELS, BirthDate, birth_level
from hawkari.engines.linkage.preparing import Prepared
from hawkari.engines.linkage.values import Cut, Judged, ScoredPair

__all__ = ["Scored", "cluster"]

# One strong pair must not outvote several that speak against it: each counts up to this many bits.
_LOUDEST = 6.0
# A pair that no blocking rule proposed shares nothing that is rare: it counts this much against.
_UNPROPOSED = 3.0
# A pair that was compared and came out this far against a match is not joined by way of others.
_REFUTED = -8.0
# Registers err by a year or two, or swap day and month; two dates that differ otherwise are not
# joined without a person, even where the difference may be a slip of the pen.
_MOST_YEARS_APART = 2
_SWAPPED = BIRTH_LEVELS.index("day and month swapped")


class Scored:
    """Weights of all candidate pairs, to be looked up by row numbers.

    Args:
        left: shape (p,), int64, smaller than `right`; sorted by left, then right.
        right: shape (p,), int64.
        weight: shape (p,), bits.
    """

    def __init__(
        self, left: NDArray[np.int64], right: NDArray[np.int64], weight: NDArray[np.float64]
    ) -> None:
        self._keys = (left << 32) | right
        self._weight = weight

    def between(self, some: Sequence[int], others: Sequence[int]) -> NDArray[np.float64]:
        """Weights of the compared pairs across two sets of rows, in no order."""
        if len(self._keys) == 0:
            return self._weight
        a, b = (grid.ravel() for grid in np.meshgrid(np.array(some), np.array(others)))
        wanted = (np.minimum(a, b) << 32) | np.maximum(a, b)
        place = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        weights: NDArray[np.float64] = self._weight[place[self._keys[place] == wanted]]
        return weights


@dataclass(slots=True)
class _Group:
    members: list[int]
    births: list[tuple[BirthDate, ...]]
    genders: set[frozenset[str]]


class _Groups:
    """Union–find over row numbers that also knows what contradicts what."""

    def __init__(self, prepared: Sequence[Prepared], scored: Scored) -> None:
        self._scored = scored
        self._group = {
            row: _Group([row], [one.births] if one.births else [], {one.genders} - {frozenset()})
            for row, one in enumerate(prepared)
        }
        self._apart: dict[int, dict[int, str]] = {}

    def keep_apart(self, left: int, right: int, *, why: str) -> None:
        self._apart.setdefault(left, {}).setdefault(right, why)
        self._apart.setdefault(right, {}).setdefault(left, why)

    def are_one(self, left: int, right: int) -> bool:
        return self._group[left] is self._group[right]

    def refusal(self, left: int, right: int) -> str:
        """Why the groups of two rows must not become one; empty if they may."""
        a, b = sorted((self._group[left], self._group[right]), key=lambda g: len(g.members))
        inside = set(b.members)
        for row in a.members:
            for other, why in self._apart.get(row, {}).items():
                if other in inside:
                    return why
        if any(x.isdisjoint(y) for x in a.genders for y in b.genders):
            return "contradicting gender"
        if any(_contradict(x, y) for x in a.births for y in b.births):
            return "contradicting dates of birth"
        weights = self._scored.between(a.members, b.members)
        if (weights < _REFUTED).any():
            return "compared and found different"
        unproposed = len(a.members) * len(b.members) - len(weights)
        if np.clip(weights, -_LOUDEST, _LOUDEST).sum() < unproposed * _UNPROPOSED:
            return "the pairs between them speak against it on the whole"
        return ""

    def join(self, left: int, right: int) -> None:
        small, large = sorted(
            (self._group[left], self._group[right]), key=lambda g: (len(g.members), g.members[0])
        )
        large.members += small.members
        large.births += small.births
        large.genders |= small.genders
        for row in small.members:
            self._group[row] = large

    def members(self, row: int) -> list[int]:
        return self._group[row].members


def _contradict(a: Sequence[BirthDate], b: Sequence[BirthDate]) -> bool:
    """Whether no date of one record can be a date of the other, errors of registers allowed for."""
    return all(_differ(x, y) for x in a for y in b)


def _differ(a: BirthDate, b: BirthDate) -> bool:
    if a.is_full and b.is_full:
        return birth_level(a, b) < _SWAPPED
    return abs(a.year - b.year) > _MOST_YEARS_APART


def cluster(
    pairs: Sequence[ScoredPair],
    prepared: Sequence[Prepared],
    *,
    scored: Scored,
    judged: Sequence[Judged] = (),
    join_at: float,
) -> tuple[dict[str, str], tuple[Cut, ...]]:
    """Join pairs of at least `join_at` probability, highest weight first.

    Positive judgements are joined before all else, whatever contradicts. A joining is refused where
    it would bring together a pair that was judged different, whose genders or dates of birth
    contradict, or that was compared and refuted; and where the pairs between the two groups, each
    counted up to 6 bits and 3 against where no rule proposed it, speak against it on the whole.

    Args:
        pairs: scored, highest weight first; each once.
        prepared: every record, in any order.
        scored: weights of all candidate pairs, those left out of `pairs` too.
        judged: live judgements on pairs of these records; those on others are left aside.
        join_at: least probability, 0–1.

    Returns:
        Every record's id to its cluster's name (the smallest id in it), and what was refused.
    """
    rows = {one.record.id: row for row, one in enumerate(prepared)}
    groups = _Groups(prepared, scored)
    known = sorted(
        (rows[j.left], rows[j.right], j.same) for j in judged if j.left in rows and j.right in rows
    )
    for left, right, same in known:
        if not same:
            groups.keep_apart(left, right, why="judged different")
    cuts = list(_join_judged(groups, known, prepared))
    for pair in pairs:
        if pair.probability < join_at:
            break
        left, right = rows[pair.left], rows[pair.right]
        if groups.are_one(left, right):
            continue
        why = groups.refusal(left, right)
        if why:
            cuts.append(Cut(pair.left, pair.right, why))
        else:
            groups.join(left, right)
    return _names(groups, rows, prepared), tuple(cuts)


def _join_judged(
    groups: _Groups, known: Sequence[tuple[int, int, bool]], prepared: Sequence[Prepared]
) -> Iterable[Cut]:
    for left, right, same in known:
        if not same or groups.are_one(left, right):
            continue
        if groups.refusal(left, right) == "judged different":
            yield Cut(prepared[left].record.id, prepared[right].record.id, "judged different")
        else:
            groups.join(left, right)


def _names(
    groups: _Groups, rows: Mapping[str, int], prepared: Sequence[Prepared]
) -> dict[str, str]:
    smallest: dict[int, str] = {}
    for record_id in sorted(rows):
        members = groups.members(rows[record_id])
        smallest.setdefault(members[0], record_id)
    return {one.record.id: smallest[groups.members(row)[0]] for row, one in enumerate(prepared)}
