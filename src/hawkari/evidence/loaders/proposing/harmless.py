"""Values that can be nobody's name, number or date, so that they may be kept as a note unasked.

A column whose header nobody knows is asked, but where its cells are sentences or small whole
numbers: those tie nobody to anybody, and a labelled note keeps them as they are. One cell that may
be an identifier, a date or a name is enough to ask.
"""

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.folding import folded_words, is_arabic_script
from hawkari.evidence.loaders.proposing.values import KINDS

__all__ = ["are_harmless", "are_sentences", "has_known_name"]

FEWEST = 5
MOST_DIGITS = 3
FEWEST_WORDS = 2.5
"""Sentences have so many words on average."""

SENSITIVE = ("date", "phone", "email", "iban", "account", "document", "imei", "pair", "url")
_MARKS = frozenset("@_")


@lru_cache(maxsize=2_000)
def are_harmless(values: tuple[str, ...]) -> bool:
    """Whether a column's values are sentences, or whole numbers below 1,000, and nothing else."""
    if len(values) < FEWEST:
        return False
    return _are_small(values) or are_sentences(values)


def are_sentences(values: Sequence[str]) -> bool:
    """Whether values are words of which none is a name and none holds what may identify."""
    words = [len(value.split()) for value in values]
    if sum(words) < FEWEST_WORDS * len(words) or any(map(_may_identify, values)):
        return False
    return not any(map(has_known_name, values)) and not _are_capitalised(values)


def has_known_name(text: str) -> bool:
    """Whether a word of a text is a common name of a person, or has the shape of a nisba."""
    return any(word in _names() for word in folded_words(text)) or any(
        word.startswith("ال") and word.endswith(("ي", "ی")) and len(word) >= len("العربي")
        for word in text.split()
    )


def _are_small(values: Sequence[str]) -> bool:
    digits = [fold_digits(value) for value in values]
    return all(text.isdecimal() and len(text) <= MOST_DIGITS for text in digits)


def _may_identify(text: str) -> bool:
    count = sum(one.isdigit() for one in fold_digits(text))
    return (
        count > MOST_DIGITS
        or bool(_MARKS & set(text))
        or (count > 0 and KINDS["plate"](text))
        or any(KINDS[kind](text) for kind in SENSITIVE)
    )


def _are_capitalised(values: Sequence[str]) -> bool:
    """Whether some value in Latin letters has each of its words begin with a capital: a name."""
    return any(
        not is_arabic_script(value) and all(word[:1].isupper() for word in value.split())
        for value in values
    )


@cache
def _names() -> frozenset[str]:
    path = files("hawkari.evidence.loaders").joinpath("resources/proposing/names.json")
    lists = json.loads(path.read_text("utf-8"))["names"]
    return frozenset(
        word for texts in lists.values() for text in texts for word in folded_words(text)
    )
