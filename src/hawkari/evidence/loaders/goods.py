"""Kinds of goods: from the words that partners write, in any script, to one code; never guessed."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from hawkari.evidence.loaders.folding import folded_words

__all__ = ["goods_data", "group_of", "kind_of", "kinds"]

Words = tuple[str, ...]


@cache
def goods_data() -> dict[str, Any]:
    """The lists of ``resources/goods.json``: kinds, their groups, units."""
    text = files("hawkari.evidence.loaders").joinpath("resources/goods.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def kinds() -> tuple[str, ...]:
    """The codes of all kinds, such as ``heroin`` or ``life jackets``, by group."""
    return tuple(kind for members in goods_data()["groups"].values() for kind in members)


def group_of(kind: str) -> str:
    """The group of a kind: ``drugs``, ``tobacco``, ``arms``, …; empty for an unknown kind."""
    groups: Mapping[str, list[str]] = goods_data()["groups"]
    return next((group for group, members in groups.items() if kind in members), "")


def kind_of(written: str) -> str:
    """The kind of goods that a text names.

    Args:
        written: as the source wrote it, in any script: ``heroin, brown``, ``حشيش``.

    Returns:
        The code; empty where the text names no known kind, names several, or may deny one.
    """
    words = folded_words(written)
    if _denials().intersection(words):
        return ""
    named = _named(words)
    return named.pop() if len(named) == 1 else ""


def _named(words: Words) -> set[str]:
    """The kinds whose words stand in a text; of two that overlap, the longer."""
    phrases, longest = _phrases()
    found: set[str] = set()
    at = 0
    while at < len(words):
        step = 1
        for size in range(min(longest, len(words) - at), 0, -1):
            kind = phrases.get(words[at : at + size])
            if kind is not None:
                found.add(kind)
                step = size
                break
        at += step
    return found


@cache
def _phrases() -> tuple[Mapping[Words, str], int]:
    listed = goods_data()["kinds"]
    phrases = {folded_words(text): kind for kind, texts in listed.items() for text in texts}
    return phrases, max(map(len, phrases))


@cache
def _denials() -> frozenset[str]:
    return frozenset(word for text in goods_data()["not"] for word in folded_words(text))
