"""The inner loop of clustering: joins rows pair by pair, and says what a joining would contradict.

Everything is numbers here, so that it can be compiled: a million records take seconds.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.compiled import compiled

__all__ = [
    "BIRTHS",
    "GENDERS",
    "JOINED",
    "JUDGED",
    "REFUTED",
    "WHOLE",
    "Evidence",
    "Joining",
    "births_part",
    "dates_differ",
    "join_rows",
]

# One strong pair must not outvote several that speak against it: each counts up to this many bits.
_LOUDEST = 6.0
# A pair that no blocking rule proposed shares nothing that is rare: it counts this much against.
_UNPROPOSED = 3.0
# A pair that was compared and came out this far against a match is not joined by way of others.
_REFUTED = -8.0
# Registers err by a year or two, or swap day and month; two dates that differ otherwise are not
# joined without a person, even where the difference may be a slip of the pen.
_MOST_YEARS_APART = 2

JOINED, JUDGED, GENDERS, BIRTHS, REFUTED, WHOLE = range(6)
_SAME_ALREADY = -1
_NOTHING = 99

Ints = NDArray[np.int64]


class Evidence(NamedTuple):
    """What joinings are checked against, by row.

    Attributes:
        keys: of all compared pairs, `left << 32 | right`, rising.
        weights: of these pairs, in bits.
        apart: keys of the pairs kept apart, rising.
        held: shape (rows,): whether a row stands in a pair kept apart.
        starts: shape (rows + 1,): where each row's dates start in `dates`.
        dates: shape (dates, 4): year, month, day, and 1 where the day is known.
        genders: shape (rows,): a bit for each gender stated, 0 where none is.
    """

    keys: Ints
    weights: NDArray[np.float64]
    apart: Ints
    held: NDArray[np.bool_]
    starts: Ints
    dates: Ints
    genders: Ints


class _Groups(NamedTuple):
    """Rows in linked lists: of each row its group; of each group its last row and its size.

    Rows that number and name hold to be one, whatever their dates say, stand in a ring: `beside` is
    the next of it, a row by itself its own.
    """

    group: Ints
    following: Ints
    last: Ints
    size: Ints
    beside: Ints


class _Pairs(NamedTuple):
    left: Ints
    right: Ints
    forced: int
    vouched: NDArray[np.bool_]
    outcome: Ints
    between: Ints


@dataclass(frozen=True, slots=True)
class Joining:
    """What came of each pair.

    Attributes:
        group: shape (rows,): rows of one group hold one number, which is a row of it.
        outcome: shape (pairs,): `JOINED`, why the pair was refused, or -1 where both rows were in
            one group already.
        between: shape (pairs, 2): the two rows whose evidence refused it; -1 where none did.
    """

    group: Ints
    outcome: Ints
    between: Ints


def join_rows(
    left: Ints,
    right: Ints,
    forced: int,
    *,
    evidence: Evidence,
    vouched: NDArray[np.bool_] | None = None,
) -> Joining:
    """Join pairs in their order unless that is contradicted.

    Rows that a vouched pair joins count, for dates of birth, as one that states those of both.

    Args:
        left: shape (pairs,), rows.
        right: shape (pairs,), rows.
        forced: the first so many pairs are refused for nothing but pairs kept apart.
        evidence: of all rows.
        vouched: shape (pairs,): pairs whose contradicting dates do not keep them apart; none if
            left out.
    """
    rows = len(evidence.genders)
    if vouched is None:
        vouched = np.zeros(len(left), np.bool_)
    groups = _Groups(
        group=np.arange(rows),
        following=np.full(rows, -1),
        last=np.arange(rows),
        size=np.ones(rows, np.int64),
        beside=np.arange(rows),
    )
    outcome, between = np.full(len(left), _SAME_ALREADY), np.full((len(left), 2), -1)
    _join_all(_Pairs(left, right, forced, vouched, outcome, between), groups, evidence)
    return Joining(groups.group, outcome, between)


@compiled
def _join_all(pairs: _Pairs, groups: _Groups, evidence: Evidence) -> None:
    for place in range(len(pairs.left)):
        a, b = groups.group[pairs.left[place]], groups.group[pairs.right[place]]
        if a == b:
            continue
        if (groups.size[a], b) < (groups.size[b], a):
            a, b = b, a
        if pairs.vouched[place]:
            _swap(groups.beside, pairs.left[place], pairs.right[place])
        why, one, other = _refusal((a, b, place < pairs.forced), groups, evidence)
        pairs.outcome[place] = why
        if why != JOINED:
            pairs.between[place, 0], pairs.between[place, 1] = one, other
            if pairs.vouched[place]:
                _swap(groups.beside, pairs.left[place], pairs.right[place])
            continue
        row = b
        while row >= 0:
            groups.group[row] = a
            row = groups.following[row]
        groups.following[groups.last[a]] = b
        groups.last[a] = groups.last[b]
        groups.size[a] += groups.size[b]


@compiled
def _swap(beside: Ints, row: int, other: int) -> None:
    """Make one ring of two, or two of one."""
    beside[row], beside[other] = beside[other], beside[row]


@compiled
def _refusal(
    ends: tuple[int, int, bool], groups: _Groups, evidence: Evidence
) -> tuple[int, int, int]:
    """Why two groups must not be joined, and the rows that say so; the weightiest reason."""
    row, first, forced = ends
    why, one, other, total = _NOTHING, -1, -1, 0.0
    while row >= 0:
        rival = first
        while rival >= 0:
            key = (min(row, rival) << 32) | max(row, rival)
            found, bits = _NOTHING, 0.0
            if evidence.held[row] and evidence.held[rival] and _place(evidence.apart, key) >= 0:
                found = JUDGED
            elif not forced:
                found, bits = _said((row, rival), groups.beside, evidence)
            total += bits
            if found < why:
                why, one, other = found, row, rival
            rival = groups.following[rival]
        row = groups.following[row]
    if why == _NOTHING:
        why = WHOLE if total < 0 else JOINED
    return why, one, other


@compiled
def _said(pair: tuple[int, int], beside: Ints, evidence: Evidence) -> tuple[int, float]:
    """What speaks against two rows being one, if anything does, and for how much they count."""
    row, rival = pair
    place = _place(evidence.keys, (min(row, rival) << 32) | max(row, rival))
    weight = evidence.weights[place] if place >= 0 else -_UNPROPOSED
    found = REFUTED if place >= 0 and weight < _REFUTED else _NOTHING
    genders = evidence.genders
    if genders[row] != 0 and genders[rival] != 0 and genders[row] & genders[rival] == 0:
        found = GENDERS
    elif _births_differ((row, rival), beside, evidence):
        found = BIRTHS
    return found, min(max(weight, -_LOUDEST), _LOUDEST)


@compiled
def _place(keys: Ints, key: int) -> int:
    """Where a key stands among rising ones; -1 where it does not."""
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) // 2
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low if low < len(keys) and keys[low] == key else -1


@compiled
def _births_differ(pair: tuple[int, int], beside: Ints, evidence: Evidence) -> bool:
    """Whether both state dates of birth and no date of one's ring can be one of the other's."""
    row, rival = pair
    if not (_is_dated(row, evidence) and _is_dated(rival, evidence)):
        return False
    one = row
    while True:
        if _is_dated(one, evidence) and _agrees((one, rival), beside, evidence):
            return False
        one = beside[one]
        if one == row:
            return True


@compiled
def _agrees(pair: tuple[int, int], beside: Ints, evidence: Evidence) -> bool:
    """Whether a date of a row can be one of a rival's ring."""
    row, rival = pair
    other = rival
    while True:
        if _is_dated(other, evidence) and _years_apart(row, other, evidence) < 0:
            return True
        other = beside[other]
        if other == rival:
            return False


