"""How numbers are written: which mark is the decimal one, and what currency stands beside them.

``1.500`` is one and a half thousand in Berlin and one and a half in London. A number alone often
does not tell, so the mark is its column's (`cleaning.Reading.decimal`), and never guessed.
"""

import re

from hawkari.evidence.loaders.code_words import beside_number, code_word
from hawkari.evidence.loaders.digits import fold_digits

__all__ = ["WITH_THOUSANDTHS", "currency_beside", "decimal_mark", "has_arabic_mark"]

WITH_THOUSANDTHS = frozenset({"BHD", "JOD", "KWD", "LYD", "OMR", "TND"})
"""Currencies whose unit has a thousand parts (ISO 4217, minor unit 3). Iraq's dinar is one by the
standard, but its smallest note has long been 250."""

_ARABIC = re.compile("[\u066b\u066c]")
"""The Arabic decimal and thousands marks, which `fold_digits` reads as point and comma."""


_NUMBER = re.compile(r"\d[\d., ']*")


def has_arabic_mark(text: str) -> bool:
    """Whether a number is written with Arabic marks, which tell what they are in any column."""
    return _ARABIC.search(text) is not None


def decimal_mark(text: str) -> str | None:
    """The decimal mark that a number's own text tells.

    Returns:
        ``.`` or ``,``; ``""`` where it has none of the two, so that either fits; None where it can
        be read in two ways, as ``1.500``.
    """
    if has_arabic_mark(text):
        return "."
    match = _NUMBER.search(fold_digits(text))
    number = "" if match is None else match[0].rstrip("., '")
    marks = re.findall(r"[.,]", number)
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return str(marks[-1])
    mark = str(marks[0])
    if len(marks) > 1:
        return "." if mark == "," else ","
    whole, _, rest = number.partition(mark)
    # Three digits behind, and one to three before that do not begin with 0, may be thousands.
    groups = len(rest) == 3 and rest.isdecimal() and whole.isdecimal() and len(whole) <= 3
    return None if groups and not whole.startswith("0") else mark


def currency_beside(text: str) -> str:
    """The currency that stands before or behind a number, ISO 4217; empty for none."""
    words = (code_word("currency", word) for word in beside_number(fold_digits(text)))
    return next(filter(None, words), "")
