"""The vocabulary of headers: which words mean what, in eight languages, as data files.

``resources/proposing/headers/<language>.json`` gives phrases for each meaning and for each role
(whose column it is: father, sender, passenger), and nouns for whom a table's rows are about
(tenant, patient, suspect); ``concepts.json`` says which FollowTheMoney property a meaning becomes
and what its values look like.
"""

import json
import math
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from hawkari.evidence.loaders.code_words import word_lists
from hawkari.evidence.loaders.folding import folded_words

__all__ = ["LANGUAGES", "Concept", "Phrase", "Vocabulary", "concepts", "vocabulary"]

LANGUAGES = ("eng", "ara", "ckb", "kmr", "fas", "fra", "deu", "tur")


@dataclass(frozen=True, slots=True)
class Concept:
    """A meaning that a column can have.

    Attributes:
        name: such as ``birthDate``.
        kind: kind of its values, a key of `values.KINDS`.
        target: property it becomes: of the row's main entity, of another (``vehicle.model``), or
            ``id``, ``seen``, ``notes``, ``ignore``.
        identifier: whether a wrong guess would tie people together who are not the same.
        telling: whether values of this kind are hardly ever anything else.
        chance: share of other columns' cells that look like the kind, in (0, 1].
    """

    name: str
    kind: str
    target: str
    identifier: bool
    telling: bool
    chance: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way in which a header says a meaning, or a role."""

    words: tuple[str, ...]
    means: str
    language: str
    text: str

    @property
    def letters(self) -> str:
        """Its words without blanks."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All phrases; `roles` maps a role's words to it; `weights` how much each word tells.

    A word's weight is log(1 + N / n): N meanings in all, n of them with the word in a phrase; a
    tenth of that for words such as ``of``, a quarter for words such as ``number``. `by_word` finds
    phrases by a word in them. `subjects` are the words for whom rows are about. `nouns` are, by
    language, the words for what happens (``arrest``) and for things (``ticket``) of which a date,
    a place, a number or a kind is told; `modifiers` those that say little, such as ``current``.
    `spoken` are the languages of a role's words.
    """

    phrases: tuple[Phrase, ...]
    roles: Mapping[tuple[str, ...], str]
    weights: Mapping[str, float]
    by_word: Mapping[str, tuple[Phrase, ...]]
    subjects: Set[str] = frozenset()
    nouns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    modifiers: Set[str] = frozenset()
    spoken: Mapping[tuple[str, ...], Set[str]] = field(default_factory=dict)

    def weight(self, word: str) -> float:
        """How much a word tells; one that is in no phrase as much as the rarest."""
        return self.weights.get(word, self.weights[""])


def _read(name: str) -> dict[str, Any]:
    path = files("hawkari.evidence.loaders").joinpath(f"resources/proposing/{name}.json")
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


@cache
def concepts() -> Mapping[str, Concept]:
    """Every meaning by its name."""
    data = _read("concepts")
    return {
        name: Concept(
            name,
            one["kind"],
            one["target"],
            one.get("identifier", False),
            data["kinds"][one["kind"]].get("telling", False),
            data["kinds"][one["kind"]]["chance"],
        )
        for name, one in data["concepts"].items()
    }


@cache
def vocabulary() -> Vocabulary:
    """The phrases of all languages."""
    phrases: list[Phrase] = []
    roles: dict[tuple[str, ...], str] = {}
    subjects: set[str] = set()
    modifiers: set[str] = set()
    nouns: dict[str, dict[str, str]] = {}
    spoken: dict[tuple[str, ...], set[str]] = {}
    for language in LANGUAGES:
        data = _read(f"headers/{language}")
        nouns[language] = _nouns(data)
        modifiers |= _single(data["modifiers"])
        # Whom the rows are about, alone, is a column of their names: ``Locataire``.
        means = [*data["concepts"].items(), ("name", data["subjects"])]
        phrases += [
            Phrase(folded_words(text), concept, language, text)
            for concept, texts in means
            for text in texts
        ]
        whom = map(folded_words, data["subjects"])
        subjects |= {words[0] for words in whom if len(words) == 1}
        for role, texts in data["roles"].items():
            for words in map(folded_words, texts):
                roles[words] = role
                spoken.setdefault(words, set()).add(language)
    by_word: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        for word in dict.fromkeys(phrase.words):
            by_word.setdefault(word, []).append(phrase)
    index = {word: tuple(found) for word, found in by_word.items()}
    weights = _weights(index)
    return Vocabulary(
        tuple(phrases),
        roles,
        weights,
        index,
        frozenset(subjects),
        nouns,
        frozenset(modifiers),
        spoken,
    )


def _nouns(data: Mapping[str, Any]) -> dict[str, str]:
    """Each noun of a language with what it is: ``event``, ``thing``, ``subject``, ``modifier``."""
    kinds = ("modifiers", "subjects", "things", "events")
    texts = {kind: data[kind] for kind in kinds}
    # A word of several that together say whom rows are about may itself be anybody's.
    texts["subjects"] = [text for text in data["subjects"] if len(folded_words(text)) == 1]
    return {word: kind[:-1] for kind in kinds for word in _single(texts[kind])}


def _single(texts: Iterable[str]) -> set[str]:
    """The folded words of texts, without those that say nothing."""
    fillers = {word for text in word_lists()["fillers"] for word in folded_words(text)}
    return {word for text in texts for word in folded_words(text)} - fillers


def _weights(by_word: Mapping[str, tuple[Phrase, ...]]) -> dict[str, float]:
    """How much each word tells; under ``""``, what a word tells that is in no phrase."""
    number = len(concepts())
    weights = {
        word: math.log(1 + number / len({phrase.means for phrase in found}))
        for word, found in by_word.items()
    }
    weights[""] = math.log(1 + number)
    lists = word_lists()
    for texts, part in ((lists["fillers"], 10), (lists["heads"]["number"], 4)):
        for word in {word for text in texts for word in folded_words(text)}:
            weights[word] = weights.get(word, weights[""]) / part
    return weights
