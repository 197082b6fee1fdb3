"""Addresses as sets of words that sound alike across scripts, and numbers."""

import re
import unicodedata
from functools import lru_cache

from hawkari.engines.names.cleaning import clean
from hawkari.engines.names.skeleton import skeleton_of
from hawkari.engines.names.words import fold_word, split_words

__all__ = ["address_words"]

_DIGITS = re.compile(r"\d+")
_MOST_WORDS = 24


@lru_cache(maxsize=1 << 14)
def address_words(text: str) -> frozenset[str]:
    """Skeletons of the words of an address, and its numbers in plain digits; at most 24.

    Args:
        text: a postal address in any script.
    """
    found = [_plain(number) for number in _DIGITS.findall(text)]
    letters = _DIGITS.sub(" ", text)
    folded = (fold_word(word) for word in split_words(clean(letters)))
    found += [skeleton_of(word) or str(word) for word in folded if word]
    return frozenset(found[:_MOST_WORDS])


def _plain(number: str) -> str:
    return "".join(str(unicodedata.decimal(char)) for char in number).lstrip("0") or "0"
