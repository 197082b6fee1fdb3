"""Which rows hold which key: compressed lists, built once, read by number or by key."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

__all__ = ["Keyed", "Postings", "digest_of", "grams_of"]


def grams_of(skeletons: Sequence[str]) -> list[str]:
    """2-grams of skeletons with their ends marked, as ``^b br rz zn n$``; no repeats, in order."""
    grams: dict[str, None] = {}
    for skeleton in skeletons:
        marked = f"^{skeleton}$"
        grams.update(dict.fromkeys(marked[place : place + 2] for place in range(len(marked) - 1)))
    return list(grams)


@lru_cache(maxsize=1 << 17)
def digest_of(key: str) -> int:
    """64 bits of a key, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Postings:
    """For each number the rows that hold it.

    Attributes:
        starts: shape (numbers + 1,), int64: where a number's rows begin in `rows`.
        rows: int32, the rows, number by number, ascending.
    """

    starts: NDArray[np.int64]
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, numbers: NDArray[np.int64], owners: NDArray[np.int64], count: int) -> "Postings":
        """Index pairs of a number below `count` and the row that owns it."""
        order = np.argsort(numbers, kind="stable")
        sizes = np.bincount(numbers, minlength=count)
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        return cls(starts, owners[order].astype(np.int32))


@dataclass(frozen=True, slots=True)
class Keyed:
    """For each key the rows that hold it; keys are known by their digests.

    Attributes:
        digests: shape (keys,), uint64, ascending.
        postings: by place in `digests`.
    """

    digests: NDArray[np.uint64]
    postings: Postings

    @classmethod
    def of(cls, rows: Iterable[Iterable[str]]) -> "Keyed":
        """Index rows by their keys; a key that repeats in one row counts once."""
        flat: list[int] = []
        sizes: list[int] = []
        for row in rows:
            before = len(flat)
            flat.extend(map(digest_of, dict.fromkeys(row)))
            sizes.append(len(flat) - before)
        held = np.array(flat, np.uint64)
        digests, numbers = np.unique(held, return_inverse=True)
        owners = np.repeat(np.arange(len(sizes)), np.array(sizes, np.int64))
        return cls(digests, Postings.of(numbers.reshape(-1), owners, len(digests)))

    @classmethod
    def by_key(cls, rows: Mapping[str, Collection[int]]) -> "Keyed":
        """Index rows listed by key, each list ascending."""
        digests = np.array(list(map(digest_of, rows)), np.uint64)
        sizes = np.array(list(map(len, rows.values())), np.int64)
        owners = np.fromiter(chain.from_iterable(rows.values()), np.int64, int(sizes.sum()))
        order = np.argsort(digests, kind="stable")
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        return cls(digests[order], Postings.of(np.repeat(place, sizes), owners, len(order)))

    def numbers(self, keys: Iterable[str]) -> NDArray[np.int64]:
        """Places of those of the keys that any row holds, in the order given."""
        wanted = np.array([digest_of(key) for key in dict.fromkeys(keys)], np.uint64)
        places = np.searchsorted(self.digests, wanted)
        inside = places < len(self.digests)
        places, wanted = places[inside], wanted[inside]
        found: NDArray[np.int64] = places[self.digests[places] == wanted].astype(np.int64)
        return found

    def rows(self, keys: Iterable[str]) -> NDArray[np.int32]:
        """Rows that hold any of the keys, ascending, each once."""
        starts, rows = self.postings.starts, self.postings.rows
        held = [rows[starts[n] : starts[n + 1]] for n in self.numbers(keys)]
        return np.unique(np.concatenate(held)) if held else np.zeros(0, np.int32)
