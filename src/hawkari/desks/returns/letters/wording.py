"""Reads the letters' wording, and refuses a language that lacks a line or a value of one."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from hawkari.errors import BadInput

__all__ = ["LANGUAGES", "SOURCE", "Form", "Wording", "digest_of", "form_of", "wording_of"]

SOURCE = "en"
LANGUAGES = ("en", "ar", "ckb", "kmr")
"""English, Arabic, Sorani in Arabic script, Kurmanji in Latin script."""

VALUE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Form:
    """What one letter holds. A rule of law that nobody qualified has verified.

    Attributes:
        title: key of its title's words.
        parts: heading's key and the lines' keys; ``@name`` is a list that the letter fills.
        needs: names of the values without which there is no letter.
        authority: the rule that it stands on.
        source_url: where the rule can be read.
        effective_from: first day of the rule.
        status: ``seen`` in the source, or ``unconfirmed``.
        verified_by: who verified it; empty for nobody yet.
    """

    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    needs: tuple[str, ...]
    authority: str
    source_url: str
    effective_from: date
    status: str
    verified_by: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The letters' words in one language.

    Attributes:
        language: its code.
        name: its own name for itself.
        is_rtl: whether it is written from right to left.
        is_signed: whether a native reader signed exactly these lines; true for the source.
        lines: words by key; ``{name}`` stands for a value.
        months: names of the Gregorian months.
        day: how a day is written.
        moment: how an instant is written.
    """

    language: str
    name: str
    is_rtl: bool
    is_signed: bool
    lines: Mapping[str, str]
    months: tuple[str, ...]
    day: str
    moment: str


@cache
def form_of(kind: str) -> Form:
    """What a letter of a kind holds."""
    raw = _read("letters")["kinds"][kind]
    parts = tuple((one["heading"], tuple(one["lines"])) for one in raw["parts"])
    return Form(
        title=raw["title"],
        parts=parts,
        needs=tuple(raw["needs"]),
        authority=raw["authority"],
        source_url=raw["source_url"],
        effective_from=date.fromisoformat(raw["effective_from"]),
        status=raw["status"],
        verified_by=raw["verified_by"],
    )


@cache
def wording_of(language: str) -> Wording:
    """The words in a language.

    Raises:
        BadInput: if there are none, or they are not the lines of the source.
    """
    if language not in LANGUAGES:
        raise BadInput(
            f"there are no letters in {language!r}", f"Choose one of {', '.join(LANGUAGES)}."
        )
    raw = _read(language)
    lines: dict[str, str] = raw["lines"]
    wrong = _unlike(lines, _read(SOURCE)["lines"])
    if wrong:
        raise BadInput(f"the letters' words in {language} are not whole: {wrong[0]}")
    signed = raw["signed"]
    return Wording(
        language=language,
        name=raw["name"],
        is_rtl=raw["rtl"],
        is_signed=language == SOURCE
        or bool(signed["by"] and signed["on"] and signed["sha256"] == digest_of(lines)),
        lines=lines,
        months=tuple(raw["months"]),
        day=raw["day"],
        moment=raw["moment"],
    )


def digest_of(lines: Mapping[str, str]) -> str:
    """The hash that a native reader's signature stands on: any change of a line voids it."""
    text = "".join(f"{key}\t{lines[key]}\n" for key in sorted(lines))
    return hashlib.sha256(text.encode()).hexdigest()


def _read(name: str) -> dict[str, Any]:
    folder = resources.files("hawkari.desks.returns.letters") / "resources"
    return tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))


def _unlike(lines: Mapping[str, str], source: Mapping[str, str]) -> list[str]:
    """How lines differ from the source: one missing, one too many, or one with other values."""
    apart = [f"{key} is in one of them only" for key in sorted(set(lines) ^ set(source))]
    other = [
        f"{key} has other values than the source"
        for key in sorted(set(lines) & set(source))
        if sorted(VALUE.findall(lines[key])) != sorted(VALUE.findall(source[key]))
    ]
    return apart + other
