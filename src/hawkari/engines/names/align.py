"""Weighted alignment of two folded words, compiled.

A word is a row of letter codes (uint8). The slow, obvious twin stands in the tests. Compiled
functions take their arguments in order only, and numba reads no annotations.
"""

# Compiled functions: numba reads no annotations and takes arguments in order.
# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201, PLR0917

import numpy as np
from numba import njit

__all__ = ["LONGEST", "SPLIT_COST", "align", "joined"]

LONGEST = 24
SPLIT_COST = np.float32(0.1)


@njit(cache=True, nogil=True)
def align(a, b, costs, table, cells):
    """Least cost of writing one word for the other: letters swapped, left out, or two for one.

    Args:
        a: codes of one word, shape (n,), n at most `LONGEST`.
        b: codes of the other, shape (m,).
        costs: `CostTables`.
        table: which of the three tables is in force.
        cells: float32, at least (n + 1, m + 1); afterwards the least cost of each pair of
            beginnings.

    Returns:
        The least cost, `cells[n, m]`; symmetric in `a` and `b`.
    """
    n, m = a.size, b.size
    swap, gap, last_gap = costs.swap[table], costs.gap[table], costs.last_gap[table]
    split, breath = costs.split, costs.breath
    cells[0, 0] = np.float32(0.0)
    for i in range(1, n + 1):
        cells[i, 0] = cells[i - 1, 0] + (last_gap[a[i - 1]] if i == n else gap[a[i - 1]])
    for j in range(1, m + 1):
        cells[0, j] = cells[0, j - 1] + (last_gap[b[j - 1]] if j == m else gap[b[j - 1]])
    for i in range(1, n + 1):
        x = a[i - 1]
        gap_x = last_gap[x] if i == n else gap[x]
        for j in range(1, m + 1):
            y = b[j - 1]
            gap_y = last_gap[y] if j == m else gap[y]
            best = min(cells[i - 1, j - 1] + swap[x, y], cells[i - 1, j] + gap_x)
            best = min(best, cells[i, j - 1] + gap_y)
            if j > 1 and split[x] > 0 and breath[y]:
                best = min(best, cells[i - 1, j - 2] + swap[split[x], b[j - 2]] + SPLIT_COST)
            if i > 1 and split[y] > 0 and breath[x]:
                best = min(best, cells[i - 2, j - 1] + swap[split[y], a[i - 2]] + SPLIT_COST)
            cells[i, j] = best
    return cells[n, m]


@njit(cache=True, nogil=True)
def joined(a, b, out):
    """Write word `b` after word `a` into `out`, cut at `LONGEST`; returns the length."""
    total = min(a.size + b.size, LONGEST)
    for place in range(total):
        out[place] = a[place] if place < a.size else b[place - a.size]
    return total
