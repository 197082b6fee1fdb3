"""Language and direction of a single value, so that each is shown in its own."""

import re

from hawkari.engines import names

__all__ = ["is_right_to_left", "language_of", "romanisation_of"]

RTL_LANGUAGES = frozenset({"ar", "ckb", "fa", "prs", "ps", "ur"})
# ISO 639-3, as FollowTheMoney writes languages, to BCP 47's shortest form.
# BCP 47 knows no three-letter code where a two-letter one exists.
SHORT = {
    "ara": "ar", "fas": "fa", "per": "fa", "pus": "ps", "urd": "ur", "eng": "en", "kur": "ckb",
    "fra": "fr", "deu": "de", "tur": "tr", "nld": "nl", "ita": "it", "spa": "es", "rus": "ru",
    "ell": "el", "bul": "bg", "srp": "sr", "ron": "ro", "hun": "hu", "pol": "pl", "sqi": "sq",
}  # fmt: skip
SORANI_LETTERS = re.compile("[ەێۆڕڵ]")
PERSIAN_LETTERS = re.compile("[پچژگ]")


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a value are in Arabic script."""
    return names.script_of(text) is names.Script.ARABIC


def language_of(text: str, given: str = "") -> str:
    """BCP 47 language to mark a value with, so that it gets the right letter shapes.

    Args:
        text: the value, in any script.
        given: language as its source states it (ISO 639-1 or -3); kept when it goes with the
            script.

    Returns:
        For Arabic script the given language, or the likeliest by its letters (``ckb``, ``fa`` or
        ``ar``); for other scripts the given one if it is not written in Arabic script; else empty.
    """
    stated = SHORT.get(given.lower(), given.lower())
    if not is_right_to_left(text):
        return "" if stated in RTL_LANGUAGES else stated
    if stated in RTL_LANGUAGES:
        return stated
    if SORANI_LETTERS.search(text):
        return "ckb"
    return "fa" if PERSIAN_LETTERS.search(text) else "ar"


def romanisation_of(text: str, given: str = "") -> str:
    """A reading aid for a value in Arabic script; empty for every other value."""
    return names.romanise(text, language_of(text, given)) if is_right_to_left(text) else ""
