"""Texts as 64-bit numbers that are the same in every process, and tables looked up by them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Counts", "count_texts", "held_by", "held_of", "mark_of", "numbers_of", "together"]

Numbers = NDArray[np.uint64]


def numbers_of(texts: Iterable[str]) -> Numbers:
    """One number a text, in order; two of a million texts meet with a chance of 3 in 10^8.

    Source: BLAKE2b (RFC 7693), 8 bytes.
    """
    digests = b"".join(blake2b(_whole(text), digest_size=8).digest() for text in texts)
    return np.frombuffer(digests, "<u8").astype(np.uint64)


def _whole(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class Counts(NamedTuple):
    """How often each of some texts occurs.

    Attributes:
        numbers: shape (texts,), rising, each once.
        counts: shape (texts,), int64.
    """

    numbers: Numbers
    counts: NDArray[np.int64]


def count_texts(texts: Iterable[str]) -> Counts:
    """How often each text occurs."""
    held = Counter(texts)
    numbers = numbers_of(held)
    order = np.argsort(numbers)
    return Counts(numbers[order], np.fromiter(held.values(), np.int64, len(held))[order])


def together(some: Sequence[Counts]) -> Counts:
    """The sum of several counts; texts that come to nothing are left out."""
    if not some:
        return Counts(np.zeros(0, np.uint64), np.zeros(0, np.int64))
    every = np.concatenate([one.numbers for one in some])
    numbers, places = np.unique(every, return_inverse=True)
    counts = np.zeros(len(numbers), np.int64)
    np.add.at(counts, places, np.concatenate([one.counts for one in some]))
    return Counts(numbers[counts != 0], counts[counts != 0])


def held_by(counts: Sequence[Counts], texts: Sequence[str]) -> NDArray[np.int64]:
    """How often each of some texts occurs over several counts, shape (texts,); 0 where never."""
    return held_of(counts, numbers_of(texts))


def held_of(counts: Sequence[Counts], wanted: Numbers) -> NDArray[np.int64]:
    """How often the texts of some numbers occur over several counts, shape (numbers,)."""
    total = np.zeros(len(wanted), np.int64)
    for one in counts:
        if len(one.numbers):
            place = np.minimum(np.searchsorted(one.numbers, wanted), len(one.numbers) - 1)
            total += np.where(one.numbers[place] == wanted, one.counts[place], 0)
    return total


def mark_of(*arrays: NDArray[Any]) -> str:
    """16 hexadecimal digits made of the shapes and contents of some arrays."""
    seen = blake2b(digest_size=8)
    for array in arrays:
        seen.update(str(array.shape).encode())
        seen.update(np.ascontiguousarray(array).data)
    return seen.hexdigest()
