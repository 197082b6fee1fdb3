"""Compiling inner loops with numba, or running them as they are where it is missing."""

import warnings
from collections.abc import Callable
from typing import Any

try:
    import numba
except ImportError:  # on a platform without it
    numba = None  # type: ignore[assignment]

__all__ = ["COMPILES", "SlowNames", "compiled"]

COMPILES = numba is not None
"""Whether inner loops are compiled in this process."""


class SlowNames(UserWarning):
    """Names are compared without numba: the same results, some hundred times slower."""


def compiled(function: Callable[..., Any]) -> Any:
    """The function compiled at its first call and kept in numba's cache; itself without numba."""
    if numba is None:
        return function
    return numba.njit(cache=True, nogil=True, error_model="numpy")(function)


if not COMPILES:
    warnings.warn(
        "numba is not installed: names are compared some hundred times slower",
        SlowNames,
        stacklevel=2,
    )
