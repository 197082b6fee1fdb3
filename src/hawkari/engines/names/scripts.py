"""Which script a text is written in."""

import re
from enum import StrEnum

__all__ = ["ARABIC_BLOCKS", "Script", "is_arabic", "script_of"]


class Script(StrEnum):
    """Scripts told apart by the engine, as ISO 15924 codes."""

    LATIN = "Latn"
    ARABIC = "Arab"
    OTHER = "Zyyy"


ARABIC_BLOCKS = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_ARABIC = re.compile(f"[{ARABIC_BLOCKS}]")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_LETTER = re.compile(rf"(?![\W\d_])[{ARABIC_BLOCKS}]")
_LATIN_LETTER = re.compile("[a-zA-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")


def is_arabic(char: str) -> bool:
    """Whether one character lies in a block of the Arabic script, presentation forms included."""
    return _ARABIC.match(char) is not None


def script_of(text: str) -> Script:
    """The script that most letters of a text are in; one stray letter never decides.

    Args:
        text: any text, in any normal form.

    Returns:
        The script with the most letters; on a tie, or without letters, `Script.OTHER`.
    """
    arabic = len(_ARABIC_LETTER.findall(text))
    latin = len(_LATIN_LETTER.findall(text))
    other = len(_LETTER.findall(text)) - arabic - latin
    if arabic > max(latin, other):
        return Script.ARABIC
    return Script.LATIN if latin > max(arabic, other) else Script.OTHER
