"""Weighted alignment of two folded words, compiled.

A word is a row of letter codes (uint8). The slow, obvious twin stands in the tests. Compiled
functions take their arguments in order only, and numba reads no annotations.
"""

# Compiled functions: numba reads no annotations and takes arguments in order.
# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.compiled import compiled
from hawkari.engines.names.costs import CostTables

__all__ = ["FAR", "LONGEST", "SPLIT_COST", "Table", "align", "align_within", "joined", "table_of"]

LONGEST = 24
SPLIT_COST = np.float32(0.1)
FAR = np.float32(1e9)  # a cost that was not worth finding out
_NONE = np.float32(0.0)


class Table(NamedTuple):
    """The costs in force for one pair of names; see `CostTables`.

    Attributes:
        swap: shape (128, 128).
        gap: shape (128,).
        last_gap: shape (128,).
        split: shape (128,).
        breath: shape (128,).
    """

    swap: NDArray[np.float32]
    gap: NDArray[np.float32]
    last_gap: NDArray[np.float32]
    split: NDArray[np.uint8]
    breath: NDArray[np.bool_]


@compiled
def table_of(costs: CostTables, number: int) -> Table:
    """One of the three tables."""
    return Table(
        costs.swap[number], costs.gap[number], costs.last_gap[number], costs.split, costs.breath
    )


@compiled
def align(a, b, table, cells):
    """Least cost of writing one word for the other: letters swapped, left out, or two for one.

    Args:
        a: codes of one word, shape (n,).
        b: codes of the other, shape (m,).
        table: `Table` in force.
        cells: float32, at least (n + 1, m + 1); afterwards the least cost of each pair of
            beginnings.

    Returns:
        The least cost, `cells[n, m]`; symmetric in `a` and `b`.
    """
    return align_within(a, b, table, cells, FAR)[0]


@compiled
def _may_split(a, b, table):
    """Whether any letter of either word can stand for two of another."""
    found = False
    for place in range(a.size):
        found |= table.split[a[place]] > 0
    for place in range(b.size):
        found |= table.split[b[place]] > 0
    return found


@compiled
def align_within(a, b, table, cells, limit):
    """As `align`, but gives up once the cost must exceed a limit.

    Args:
        a: codes of one word, shape (n,).
        b: codes of the other, shape (m,).
        table: `Table` in force.
        cells: float32, at least (n + 1, m + 1), overwritten.
        limit: give up above this.

    Returns:
        The least cost, `FAR` when given up; and two lower bounds: of writing `a` for any
        beginning of `b`, and `b` for any beginning of `a`, as in words that go on after it.
        The bounds are right up to the limit.
    """
    n, m = np.uintp(a.size), np.uintp(b.size)
    if n == 0 or m == 0:
        return _align_nothing(a, b, table)
    swap, gap, last_gap = table.swap, table.gap, table.last_gap
    split, breath = table.split, table.breath
    may_split = _may_split(a, b, table)
    one, two = np.uintp(1), np.uintp(2)
    total = cells[0, 0] = _NONE
    for j in range(one, m):
        total += gap[b[j - one]]
        cells[0, j] = total
    end_gap = last_gap[b[m - one]]
    cells[0, m] = total + end_gap
    before = _NONE  # least of the row before: two letters for one skip a row
    to_end_b = total if may_split else total + end_gap
    least = _NONE
    for i in range(one, n + one):
        x = a[i - one]
        gap_x = last_gap[x] if i == n else gap[x]
        split_x, breath_x = split[x], breath[x]
        corner = cells[i - one, 0]
        left = corner + gap_x
        cells[i, 0] = left
        least = left
        for j in range(one, m + one):
            y = b[j - one]
            above = cells[i - one, j]
            gap_y = end_gap if j == m else gap[y]
            best = min(corner + swap[x, y], above + gap_x, left + gap_y)
            if may_split:
                if split_x > 0 and j > one and breath[y]:
                    other = cells[i - one, j - two] + swap[split_x, b[j - two]]
                    best = min(best, other + SPLIT_COST)
                if breath_x and i > one and split[y] > 0:
                    other = cells[i - two, j - one] + swap[split[y], a[i - two]]
                    best = min(best, other + SPLIT_COST)
            cells[i, j] = best
            least = min(least, best)
            left, corner = best, above
        if may_split:
            to_end_b = min(to_end_b, cells[i, m - one])
            before, least = least, min(before, least)
        to_end_b = min(to_end_b, left)
        if least > limit:
            return FAR, FAR, to_end_b
    return cells[n, m], least, to_end_b


@compiled
def _align_nothing(a, b, table):
    """Alignment with an empty word: every letter of the other is left out."""
    total = _NONE
    for word in (a, b):
        for place in range(word.size):
            gaps = table.last_gap if place == word.size - 1 else table.gap
            total += gaps[word[place]]
    return total, (total if a.size else _NONE), (total if b.size else _NONE)


@compiled
def joined(a, b, out):
    """Write word `b` after word `a` into `out`, cut at `LONGEST`; returns the length."""
    total = min(a.size + b.size, LONGEST)
    for place in range(total):
        out[place] = a[place] if place < a.size else b[place - a.size]
    return total
