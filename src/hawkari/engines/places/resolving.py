"""What place a text means: one, said how surely, or none, said why."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from hawkari.engines.places.folding import fold_place
from hawkari.engines.places.gazetteer import Place, country_of, named

__all__ = ["MUCH_LARGER", "Match", "Resolution", "resolve"]

MUCH_LARGER = 10
"""By how many times the people of one place must outnumber those of every other of its name."""
_PARTS = re.compile(r"[,،;؛/|()\n]|\s[-‐-―]\s")
_NUMBERED = re.compile(r"\S*\d\S*")
# What may stand before the name of a town and changes nothing of where it is.
_BEFORE = re.compile(
    r"^(?:(?:near|in|city of|town of|port of|the)\s+|(?:مدينة|مدینة|شاری|شاره|قرب|نزیک)\s+)+",
    re.IGNORECASE,
)


class Match(StrEnum):
    """How a text and the gazetteer agree."""

    ONLY = "only"
    """One place is called so, or one in the country or region that is named with it."""
    LARGEST = "largest"
    """Several are so in English; this one has `MUCH_LARGER` times the people of any other."""
    SEVERAL = "several"
    """Several are, or several places are named: not placed."""
    UNKNOWN = "unknown"
    """None is that the gazetteer has: not placed."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What place a text means.

    Attributes:
        match: how surely.
        place: None where it is not placed.
        called_so: how many places it could be; 0 where none is known.
    """

    match: Match
    place: Place | None = None
    called_so: int = 0


UNKNOWN = Resolution(Match.UNKNOWN)


@lru_cache(maxsize=1 << 14)
def resolve(text: str, country: str = "") -> Resolution:
    """What place a text means; a place is never taken for another that it only sounds like.

    Args:
        text: a place or an address in any script, such as ``Zakho, Duhok`` or ``62100 Calais``.
        country: ISO code of the country that it lies in, where that is stated beside it.
    """
    parts = [bare for part in _PARTS.split(text) if (bare := _bare(part))]
    countries = {code for part in parts if (code := country_of(part))} | ({country} - {""})
    if len(countries) > 1:
        return Resolution(Match.SEVERAL)
    towns = [part for part in parts if not country_of(part)]
    found = [places for part in towns if (places := named(part))]
    if countries:
        inside = [tuple(one for one in places if one.country in countries) for places in found]
        found = [places for places in inside if places] if all(inside) else []
    if not found:
        return UNKNOWN
    if len(found) > 1:
        return _within(found)
    return _one_of(found[0], {fold_place(part) for part in towns})


def _bare(part: str) -> str:
    """Without numbers (a house, a post code) and words that change nothing."""
    words = " ".join(_NUMBERED.sub(" ", part).split())
    return _BEFORE.sub("", words) or words


def _one_of(places: Sequence[Place], keys: Collection[str]) -> Resolution:
    many = len(places)
    if many == 1:
        return Resolution(Match.ONLY, places[0], 1)
    is_english = fold_place(places[0].name) in keys
    if is_english and places[0].population >= MUCH_LARGER * max(1, places[1].population):
        return Resolution(Match.LARGEST, places[0], many)
    return Resolution(Match.SEVERAL, None, many)


def _within(found: Sequence[Sequence[Place]]) -> Resolution:
    """The town of a text such as ``Zakho, Duhok``: the smallest, where all lie in one region."""
    regions = [{(one.country, one.admin) for one in places} for places in found]
    shared = set.intersection(*regions)
    if len(shared) != 1:
        return Resolution(Match.SEVERAL, None, sum(map(len, found)))
    inside = [_in_region(places, shared) for places in found]
    if any(len(places) > 1 for places in inside):
        return Resolution(Match.SEVERAL, None, max(map(len, inside)))
    smallest = min((places[0] for places in inside), key=lambda one: (one.population, one.id))
    return Resolution(Match.ONLY, smallest, 1)


def _in_region(places: Iterable[Place], regions: set[tuple[str, str]]) -> list[Place]:
    return [one for one in places if (one.country, one.admin) in regions]
