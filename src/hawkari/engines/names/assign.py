"""Which word of one name met which word of the other: the best one-to-one assignment, compiled.

Two neighbouring words of one name may together meet one word of the other (*Hama Salih* and
حەمەساڵح). The assignment keeps the most length of name explained, less what its letters cost.
"""

# Compiled functions: numba reads no annotations and takes arguments in order.
# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.names.align import LONGEST, align, joined
from hawkari.engines.names.fold import MOST_TOKENS

__all__ = ["NOT_MET", "UNMATCHED", "Words", "Workspace", "assign", "workspace"]

UNMATCHED = np.float32(1.0)  # relative cost of a word that met none
NOT_MET = np.float32(0.5)  # words further apart than this do not meet
_JOIN_WHEN_ABOVE = np.float32(0.15)  # try joined neighbours for words without so near a partner
_JOIN_CHARGE = np.float32(0.1)
_OUT_OF_ORDER = np.float32(0.002)
_MASKS = 1 << MOST_TOKENS


class Words(NamedTuple):
    """Distinct words of a batch.

    Attributes:
        codes: shape (w, `LONGEST`), uint8, zero-padded.
        sizes: shape (w,), int64: letters of each word.
        lengths: shape (w,), float32: sum of the letters' lengths, see `CostTables`.
        bits: shape (w,), float32: how much a shared word says, in bits.
    """

    codes: NDArray[np.uint8]
    sizes: NDArray[np.int64]
    lengths: NDArray[np.float32]
    bits: NDArray[np.float32]


class Workspace(NamedTuple):
    """Scratch arrays of one thread; after `assign`, its result.

    Attributes:
        near: (8, 8) relative cost of word i of one name and word j of the other.
        near_left: (8, 8) the same for words i and i + 1 joined against word j.
        near_right: (8, 8) the same for word i against words j and j + 1 joined.
        met_left: (8,) for each word of one name the word it met, -1 for none.
        met_right: (8,) the same the other way; a joined word names the first it met.
        cost_left: (8,) relative cost at which it met, `UNMATCHED` for none.
        cost_right: (8,) the same the other way.
    """

    cells: NDArray[np.float32]
    spare: NDArray[np.uint8]
    near: NDArray[np.float32]
    near_left: NDArray[np.float32]
    near_right: NDArray[np.float32]
    best: NDArray[np.float32]
    choice: NDArray[np.int64]
    met_left: NDArray[np.int64]
    met_right: NDArray[np.int64]
    cost_left: NDArray[np.float32]
    cost_right: NDArray[np.float32]


def workspace() -> Workspace:
    """Fresh scratch arrays."""
    square = (MOST_TOKENS, MOST_TOKENS)
    return Workspace(
        cells=np.zeros((2 * LONGEST + 1, 2 * LONGEST + 1), np.float32),
        spare=np.zeros(LONGEST, np.uint8),
        near=np.zeros(square, np.float32),
        near_left=np.zeros(square, np.float32),
        near_right=np.zeros(square, np.float32),
        best=np.zeros((MOST_TOKENS + 1, _MASKS), np.float32),
        choice=np.zeros((MOST_TOKENS + 1, _MASKS), np.int64),
        met_left=np.zeros(MOST_TOKENS, np.int64),
        met_right=np.zeros(MOST_TOKENS, np.int64),
        cost_left=np.zeros(MOST_TOKENS, np.float32),
        cost_right=np.zeros(MOST_TOKENS, np.float32),
    )


@njit(cache=True, nogil=True)
def _relative(cost, length_a, length_b):
    return cost / max(np.float32(1.0), np.float32(0.5) * (length_a + length_b))


@njit(cache=True, nogil=True)
def _word(words, w):
    return words.codes[w, : words.sizes[w]]


@njit(cache=True, nogil=True)
def _fill_near(words, a, b, costs, table, work):
    for i in range(a.size):
        for j in range(b.size):
            if a[i] == b[j]:
                work.near[i, j] = 0.0
                continue
            cost = align(_word(words, a[i]), _word(words, b[j]), costs, table, work.cells)
            work.near[i, j] = _relative(cost, words.lengths[a[i]], words.lengths[b[j]])


@njit(cache=True, nogil=True)
def _join_near(words, pair, other, costs, table, work):
    first, second = pair
    size = joined(_word(words, first), _word(words, second), work.spare)
    cost = align(work.spare[:size], _word(words, other), costs, table, work.cells)
    length = words.lengths[first] + words.lengths[second]
    return _relative(cost + _JOIN_CHARGE, length, words.lengths[other])


