"""Rows of levels that are alike: there are few, so what depends on the levels is computed once."""

from math import prod

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import COMPARISONS

__all__ = ["codes_of", "distinct_rows", "rows_of_codes"]

_CHUNK = 1 << 20


def codes_of(matrix: NDArray[np.int8]) -> NDArray[np.int64]:
    """One number for each row of levels; rises as rows do, compared from their first column on.

    Args:
        matrix: shape (pairs, comparisons), int8, from -1 (missing) to the comparison's best level.
    """
    steps, _ = _radix()
    codes = np.empty(len(matrix), np.int64)
    for start in range(0, len(matrix), _CHUNK):
        codes[start : start + _CHUNK] = (matrix[start : start + _CHUNK] + np.int64(1)) @ steps
    return codes


def rows_of_codes(codes: NDArray[np.int64]) -> NDArray[np.int8]:
    """The rows that `codes_of` made these numbers of."""
    steps, sizes = _radix()
    return ((codes[:, None] // steps) % sizes - 1).astype(np.int8)


def distinct_rows(
    matrix: NDArray[np.int8],
) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """The distinct rows of a matrix of levels, and which of them each row is.

    Args:
        matrix: as `codes_of` takes it.

    Returns:
        Shape (distinct, comparisons), in rising order, and shape (pairs,): `distinct[places]` is
        `matrix` again. Memory: 16 bytes a pair beside the matrix.
    """
    codes = codes_of(matrix)
    parts = [np.unique(codes[at : at + _CHUNK]) for at in range(0, len(codes), _CHUNK)]
    known = np.unique(np.concatenate(parts)) if parts else codes
    return rows_of_codes(known), np.searchsorted(known, codes)


def _radix() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Mixed radix: what a level of each comparison counts, and how many levels there are.

    Far below 2^63 for as many comparisons as anyone would read.
    """
    sizes = [len(comparison.levels) + 1 for comparison in COMPARISONS]
    steps = [prod(sizes[i + 1 :]) for i in range(len(sizes))]
    return np.array(steps, np.int64), np.array(sizes, np.int64)
