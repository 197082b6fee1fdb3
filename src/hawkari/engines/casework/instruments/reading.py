"""Instruments from their files: JSON, checked as a whole before anything is asked with it.

    {"id", "version", "title": {language: words}, "languages": [...], "reviewed": {language: bool},
     "source", "licence", "least_answered": "0.8",
     "dimensions": [{"id", "words"}], "bands": [{"id", "least", "words"}],
     "items": [{"id", "dim", "type": choice|several|number, "words", "w_dim", "w_comp",
                "missing": "lowest",
                "choices": [{"id", "words", "score": "0.5" or null, "alone": true}],
                "lowest", "highest", "falling"}]}

Numbers that weigh are decimals in text, so that a file says exactly what is reckoned with.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from typing import Any

from hawkari.engines.casework.instruments.scoring import MOST_STEPS, scale_of
from hawkari.engines.casework.instruments.values import (
    Band,
    Choice,
    Dimension,
    Instrument,
    Item,
    ItemType,
)
from hawkari.errors import BadInput

__all__ = ["DEMONSTRATION", "demonstration", "parse_instrument", "read_instrument"]

DEMONSTRATION = "hawkari-settling"
LARGEST = 1_000_000
MOST_ITEMS = 200
NAME = re.compile(r"[a-z][a-z0-9_]{0,30}\Z")
TITLE = re.compile(r"[a-z][a-z0-9-]{1,60}\Z")
VERSION = re.compile(r"[0-9][0-9a-z.]{0,20}\Z")
DECIMAL = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6})?\Z")
LANGUAGE = re.compile(r"[a-z]{2,3}\Z")


def demonstration() -> Instrument:
    """The open instrument that comes with the program. It measures nothing official."""
    path = files("hawkari.engines.casework") / "resources" / "instruments"
    return read_instrument((path / f"{DEMONSTRATION}.json").read_bytes())


def read_instrument(raw: bytes) -> Instrument:
    """An instrument from its file's bytes.

    Raises:
        BadInput: with the place in the file and what belongs there.
    """
    if len(raw) > LARGEST:
        raise BadInput("the file is too large", f"An instrument has at most {LARGEST} bytes.")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput("the file is not JSON in UTF-8", "See the form of instruments.") from error
    return parse_instrument(data)


def parse_instrument(data: object) -> Instrument:
    """An instrument from its plain data.

    Raises:
        BadInput: with the place in the data and what belongs there.
    """
    root = _Part(data, ())
    languages = tuple(root.texts("languages", LANGUAGE))
    items = tuple(_item(part, languages) for part in root.parts("items", MOST_ITEMS))
    dimensions = tuple(
        Dimension(part.text("id", NAME), part.words("words", languages))
        for part in root.parts("dimensions", 20)
    )
    bands = tuple(
        Band(part.text("id", NAME), part.decimal("least"), part.words("words", languages))
        for part in root.parts("bands", 20)
    )
    _check_whole(items, dimensions, bands)
    by = {"": items} | {one.id: tuple(i for i in items if i.dim == one.id) for one in dimensions}
    least = root.decimal("least_answered")
    if not Fraction(4, 5) <= least <= 1:
        raise root.bad("least_answered", "0.8 to 1")
    made = Instrument(
        id=root.text("id", TITLE),
        version=root.text("version", VERSION),
        title=root.words("title", languages),
        languages=languages,
        reviewed={one: root.part("reviewed").data.get(one) is True for one in languages},
        source=root.text("source"),
        licence=root.text("licence"),
        least_answered=least,
        dimensions=dimensions,
        bands=bands,
        items=items,
        scales={name: scale_of(held, whole=not name) for name, held in by.items()},
        sha256=_digest(data),
    )
    _check_steps(made)
    return made


def _digest(data: object) -> str:
    """SHA-256 of the content: the same for another order of keys or other white space."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _check_whole(
    items: Sequence[Item], dimensions: Sequence[Dimension], bands: Sequence[Band]
) -> None:
    for what, ids in (
        ("items", [one.id for one in items]),
        ("dimensions", [one.id for one in dimensions]),
        ("bands", [one.id for one in bands]),
    ):
        if len(set(ids)) < len(ids):
            raise BadInput("an id stands twice", "Give each its own.", where=(what,))
    known = {one.id for one in dimensions}
    used = {item.dim for item in items}
    if known != used:
        odd = sorted(known ^ used)[0]
        raise BadInput(
            f"the dimension {odd!r} is not both described and used",
            "Describe each dimension and ask for it.",
            where=("dimensions",),
        )
    least = [band.least for band in bands]
    if least[0] != 0 or least[-1] > 1 or any(a >= b for a, b in pairwise(least)):
        raise BadInput("the bands do not cover 0 to 1", "Start at 0 and rise.", where=("bands",))


def _check_steps(made: Instrument) -> None:
    bands = max(band.least.denominator for band in made.bands)
    for name, scale in made.scales.items():
        if sum(scale.weights.values()) * bands * made.least_answered.denominator >= MOST_STEPS:
            raise BadInput(
                "the weights are too fine to be reckoned exactly on a phone",
                "Give weights and scores with fewer decimals.",
                where=("items", name),
            )


