"""A text as a bag of features: its words, pairs of neighbours, and stretches of 3 and 4 letters.

Features are known by 64-bit numbers, so that neither text nor vocabulary is kept. Stretches of
letters find a word in another form or spelling, words and pairs tell topics apart; the weight of
each kind lies in the lowest two bits of its number.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.compiled import compiled

__all__ = ["KINDS", "WEIGHTS", "counted", "features_of"]

KINDS = ("word", "pair", "three", "four")
WEIGHTS = np.array([1.0, 1.0, 0.5, 1.0])
"""What a feature of each kind counts."""

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xBF58476D1CE4E5B9)
_SPACE = 32


def features_of(text: str) -> NDArray[np.uint64]:
    """Numbers of all features of a plain text, repeats kept, kind by kind.

    Args:
        text: as `plain` gives it.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    made: NDArray[np.uint64] = _features(codes)
    return made


def counted(features: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
    """Features in ascending order, each once, and how often each stood there."""
    held, counts = _counted(features)
    return held, counts


@compiled
def _mixed(value: Any, kind: int) -> Any:
    """A number spread over 64 bits, with the kind in the lowest two."""
    value = (value ^ (value >> np.uint64(31))) * _OTHER
    value ^= value >> np.uint64(29)
    return (value & ~np.uint64(3)) | np.uint64(kind)


@compiled
def _stretch(codes: Any, start: int, length: int) -> Any:
    """Number of a stretch of letters; a place before or after the text counts as a blank."""
    value = np.uint64(length)
    for at in range(start, start + length):
        code = codes[at] if 0 <= at < codes.size else _SPACE
        value = (value + np.uint64(code) + np.uint64(1)) * _PRIME
        value ^= value >> np.uint64(32)
    return value


@compiled
def _features(codes: Any) -> Any:
    size = codes.size
    out = np.empty(4 * size + 8, np.uint64)
    count = 0
    start = 0
    before = np.uint64(0)
    while start < size:
        end = start
        while end < size and codes[end] != _SPACE:
            end += 1
        word = _stretch(codes, start, end - start)
        out[count] = _mixed(word, 0)
        count += 1
        if start > 0:
            out[count] = _mixed(before * _PRIME + word, 1)
            count += 1
        before = word
        # stretches run over the word with a blank on either side; a short word is one stretch
        for length in (3, 4):
            room = end - start + 2
            for at in range(start - 1, start - 1 + max(room - length + 1, 1)):
                taken = min(length, room)
                out[count] = _mixed(_stretch(codes, at, taken), length - 1)
                count += 1
        start = end + 1
    return out[:count]


@compiled
def _counted(features: Any) -> Any:
    held = np.sort(features)
    counts = np.zeros(held.size, np.float32)
    kept = 0
    for at in range(held.size):
        if at > 0 and held[at] == held[at - 1]:
            counts[kept - 1] += 1
        else:
            held[kept] = held[at]
            counts[kept] = 1
            kept += 1
    return held[:kept], counts[:kept]
