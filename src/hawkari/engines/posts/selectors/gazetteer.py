"""The places of routes: what each is called in a reader's language, and where it lies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from hawkari.engines.places import named
from hawkari.engines.posts.selectors.words import rows

__all__ = ["RoutePlace", "route_places"]

_LANGUAGES = ("ckb", "kmr", "ar", "fa", "ps", "tr", "en", "fr", "de")
_TABLES = ("route_places_added.tsv", "route_places.tsv")


@dataclass(frozen=True, slots=True)
class RoutePlace:
    """A place that a route can begin or end at.

    Attributes:
        name: in English, as routes give it.
        country: ISO code; ``EU`` for the continent.
        point: degrees north and east of a town's middle; None for a country, or where no source
            has it.
        names: the first name in each language that has one.
    """

    name: str
    country: str
    point: tuple[float, float] | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def name_in(self, language: str) -> str:
        """Its name for a reader of a language, else the English one."""
        return self.names.get(language, self.name)


@cache
def route_places() -> Mapping[str, RoutePlace]:
    """Every place of the gazetteer by its English name. Positions are GeoNames' (CC BY 4.0)."""
    found: dict[str, dict[str, str]] = {}
    for table in _TABLES:
        for row in rows(table):
            known = found.setdefault(row["name"], {})
            for key, value in row.items():
                if value and not known.get(key):
                    known[key] = value
    return MappingProxyType({name: _place(row) for name, row in found.items()})


def _place(row: dict[str, str]) -> RoutePlace:
    names = {key: row[key].split("|")[0] for key in _LANGUAGES if row.get(key)}
    names["en"] = row["name"]
    return RoutePlace(row["name"], row["country"], _point(row), MappingProxyType(names))


def _point(row: dict[str, str]) -> tuple[float, float] | None:
    if row.get("latitude"):
        return float(row["latitude"]), float(row["longitude"])
    towns = [one for one in named(row["name"]) if one.country == row["country"]]
    return (towns[0].latitude, towns[0].longitude) if towns else None
