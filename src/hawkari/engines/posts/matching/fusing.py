"""Words and meanings in one score."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["fused"]

_MEANING = 1.0  # how much meanings count beside words


def fused(words: NDArray[np.float32], near: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """One score for each row: how far it stands out by words, and by meaning where it is known.

    Args:
        words: scores of words.
        near: how near each row's meaning is to the post's; None where meanings are not compared.
    """
    if near is None:
        return words
    return _standing_out(words) + np.float32(_MEANING) * _standing_out(near)


def _standing_out(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    spread = float(scores.std())
    return (scores - scores.mean()) / np.float32(spread) if spread > 0 else scores * np.float32(0)
