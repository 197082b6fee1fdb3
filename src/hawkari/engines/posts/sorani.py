"""Sorani typed on an Arabic keyboard gets its own letters back.

Many write ه ي ك و ر ل for ە ێ/ی ک ۆ ڕ ڵ because their keyboard has no other. Only text that shows
no Sorani letter at all is touched: whoever has the keyboard has used it.
"""

import re

__all__ = ["restore"]

_OWN = re.compile("[ەێۆڕڵڤ]")
# A heh is the vowel except where it begins a word or stands between vowels.
_VOWEL = re.compile("(?<=[ء-ی])(?<![اەوی])ه|(?<=[اوی])ه(?![اەویه])(?=[ء-ی])")


def restore(text: str) -> str:
    """Give canonical text in Sorani the letters that an Arabic keyboard lacks.

    Args:
        text: canonical text that is known to be Sorani. Of the same length afterwards.

    Returns:
        The text; unchanged where it shows a letter of Sorani's own.
    """
    return text if _OWN.search(text) else _VOWEL.sub("ە", text)