@compiled
def _is_dated(row: int, evidence: Evidence) -> bool:
    return bool(evidence.starts[row] < evidence.starts[row + 1])


@compiled
def _years_apart(row: int, rival: int, evidence: Evidence) -> int:
    """Fewest years between contradicting dates of two rows; -1 where some dates can be one."""
    starts, dates = evidence.starts, evidence.dates
    fewest = -1
    for i in range(starts[row], starts[row + 1]):
        for j in range(starts[rival], starts[rival + 1]):
            if not dates_differ(dates[i], dates[j]):
                return -1
            apart = abs(dates[i, 0] - dates[j, 0])
            fewest = apart if fewest < 0 else min(fewest, apart)
    return fewest


@compiled
def births_part(left: Ints, right: Ints, evidence: Evidence) -> Ints:
    """Of each pair, years between its dates of birth; -1 where these do not contradict.

    Args:
        left: shape (pairs,), rows.
        right: shape (pairs,), rows.
        evidence: of all rows.
    """
    found = np.empty(len(left), np.int64)
    for pair in range(len(left)):
        found[pair] = _years_apart(left[pair], right[pair], evidence)
    return found


@compiled
def dates_differ(a: Ints, b: Ints) -> bool:
    """Whether two dates cannot be one, errors of registers allowed for.

    Args:
        a: year, month, day, and 1 where the day is known.
        b: the same.
    """
    apart = abs(a[0] - b[0])
    if a[3] == 0 or b[3] == 0 or (a[1] == b[1] and a[2] == b[2]):
        return bool(apart > _MOST_YEARS_APART)
    return bool(apart != 0 or a[1] != b[2] or a[2] != b[1])
