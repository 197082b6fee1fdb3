"""A letter as a PDF, by typst, with the shipped fonts only: the same file for the same letter."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, time
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from hawkari.desks.returns.letters.composing import Line, Page, Piece

__all__ = ["data_of", "letter_pdf"]

TYPST_LANGUAGES = {"kmr": "ku"}
"""Languages that typst's two- and three-letter codes name differently."""


def letter_pdf(page: Page, *, fonts: Path) -> bytes:
    """The document's bytes, tagged so that it can be read aloud.

    Args:
        page: the letter, put together.
        fonts: folder of the fonts for Arabic script; no font of the machine is used.
    """
    template = resources.files("hawkari.desks.returns.letters") / "resources" / "letter.typ"
    document = typst.compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(data_of(page), ensure_ascii=False)},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
        timestamp=datetime.combine(page.made_on, time(), UTC),
    )
    return bytes(document)


def data_of(page: Page) -> dict[str, Any]:
    """The letter as the template takes it."""
    return {
        "lang": TYPST_LANGUAGES.get(page.language, page.language),
        "rtl": page.is_rtl,
        "beside": page.has_english,
        "title": _line(page.title),
        "facts": [_line(one) for one in page.facts],
        "warnings": [_line(one) for one in page.warnings],
        "parts": [
            {"heading": _line(one.heading), "lines": [_line(line) for line in one.lines]}
            for one in page.parts
        ],
        "basis": page.basis,
        "basis-word": page.basis_word,
        "page": page.page_word,
        "made": [page.made_on.year, page.made_on.month, page.made_on.day],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "own": _pieces(line.own),
        "english": _pieces(line.english),
        "blank": line.is_blank,
        "item": line.is_item,
    }


def _pieces(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    return [{"text": one.text, "rtl": one.is_rtl, "value": one.is_value} for one in pieces]
