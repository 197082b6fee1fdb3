"""The words and places that selectors are read by, as the tables that ship name them."""

from collections.abc import Iterator
from functools import cache

from hawkari.engines.posts.selectors.folding import fold
from hawkari.engines.posts.selectors.words import Entry, Words, rows

__all__ = ["country_of_place", "flags", "lexicon"]

_NAMES = ("ckb", "kmr", "ar", "fa", "ps", "tr", "en", "fr", "de", "other")
_SHORT = 4
_LONG = 6
_COUNTRY_ROWS_FROM = "UK"


@cache
def lexicon() -> Words:
    """Every word and place."""
    return Words([*_words(), *_date_words(), *_places()])


def _words() -> Iterator[tuple[str, Entry]]:
    for row in rows("lexicon.tsv"):
        languages = frozenset(row["language"].split(",")) - {"*"}
        is_slang = row["kind"] == "slang"
        for term in row["terms"].split("|"):
            short = len(term) <= (_SHORT if term.isascii() else _SHORT - 1)
            yield term, Entry(row["kind"], row["meaning"], languages, whole=short or is_slang)


def _date_words() -> Iterator[tuple[str, Entry]]:
    for row in rows("dates.tsv"):
        for term in row["terms"].split("|"):
            # A short word of one language is another word of another: "hier" is not yesterday.
            spoken = row["language"] if len(term) <= _SHORT and row["language"] != "*" else ""
            languages = frozenset({spoken} - {""})
            yield term, Entry(row["kind"], row["meaning"], languages, whole=len(term) <= _LONG)


def _places() -> Iterator[tuple[str, Entry]]:
    offer, whole, capital = map(_everyday, ("offer", "whole", "capital"))
    for row in (*rows("route_places_added.tsv"), *rows("route_places.tsv")):
        names = {row["name"], *(name for key in _NAMES for name in row.get(key, "").split("|"))}
        for name in sorted(names - {""}):
            key = fold(name).text
            # A mark tells a short name from a word: without it, "Ý" would be any "y".
            if len(key) == 1:
                continue
            yield (
                name,
                Entry(
                    "place",
                    row["name"],
                    whole=len(name) < _SHORT or key in whole or key in offer,
                    capital=len(name) <= _SHORT or key in capital,
                    offer=key in offer,
                ),
            )


def _everyday(kind: str) -> frozenset[str]:
    """Folded names that are everyday words too, or parts of people's names."""
    found = [row["words"].split() for row in rows("everyday.tsv") if row["kind"] == kind]
    return frozenset(fold(word).text for words in found for word in words)


@cache
def country_of_place() -> dict[str, str]:
    """ISO code of the country of each place."""
    tables = (*rows("route_places.tsv"), *rows("route_places_added.tsv"))
    return {row["name"]: row["country"] for row in tables}


@cache
def flags() -> dict[str, str]:
    """English name of each country by its ISO code."""
    countries: dict[str, str] = {}
    for row in rows("route_places_added.tsv"):
        if countries or row["name"] == _COUNTRY_ROWS_FROM:
            countries.setdefault(row["country"], row["name"])
    return countries
