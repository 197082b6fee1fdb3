"""The tables the corridor is drawn from: names with their rank, places, words, romanisation rules.

All lie in ``resources/`` with source, date and licence. Frequencies are a plausible rank made into
shares by Zipf's law, not counts: no open table of names in Iraq or the Kurdistan Region is known.
"""

import json
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Any

from hawkari.errors import BadInput

__all__ = ["TABLES", "Name", "NameTable", "Place", "Ranked", "load_json", "name_table", "places"]

TABLES = ("main", "held-out")
ZIPF_GIVEN = 2.7  # the commonest man's name then has some 6 % of all men
ZIPF_FAMILY = 8.0  # family names are less concentrated


@dataclass(frozen=True, slots=True)
class Name:
    """One name in four spellings; `variants` are further English ones. Compared by identity."""

    kind: str
    arabic: str
    sorani: str
    kurmanji: str
    english: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """One place in each agency's spelling; `part` is ``home`` or a part of the route."""

    english: str
    arabic: str
    sorani: str
    kurmanji: str
    variants: tuple[str, ...]
    french: str
    german: str
    weight: float
    part: str


@dataclass(slots=True)
class Ranked:
    """Names with shares that fall with their rank: 1 / (rank + offset)."""

    names: tuple[Name, ...]
    offset: float
    shares: dict[str, float] = field(default_factory=dict)
    _sums: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        weights = [1 / (rank + self.offset) for rank in range(1, len(self.names) + 1)]
        total = sum(weights)
        self._sums = [sum_ / total for sum_ in accumulate(weights)]
        self.shares = {
            name.arabic: weight / total for name, weight in zip(self.names, weights, strict=True)
        }

    def pick(self, rng: Random) -> Name:
        """A name by its share."""
        return self.names[min(bisect(self._sums, rng.random()), len(self.names) - 1)]


@dataclass(frozen=True, slots=True)
class NameTable:
    """Men's, women's and family names, and pet forms by the Arabic spelling of the full name."""

    men: Ranked
    women: Ranked
    families: Ranked
    pets: dict[str, Name]

    def given(self, gender: str) -> Ranked:
        """The given names of ``m`` or ``f``."""
        return self.men if gender == "m" else self.women

    def find(self, english: str) -> Name | None:
        """A man's name by its English spelling."""
        return next((name for name in self.men.names if name.english == english), None)


@cache
def name_table(table: str) -> NameTable:
    """One of the two name tables; they share no given name.

    Raises:
        BadInput: if there is no such table.
    """
    if table not in TABLES:
        raise BadInput(f"there is no name table {table!r}", f"Use {' or '.join(TABLES)}.")
    rows = list(_rows(f"names-{table}.tsv"))
    names = [_name(row) for row in rows]
    kinds = {kind: tuple(name for name in names if name.kind == kind) for kind in "mfn"}
    pets = {row[6]: name for row, name in zip(rows, names, strict=True) if name.kind == "s"}
    return NameTable(
        Ranked(kinds["m"], ZIPF_GIVEN),
        Ranked(kinds["f"], ZIPF_GIVEN),
        Ranked(kinds["n"], ZIPF_FAMILY),
        pets,
    )


@cache
def places() -> tuple[Place, ...]:
    """Every place, homes first."""
    return tuple(_place(row) for row in _rows("places.tsv"))


@cache
def load_json(name: str) -> dict[str, Any]:
    """One of the JSON resources."""
    text = files(__package__).joinpath("resources", name).read_text("utf-8")
    body: dict[str, Any] = json.loads(text)
    return body


def _place(row: Sequence[str]) -> Place:
    english, arabic, sorani, kurmanji, variants, french, german, weight, part = row
    others = tuple(filter(None, variants.split(",")))
    return Place(english, arabic, sorani, kurmanji, others, french, german, float(weight), part)


def _name(row: Sequence[str]) -> Name:
    variants = tuple(filter(None, row[5].split(",")))
    return Name(row[0], row[1], row[2], row[3], row[4], variants)


def _rows(name: str) -> Iterator[list[str]]:
    text = files(__package__).joinpath("resources", name).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for line in lines[1:]:
        yield line.split("\t")
