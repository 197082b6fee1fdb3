"""Which script a text is written in."""

from enum import StrEnum

__all__ = ["Script", "is_arabic", "script_of"]


class Script(StrEnum):
    """Scripts told apart by the engine, as ISO 15924 codes."""

    LATIN = "Latn"
    ARABIC = "Arab"
    OTHER = "Zyyy"


def is_arabic(char: str) -> bool:
    """Whether one character lies in a block of the Arabic script, presentation forms included."""
    return (
        "\u0600" <= char <= "\u06ff"
        or "\u0750" <= char <= "\u077f"
        or "\u0870" <= char <= "\u08ff"
        or "\ufb50" <= char <= "\ufdff"
        or "\ufe70" <= char <= "\ufefc"
    )


def _is_latin(char: str) -> bool:
    return (
        "a" <= char <= "z"
        or "A" <= char <= "Z"
        or ("\u00c0" <= char <= "\u024f" and char.isalpha())
        or "\u1e00" <= char <= "\u1eff"
    )


def script_of(text: str) -> Script:
    """The script that most letters of a text are in; one stray letter never decides.

    Args:
        text: any text, in any normal form.

    Returns:
        The script with the most letters; on a tie, or without letters, `Script.OTHER`.
    """
    arabic = sum(is_arabic(char) and char.isalpha() for char in text)
    latin = sum(map(_is_latin, text))
    other = sum(char.isalpha() for char in text) - arabic - latin
    if arabic > max(latin, other):
        return Script.ARABIC
    return Script.LATIN if latin > max(arabic, other) else Script.OTHER
