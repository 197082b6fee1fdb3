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
from hawkari.engines.names.short_forms import form_of

__all__ = ["Batch", "WordTable", "encode", "lettered", "padded", "prepare"]

# An article written glued in Latin letters (Alhassan) reads like one written apart.
_GLUED = ("al", "el")
_FILL = (-1,) * MOST_TOKENS
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
    letters = lettered(token, article=article)
    codes = bytes(code_of(letter) for letter in letters[:LONGEST])
    length = sum(map(_lengths().__getitem__, codes))
    return codes, length, bits_of(token)


def lettered(token: str, *, article: bool) -> str:
    """Letters of a folded token as they are aligned: `costs.ARTICLE` stands for an article."""
    if article:
        return ARTICLE + token
    if token.startswith(_GLUED) and len(token) >= 6 and token[2] not in _LATIN_VOWELS:
        return ARTICLE + token[2:]
    return token


@lru_cache(maxsize=1)
def _lengths() -> list[float]:
    """How much each letter counts, by code; a list, as one look-up in an array costs ten."""
    lengths: list[float] = hand_set_tables().length.tolist()
    return lengths


@dataclass(slots=True)
class WordTable:
    """Distinct words and names, numbered as they come; grows, and gives the kernel's arrays."""

    numbers: dict[tuple[str, bool], int] = field(default_factory=dict)
    rows: list[tuple[bytes, float, float]] = field(default_factory=list)
    _names: dict[str, int] = field(default_factory=dict)
    _ids: list[tuple[int, ...]] = field(default_factory=list)
    _arabic: list[bool] = field(default_factory=list)

    def name(self, name: str) -> int:
        """Number of a name."""
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = len(self._ids)
            folded = fold(name)
            self._ids.append(self.add(folded))
            self._arabic.append(folded.script is Script.ARABIC)
        return known

    def add(self, folded: FoldedName) -> tuple[int, ...]:
        """Word numbers of a folded name."""
        ids = []
        for key in zip(folded.tokens, folded.articles, strict=True):
            number = self.numbers.get(key)
            if number is None:
                number = self.numbers[key] = len(self.rows)
                self.rows.append(encode(*key))
            ids.append(number)
        return tuple(ids)

    def names(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """By number of name: its word numbers, padded; and 1 where it is in Arabic script."""
        return padded(self._ids), np.array(self._arabic, np.int64)

    def words(self) -> Words:
        """The arrays of all words added so far."""
        count = len(self.rows)
        padded = b"".join(codes.ljust(LONGEST, b"\0") for codes, _, _ in self.rows)
        return Words(
            codes=np.frombuffer(padded, np.uint8).reshape(count, LONGEST).copy(),
            sizes=np.array([len(codes) for codes, _, _ in self.rows], np.int64),
            lengths=np.array([length for _, length, _ in self.rows], np.float32),
            bits=np.array([bits for _, _, bits in self.rows], np.float32),
            forms=np.array([form_of(token) for token, _ in self.numbers], np.int64),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of names, ready for `compare_batch`.

    Attributes:
        words: distinct words of all names.
        a: shape (p, 8), int64, word numbers of one name of each pair, padded with -1.
        b: the same of the other name.
        tables: shape (p,), int64: which cost table.
    """

    words: Words
    a: NDArray[np.int64]
    b: NDArray[np.int64]
    tables: NDArray[np.int64]


def prepare(names_a: Sequence[str], names_b: Sequence[str]) -> Batch:
    """Fold and number both names of each pair.

    Args:
        names_a: one name of each pair.
        names_b: the other, in the same order, as many.

    Returns:
        The arrays.

    Raises:
        ValueError: if the two differ in length.
    """
    table = WordTable()
    one, other = (
        np.fromiter(map(table.name, names), np.int64, len(names)) for names in (names_a, names_b)
    )
    if len(one) != len(other):
        raise ValueError(f"{len(one)} names on one side, {len(other)} on the other")
    ids, arabic = table.names()
    return Batch(table.words(), ids[one], ids[other], arabic[one] + arabic[other])


def padded(rows: Sequence[tuple[int, ...]]) -> NDArray[np.int64]:
    """Word numbers of names as rows of the same width, filled up with -1."""
    flat = [(ids + _FILL)[:MOST_TOKENS] for ids in rows]
    return np.array(flat, np.int64).reshape(len(rows), MOST_TOKENS)
