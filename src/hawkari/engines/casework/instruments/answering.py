"""Answers as text, as a form sends them and a file keeps them, and back."""

import re
from collections.abc import Mapping

from hawkari.engines.casework.instruments.scoring import check_answers
from hawkari.engines.casework.instruments.values import Answer, Instrument, Item, ItemType

__all__ = ["as_text", "read_answers"]

WHOLE = re.compile(r"[0-9]{1,6}\Z")


def as_text(answer: Answer) -> str:
    """An answer as a form writes it: several ids are parted by spaces."""
    return " ".join(answer) if isinstance(answer, tuple) else str(answer)


def read_answers(instrument: Instrument, given: Mapping[str, str]) -> dict[str, Answer]:
    """Answers from their text; empty text is no answer, and what is not an item is refused.

    Raises:
        BadInput: with the item, and what it takes.
    """
    items = {item.id: item for item in instrument.items}
    answers: dict[str, Answer] = {}
    for name, text in given.items():
        if text.strip():
            answers[name] = _answer(items.get(name), text.strip())
    check_answers(instrument, answers)
    return answers


def _answer(item: Item | None, text: str) -> Answer:
    if item is not None and item.type is ItemType.NUMBER and WHOLE.match(text):
        return int(text)
    if item is not None and item.type is ItemType.SEVERAL:
        return tuple(text.split())
    return text
