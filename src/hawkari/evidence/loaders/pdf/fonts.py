"""Fonts of a PDF, whose tables may not say more letters or widths than a font can have.

A few bytes can ask for four thousand million letters: `<00000000> <ffffffff> <0000>`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

from hawkari.evidence.loaders.pdf.drawing import TooMuch
from hawkari.evidence.loaders.pdf.unpacking import unpack

__all__ = ["Fonts"]

MOST_LETTERS = 200_000
MOST_OF_ALL = 10_000_000
"""Letters of all fonts of a file."""

MOST_OF_A_TABLE = 4 << 20
"""Bytes of a font's table of letters, unpacked."""
LAST_GLYPH = 0xFFFF


class Fonts(PDFResourceManager):
    """Makes each font once. Raises `TooMuch` for one that is built to swell."""

    def __init__(self) -> None:
        super().__init__()
        self._counted: Counter[str] = Counter()

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of a description; its own table of letters is read here, within bounds."""
        if objid and objid in self._cached_fonts:
            return super().get_font(objid, spec)
        for name, length in (("W", 3), ("W2", 5)):
            _check_widths(resolve1(spec.get(name)) or (), length)
        letters = resolve1(spec.get("ToUnicode"))
        if not isinstance(letters, PDFStream):
            return super().get_font(objid, spec)
        font: Any = super().get_font(
            objid, {key: value for key, value in spec.items() if key != "ToUnicode"}
        )
        if (unpack(letters, MOST_OF_A_TABLE) or 0) > MOST_OF_A_TABLE:
            raise TooMuch
        known = _Letters(self._counted)
        CMapParser(known, BytesIO(letters.get_data())).run()
        font.unicode_map = known
        made: PDFFont = font
        return made


class _Letters(FileUnicodeMap):
    """Which letters glyphs are; a glyph counts as often as the table says it."""

    def __init__(self, counted: Counter[str]) -> None:
        super().__init__()
        self._counted = counted
        self._said = 0

    def add_cid2unichr(self, cid: int, code: Any) -> None:
        """Note one glyph's letters."""
        super().add_cid2unichr(cid, code)
        self._said += 1
        self._counted["letters"] += 1
        if self._said > MOST_LETTERS or self._counted["letters"] > MOST_OF_ALL:
            raise TooMuch


def _check_widths(stated: Sequence[object], length: int) -> None:
    """Widths are stated one by one in a list, or for a range: first, last, and what holds there."""
    numbers: list[float] = []
    for one in map(resolve1, stated):
        if not isinstance(one, int | float):
            numbers = []
            continue
        numbers.append(one)
        if len(numbers) == length:
            if numbers[1] - numbers[0] > LAST_GLYPH:
                raise TooMuch
            numbers = []
