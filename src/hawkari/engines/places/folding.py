"""A place's name as a key: one spelling for what writers of one script spell in several ways."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold_place"]

# One letter for those that keyboards and languages of the Arabic script put in each other's place.
_LETTERS = str.maketrans({
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("يىېێۍ", "ی"),
    "ك": "ک",
    **dict.fromkeys("ةەھ", "ه"),
    **dict.fromkeys("ۆؤۇ", "و"),
    "ڵ": "ل",
    "ڕ": "ر",
    "ı": "i",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "æ": "ae",
})  # fmt: skip
_BETWEEN = re.compile(r"[\s_\-‐-―.'‘’ʼʻ`´ʿʾ]+")
_INVISIBLE = re.compile("[\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@lru_cache(maxsize=1 << 16)
def fold_place(text: str) -> str:
    """A key in which spellings of one place's name agree; empty where no letter is left.

    Marks, case, hyphens and apostrophes count for nothing, and letters of the Arabic script that
    stand for one another are one. Nothing is guessed: two names that sound alike stay two.
    """
    parted = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text).casefold().translate(_LETTERS))
    bare = "".join(one for one in parted if not unicodedata.combining(one)).translate(_LETTERS)
    folded = " ".join(_BETWEEN.sub(" ", bare).split())
    return folded if any(one.isalpha() for one in folded) else ""