@njit(cache=True, nogil=True)
def _fill_joined(words, a, b, costs, table, work):
    """Joined neighbours, tried only where the words alone found no near partner."""
    near = work.near
    work.near_left[: a.size, : b.size] = 9.0
    work.near_right[: a.size, : b.size] = 9.0
    for i in range(a.size):
        for j in range(b.size):
            open_a = near[i, : b.size].min() > _JOIN_WHEN_ABOVE
            open_b = near[: a.size, j].min() > _JOIN_WHEN_ABOVE
            if (
                open_b
                and i + 1 < a.size
                and (open_a or near[i + 1, : b.size].min() > _JOIN_WHEN_ABOVE)
            ):
                work.near_left[i, j] = _join_near(words, (a[i], a[i + 1]), b[j], costs, table, work)
            if (
                open_a
                and j + 1 < b.size
                and (open_b or near[: a.size, j + 1].min() > _JOIN_WHEN_ABOVE)
            ):
                work.near_right[i, j] = _join_near(
                    words, (b[j], b[j + 1]), a[i], costs, table, work
                )


@njit(cache=True, nogil=True)
def _gain(near, length):
    return length * (np.float32(1.0) - near / NOT_MET)


@njit(cache=True, nogil=True)
def _offer(work, i, mask, value, choice):
    if value > work.best[i, mask]:
        work.best[i, mask] = value
        work.choice[i, mask] = choice


@njit(cache=True, nogil=True)
def _offer_all(words, a, b, work, i, mask):
    """All that word i of `a` can do when the words in `mask` of `b` are taken."""
    here = work.best[i, mask]
    _offer(work, i + 1, mask, here, 0)
    for j in range(b.size):
        bit = 1 << j
        if mask & bit:
            continue
        length = np.float32(0.5) * (words.lengths[a[i]] + words.lengths[b[j]])
        away = _OUT_OF_ORDER * abs(i - j)
        if work.near[i, j] < NOT_MET:
            gain = _gain(work.near[i, j], length)
            _offer(work, i + 1, mask | bit, here + gain - away, 3 * j + 1)
        if work.near_left[i, j] < NOT_MET:
            more = length + np.float32(0.5) * words.lengths[a[i + 1]]
            gain = _gain(work.near_left[i, j], more)
            _offer(work, i + 2, mask | bit, here + gain - away, 3 * j + 2)
        if work.near_right[i, j] < NOT_MET and not mask & (bit << 1):
            more = length + np.float32(0.5) * words.lengths[b[j + 1]]
            gain = _gain(work.near_right[i, j], more)
            _offer(work, i + 1, mask | bit | bit << 1, here + gain - away, 3 * j + 3)


@njit(cache=True, nogil=True)
def _read_back(work, n, mask):
    """Follow the choices from the end, and note who met whom."""
    i = n
    while i > 0:
        choice = work.choice[i, mask]
        if choice == 0:
            i -= 1
            continue
        j = (choice - 1) // 3
        kind = (choice - 1) % 3
        mask ^= 1 << j
        if kind == 1:
            i -= 2
            cost = work.near_left[i, j]
            work.met_left[i + 1] = j
            work.cost_left[i + 1] = cost
        elif kind == 2:
            i -= 1
            cost = work.near_right[i, j]
            mask ^= 2 << j
            work.met_right[j + 1] = i
            work.cost_right[j + 1] = cost
        else:
            i -= 1
            cost = work.near[i, j]
        work.met_left[i], work.met_right[j] = j, i
        work.cost_left[i], work.cost_right[j] = cost, cost


@njit(cache=True, nogil=True)
def assign(words, a, b, costs, table, work):
    """Find the best assignment of the words of two names; the result lies in `work`.

    Args:
        words: `Words`.
        a: word numbers of one name, at most 8.
        b: word numbers of the other.
        costs: `CostTables`.
        table: which of its tables is in force.
        work: `Workspace`, overwritten.
    """
    _fill_near(words, a, b, costs, table, work)
    _fill_joined(words, a, b, costs, table, work)
    masks = 1 << b.size
    work.best[: a.size + 1, :masks] = -1e9
    work.best[0, 0] = 0.0
    for i in range(a.size):
        for mask in range(masks):
            if work.best[i, mask] > -1e8:
                _offer_all(words, a, b, work, i, mask)
    work.met_left[:] = -1
    work.met_right[:] = -1
    work.cost_left[:] = UNMATCHED
    work.cost_right[:] = UNMATCHED
    _read_back(work, a.size, np.argmax(work.best[a.size, :masks]))
