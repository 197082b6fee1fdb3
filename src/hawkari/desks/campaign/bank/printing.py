"""Cards and leaflets, by typst, with the shipped fonts only: the same file for the same answer."""

import json
import re
from datetime import UTC, datetime, time
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from hawkari.desks.campaign.bank.composing import Sheet, isolated

__all__ = ["card_png", "leaflet_pdf", "preview_png"]

TYPST_LANGUAGES = {"kmr": "ku"}
"""Languages that typst's two- and three-letter codes name differently."""
CARD_PPI = 144
"""Twice a point: a card of 540 points is 1,080 pixels wide."""
PREVIEW_PPI = 96
LONG = re.compile(r"[!-~]{28,}")
"""A run without spaces, e.g. an address on the web, that may be longer than a line."""
BREAK = "\u200b"


def card_png(sheet: Sheet, *, fonts: Path) -> bytes:
    """A card as a PNG, 1,080 pixels wide and at least as high; long words make it higher.

    Args:
        sheet: what it shows.
        fonts: folder of the fonts for Arabic script; no font of the machine is used.
    """
    return _compiled(sheet, "card", fonts=fonts, ppi=CARD_PPI)


def preview_png(sheet: Sheet, *, fonts: Path) -> bytes:
    """The card, smaller, for the page of those who write and sign."""
    return _compiled(sheet, "card", fonts=fonts, ppi=PREVIEW_PPI)


def leaflet_pdf(sheet: Sheet, *, fonts: Path) -> bytes:
    """A leaflet on A5 as a PDF, tagged so that it can be read aloud."""
    return _compiled(sheet, "leaflet", fonts=fonts)


def _compiled(sheet: Sheet, name: str, *, fonts: Path, ppi: int | None = None) -> bytes:
    template = resources.files("hawkari.desks.campaign.bank") / "resources" / f"{name}.typ"
    document: Any = typst.compile(
        template.read_bytes(),
        format="pdf" if ppi is None else "png",
        ppi=ppi,
        sys_inputs={"data": json.dumps(_data(sheet), ensure_ascii=False)},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
        timestamp=datetime.combine(sheet.made_on, time(), UTC),
    )
    return bytes(document)


def _data(sheet: Sheet) -> dict[str, Any]:
    content, words = sheet.content, sheet.words
    return {
        "lang": TYPST_LANGUAGES.get(content.language, content.language),
        "rtl": words.is_rtl,
        "heads": {
            key: words.said(key)
            for key in ("claim", "answer", "more", "protection", "deterrence", "sources")
        },
        "claim": _breakable(content.claim),
        "verdict": sheet.verdict,
        "answer": _breakable(content.answer),
        "more": _breakable(content.more),
        "deterrence": _breakable(content.deterrence),
        "protection": [
            [_breakable(one.name), _breakable(one.how)] for one in content.protection
        ],
        "sources": [
            {"title": _breakable(isolated(one.title)),
             "publisher": _breakable(isolated(one.publisher)),
             "url": one.url, "on": isolated(one.on) if one.on else ""}
            for one in content.sources
        ],
        "speaker": _breakable(sheet.speaker),
        "until": sheet.until,
        "reference": words.said("reference", number=isolated(sheet.reference)),
        "stamp": list(sheet.stamp),
        "made": [sheet.made_on.year, sheet.made_on.month, sheet.made_on.day],
    }  # fmt: skip


def _breakable(text: str) -> str:
    """Words in which a long run may break after any sign and within long words."""
    return LONG.sub(lambda run: re.sub(r"\W|\w{20}", rf"\g<0>{BREAK}", run[0]), text)
