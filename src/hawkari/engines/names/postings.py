"""Which rows hold which key: compressed lists, built once and read by number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Postings", "grams_of"]


def grams_of(skeletons: Sequence[str]) -> list[str]:
    """2-grams of skeletons with their ends marked, as ``^b br rz zn n$``; no repeats, in order."""
    grams: dict[str, None] = {}
    for skeleton in skeletons:
        marked = f"^{skeleton}$"
        grams.update(dict.fromkeys(marked[place : place + 2] for place in range(len(marked) - 1)))
    return list(grams)


@dataclass(frozen=True, slots=True)
class Postings:
    """For each key the numbers of the rows that hold it.

    Attributes:
        keys: number of each key.
        starts: shape (keys + 1,), int64: where a key's rows begin in `rows`.
        rows: int32, the rows, key by key, ascending.
        width: shape (rows held,), float32: how many keys each row has, at least 1.
    """

    keys: dict[str, int]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    width: NDArray[np.float32]

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> "Postings":
        """Index rows by their keys; a key that repeats in one row counts once."""
        keys: dict[str, int] = {}
        numbers = [[keys.setdefault(key, len(keys)) for key in dict.fromkeys(row)] for row in rows]
        flat = np.array([number for row in numbers for number in row], np.int64)
        sizes = np.array([len(row) for row in numbers], np.int64)
        owners = np.repeat(np.arange(len(rows)), sizes)
        starts, held, width = _grouped(flat, owners, rows=len(rows), count=len(keys))
        return cls(keys, starts, held, width)

    @classmethod
    def of_numbers(cls, rows: NDArray[np.int64], count: int) -> "Postings":
        """Index rows of key numbers below `count`, shape (n, k), where -1 stands for no key."""
        held = np.nonzero(rows >= 0)
        starts, owners, width = _grouped(rows[held], held[0], rows=len(rows), count=count)
        return cls({}, starts, owners, width)

    def of_number(self, number: int) -> NDArray[np.int32]:
        """Rows that hold the key of this number, ascending."""
        return self.rows[self.starts[number] : self.starts[number + 1]]

    def shared(self, keys: Sequence[str]) -> NDArray[np.float32]:
        """Likeness of each row to a set of keys: Dice coefficient, rare keys counting more.

        Returns:
            Shape (rows,), 0 and above; 0 where no key is shared.
        """
        total = len(self.width)
        score = np.zeros(total, np.float32)
        for key in dict.fromkeys(keys):
            number = self.keys.get(key)
            if number is not None:
                rows = self.of_number(number)
                score[rows] += np.float32(np.log2(1 + total / len(rows)))
        return score / (self.width + np.float32(len(keys)))


def _grouped(
    keys: NDArray[np.int64], owners: NDArray[np.int64], *, rows: int, count: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    order = np.argsort(keys, kind="stable")
    sizes = np.bincount(keys, minlength=count)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    width = np.maximum(1, np.bincount(owners, minlength=rows)).astype(np.float32)
    return starts, owners[order].astype(np.int32), width
