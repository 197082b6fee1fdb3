"""Rows of levels that are alike: there are few, so what depends on the levels is computed once."""

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import COMPARISONS

__all__ = ["distinct_rows"]

_CHUNK = 1 << 20


def distinct_rows(
    matrix: NDArray[np.int8],
) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """The distinct rows of a matrix of levels, and which of them each row is.

    Args:
        matrix: shape (pairs, comparisons), int8, from -1 (missing) to the comparison's best level.

    Returns:
        Shape (distinct, comparisons), in rising order, and shape (pairs,): `distinct[places]` is
        `matrix` again. Memory: 8 bytes a pair beside the matrix.
    """
    sizes = [len(comparison.levels) + 1 for comparison in COMPARISONS]
    # Mixed radix: one number a row, far below 2^63 for as many comparisons as anyone would read.
    steps = np.array([int(np.prod(sizes[i + 1 :], dtype=object)) for i in range(len(sizes))])
    codes = np.empty(len(matrix), np.int64)
    for start in range(0, len(matrix), _CHUNK):
        codes[start : start + _CHUNK] = (matrix[start : start + _CHUNK] + np.int64(1)) @ steps
    parts = [np.unique(codes[at : at + _CHUNK]) for at in range(0, len(codes), _CHUNK)]
    known = np.unique(np.concatenate(parts)) if parts else codes
    places = np.searchsorted(known, codes)
    rows = (known[:, None] // steps) % np.array(sizes) - 1
    return rows.astype(np.int8), places
