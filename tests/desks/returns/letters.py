"""Invented letters, told as plain text and read back from their PDFs."""

import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar

from hawkari.desks.returns.letters import Appeal, Contact, Letter, LetterKind, Line, Page

FONTS = Path(__file__).parents[3] / "src" / "hawkari" / "site" / "fonts"
NAMES = {"en": "Karwan Rebwar Aziz", "kmr": "Karwan Rebwar Ezîz"}
RIGHT = Appeal(date(2026, 12, 11), "First-tier Tribunal, PO Box 1, Leicester")


def letter(kind: LetterKind, language: str, **other: Any) -> Letter:
    """A complete letter; Karwan and everyone in it are invented."""
    said: dict[str, Any] = {
        "reference": "R-2026-7KQ4XM",
        "made_on": date(2026, 11, 27),
        "person": NAMES.get(language, "کاروان ڕێبوار عەزیز"),
        "office": "Returns team, Croydon",
        "advice": (Contact("Fenwick Law Centre", "+44 7700 900123", "12 Long Lane, Croydon"),),
        "interpreter": Contact("Interpreters' desk", "+44 7700 900124"),
        "questions": Contact("Returns team", "+44 7700 900125", "returns@example.org"),
        "appeal": RIGHT if kind is LetterKind.INTENTION else Appeal(),
        "born": date(1994, 3, 7),
        "destination": "Erbil, Iraq",
        "route": ("London Heathrow", "Istanbul", "Erbil"),
        "earliest": datetime(2026, 12, 5, tzinfo=UTC),
        "departs": datetime(2026, 12, 8, 14, 5, tzinfo=UTC),
        "departs_from": "London Heathrow",
        "carrier": "HK 204",
        "receiver": "Directorate of Nationality, Erbil",
    }
    return Letter(kind=kind, language=language, **{**said, **other})


def lines_of(page: Page) -> Iterator[Line]:
    """Every line, from the top."""
    yield from page.warnings
    yield page.title
    yield from page.facts
    for part in page.parts:
        yield part.heading
        yield from part.lines


def told(page: Page) -> str:
    """The letter as plain text, English after a bar; space to write by hand as dots."""
    return "".join(f"{_told(line)}\n" for line in lines_of(page))


def _told(line: Line) -> str:
    own = "".join(one.text for one in line.own)
    english = "".join(one.text for one in line.english)
    return f"{own}{' | ' if english else ''}{english}{' ……' if line.is_blank else ''}"


def characters(content: bytes) -> Iterator[LTChar]:
    """Every character drawn, page by page."""
    for page in extract_pages(io.BytesIO(content), laparams=None):
        yield from _within(page)


def page_count(content: bytes) -> int:
    """How many sheets."""
    return sum(1 for _ in extract_pages(io.BytesIO(content), laparams=None))


def _within(item: Any) -> Iterator[LTChar]:
    if isinstance(item, LTChar):
        yield item
    elif hasattr(item, "__iter__"):
        for one in item:
            yield from _within(one)


def latin_letters(texts: Iterator[str]) -> Counter[str]:
    """How often each Latin letter stands in some texts, accents and all."""
    # "(cid:7)" stands for a part of an Arabic letter that has no text of its own.
    drawn = (one for one in texts if not one.startswith("(cid:"))
    whole = unicodedata.normalize("NFC", "".join(drawn))
    return Counter(one for one in whole if one.isalpha() and ord(one) < 0x250)
