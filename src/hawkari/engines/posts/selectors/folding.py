"""A post as the readers of selectors see it: one form for every disguise of a character.

Digits of any script, keycaps and full width become ``0-9``; marks, joiners and marks of direction
go; letters that keyboards put in one another's place become one; Latin letters lose their marks
and case. Where each character came from is kept, so that a page can show it.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Folded", "fold"]

_ARABIC = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("يىېێۍئ", "ی"),
    "ك": "ک",
    "ڪ": "ک",
    **dict.fromkeys("ةەھۀ", "ه"),
    **dict.fromkeys("ۆؤۇۋ", "و"),
    "ڵ": "ل",
    "ڕ": "ر",
    "ړ": "ر",
    "ږ": "ژ",
    "ښ": "ش",
    "ډ": "د",
    "ټ": "ت",
    "ڼ": "ن",
    "څ": "چ",
    "ځ": "ج",
}
_SIGNS = {
    "٫": ".",
    "٬": ",",
    "،": ",",
    "؛": ";",
    "。": ".",
    "➕": "+",
    "﹢": "+",
    "⁺": "+",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "×": "x",
    "ß": "ss",
    "æ": "ae",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ı": "i",
    "ð": "d",
    "о": "o",  # Cyrillic and Greek letters that look like this one
    "О": "o",
    "ο": "o",
    "Ο": "o",
    "🔟": "10",
    "٪": "%",
}
_DASHES = "‐‑‒–—―−﹘﹣－"
_ARROWS = "→➔➜➝➞➡⟶⇒⇨➤►▶➙➛➠⏩"
_TO_LEFT = "←⬅⟵⇐⇦◀◄"
ARROW = "→"
_GONE = {"\u0640", "\ufe0e", "\ufe0f", "\u20e3"}


def _folded_character(character: str) -> str:
    """What stands for it; empty where it goes."""
    known = {**_ARABIC, **_SIGNS}.get(character)
    if known is not None:
        return known
    if character in _DASHES:
        return "-"
    if character in _ARROWS or character in _TO_LEFT:
        return ARROW
    category = unicodedata.category(character)
    if character in _GONE or category in ("Mn", "Me", "Cf"):
        return ""
    if category in ("Nd", "No") and unicodedata.digit(character, None) is not None:
        return str(unicodedata.digit(character))
    if category == "Zs":
        return " "
    if category in ("Zl", "Zp"):
        return "\n"
    return _plain_letter(character)


def _plain_letter(character: str) -> str:
    parted = unicodedata.normalize("NFKD", character).casefold()
    bare = "".join(one for one in parted if unicodedata.category(one) not in ("Mn", "Cf"))
    if not bare or bare == character:
        return character
    return "".join(_ARABIC.get(one, _SIGNS.get(one, one)) for one in bare)


class _Table(dict[int, str]):
    """Filled as characters are met; there are some thousands of them in all."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()
        """Those met that fold to no or to several characters."""

    def __missing__(self, key: int) -> str:
        found = self[key] = _folded_character(chr(key))
        if len(found) != 1:
            self.uneven.add(chr(key))
        return found


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and where each of its characters stood.

    Attributes:
        text: the folded text.
        length: of the text as it was written.
        at: index of each character in the text as written; empty where nothing moved.
    """

    text: str
    length: int
    at: Sequence[int] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the text as written."""
        if not self.at:
            return (start, end)
        last = self.at[end - 1] if end > start else self.at[start]
        # A stretch ends where the next character begins, so that a keycap's frame belongs to it.
        following = bisect_left(self.at, last + 1, end)
        behind = self.at[following] if following < len(self.at) else self.length
        return (self.at[start], behind if behind - last <= LONGEST_TAIL else last + 1)

    def replaced(self, stretches: Iterable[tuple[int, int, str]]) -> "Folded":
        """With stretches, in order, read as other characters that stand where these stood."""
        known = self.at or range(len(self.text))
        parts: list[str] = []
        at: list[int] = []
        done = 0
        for start, end, by in stretches:
            parts += [self.text[done:start], by]
            at += [*known[done:start], *([known[start]] * (len(by) - 1)), known[end - 1]]
            done = end
        parts.append(self.text[done:])
        return Folded("".join(parts), self.length, [*at, *known[done:]])


LONGEST_TAIL = 3
"""Of marks behind a character that still belong to it: a variation mark and a keycap's frame."""


def fold(text: str) -> Folded:
    """The one form of a text in which selectors are looked for."""
    folded = text.translate(_TABLE)
    if len(folded) == len(text) and _TABLE.uneven.isdisjoint(text):
        return Folded(folded, len(text))
    parts = [_TABLE[ord(one)] for one in text]
    at = [place for place, part in enumerate(parts) for _ in part]
    return Folded("".join(parts), len(text), at)
