"""Which known words a word of a header may be: inflected, abbreviated, put together or miswritten.

All words are folded (`folding.folded_words`). Endings are those by which the eight languages form
plurals, possessives, definite nouns and genitives; they are listed in ``words.json``.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from hawkari.evidence.loaders.code_words import word_lists
from hawkari.evidence.loaders.folding import is_arabic_script

__all__ = ["COMPOUND", "WordIndex", "alike", "inflected", "near_in", "stems"]

STEM, ENDING = 4, 3
"""A word of so many letters with an ending of up to so many is inflected: ``plakası``."""

COMPOUND, PART = 8, 5
"""A word of so many letters may be put together from parts of so many: ``Mobilfunknummer``."""

SHORTEST_STEM = 3
SHORTEST_ABBREVIATION = 3
SHORTEST_SLIP, LONG_SLIP = 5, 10
INFLECTED, SAME_STEM, MISWRITTEN, PUT_TOGETHER = 0.9, 0.88, 0.85, 0.8

Of = TypeVar("Of")


class WordIndex(Generic[Of]):
    """Words with what they stand for, found by their beginning, end, stem, or nearly by letters."""

    def __init__(self, words: Mapping[str, Of]) -> None:
        self.words = words
        self._sorted = sorted(words)
        self._alike: dict[tuple[str, int], list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        for word in self._sorted:
            self._alike.setdefault((word[:1], len(word)), []).append(word)
            for stem in stems(word):
                self._stems.setdefault(stem, []).append(word)

    def beginning(self, with_: str) -> Iterator[str]:
        """The words that begin with some letters, in their order."""
        for at in range(bisect_left(self._sorted, with_), len(self._sorted)):
            if not self._sorted[at].startswith(with_):
                return
            yield self._sorted[at]

    def of_length(self, first: str, length: int) -> list[str]:
        """The words of a length with a first letter."""
        return self._alike.get((first, length), [])

    def of_stem(self, stem: str) -> list[str]:
        """The words with a stem."""
        return self._stems.get(stem, [])


def alike(index: WordIndex[Of], word: str) -> dict[str, float]:
    """The words of an index that a word may be, each with its likeness in 0-1.

    1 the same; 0.9 it with an ending, 0.88 with another ending; 0.85 abbreviated or with a slip;
    0.8 one of the parts that it is put together from.
    """
    found: dict[str, float] = {}
    if not is_arabic_script(word):
        if len(word) >= COMPOUND:
            parts = {word[:end] for end in range(PART, len(word))}
            parts |= {word[start:] for start in range(1, len(word) - PART + 1)}
            found |= {part: PUT_TOGETHER for part in parts if part in index.words}
        if len(word) >= SHORTEST_ABBREVIATION:
            found |= dict.fromkeys(index.beginning(word), MISWRITTEN)
    found |= {other: MISWRITTEN for other, slip in near_in(index, word).items() if slip}
    for stem in stems(word):
        found |= dict.fromkeys(index.of_stem(stem), SAME_STEM)
    for end in range(SHORTEST_STEM, len(word) + 1):
        likeness = inflected(word, word[:end])
        if likeness and word[:end] in index.words:
            found[word[:end]] = likeness
    if word in index.words:
        found[word] = 1.0
    return found


def near_in(index: WordIndex[Of], word: str) -> dict[str, bool]:
    """The words of an index that are a word, with whether a slip lies between.

    A slip is one edit in words of five letters or more, two in ten or more: inserting, leaving
    out, changing a letter, swapping neighbours (optimal string alignment). The first letter stays.
    """
    found = {word: False} if word in index.words else {}
    for length in range(max(SHORTEST_SLIP, len(word) - 2), len(word) + 3):
        shorter, longer = sorted((len(word), length))
        allowed = 0 if shorter < SHORTEST_SLIP else 1 if shorter < LONG_SLIP else 2
        if longer - shorter > allowed or not allowed:
            continue
        for other in index.of_length(word[:1], length):
            if other != word and OSA.distance(word, other, score_cutoff=allowed) <= allowed:
                found[other] = True
    return found


def inflected(word: str, other: str) -> float:
    """1 the same word, 0.9 one with an ending, such as ``plakası`` of ``plaka``; else 0."""
    if word == other:
        return 1.0
    if not word.startswith(other):
        return 0.0
    ending = word[len(other) :]
    if len(other) >= STEM and len(ending) <= ENDING:
        return INFLECTED
    return INFLECTED if len(other) >= SHORTEST_STEM and ending in _endings(word) else 0.0


def stems(word: str) -> set[str]:
    """What may be left of a word without an ending: three letters or more, four in Latin."""
    shortest = SHORTEST_STEM if is_arabic_script(word) else STEM
    return {
        word[: -len(ending)]
        for ending in _endings(word)
        if word.endswith(ending) and len(word) - len(ending) >= shortest
    }


def _endings(word: str) -> frozenset[str]:
    """The endings that a word of its script may have, folded."""
    return _listed("arabic" if is_arabic_script(word) else "latin")


@cache
def _listed(script: str) -> frozenset[str]:
    return frozenset(word_lists()["endings"][script])
