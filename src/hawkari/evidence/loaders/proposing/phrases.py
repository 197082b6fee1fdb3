"""How like a header's words are to a phrase of the vocabulary, in 0-1."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache

from hawkari.evidence.loaders.code_words import word_lists
from hawkari.evidence.loaders.folding import folded_words
from hawkari.evidence.loaders.proposing.likeness import (
    COMPOUND,
    WordIndex,
    alike,
    inflected,
    near_in,
)
from hawkari.evidence.loaders.proposing.vocabulary import Phrase, concepts, vocabulary

__all__ = ["COMPOUND", "heads", "likely"]

WEAKEST = 0.5
"""A likeness below this says nothing."""

LIGHT = 10
"""So many times less a word tells against a phrase that says the same already."""

SHORT_PART = 3
WITHOUT_NUMBER = 0.75
"""``Customer`` is not half of ``customer number``."""


def likely(words: tuple[str, ...]) -> list[tuple[Phrase, float]]:
    """The likeliest phrase of each meaning in each language with its likeness, from `WEAKEST`."""
    best: dict[tuple[str, str], tuple[Phrase, float]] = {}
    if not words:
        return []
    near = tuple(_near(word) for word in words)
    index = vocabulary().by_word
    sharing = {phrase: None for one in near for word in one for phrase in index[word]}
    for phrase in sharing:
        light = vocabulary().subjects
        kind = concepts()[phrase.means].kind
        if kind == "date":
            light |= _date_words()
        elif kind != "name":
            light |= _modifiers()
        likeness = _likeness(
            words,
            near,
            phrase.words,
            light=light,
            reference=concepts()[phrase.means].kind == "reference",
        )
        if likeness >= WEAKEST and likeness > best.get(_said(phrase), (phrase, 0.0))[1]:
            best[_said(phrase)] = phrase, likeness
    for phrase, likeness in (*_glued("".join(words), len(words)), *_shortened(words)):
        if likeness > best.get(_said(phrase), (phrase, 0.0))[1]:
            best[_said(phrase)] = phrase, likeness
    return list(best.values())


def _said(phrase: Phrase) -> tuple[str, str]:
    return phrase.means, phrase.language


def _glued(letters: str, count: int) -> Iterator[tuple[Phrase, float]]:
    """Phrases of another number of words with the same letters: ``dateofbirth``.

    What is a phrase itself miswrites no other: ``persons`` is no ``perso nr``.
    """
    is_known = letters in _by_letters().words
    for whole, slip in near_in(_by_letters(), letters).items():
        if slip and (is_known or whole.startswith(letters)):
            continue
        for phrase in _by_letters().words[whole]:
            if len(phrase.words) != count:
                yield phrase, 0.9 if slip else 1.0


def _shortened(words: tuple[str, ...]) -> Iterator[tuple[Phrase, float]]:
    """Long words of which a header of two gives beginning and end: ``Fam.-Name``, ``Geb.-Ort``."""
    if len(words) != 2 or min(map(len, words)) < SHORT_PART:
        return
    first, last = words
    for whole in _by_letters().beginning(first):
        if whole.endswith(last) and len(whole) > len(first) + len(last):
            for phrase in _by_letters().words[whole]:
                if len(phrase.words) == 1:
                    yield phrase, 0.9


@cache
def _by_letters() -> WordIndex[tuple[Phrase, ...]]:
    """The phrases by their letters without blanks."""
    found: dict[str, tuple[Phrase, ...]] = {}
    for phrase in vocabulary().phrases:
        found[phrase.letters] = (*found.get(phrase.letters, ()), phrase)
    return WordIndex(found)


@cache
def _modifiers() -> frozenset[str]:
    """Words such as ``current`` and ``private``, and names of countries: ``address in Iraq``."""
    countries = (word for words in word_lists()["countries"].values() for word in words)
    names = (folded_words(word) for word in countries if len(word) > SHORT_PART)
    return frozenset(vocabulary().modifiers) | {one[0] for one in names if len(one) == 1}


@cache
def _date_words() -> frozenset[str]:
    """The words that only say that a thing is a date: ``day``, ``تاريخ``, ``ڕۆژی``; folded."""
    phrases = (one for one in vocabulary().phrases if one.means == "date")
    return frozenset(one.words[0] for one in phrases if len(one.words) == 1)


def _likeness(
    words: Sequence[str],
    near: Sequence[Mapping[str, float]],
    phrase: Sequence[str],
    *,
    light: Set[str] = frozenset(),
    reference: bool = False,
) -> float:
    """How like a header is to a phrase: the F-measure of their words, weighted, in 0-1.

    1 where they are the same words in any order; 0 without the phrase's most telling word. Words
    of the header that are `light` weigh a tenth where the phrase lacks them: that it is a date the
    phrase of a birth says already, so ``day of birth`` is no less a birth than ``birth`` alone, and
    whom the rows are about says little of ``telephone of the tenant``.
    """
    weight = vocabulary().weight
    telling = max(phrase, key=weight)
    if not any(telling in one for one in near):
        # "Name of …" alone does not make a header like "name of the father".
        return 0.0
    left = list(range(len(words)))
    shared = 0.0
    missing = False
    for word in phrase:
        nearest = max(left, key=lambda at: near[at].get(word, 0.0), default=None)
        likeness = 0.0 if nearest is None else near[nearest].get(word, 0.0)
        if nearest is not None and likeness:
            left.remove(nearest)
            shared += likeness * weight(word)
        elif reference or word in heads("number"):
            missing = True
    whole = sum(map(weight, phrase))
    beside = sum(weight(words[at]) / (LIGHT if words[at] in light else 1) for at in left)
    likeness = min(1.0, 2 * shared / (2 * whole + beside))
    return likeness * WITHOUT_NUMBER if missing else likeness


@lru_cache(maxsize=20_000)
def _near(word: str) -> Mapping[str, float]:
    """The words of the vocabulary that a header's word may be, with their likeness.

    One that the vocabulary has abbreviates, or miswrites, only a word of the same meaning; one that
    is a phrase by itself is no other's with an ending where that is an identifier: ``Person`` is no
    *Perso*, a short word for an identity card.
    """
    found = alike(_words(), word)
    there = vocabulary().by_word
    if word not in there:
        return found
    meant = _alone(word)
    known = {other: inflected(word, other) for other in found if not meant & _meant(other)}
    known |= {
        other: 0.0
        for other in found
        if meant and not meant & _alone(other) and any(map(_identifies, _alone(other)))
    }
    return {other: likeness for other, likeness in (found | known).items() if likeness}


@cache
def _words() -> WordIndex[tuple[Phrase, ...]]:
    """The words of the vocabulary."""
    return WordIndex(vocabulary().by_word)


@cache
def _meant(word: str) -> frozenset[str]:
    """The meanings of the phrases with a word of the vocabulary."""
    return frozenset(phrase.means for phrase in vocabulary().by_word[word])


@cache
def _alone(word: str) -> frozenset[str]:
    """The meanings that a word says by itself."""
    return frozenset(one.means for one in vocabulary().by_word[word] if one.words == (word,))


def _identifies(concept: str) -> bool:
    return concepts()[concept].identifier


@cache
def heads(name: str) -> frozenset[str]:
    """The words that say of what kind a thing is, such as ``date``, folded."""
    texts = word_lists()["heads"].get(name, ())
    return frozenset(word for text in texts for word in folded_words(text))
