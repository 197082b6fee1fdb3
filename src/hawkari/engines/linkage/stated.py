"""How registers write what they know of gender, and what they write where they know nothing.

A word for *unknown* must not agree with another, and *M* must not contradict *male*.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["read_gender", "says_nothing"]

# In the languages of the corridor, and as programs write it. General knowledge.
_NOTHING = frozenset(
    (
        "unknown", "not known", "not stated", "not available", "not applicable", "n a",
        "none", "null", "nan", "undefined", "unbekannt", "keine angabe", "k a", "inconnu",
        "inconnue", "non renseigné", "non renseignée", "non connu", "bilinmiyor", "belirsiz",
        "غیر معروف", "غیر معروفة", "غیر معلوم", "مجهول", "مجهولة", "لا یوجد", "نامعلوم", "نادیار",
        "نەزانراو", "نازانرێت", "ندارد",
    )
)  # fmt: skip
_GENDERS = {
    "male": (
        "m", "male", "man", "boy", "männlich", "mann", "masculin", "homme", "erkek", "ذکر", "رجل",
        "مذکر", "نێر", "پیاو", "مرد",
    ),
    "female": (
        "f", "w", "female", "woman", "girl", "weiblich", "frau", "féminin", "femme", "kadın",
        "kadin", "أنثى", "انثى", "أنثی", "انثی", "امرأة", "مؤنث", "مێ", "ژن", "زن",
    ),
    "": ("u", "x", "0", "9", "not specified"),
}  # fmt: skip
_GENDER_OF = {word: gender for gender, words in _GENDERS.items() for word in words}
_BREAK = re.compile(r"[\W_]+")
_ONE_LETTER = str.maketrans("يك", "یک")
_LONGEST = 24


@lru_cache(maxsize=1 << 16)
def says_nothing(text: str) -> bool:
    """Whether a value, in any script, holds no letter and no digit, or a word for *unknown*."""
    return len(text) <= _LONGEST and (not (plain := _plain(text)) or plain in _NOTHING)


@lru_cache(maxsize=1 << 12)
def read_gender(text: str) -> str:
    """`male`, `female`, another word in lower case, or nothing where that says it is not known."""
    plain = _plain(text)
    return _GENDER_OF.get(plain, "" if plain in _NOTHING else plain)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_ONE_LETTER)
    return " ".join(word for word in _BREAK.split(folded) if word)
