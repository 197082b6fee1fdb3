"""Which word of one name met which word of the other: the best one-to-one assignment, compiled.

Two neighbouring words of one name may together meet one word of the other (*Hama Salih* and
حەمەساڵح). The assignment keeps the most length of name explained, less what its letters cost.
"""

# Compiled functions: numba reads no annotations and takes arguments in order.
# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917, PLR0913

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.align import FAR, LONGEST, align_within, joined
from hawkari.engines.names.compiled import compiled
from hawkari.engines.names.fold import MOST_TOKENS

__all__ = [
    "NOT_MET",
    "SHORT_FORM",
    "UNMATCHED",
    "Words",
    "Workspace",
    "are_forms",
    "assign",
    "workspace",
]

UNMATCHED = np.float32(1.0)  # relative cost of a word that met none
NOT_MET = np.float32(0.5)  # words further apart than this do not meet
SHORT_FORM = np.float32(0.12)  # relative cost of a short form met by its full one
_JOIN_WHEN_ABOVE = np.float32(0.15)  # try joined neighbours for words without so near a partner
_JOIN_CHARGE = np.float32(0.1)
_OUT_OF_ORDER = np.float32(0.002)
_APART = np.float32(9.0)
_MASKS = 1 << MOST_TOKENS
_HALF = np.float32(0.5)
_SLACK = np.float32(1e-3)  # bounds and sums round differently


class Words(NamedTuple):
    """Distinct words of a batch.

    Attributes:
        codes: shape (w, `LONGEST`), uint8, zero-padded.
        sizes: shape (w,), int64: letters of each word.
        lengths: shape (w,), float32: sum of the letters' lengths, see `CostTables`.
        bits: shape (w,), float32: how much a shared word says, in bits.
        forms: shape (w,), int64: see `short_forms.form_of`.
    """

    codes: NDArray[np.uint8]
    sizes: NDArray[np.int64]
    lengths: NDArray[np.float32]
    bits: NDArray[np.float32]
    forms: NDArray[np.int64]