def _item(part: "_Part", languages: Sequence[str]) -> Item:
    kind = part.data.get("type")
    if kind not in list(ItemType):
        raise part.bad("type", " or ".join(ItemType))
    if part.data.get("missing") != "lowest":
        raise part.bad("missing", '"lowest": an item without an answer counts as its lowest answer')
    choices: tuple[Choice, ...] = ()
    lowest = highest = 0
    if kind == ItemType.NUMBER:
        lowest, highest = part.whole("lowest"), part.whole("highest")
        if not lowest < highest:
            raise part.bad("highest", "more than the lowest")
    else:
        choices = tuple(_choice(one, languages) for one in part.parts("choices", 30))
        _check_choices(part, ItemType(kind), choices)
    return Item(
        part.text("id", NAME), part.text("dim", NAME), ItemType(kind),
        part.words("words", languages), part.weight("w_dim"), part.weight("w_comp"),
        choices, lowest, highest, part.data.get("falling") is True,
    )  # fmt: skip


def _choice(part: "_Part", languages: Sequence[str]) -> Choice:
    score = None if part.data.get("score", "") is None else part.decimal("score")
    if score is not None and score > 1:
        raise part.bad("score", "0 to 1, or null where the item does not apply")
    alone = part.data.get("alone") is True
    return Choice(part.text("id", NAME), part.words("words", languages), score, alone)


def _check_choices(part: "_Part", kind: ItemType, choices: Sequence[Choice]) -> None:
    ids = [one.id for one in choices]
    if len(set(ids)) < len(ids):
        raise part.bad("choices", "each id once")
    scores = [one.score for one in choices if one.score is not None]
    if kind is ItemType.CHOICE:
        # Without a lowest answer of 0, a missing answer would be worth less than any answer.
        if len(scores) < 2 or min(scores) != 0 or max(scores) != 1:
            raise part.bad("choices", "scores from 0 (the lowest) to 1 (the best)")
    elif len(scores) < len(ids) or sum(scores) != 1:
        raise part.bad("choices", "scores that add up to 1")
    elif any(one.alone and one.score for one in choices):
        raise part.bad("choices", "0 for the choice that stands alone")


class _Part:
    """An object of the file, with its place in it, for messages that say where."""

    def __init__(self, data: object, where: tuple[str, ...]) -> None:
        if not isinstance(data, dict):
            raise BadInput("this is no object", "See the form of instruments.", where=where)
        self.data: dict[str, Any] = data
        self.where = where

    def bad(self, key: str, takes: str) -> BadInput:
        """The refusal of one field."""
        given = repr(self.data.get(key))[:60]
        return BadInput(f"{given} cannot be", f"Give {takes}.", where=(*self.where, key))

    def text(self, key: str, form: re.Pattern[str] | None = None) -> str:
        """A text, of a form if one is given."""
        value = self.data.get(key)
        if not isinstance(value, str) or not value.strip() or len(value) > 2000:
            raise self.bad(key, "a text")
        if form is not None and not form.match(value):
            raise self.bad(key, f"a text of the form {form.pattern.removesuffix(chr(92) + 'Z')}")
        return value

    def texts(self, key: str, form: re.Pattern[str]) -> list[str]:
        """Different texts of a form, at least one."""
        value = self.data.get(key)
        given = value if isinstance(value, list) else []
        texts = [one for one in given if isinstance(one, str) and form.match(one)]
        if not texts or len(set(texts)) < len(given):
            raise self.bad(key, "a list of codes, each once")
        return texts

    def words(self, key: str, languages: Sequence[str]) -> Mapping[str, str]:
        """Words in each language of the instrument."""
        part = self.part(key)
        return {language: part.text(language) for language in languages}

    def part(self, key: str) -> "_Part":
        """An object within."""
        return _Part(self.data.get(key), (*self.where, key))

    def parts(self, key: str, most: int) -> list["_Part"]:
        """A list of objects within, at least one."""
        value = self.data.get(key)
        if not isinstance(value, list) or not 1 <= len(value) <= most:
            raise self.bad(key, f"a list of 1 to {most}")
        return [_Part(one, (*self.where, key, str(at))) for at, one in enumerate(value, 1)]

    def decimal(self, key: str) -> Fraction:
        """A decimal in text, not negative."""
        value = self.data.get(key)
        try:
            if not isinstance(value, str) or not DECIMAL.match(value):
                raise self.bad(key, 'a decimal in text, as "0.25"')
            return Fraction(Decimal(value))
        except InvalidOperation as error:
            raise self.bad(key, "a decimal in text") from error

    def weight(self, key: str) -> Fraction:
        """A weight: a decimal above 0."""
        value = self.decimal(key)
        if not value:
            raise self.bad(key, "a weight above 0")
        return value

    def whole(self, key: str) -> int:
        """A whole number up to a thousand."""
        value = self.data.get(key)
        if type(value) is not int or not 0 <= value <= 1000:
            raise self.bad(key, "a whole number from 0 to 1000")
        return value
