"""Average linkage over sparse vectors, by rounds of mutual best neighbours.

Average linkage is reducible: joining the pairs that are each other's best neighbour, all at once,
gives what joining the single best pair again and again gives. The mean likeness of two clusters is
the product of their mean vectors, so no table of pairs is kept. Neighbours are sought among units
that agree in one of a few weighted MinHash keys.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.posts.clusters.reading import SELECTOR

__all__ = ["Linking", "Units", "link"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

LONGEST = 160  # features kept of a cluster's mean: the heaviest
NONE = -1
# -log of the middle of each of 65,536 equal steps of (0, 1): a draw by looking up.
DRAWS = -np.log((np.arange(1 << 16) + 0.5) / (1 << 16)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Units:
    """Mean vectors of clusters.

    Attributes:
        begin: where each unit's entries begin, one more than units.
        of: the features, ascending within a unit.
        weight: their weights.
        size: how many posts each unit stands for.
        named: the share of its posts that carry a selector.
    """

    begin: Ints
    of: NDArray[np.uint32]
    weight: Floats
    size: Ints
    named: Floats

    def __len__(self) -> int:
        return len(self.size)


@dataclass(frozen=True, slots=True)
class Linking:
    """How alike two clusters must be, what speaks against them, and how hard neighbours are sought.

    Attributes:
        threshold: mean likeness from which clusters are joined.
        shared: added where two posts name the same selectors.
        different: taken where posts of both carry selectors, by how many do.
        unnamed: taken where posts of one carry selectors and of the other none.
        rivals: taken where each keeps to selectors of its own, by how firmly it does.
        keys: MinHash keys a round.
        window: neighbours looked at within a key's bucket.
        tries: rounds without a neighbour after which a unit is left alone.
    """

    threshold: float
    shared: float = 0.0
    different: float = 0.0
    unnamed: float = 0.0
    rivals: float = 0.0
    keys: int = 8
    window: int = 4
    tries: int = 2


def link(units: Units, how: Linking) -> Ints:
    """Join units while their mean likeness reaches the threshold.

    Returns:
        For each unit the number of the first unit of its cluster. It depends on the units and
        their order alone; units of no weight stay alone.
    """
    parent = np.arange(len(units), dtype=np.int64)
    name = parent.copy()
    tries = np.zeros(len(units), np.int64)
    seed = 0
    while len(units):
        best, mate = _neighbours(units, how, seed)
        seed += how.keys
        mutual = (best >= how.threshold) & (mate != NONE)
        mutual &= mate[mate] == np.arange(len(units))
        first = mutual & (mate > np.arange(len(units)))
        parent[name[mate[first]]] = name[first]
        tries = np.where(best >= how.threshold, 0, tries + 1)
        stays = ~mutual & (tries < how.tries)
        if not first.any() and not stays.any():
            break
        kept = np.flatnonzero(first | stays)
        partner = np.where(first[kept], mate[kept], NONE)
        units = Units(*_joined(_arrays(units), kept, partner))
        name, tries = name[kept], np.where(first[kept], 0, tries[kept])
    return _roots(parent)


def _arrays(units: Units) -> tuple[Ints, NDArray[np.uint32], Floats, Ints, Floats]:
    return units.begin, units.of, units.weight, units.size, units.named


def _neighbours(units: Units, how: Linking, seed: int) -> tuple[Floats, Ints]:
    """Each unit's most alike unit among those that share a key, and how alike it is."""
    best = np.full(len(units), -1, np.float32)
    mate = np.full(len(units), NONE, np.int64)
    keys = _keys(_arrays(units), (seed, how.keys), DRAWS)
    shared = np.float32(max(how.shared, 1e-6))
    steady = _steady(_arrays(units), np.float32(how.rivals), shared)
    against = (np.float32(how.different), np.float32(how.unnamed), np.float32(how.rivals) / shared)
    for at in range(how.keys):
        second = keys[(at + 1) % how.keys]
        # Equal in both keys is rare but for equals, and is settled by place: the sort is stable.
        order = np.argsort(keys[at].astype(np.uint64) << np.uint64(32) | second, kind="stable")
        _compare(_arrays(units), (order, keys[at], how.window), (against, steady, best, mate))
    return best, mate