class Workspace(NamedTuple):
    """Scratch arrays of one thread; after `assign`, its result.

    Attributes:
        near: (8, 8) relative cost of word i of one name and word j of the other.
        near_left: (8, 8) the same for words i and i + 1 joined against word j.
        near_right: (8, 8) the same for word i against words j and j + 1 joined.
        start_left: (8, 8) least cost of word i for any beginning of word j, not relative; right
            as far as joining can use it.
        start_right: (8, 8) the same of word j for a beginning of word i.
        open_left: (8,) whether word i has no near partner.
        open_right: (8,) the same of word j.
        whole: (2, 48) letters of both names without spaces.
        best: (9, 256) most gained by the first words of one name with those of the other taken.
        choice: (9, 256) how.
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
    start_left: NDArray[np.float32]
    start_right: NDArray[np.float32]
    open_left: NDArray[np.bool_]
    open_right: NDArray[np.bool_]
    whole: NDArray[np.uint8]
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
        start_left=np.zeros(square, np.float32),
        start_right=np.zeros(square, np.float32),
        open_left=np.zeros(MOST_TOKENS, np.bool_),
        open_right=np.zeros(MOST_TOKENS, np.bool_),
        whole=np.zeros((2, 2 * LONGEST), np.uint8),
        best=np.zeros((MOST_TOKENS + 1, _MASKS), np.float32),
        choice=np.zeros((MOST_TOKENS + 1, _MASKS), np.int64),
        met_left=np.zeros(MOST_TOKENS, np.int64),
        met_right=np.zeros(MOST_TOKENS, np.int64),
        cost_left=np.zeros(MOST_TOKENS, np.float32),
        cost_right=np.zeros(MOST_TOKENS, np.float32),
    )


@compiled
def _relative(cost, length_a, length_b):
    return cost / max(np.float32(1.0), _HALF * (length_a + length_b))


@compiled
def _word(words, w):
    return words.codes[w, : words.sizes[w]]


@compiled
def are_forms(one, other):
    """Whether two words are forms of one name, at least one of them short."""
    return one != 0 and abs(one) == abs(other) and (one < 0 or other < 0)


@compiled
def _neighbour(words, ids, place):
    """Length of the next word, 0 after the last."""
    return words.lengths[ids[place + 1]] if place + 1 < ids.size else np.float32(0.0)


@compiled
def _fill_near(words, a, b, table, work):
    """Relative cost of each word against each, and bounds of what joining could still reach."""
    n, m = a.size, b.size
    for i in range(n):
        for j in range(m):
            if a[i] == b[j]:
                work.near[i, j] = work.start_left[i, j] = work.start_right[i, j] = 0.0
                continue
            length_a, length_b = words.lengths[a[i]], words.lengths[b[j]]
            more = max(_neighbour(words, a, i), _neighbour(words, b, j))
            # first and last words are read up to UNMATCHED, others only where they meet
            shown = i == 0 or j == 0 or (i == n - 1 and j == m - 1)
            far = UNMATCHED if shown else NOT_MET
            least = max(np.float32(2.0), length_a + length_b)
            limit = _HALF * max(far * least, NOT_MET * (least + more)) + _SLACK
            cost, start_left, start_right = align_within(
                _word(words, a[i]), _word(words, b[j]), table, work.cells, limit
            )
            work.near[i, j] = _relative(cost, length_a, length_b)
            if are_forms(words.forms[a[i]], words.forms[b[j]]):
                work.near[i, j] = min(work.near[i, j], SHORT_FORM)
            work.start_left[i, j] = start_left
            work.start_right[i, j] = start_right


@compiled
def _join_limit(length):
    """Cost at which joined neighbours no longer meet a word, by the length of all three."""
    return NOT_MET * max(np.float32(1.0), _HALF * length) - _JOIN_CHARGE + _SLACK


@compiled
def _join_near(words, first, second, other, limit, table, work):
    """Relative cost of two neighbours joined against one word; `_APART` where they do not meet."""
    size = joined(_word(words, first), _word(words, second), work.spare)
    cost = align_within(work.spare[:size], _word(words, other), table, work.cells, limit)[0]
    if cost >= FAR:
        return _APART
    length = words.lengths[first] + words.lengths[second]
    return _relative(cost + _JOIN_CHARGE, length, words.lengths[other])


@compiled
def _mark_open(near, n, m, work):
    """Note which words have no near partner."""
    for i in range(n):
        work.open_left[i] = True
    for j in range(m):
        work.open_right[j] = True
    for i in range(n):
        for j in range(m):
            if near[i, j] <= _JOIN_WHEN_ABOVE:
                work.open_left[i] = work.open_right[j] = False


@compiled
def _fill_joined(words, a, b, table, work):
    """Joined neighbours, tried only where the words alone found no near partner.

    Returns:
        Whether any two joined meet a word.
    """
    n, m = a.size, b.size
    lengths = words.lengths
    found = False
    _mark_open(work.near, n, m, work)
    for i in range(n):
        open_a = work.open_left[i]
        for j in range(m):
            open_b = work.open_right[j]
            work.near_left[i, j] = work.near_right[i, j] = _APART
            length = lengths[a[i]] + lengths[b[j]]
            if open_b and i + 1 < n and (open_a or work.open_left[i + 1]):
                limit = _join_limit(length + lengths[a[i + 1]])
                if work.start_left[i, j] <= limit:
                    work.near_left[i, j] = _join_near(
                        words, a[i], a[i + 1], b[j], limit, table, work
                    )
                    found |= work.near_left[i, j] < NOT_MET
            if open_a and j + 1 < m and (open_b or work.open_right[j + 1]):
                limit = _join_limit(length + lengths[b[j + 1]])
                if work.start_right[i, j] <= limit:
                    work.near_right[i, j] = _join_near(
                        words, b[j], b[j + 1], a[i], limit, table, work
                    )
                    found |= work.near_right[i, j] < NOT_MET
    return found


@compiled
def _gain(near, length):
    return length * (np.float32(1.0) - near / NOT_MET)


@compiled
def _offer(work, i, mask, value, choice):
    if value > work.best[i, mask]:
        work.best[i, mask] = value
        work.choice[i, mask] = choice


@compiled
def _offer_all(words, a, b, work, i, mask):
    """All that word i of `a` can do when the words in `mask` of `b` are taken."""
    here = work.best[i, mask]
    _offer(work, i + 1, mask, here, 0)
    for j in range(b.size):
        bit = 1 << j
        if mask & bit:
            continue
        length = _HALF * (words.lengths[a[i]] + words.lengths[b[j]])
        away = _OUT_OF_ORDER * abs(i - j)
        if work.near[i, j] < NOT_MET:
            gain = _gain(work.near[i, j], length)
            _offer(work, i + 1, mask | bit, here + gain - away, 3 * j + 1)
        if work.near_left[i, j] < NOT_MET:
            more = length + _HALF * words.lengths[a[i + 1]]
            gain = _gain(work.near_left[i, j], more)
            _offer(work, i + 2, mask | bit, here + gain - away, 3 * j + 2)
        if work.near_right[i, j] < NOT_MET and not mask & (bit << 1):
            more = length + _HALF * words.lengths[b[j + 1]]
            gain = _gain(work.near_right[i, j], more)
            _offer(work, i + 1, mask | bit | bit << 1, here + gain - away, 3 * j + 3)


@compiled
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


@compiled
def _each_its_best(words, a, b, work):
    """Give each word the partner that gains most, where no two want the same one.

    Returns:
        Whether that worked; it is then the best assignment. Where two partners gain as much, the
        long way decides, as it always did.
    """
    for i in range(a.size):
        best = second = np.float32(0.0)
        chosen = -1
        for j in range(b.size):
            if work.near[i, j] >= NOT_MET:
                continue
            length = _HALF * (words.lengths[a[i]] + words.lengths[b[j]])
            value = _gain(work.near[i, j], length) - _OUT_OF_ORDER * abs(i - j)
            if value > best:
                best, second, chosen = value, best, j
            else:
                second = max(second, value)
        if chosen < 0:
            continue
        if best - second < _SLACK or work.met_right[chosen] >= 0:
            return False
        work.met_left[i], work.met_right[chosen] = chosen, i
        work.cost_left[i] = work.cost_right[chosen] = work.near[i, chosen]
    return True


@compiled
def _forget(work):
    work.met_left[:] = -1
    work.met_right[:] = -1
    work.cost_left[:] = UNMATCHED
    work.cost_right[:] = UNMATCHED


@compiled
def assign(words, a, b, table, work):
    """Find the best assignment of the words of two names; the result lies in `work`.

    Args:
        words: `Words`.
        a: word numbers of one name, at most 8.
        b: word numbers of the other.
        table: the `Table` in force.
        work: `Workspace`, overwritten.
    """
    _fill_near(words, a, b, table, work)
    join = _fill_joined(words, a, b, table, work)
    _forget(work)
    if not join and _each_its_best(words, a, b, work):
        return
    _forget(work)
    masks = 1 << b.size
    work.best[: a.size + 1, :masks] = -1e9
    work.best[0, 0] = 0.0
    for i in range(a.size):
        for mask in range(masks):
            if work.best[i, mask] > -1e8:
                _offer_all(words, a, b, work, i, mask)
    _read_back(work, a.size, np.argmax(work.best[a.size, :masks]))
