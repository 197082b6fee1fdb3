"""The towns that are known, by each of their names."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from hawkari.engines.places.folding import fold_place

__all__ = ["SOURCE", "Place", "country_of", "named"]

SOURCE = "GeoNames (CC BY 4.0)"
"""To be shown wherever a position of the gazetteer is."""
_HEAD = ("id", "name", "country", "admin", "latitude", "longitude", "population", "arabic",
         "sorani", "main", "also")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A town.

    Attributes:
        id: its number in GeoNames.
        name: as it is called in English.
        country: ISO 3166 code, two letters.
        admin: the region of the country, by GeoNames' code.
        latitude: degrees north, of the town's middle.
        longitude: degrees east.
        population: as GeoNames has it, rounded differently from place to place.
        arabic: its name in Arabic; empty where not known.
        sorani: its name in Sorani; empty where not known.
    """

    id: int
    name: str
    country: str
    admin: str
    latitude: float
    longitude: float
    population: int
    arabic: str = ""
    sorani: str = ""

    def name_in(self, language: str) -> str:
        """Its name for a reader of ``ar`` or ``ckb`` where it has one, else the English one."""
        return {"ar": self.arabic, "ckb": self.sorani}.get(language, "") or self.name


@dataclass(frozen=True, slots=True)
class _Table:
    main: dict[str, tuple[Place, ...]]
    also: dict[str, tuple[Place, ...]]


def named(name: str) -> tuple[Place, ...]:
    """The places called so in any script, largest first.

    Whoever is called so above all hides who is also called so: *Van* is the town in Turkey.

    Args:
        name: one name, without what the place lies in.
    """
    key = fold_place(name)
    if not key:
        return ()
    return _table().main.get(key) or _table().also.get(key, ())


@lru_cache(maxsize=1 << 12)
def country_of(name: str) -> str:
    """The ISO code of a country by any of its names, or by the code in capitals; else empty."""
    bare = name.strip()
    code = bare if bare in _countries().values() else ""
    return code or _countries().get(fold_place(bare), "")


@lru_cache(maxsize=1)
def _table() -> _Table:
    main: dict[str, list[Place]] = defaultdict(list)
    also: dict[str, list[Place]] = defaultdict(list)
    for row in _rows("places.tsv"):
        cells = dict(zip(_HEAD, row, strict=True))
        place = Place(
            int(cells["id"]),
            cells["name"],
            cells["country"],
            cells["admin"],
            float(cells["latitude"]),
            float(cells["longitude"]),
            int(cells["population"]),
            cells["arabic"],
            cells["sorani"],
        )
        for key in cells["main"].split("|"):
            main[key].append(place)
        for key in cells["also"].split("|"):
            also[key].append(place)
    return _Table(_largest_first(main), _largest_first(also))


def _largest_first(found: dict[str, list[Place]]) -> dict[str, tuple[Place, ...]]:
    return {
        key: tuple(sorted(places, key=lambda one: (-one.population, one.id)))
        for key, places in found.items()
    }


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {key: code for code, keys in _rows("countries.tsv") for key in keys.split("|")}


def _rows(name: str) -> Iterator[list[str]]:
    text = (files(__package__) / "resources" / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return (line.split("\t") for line in lines[1:])
