"""The best two names of each pair of records, and the bits that they give; compiled and in threads.

Each two forms are compared once in a chunk, however many pairs of records bear them.
"""

# Compiled functions: numba reads no annotations and takes arguments in order.
# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN202, PLR0917, PLR0913

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.arrays import Names
from hawkari.engines.linkage.naming import FormArrays, workers
from hawkari.engines.names.assign import workspace
from hawkari.engines.names.compiled import compiled
from hawkari.engines.names.prepare import Batch
from hawkari.engines.names.scoring import score

__all__ = ["Rules", "best_names", "slices_of"]

Rows = NDArray[np.int64]
Bits = NDArray[np.float64]

# So many pairs of names are held at once, and handed to a thread at once.
_CHUNK = 1_000_000
_A_TURN = 50_000


class Rules(NamedTuple):
    """What rarity of name parts adds to the bits of two names; see `comparing`.

    Attributes:
        same: bits from which two names are held the same: rarity speaks from there on only.
        usual: bits of a name's parts that add nothing.
        least: bits added at least.
        most: bits added at most.
    """

    same: float
    usual: float
    least: float
    most: float


def slices_of(count: int, size: int) -> list[slice]:
    """Slices of at most a size that cover a count of rows, in order."""
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


def best_names(
    names: Names, left: Rows, right: Rows, rules: Rules
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Bits of the best two names of each pair of records, with their rarity, and which they are.

    Args:
        names: of all records.
        left: shape (pairs,), row numbers.
        right: shape (pairs,), row numbers.
        rules: how rarity counts.

    Returns:
        Bits, shape (pairs,), NaN where a record has no name; places of the names, shape (pairs, 2),
        of several as good the first.
    """
    bits = np.full(len(left), np.nan)
    places = np.zeros((len(left), 2), np.int32)
    starts, numbers = names.of_record
    rows = starts, names.plain, names.sees
    counts = _count_names(*rows, left, right)
    with ThreadPoolExecutor(workers()) as pool:
        for part in _chunks(counts):
            chunk = (left[part], right[part])
            one, other = _expand(*rows, numbers, *chunk, int(counts[part].sum()))
            weights = _weigh(names.forms, one, other, pool=pool)
            _choose(*rows, counts[part], weights, *chunk, bits[part], places[part])
    _add_rarity(bits, places, left, right, names.of_record, names.parts, names.rarity, rules)
    return bits, places


def _chunks(counts: NDArray[np.int64]) -> Iterator[slice]:
    """Runs of pairs of records that have about `_CHUNK` pairs of names together."""
    if len(counts) == 0:
        return
    chunk = (np.cumsum(counts) - counts) // _CHUNK
    starts = [*np.flatnonzero(np.diff(chunk, prepend=-1)).tolist(), len(counts)]
    yield from (slice(a, b) for a, b in pairwise(starts))


def _weigh(forms: FormArrays, one: Rows, other: Rows, *, pool: ThreadPoolExecutor) -> Bits:
    """Bits of each pair of forms, by the names engine; it is symmetric."""
    both = np.minimum(one, other) * len(forms.ids) + np.maximum(one, other)
    distinct, where = np.unique(both, return_inverse=True)
    parts = [distinct[part] for part in slices_of(len(distinct), _A_TURN)]
    weights = pool.map(lambda part: _weights(forms, *np.divmod(part, len(forms.ids))), parts)
    found: Bits = np.concatenate([*weights, np.zeros(0)])[where]
    return found


def _weights(forms: FormArrays, one: Rows, other: Rows) -> Bits:
    tables = forms.arabic[one] + forms.arabic[other]
    return score(
        Batch(forms.words, forms.ids[one], forms.ids[other], tables), workspace()
    ).weights()


@compiled
def _end(starts, plain, sees, row, other):
    """Where the names of a record end, for another: before the composed ones if it sees none."""
    return starts[row + 1] if sees[other] else starts[row] + plain[row]


@compiled
def _count_names(starts, plain, sees, left, right):
    """How many pairs of names each pair of records has."""
    counts = np.zeros(left.size, np.int64)
    for pair in range(left.size):
        a, b = left[pair], right[pair]
        of_a = _end(starts, plain, sees, a, b) - starts[a]
        counts[pair] = of_a * (_end(starts, plain, sees, b, a) - starts[b])
    return counts


@compiled
def _expand(starts, plain, sees, numbers, left, right, count):
    """Both forms of each pair of names, those of a pair of records together, in order."""
    one, other = np.empty(count, np.int64), np.empty(count, np.int64)
    at = 0
    for pair in range(left.size):
        a, b = left[pair], right[pair]
        for i in range(starts[a], _end(starts, plain, sees, a, b)):
            for j in range(starts[b], _end(starts, plain, sees, b, a)):
                one[at], other[at] = numbers[i], numbers[j]
                at += 1
    return one, other


@compiled
def _choose(starts, plain, sees, counts, weights, left, right, bits, places):
    """The weightiest pair of names of each pair of records, the first of equals."""
    at = 0
    for pair in range(counts.size):
        if counts[pair] == 0:
            continue
        best = at
        for place in range(at, at + counts[pair]):
            if weights[place] > weights[best]:
                best = place
        width = _end(starts, plain, sees, right[pair], left[pair]) - starts[right[pair]]
        bits[pair] = weights[best]
        places[pair, 0] = (best - at) // width
        places[pair, 1] = (best - at) % width
        at += counts[pair]


@compiled
def _added(parts, rarity, one, other, rules):
    """Bits to add for how rare the parts are that two forms share."""
    i, end_i = parts.starts[one], parts.starts[one + 1]
    j, end_j = parts.starts[other], parts.starts[other + 1]
    fewer = min(end_i - i, end_j - j)
    total = 0.0
    shared = 0
    while i < end_i and j < end_j:
        if parts.numbers[i] == parts.numbers[j]:
            total += rarity[parts.numbers[i]]
            shared += 1
            i += 1
            j += 1
        elif parts.numbers[i] < parts.numbers[j]:
            i += 1
        else:
            j += 1
    # Where a part of the shorter name has no equal, the names may be two brothers'.
    most = rules.most if shared == fewer else 0.0
    return min(max((total - rules.usual) / 2, rules.least), most)


@compiled
def _add_rarity(bits, places, left, right, of_record, parts, rarity, rules):
    starts, numbers = of_record.starts, of_record.numbers
    for pair in range(bits.size):
        if not bits[pair] >= rules.same:  # NaN where there is no name
            continue
        one = numbers[starts[left[pair]] + places[pair, 0]]
        other = numbers[starts[right[pair]] + places[pair, 1]]
        added = _added(parts, rarity, one, other, rules)
        bits[pair] = max(bits[pair] + added, rules.same)
