"""Headers put together of words for things and what is told of them: ``date of the hearing``.

A header says the date, place, number or kind of what happens or of a thing where all its other
words are such nouns of one language; with a word that nobody knows, it says less (`headers.HEADS`).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from hawkari.evidence.loaders.code_words import word_lists
from hawkari.evidence.loaders.folding import folded_words
from hawkari.evidence.loaders.proposing.likeness import COMPOUND, stems
from hawkari.evidence.loaders.proposing.phrases import heads
from hawkari.evidence.loaders.proposing.vocabulary import LANGUAGES, vocabulary

__all__ = ["composed", "cut"]

MOST_WORDS = 6
TOLD, NUMBER, ALONE = 0.96, 0.9, 0.88
CONCEPTS = {
    "date": (("arrestDate", TOLD), ("time", NUMBER)),
    "place": (("place", TOLD),),
    "note": (("notes", TOLD),),
    "number": (("caseNumber", NUMBER),),
}
SHORTEST_PART = 3
LINKS = ("", "s", "es", "n", "en")
"""Letters between the parts of a German compound."""


def composed(words: tuple[str, ...]) -> Iterator[tuple[str, float, str]]:
    """What a header says that is put together: meaning, likeness in 0-1 and language.

    Args:
        words: its folded words.
    """
    bare = tuple(word for word in cut(words) if word not in _fillers())
    if not 0 < len(bare) <= MOST_WORDS:
        return
    yield from _of_names(bare)
    told = [name for name in CONCEPTS if any(word in heads(name) for word in bare)]
    rest = [word for word in bare if not any(word in heads(name) for name in CONCEPTS)]
    if not rest and "note" in told and len(told) > 1:
        # The kind of a number is none, and nothing of what numbers are told of.
        yield "notes", TOLD, ""
    for language in LANGUAGES:
        kinds = [_kind(word, language) for word in rest]
        if not rest or "" in kinds or not {"event", "thing"} & set(kinds):
            continue
        for name in told[:1]:
            yield from ((*one, language) for one in CONCEPTS[name])
        if not told:
            yield "notes", ALONE, language
            if "event" in kinds:
                yield "arrestDate", ALONE, language


def _of_names(bare: Sequence[str]) -> Iterator[tuple[str, float, str]]:
    """``Pilgrim name`` is a name; ``ship name`` is none of a person."""
    rest = [word for word in bare if word not in heads("name")]
    for language in LANGUAGES if len(rest) < len(bare) else ():
        kinds = {_kind(word, language) for word in rest}
        if kinds and kinds <= {"subject", "modifier"} and "subject" in kinds:
            yield "name", TOLD, language
        elif kinds and kinds <= {"thing", "event", "modifier"} and kinds & {"thing", "event"}:
            yield "notes", NUMBER, language


def cut(words: Sequence[str]) -> tuple[str, ...]:
    """The words, those put together of two cut: ``Feststellungsort``, ``Zeugenname``."""
    return tuple(part for word in words for part in _parts(word))


@cache
def _parts(word: str) -> tuple[str, ...]:
    if len(word) < COMPOUND or word in vocabulary().by_word:
        return (word,)
    for at in range(len(word) - SHORTEST_PART, SHORTEST_PART, -1):
        first, last = word[:at], word[at:]
        if last in _lasts() and (found := _unlinked(first)):
            return found, last
    return (word,)


def _unlinked(first: str) -> str:
    """The first part of a compound as a noun or role that is known; else ``""``."""
    nouns, roles = vocabulary().nouns["deu"], vocabulary().roles
    bare = (first.removesuffix(link) for link in LINKS if first.endswith(link))
    return next((one for one in bare if one in nouns or (one,) in roles), "")


@cache
def _lasts() -> frozenset[str]:
    """The words with which compounds end: what is told of a thing, or a meaning of one word."""
    told = {word for name in CONCEPTS for word in heads(name)}
    single = {one.words[0] for one in vocabulary().phrases if len(one.words) == 1}
    return frozenset(word for word in told | single if len(word) >= SHORTEST_PART)


def _kind(word: str, language: str) -> str:
    """What a word is in a language, with or without an ending: ``event``, ``thing``; or ``""``."""
    nouns = vocabulary().nouns[language]
    if word in nouns:
        return nouns[word]
    ends = _by_stem()[language]
    found = (ends[stem] for stem in (word, *sorted(stems(word))) if stem in ends)
    return next(found, "")


@cache
def _by_stem() -> Mapping[str, Mapping[str, str]]:
    """The nouns of each language by their stems, and themselves."""
    return {
        language: {stem: kind for word, kind in nouns.items() for stem in (*stems(word), word)}
        for language, nouns in vocabulary().nouns.items()
    }


@cache
def _fillers() -> frozenset[str]:
    return frozenset(word for text in word_lists()["fillers"] for word in folded_words(text))
