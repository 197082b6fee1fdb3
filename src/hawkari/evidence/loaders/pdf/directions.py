"""From what stands from left to right to the order in which it is read, for any script.

A PDF keeps the place of each glyph; the order of Arabic letters, and of numbers among them, is
lost. It is found again by asking which order would be shown like that (Unicode Standard Annex 9).
Where two orders would, text of Arabic letters alone is held to run from right to left, and mixed
text to run as most of its page does.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from icu import Bidi, UBiDiReorderingMode, UnicodeString  # type: ignore[import-untyped]

from hawkari.evidence.loaders.pdf.glyphs import Glyph

__all__ = ["Directions", "directions_of"]

_RIGHT = frozenset({"R", "AL"})
_USUAL = {
    "L": "A", "R": "\u05d0", "AL": "\u0627", "EN": "1", "AN": "\u0661", "ES": "+", "ET": "%",
    "CS": ",", "WS": " ", "B": " ", "S": " ",
}  # fmt: skip
_MODES = (UBiDiReorderingMode.DEFAULT, UBiDiReorderingMode.INVERSE_LIKE_DIRECT)
_PLUS_FIRST = re.compile(r"\+ ?[0-9]")
_PLUS_LAST = re.compile(r"[0-9][0-9 ()./-]*\+")
_TURNED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENING = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Directions:
    """How the texts of a page run.

    Attributes:
        is_rtl: whether most of its letters are of a script from right to left.
        numbers_rtl: whether a text without letters is laid out from right to left: ``+964 770``
            then shows as ``770 964+``.
    """

    is_rtl: bool
    numbers_rtl: bool

    def text(self, glyphs: Sequence[Glyph]) -> str:
        """Glyphs from left to right as text in the order in which it is read.

        Presentation forms become plain letters (NFKC of those alone).
        """
        shown = "".join(map(_sign, glyphs))
        order = _order(shown, is_rtl=self._runs_rtl(shown, glyphs))
        text = "".join(glyphs[at].text for at in order)
        return _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), _matched(text))

    def _runs_rtl(self, shown: str, glyphs: Sequence[Glyph]) -> bool:
        kinds = set(map(unicodedata.bidirectional, shown))
        if not kinds & _RIGHT and "L" not in kinds:
            text = "".join(glyph.text for glyph in glyphs)
            if _PLUS_LAST.fullmatch(text):
                return True
            return self.numbers_rtl and not _PLUS_FIRST.match(text)
        return self.is_rtl or "L" not in kinds


def directions_of(texts: Iterable[Sequence[Glyph]]) -> Directions:
    """How the texts of a page run, by all of them: each glyphs from left to right."""
    letters: Counter[bool] = Counter()
    first = last = 0
    for glyphs in texts:
        text = "".join(glyph.text for glyph in glyphs)
        kinds = Counter(map(unicodedata.bidirectional, text))
        letters[True] += kinds["R"] + kinds["AL"]
        letters[False] += kinds["L"]
        first += bool(_PLUS_FIRST.match(text))
        last += bool(_PLUS_LAST.fullmatch(text))
    is_rtl = letters[True] > letters[False]
    told = bool(first) != bool(last)
    return Directions(is_rtl, bool(last) if told else is_rtl)


def _sign(glyph: Glyph) -> str:
    """One character that behaves as the glyph does."""
    for character in glyph.text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL", "EN", "AN"):
            return _USUAL[kind]
    character = glyph.text[0]
    if character in "()[]":
        return character
    return _USUAL.get(unicodedata.bidirectional(character), "!")


@cache
def _plain(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("L", "WS", "ON")


def _order(shown: str, *, is_rtl: bool) -> Sequence[int]:
    """Which character of what is shown is read first, which second, and so on."""
    if not is_rtl and all(map(_plain, shown)):
        return range(len(shown))
    wanted = list(shown)
    found: list[Sequence[int]] = []
    for mode in _MODES:
        order = _moved(shown, is_rtl=is_rtl, mode=mode)
        found.append(order)
        read = "".join(wanted[at] for at in order)
        again = _moved(read, is_rtl=is_rtl, mode=UBiDiReorderingMode.DEFAULT)
        if [read[at] for at in again] == wanted:
            return order
    return found[-1]


def _moved(text: str, *, is_rtl: bool, mode: int) -> list[int]:
    bidi = Bidi()
    bidi.setReorderingMode(mode)
    bidi.setPara(UnicodeString(text), int(is_rtl))
    return list(bidi.getVisualMap())


def _matched(text: str) -> str:
    """Text with brackets that open before they close: programs may keep the shape they drew."""
    if _is_matched(text):
        return text
    turned = text.translate(_TURNED)
    return turned if _is_matched(turned) else text


def _is_matched(text: str) -> bool:
    awaited: list[str] = []
    for character in text:
        if character in _OPENING:
            awaited.append(_OPENING[character])
        elif character in _OPENING.values() and (not awaited or awaited.pop() != character):
            return False
    return not awaited