def _roots(parent: Ints) -> Ints:
    while True:
        above = parent[parent]
        if np.array_equal(above, parent):
            return parent
        parent = above


@njit(cache=True, error_model="numpy")
def _drawn(feature: Any, seed: Any) -> Any:
    value = np.uint64(feature) * np.uint64(0x9E3779B97F4A7C15)
    value ^= np.uint64(seed + 1) * np.uint64(0xC2B2AE3D27D4EB4F)
    value ^= value >> np.uint64(29)
    value *= np.uint64(0xBF58476D1CE4E5B9)
    return np.uint16((value >> np.uint64(32)) & np.uint64(0xFFFF))


@njit(cache=True, error_model="numpy")
def _keys(units: Any, seeds: Any, draws: Any) -> Any:
    """Weighted MinHash: each key is the feature that wins a race run at its squared weight.

    Two units agree in a key as often as their weights overlap; the same draw decides for all.
    """
    begin, of, weight = units[0], units[1], units[2]
    seed, count = seeds
    keys = np.zeros((count, len(begin) - 1), np.uint32)
    for unit in range(len(begin) - 1):
        for key in range(count):
            least, winner = np.float32(np.inf), np.uint32(0)
            for at in range(begin[unit], begin[unit + 1]):
                late = draws[_drawn(of[at], seed + key)] / (weight[at] * weight[at])
                if late < least:
                    least, winner = late, of[at]
            keys[key, unit] = winner
    return keys


@njit(cache=True, error_model="numpy")
def _likeness(units: Any, one: Any, two: Any) -> Any:
    """The product of two mean vectors, and the part of it that selectors make."""
    begin, of, weight = units[0], units[1], units[2]
    a, b = begin[one], begin[two]
    a_end, b_end = begin[one + 1], begin[two + 1]
    total = np.float32(0)
    shared = np.float32(0)
    while a < a_end and b < b_end:
        if of[a] < of[b]:
            a += 1
        elif of[b] < of[a]:
            b += 1
        else:
            total += weight[a] * weight[b]
            if of[a] >= SELECTOR:
                shared += weight[a] * weight[b]
            a += 1
            b += 1
    return total, shared


@njit(cache=True, error_model="numpy")
def _steady(units: Any, rivals: Any, shared: Any) -> Any:
    """How likely two posts of a unit share a selector, less the more the fewer posts there are.

    In the measure of weights, so that it compares with what two units share. One post alone says
    nothing of its author's habits.
    """
    begin, of, weight, size = units[0], units[1], units[2], units[3]
    out = np.zeros(len(size), np.float32)
    if rivals == 0:
        return out
    for unit in range(len(size)):
        at = begin[unit + 1] - 1
        same = np.float32(0)
        while at >= begin[unit] and of[at] >= SELECTOR:
            same += weight[at] * weight[at]
            at -= 1
        many = np.float32(size[unit])
        out[unit] = max((many * same - shared) / (many + 1), np.float32(0))
    return out


@njit(cache=True, error_model="numpy")
def _against(named: Any, steady: Any, weights: Any) -> Any:
    """What speaks against two units: selectors that differ, are missing, or belong to rivals."""
    one, two = named
    own, shared = steady
    total = weights[0] * one * two + weights[1] * (one * (1 - two) + two * (1 - one))
    return total + weights[2] * max(own - shared, np.float32(0))


