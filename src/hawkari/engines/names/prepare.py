"""Turn names into the arrays that the compiled comparison reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.align import LONGEST
from hawkari.engines.names.assign import Words
from hawkari.engines.names.costs import ARTICLE, code_of, hand_set_tables
from hawkari.engines.names.fold import MOST_TOKENS, FoldedName, fold
from hawkari.engines.names.rarity import bits_of
from hawkari.engines.names.scripts import Script

__all__ = ["Batch", "WordTable", "encode", "padded", "prepare"]

# An article written glued in Latin letters (Alhassan) reads like one written apart.
_GLUED = ("al", "el")
_LATIN_VOWELS = frozenset("aeiouāîûêăy")


@lru_cache(maxsize=1 << 17)
def encode(token: str, article: bool = False) -> tuple[bytes, float, float]:  # noqa: FBT001, FBT002
    """Letter codes of a folded token, its length, and its bits.

    Args:
        token: a token of `FoldedName`.
        article: whether an article stood before it.

    Returns:
        Codes, at most `LONGEST`; the sum of the letters' lengths; see `rarity.bits_of`.
    """
    letters = token
    if article:
        letters = ARTICLE + letters
    elif letters.startswith(_GLUED) and len(letters) >= 6 and letters[2] not in _LATIN_VOWELS:
        letters = ARTICLE + letters[2:]
    codes = bytes(code_of(letter) for letter in letters[:LONGEST])
    length = sum(map(_lengths().__getitem__, codes))
    return codes, length, bits_of(token)


@lru_cache(maxsize=1)
def _lengths() -> list[float]:
    """How much each letter counts, by code; a list, as one look-up in an array costs ten."""
    lengths: list[float] = hand_set_tables().length.tolist()
    return lengths


@dataclass(slots=True)
class WordTable:
    """Distinct words, numbered as they come; grows, and gives the kernel's arrays."""

    numbers: dict[tuple[str, bool], int] = field(default_factory=dict)
    names: dict[str, tuple[tuple[int, ...], bool]] = field(default_factory=dict)
    rows: list[tuple[bytes, float, float]] = field(default_factory=list)

    def add(self, name: str) -> tuple[tuple[int, ...], bool]:
        """Word numbers of a name, and whether it is in Arabic script."""
        known = self.names.get(name)
        if known is None:
            known = self.names[name] = self._add_folded(fold(name))
        return known

    def _add_folded(self, folded: FoldedName) -> tuple[tuple[int, ...], bool]:
        ids = []
        for key in zip(folded.tokens, folded.articles, strict=True):
            number = self.numbers.get(key)
            if number is None:
                number = self.numbers[key] = len(self.rows)
                self.rows.append(encode(*key))
            ids.append(number)
        return tuple(ids), folded.script is Script.ARABIC

    def words(self) -> Words:
        """The arrays of all words added so far."""
        count = len(self.rows)
        padded = b"".join(codes.ljust(LONGEST, b"\0") for codes, _, _ in self.rows)
        return Words(
            codes=np.frombuffer(padded, np.uint8).reshape(count, LONGEST).copy(),
            sizes=np.array([len(codes) for codes, _, _ in self.rows], np.int64),
            lengths=np.array([length for _, length, _ in self.rows], np.float32),
            bits=np.array([bits for _, _, bits in self.rows], np.float32),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of names, ready for `compare_batch`; the name with fewer words stands left.

    Attributes:
        words: distinct words of all names.
        left: shape (p, 8), int64, word numbers, padded with -1.
        right: the same of the other name.
        tables: shape (p,), int64: which cost table.
        swapped: shape (p,), bool: whether the left name is the second of the pair.
    """

    words: Words
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    tables: NDArray[np.int64]
    swapped: NDArray[np.bool_]


def prepare(names_a: Sequence[str], names_b: Sequence[str]) -> Batch:
    """Fold and number both names of each pair.

    Args:
        names_a: one name of each pair.
        names_b: the other, in the same order, as many.

    Returns:
        The arrays. Which name stands left does not depend on the order of the pair, so that a
        comparison is symmetric.
    """
    table = WordTable()
    left: list[tuple[int, ...]] = []
    right: list[tuple[int, ...]] = []
    tables: list[int] = []
    swapped: list[bool] = []
    for name_a, name_b in zip(names_a, names_b, strict=True):
        (ids_a, arabic_a), (ids_b, arabic_b) = table.add(name_a), table.add(name_b)
        swap = (len(ids_a), name_a) > (len(ids_b), name_b)
        swapped.append(swap)
        left.append(ids_b if swap else ids_a)
        right.append(ids_a if swap else ids_b)
        tables.append(arabic_a + arabic_b)
    return Batch(
        words=table.words(),
        left=padded(left),
        right=padded(right),
        tables=np.array(tables, np.int64),
        swapped=np.array(swapped, np.bool_),
    )


def padded(rows: Sequence[tuple[int, ...]]) -> NDArray[np.int64]:
    """Word numbers of names as rows of the same width, filled up with -1."""
    fill = (-1,) * MOST_TOKENS
    flat = [(ids + fill)[:MOST_TOKENS] for ids in rows]
    return np.array(flat, np.int64).reshape(len(rows), MOST_TOKENS)
