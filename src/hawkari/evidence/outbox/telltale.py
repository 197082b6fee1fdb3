"""Words that would tell a receiving state that somebody asked for asylum, in eight languages.

A list can never be complete. It stops what is plainly said; that nothing is said in other words
is up to the second person who reads every free text before it leaves.
"""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["fold", "tells"]

LOOKALIKES = str.maketrans({
    "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "|": "l",
    "!": "i",
    "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ە": "ه",
    "ؤ": "و", "ء": "", "ـ": "", "ı": "i",
})  # fmt: skip
"""Digits and signs that stand in for letters, and letters that keyboards exchange."""


@dataclass(frozen=True, slots=True)
class _List:
    beginnings: tuple[str, ...]
    words: frozenset[str]


def fold(text: str) -> str:
    """Small letters of one form, without marks and characters of no width; spaces stay."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(LOOKALIKES)
    kept = (one for one in plain if unicodedata.category(one) not in ("Mn", "Me", "Cf", "Cc"))
    return "".join(one if one.isalpha() else " " for one in kept)


def tells(text: str) -> str:
    """The first telling word of a text, as the list has it; empty if none is found.

    Words are looked for as they stand, and once more with the spaces taken out, so that spacing
    letters hides none of the long ones.
    """
    known, folded = _listed(), fold(text)
    for word in folded.split():
        if word in known.words:
            return word
        for one in known.beginnings:
            if word.startswith(one):
                return one
    joined = folded.replace(" ", "")
    return next((one for one in known.beginnings if len(one) >= LONG and one in joined), "")


LONG = 6
"""Letters from which on a beginning is also looked for inside words run together."""


@cache
def _listed() -> _List:
    file = resources.files("hawkari.evidence") / "resources" / "telltale.toml"
    raw = tomllib.loads(file.read_text("utf-8"))
    return _List(
        beginnings=tuple(sorted({_one(w) for words in raw["beginnings"].values() for w in words})),
        words=frozenset(_one(word) for words in raw["words"].values() for word in words),
    )


def _one(word: str) -> str:
    return fold(word).replace(" ", "")