@njit(cache=True, error_model="numpy")
def _compare(units: Any, bucketed: Any, found: Any) -> Any:
    """Compare neighbours within each bucket; `found` keeps each unit's best so far.

    Among equals the pair decides by a draw of its own: were it always the first unit, long rows of
    equals would be joined two a round.
    """
    order, key, window = bucketed
    against, steady, best, mate = found
    named = units[4]
    for at in range(len(order)):
        one = order[at]
        if units[0][one] == units[0][one + 1]:
            continue
        for step in range(1, window + 1):
            if at + step >= len(order) or key[order[at + step]] != key[one]:
                break
            two = order[at + step]
            if mate[one] == two or mate[two] == one:
                continue
            alike, shared = _likeness(units, one, two)
            habits = (min(steady[one], steady[two]), shared)
            alike -= _against((named[one], named[two]), habits, against)
            alike += np.float32(1e-6) * np.float32(_drawn(min(one, two), max(one, two)) / 65536)
            if alike > best[one]:
                best[one], mate[one] = alike, two
            if alike > best[two]:
                best[two], mate[two] = alike, one


@njit(cache=True, error_model="numpy")
def _mean(units: Any, pair: Any, out: Any, place: Any) -> Any:  # noqa: PLR0917
    """Write the mean of two units' vectors from `place`; where it ends."""
    begin, of, weight, size = units[0], units[1], units[2], units[3]
    one, two = pair
    into, heavy = out
    share = np.float32(size[one] / (size[one] + size[two]))
    a, b = begin[one], begin[two]
    start = place
    while a < begin[one + 1] or b < begin[two + 1]:
        left = a < begin[one + 1] and (b >= begin[two + 1] or of[a] <= of[b])
        right = b < begin[two + 1] and (a >= begin[one + 1] or of[b] <= of[a])
        into[place] = of[a] if left else of[b]
        heavy[place] = 0
        if left:
            heavy[place] += share * weight[a]
            a += 1
        if right:
            heavy[place] += (np.float32(1) - share) * weight[b]
            b += 1
        place += 1
    return _shortened(into, heavy, (start, place))


@njit(cache=True, error_model="numpy")
def _shortened(into: Any, heavy: Any, span: Any) -> Any:
    """Keep the heaviest features; of those that tie for the last places, the first ones."""
    start, place = span
    if place - start <= LONGEST:
        return place
    least = np.sort(heavy[start:place])[place - start - LONGEST]
    ties = LONGEST
    for at in range(start, place):
        ties -= heavy[at] > least
    kept = start
    for at in range(start, place):
        tied = heavy[at] == least and ties > 0
        ties -= tied
        if heavy[at] > least or tied:
            into[kept], heavy[kept] = into[at], heavy[at]
            kept += 1
    return kept


@njit(cache=True, error_model="numpy")
def _joined(units: Any, kept: Any, partner: Any) -> Any:
    """The units that stay, each with its partner where it has one."""
    begin, of, weight, size, named = units
    room = 0
    for at in range(len(kept)):
        room += begin[kept[at] + 1] - begin[kept[at]]
        if partner[at] >= 0:
            room += begin[partner[at] + 1] - begin[partner[at]]
    into, heavy = np.empty(room, np.uint32), np.empty(room, np.float32)
    starts = np.zeros(len(kept) + 1, np.int64)
    sizes, shares = np.empty(len(kept), np.int64), np.empty(len(kept), np.float32)
    place = 0
    for at in range(len(kept)):
        one, two = kept[at], partner[at]
        sizes[at], shares[at] = size[one], named[one]
        if two < 0:
            for entry in range(begin[one], begin[one + 1]):
                into[place], heavy[place] = of[entry], weight[entry]
                place += 1
        else:
            place = _mean(units, (one, two), (into, heavy), place)
            sizes[at] = size[one] + size[two]
            shares[at] = (named[one] * size[one] + named[two] * size[two]) / sizes[at]
        starts[at + 1] = place
    return starts, into[:place].copy(), heavy[:place].copy(), sizes, shares
