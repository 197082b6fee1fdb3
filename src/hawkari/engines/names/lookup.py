"""From a query's words to the rows of a segment worth a full comparison, compiled.

The words of the segment nearest to each word of the query are found first; then the names that
hold them are added up, rare words counting more; then the best are compared in full. Scratch
arrays are as long as the segment and clean between queries: only what was touched is cleaned.
"""

# Compiled functions: numba reads no annotations and takes arguments in order.
# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917, PLR0913

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.align import LONGEST, align_within, table_of
from hawkari.engines.names.assign import NOT_MET, SHORT_FORM, Words, are_forms
from hawkari.engines.names.compiled import compiled
from hawkari.engines.names.features import compare_one
from hawkari.engines.names.fold import MOST_TOKENS

__all__ = ["Scratch", "add_rows", "best_of", "compare_rows", "share_grams", "word_costs"]

_BINS = 512
_NONE = np.float32(0.0)
_SLACK = np.float32(1e-3)


class Scratch(NamedTuple):
    """Scratch arrays over the words or the rows of a segment, all zero between queries.

    Attributes:
        score: shape (n,), float32.
        stamp: shape (n,), uint8: the last of the query's words that counted for it.
        touched: shape (n,), int32: which hold anything, in the order touched.
        value: shape (n,), float32: never cleaned.
    """

    score: NDArray[np.float32]
    stamp: NDArray[np.uint8]
    touched: NDArray[np.int32]
    value: NDArray[np.float32]

    @classmethod
    def of(cls, size: int) -> "Scratch":
        """Clean arrays for `size` words or rows."""
        return cls(
            np.zeros(size, np.float32),
            np.zeros(size, np.uint8),
            np.zeros(size, np.int32),
            np.zeros(size, np.float32),
        )


@compiled
def share_grams(starts, rows, numbers, weights, scratch):
    """Add the weight of each gram to the words that hold it; returns how many were touched."""
    count = 0
    for place in range(numbers.size):
        for at in range(starts[numbers[place]], starts[numbers[place] + 1]):
            row = rows[at]
            if scratch.stamp[row] == 0:
                scratch.stamp[row] = 1
                scratch.touched[count] = row
                count += 1
            scratch.score[row] += weights[place]
    return count


@compiled
def add_rows(starts, rows, numbers, gains, pass_number, count, scratch):
    """Add to each row what the best of its words gains for one word of the query.

    Args:
        starts: where each word's rows begin in `rows`, int64.
        rows: int32, word by word.
        numbers: the words found near, best first.
        gains: float32, of each.
        pass_number: 1–255, another for each word of the query.
        count: how many rows were touched so far.
        scratch: `Scratch` over the rows.

    Returns:
        How many rows are touched now.
    """
    for place in range(numbers.size):
        gain = gains[place]
        for at in range(starts[numbers[place]], starts[numbers[place] + 1]):
            row = rows[at]
            if scratch.stamp[row] == pass_number:
                continue
            if scratch.stamp[row] == 0:
                scratch.touched[count] = row
                count += 1
            scratch.stamp[row] = pass_number
            scratch.score[row] += gain
    return count


@compiled
def best_of(scratch, count, base, dead, most):
    """The touched with the highest score, and scratch made clean.

    Args:
        scratch: `Scratch`.
        count: how many are touched.
        base: float32, added to the score of each; shape (n,), or (0,) for none.
        dead: bool, never chosen; shape (n,), or (0,) for none.
        most: how many to choose at most; of about equal ones those touched first.

    Returns:
        int64, in the order touched.
    """
    low, high = np.float32(np.inf), np.float32(-np.inf)
    kept = 0
    for place in range(count):
        row = scratch.touched[place]
        value = scratch.score[row] + (base[row] if base.size else _NONE)
        scratch.score[row] = 0.0
        scratch.stamp[row] = 0
        if dead.size and dead[row]:
            continue
        scratch.touched[kept] = row
        scratch.value[kept] = value
        kept += 1
        low, high = min(low, value), max(high, value)
    bins = np.zeros(_BINS, np.int64)
    step = max(np.float32(1e-9), (high - low) / np.float32(_BINS - 1))
    for place in range(kept):
        bins[int((scratch.value[place] - low) / step)] += 1
    floor, above = _BINS, 0
    while floor > 0 and above + bins[floor - 1] <= most:
        floor -= 1
        above += bins[floor]
    chosen = np.empty(min(most, kept), np.int64)
    size, left = 0, most - above
    for place in range(kept):
        where = int((scratch.value[place] - low) / step)
        if where < floor - 1 or (where == floor - 1 and left <= 0):
            continue
        left -= where == floor - 1
        chosen[size] = scratch.touched[place]
        size += 1
    return chosen[:size]


@compiled
def word_costs(codes, word, words, chosen, costs, tables, cells, out):
    """Relative cost of one word against the chosen words; 9 where they do not meet.

    Args:
        codes: letter codes of the word.
        word: its length, and its form, see `short_forms.form_of`.
        words: `Words` of the segment.
        chosen: numbers of its words.
        costs: `CostTables`.
        tables: shape (words,), which of its tables.
        cells: scratch, see `align`.
        out: shape (chosen,), float32, overwritten.
    """
    length, form = word
    for place in range(chosen.size):
        w = chosen[place]
        half = max(np.float32(1.0), np.float32(0.5) * (length + words.lengths[w]))
        cost = align_within(
            codes,
            words.codes[w, : words.sizes[w]],
            table_of(costs, tables[w]),
            cells,
            NOT_MET * half + _SLACK,
        )[0]
        out[place] = min(np.float32(9.0), cost / half)
        if are_forms(form, words.forms[w]):
            out[place] = min(out[place], SHORT_FORM)


@compiled
def compare_rows(query, words, names, rows, arabic, costs, work, out):
    """Features of a query against some rows of a segment.

    Args:
        query: `Words` of the query, in its order.
        words: `Words` of the segment.
        names: `starts`, int64, and `ids`, int32: the words of each row; and uint8, 1 for Arabic
            script.
        rows: int64.
        arabic: 1 when the query is in Arabic script.
        costs: `CostTables`.
        work: `Workspace`.
        out: shape (rows, len(FEATURES)), float32, overwritten.
    """
    starts, ids, scripts = names
    mine = query.sizes.size
    both = Words(
        np.zeros((mine + MOST_TOKENS, LONGEST), np.uint8),
        np.zeros(mine + MOST_TOKENS, np.int64),
        np.zeros(mine + MOST_TOKENS, np.float32),
        np.zeros(mine + MOST_TOKENS, np.float32),
        np.zeros(mine + MOST_TOKENS, np.int64),
    )
    numbers = np.arange(mine + MOST_TOKENS)
    for place in range(mine):
        _copy_word(query, place, both, place)
    for at in range(rows.size):
        row = rows[at]
        theirs = starts[row + 1] - starts[row]
        for place in range(theirs):
            _copy_word(words, ids[starts[row] + place], both, mine + place)
        compare_one(
            both,
            numbers[:mine],
            numbers[mine : mine + theirs],
            costs,
            scripts[row] + arabic,
            work,
            out[at],
        )


@compiled
def _copy_word(source, word, target, place):
    size = source.sizes[word]
    for letter in range(LONGEST):
        target.codes[place, letter] = source.codes[word, letter]
    target.sizes[place] = size
    target.lengths[place] = source.lengths[word]
    target.bits[place] = source.bits[word]
    target.forms[place] = source.forms[word]
