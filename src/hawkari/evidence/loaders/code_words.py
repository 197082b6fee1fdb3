"""Words that stand for a code in partners' cells: sexes, countries, currencies.

The lists lie in ``resources/proposing/words.json``. A layout names one of `LISTS`; a word that is
not on it is read as its property's type says, so that nothing is lost for want of a word.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from hawkari.evidence.loaders.folding import folded_words

__all__ = ["LISTS", "beside_number", "code_word", "without_unit", "word_lists"]

_MEASURED = re.compile(r"([^\d\-]*)(-?\d(?:.*\d)?)([^\d]*)")
LISTS = ("sex", "countries", "currency")


def code_word(name: str, written: str) -> str:
    """The code that a word stands for, such as ``male``, ``iq`` or ``IQD``; else ``""``.

    Args:
        name: one of `LISTS`.
        written: the cell.
    """
    return _codes(name).get(" ".join(folded_words(written)), "")


def without_unit(text: str) -> str:
    """A number's text without the currency or measure before or behind it: ``1500 USD``, ``178cm``.

    Text whose other words are no unit comes back unchanged.
    """
    words = beside_number(text)
    match = _MEASURED.fullmatch(text) if words else None
    return match[2] if match is not None and all(map(_is_unit, words)) else text


def beside_number(text: str) -> tuple[str, ...]:
    """The words before and behind the one number of a text; none where it is another text."""
    match = _MEASURED.fullmatch(text)
    return () if match is None else tuple(filter(None, (match[1].strip(), match[3].strip())))


def _is_unit(word: str) -> bool:
    return bool(code_word("currency", word)) or folded_words(word) in _measures()


@cache
def _measures() -> frozenset[tuple[str, ...]]:
    """The words for units of measure, folded."""
    return frozenset(
        folded_words(name) for names in word_lists()["places"].values() for name in names
    )


@cache
def _codes(name: str) -> Mapping[str, str]:
    return {
        " ".join(folded_words(word)): code
        for code, words in word_lists()[name].items()
        for word in words
    }


@cache
def word_lists() -> dict[str, Any]:
    """All lists of ``words.json``."""
    text = files("hawkari.evidence.loaders").joinpath("resources/proposing/words.json")
    lists: dict[str, Any] = json.loads(text.read_text("utf-8"))
    return lists
