"""A place that statements name, who has to do with it, and how it got its position."""

from dataclasses import dataclass
from enum import StrEnum

from hawkari.engines.places import Place

__all__ = ["Mention", "Positioned", "Role", "Spot"]


class Role(StrEnum):
    """What somebody or something has to do with a place."""

    BIRTH = "birth place"
    ADDRESS = "address"
    DEPARTURE = "departure"
    ARRIVAL = "arrival"
    EVENT = "event"


class Positioned(StrEnum):
    """Where a position is from, or why there is none."""

    STATED = "stated"
    """Coordinates are stated."""
    NAME = "name"
    """One town of the gazetteer is called so: in it or near it."""
    LARGEST = "largest"
    """Several towns are called so; the one that is by far the largest."""
    SEVERAL = "several"
    """None: several towns are called so, or several are named."""
    UNKNOWN = "unknown"
    """None: no town of the gazetteer is called so."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the map.

    Attributes:
        id: the same for all who are there: of the town, or of the coordinates.
        latitude: degrees north.
        longitude: degrees east.
        place: the town; None where coordinates are stated.
    """

    id: str
    latitude: float
    longitude: float
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that is stated of an entity and a place.

    Attributes:
        who: canonical id.
        role: what it has to do with the place.
        text: the place as stated; may be empty where only coordinates are.
        positioned: where its position is from, or why there is none.
        spot: None where there is none.
        called_so: how many towns could be meant.
        event: the same for all mentions of one trip or event; empty for others.
        first: ISO date, may be partial; empty where undated.
        last: the last date.
        grade: like ``2D``: as good as the weakest statement it needs.
        handling: ``C`` if any of these is of handling C, else ``P``.
        agencies: slugs of the agencies that state them, sorted.
        statement_ids: these statements, rising.
    """

    who: str
    role: Role
    text: str
    positioned: Positioned
    spot: Spot | None
    called_so: int
    event: str
    first: str
    last: str
    grade: str
    handling: str
    agencies: tuple[str, ...]
    statement_ids: tuple[int, ...]
