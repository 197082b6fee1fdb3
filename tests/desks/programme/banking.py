"""An item bank as a table, and what the tests of curricula and of item banks ask of it."""

import io
from typing import Any

from django.urls import reverse
from openpyxl import Workbook

__all__ = ["NAMES", "ROWS", "at", "said", "text", "workbook"]

NAMES = {"en": "Document fraud", "ckb": "ساختەکاری", "ar": "تزوير الوثائق"}
ROWS = [
    ["code", "topic", "Right answer", "English", "en_a", "en_b", "en_c", "سۆرانی", "ckb_a", "ckb_b",
     "ckb_c"],
    ["chip-1", "chips", "A", "What is\nread  first?", "the page", "the chip", "the face"],
    ["Chip-2", "chips", "ب", "What is read last?", "the page", "the chip", "", "چی؟",
     "پەڕە", "چیپ"],
    ["chip-1", "chips", "A", "Again?", "yes", "no"],
    ["chip-3", "chips", "7", "Which?", "yes", "no"],
    ["chip-4", "chips", "A", "Which?", "yes", "", "no"],
    ["chip-5", "chips", "C", "Which?", "yes", "no"],
    ["chip 6", "chips", "A", "Which?", "yes", "no"],
    ["chip-7", "chips", "A", "Which?" * 200, "yes", "no"],
    ["chip-8", "chips", "A", "Which?", "yes", "no", "", "کام؟", "بەڵێ"],
]  # fmt: skip


def workbook(rows: list[list[str]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def at(name: str, *arguments: object) -> str:
    return reverse(f"programme:{name}", args=arguments)


def text(answer) -> str:
    return answer.content.decode()


def said(rows: Any) -> list[object]:
    return [(one.code, one.topic, one.right, one.words) for one in rows]
