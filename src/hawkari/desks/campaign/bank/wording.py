"""The words that products show around an answer, in each language: headings, verdicts, dates.

A native reader signs them together with the answer (`digest_of` covers them), so that a change
here voids the signatures that stand on the old words.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from hawkari.errors import BadInput

__all__ = ["LANGUAGES", "Wording", "wording_of"]

LANGUAGES = ("en", "ckb", "kmr", "ar", "fa")
SOURCE = "en"
VALUE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of the products in one language.

    Attributes:
        language: its code.
        name: its own name for itself.
        is_rtl: whether it is written from right to left.
        lines: words by key; ``{name}`` stands for a value.
        months: names of the Gregorian months.
        day: how a day is written.
    """

    language: str
    name: str
    is_rtl: bool
    lines: Mapping[str, str]
    months: tuple[str, ...]
    day: str

    def said(self, key: str, **values: str) -> str:
        """A line with its values."""
        return self.lines[key].format(**values)

    def written(self, day: date) -> str:
        """A day in words."""
        return self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)


@cache
def wording_of(language: str) -> Wording:
    """The words in a language.

    Raises:
        BadInput: if there are none, or they are not the lines of the English.
    """
    if language not in LANGUAGES:
        raise BadInput(
            f"no answers are kept in {language!r}", f"Choose one of {', '.join(LANGUAGES)}."
        )
    raw, source = _read(language), _read(SOURCE)
    lines: dict[str, str] = raw["lines"]
    if _values(lines) != _values(source["lines"]):
        raise BadInput(f"the words of products in {language} are not those of the English")
    return Wording(
        language=language,
        name=raw["name"],
        is_rtl=raw["rtl"],
        lines=lines,
        months=tuple(raw["months"]),
        day=raw["day"],
    )


def _values(lines: Mapping[str, str]) -> dict[str, list[str]]:
    return {key: sorted(VALUE.findall(words)) for key, words in lines.items()}


def _read(name: str) -> dict[str, Any]:
    folder = resources.files("hawkari.desks.campaign.bank") / "resources"
    return tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
