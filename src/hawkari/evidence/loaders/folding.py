"""Words of headers and code cells, folded so that spellings of one word meet.

Case, Latin accents, Arabic vowel marks and the letters that Arabic, Persian and Kurdish keyboards
give for one another are folded; the Arabic article, ``and``, ``his`` and
``her``, and the Sorani ending of the genitive go. Only for comparing: nothing folded is kept.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["folded_words", "is_arabic_script"]

_LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ي": "ی", "ى": "ی", "ێ": "ی", "ې": "ی", "ك": "ک",
        "ة": "ه", "ە": "ه", "ھ": "ه", "ۀ": "ه", "ؤ": "و", "ۆ": "و", "ڕ": "ر", "ڵ": "ل", "ڤ": "ف",
        "ـ": "", "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "", "\ufeff": "",
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "'": "", "\u2019": "", "`": "",
    }
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Za-zÀ-ÿ])(?=\d)|(?<=\d)(?=[A-Za-zÀ-ÿ])")
_WORD = re.compile(r"[^\W_]+|[#$£€₺°]")
_ELISION = re.compile(r"\b([ldnsj]|qu)['\u2019](?=\w)", re.IGNORECASE)
"""French articles before a vowel: ``l'adresse``."""

SHORTEST_STEM = 3


@lru_cache(maxsize=20_000)
def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in order; digits are words of their own.

    ``DateNaissance`` gives ``date``, ``naissance``; ``ژمارەی مۆبایل`` gives ``ژماره``, ``موبایل``.
    """
    spaced = _CAMEL.sub(" ", _ELISION.sub(r"\1 ", unicodedata.normalize("NFKC", text)))
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", spaced.casefold().translate(_LETTERS))
        if not unicodedata.combining(character)
    )
    # Folded once more: what an accent stood on may itself be a letter to fold.
    return tuple(_stem(word) for word in _WORD.findall(bare.translate(_LETTERS)))


def is_arabic_script(text: str) -> bool:
    """Whether the first letter is of the Arabic script."""
    letter = next((one for one in text if one.isalpha()), "")
    return "\u0600" <= letter <= "\u08ff" or "\ufb50" <= letter <= "\ufeff"


def _stem(word: str) -> str:
    if not is_arabic_script(word):
        return str(int(word)) if word.isdecimal() else word
    if word.startswith(("وال", "وو")) and len(word) >= SHORTEST_STEM + 1:
        word = word[1:]
    if word.startswith("بال") and len(word) >= SHORTEST_STEM + 3:
        word = word[1:]
    if word.startswith("ال") and len(word) >= SHORTEST_STEM + 2:
        word = word[2:]
    if word.startswith("لل") and len(word) >= SHORTEST_STEM + 2:
        word = word[2:]
    if word.endswith("ته") and len(word) > SHORTEST_STEM + 2:
        word = word[:-2] + "ه"  # "his nationality" as "nationality"
    if word.endswith("ها") and len(word) > SHORTEST_STEM + 1:
        word = word[:-2]
    if word.endswith("ی") and len(word) > SHORTEST_STEM:
        word = word[:-1]
    return word
