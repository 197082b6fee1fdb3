"""From facts to places: who was born, lives, left from, arrived and was where. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from followthemoney import model

from hawkari.engines.places import Match, Place, resolve
from hawkari.evidence.entities.links import DATES, Fact, handling_of, worse
from hawkari.evidence.places.values import Mention, Positioned, Role, Spot

__all__ = [
    "ADDRESS_PROPS",
    "EVENTS",
    "EVENT_PROPS",
    "LOCATED_BY",
    "OWN_PROPS",
    "mentions_in",
    "spots_of",
]

EVENTS = frozenset(schema.name for schema in model if schema.is_a("Event"))
# What a person or thing says of itself.
_OWN = {"birthPlace": Role.BIRTH, "address": Role.ADDRESS, "addressEntity": Role.ADDRESS}
# Where a trip or event was; text, or an entity of schema Address.
_OF_EVENT = {
    "startLocation": Role.DEPARTURE,
    "endLocation": Role.ARRIVAL,
    "location": Role.EVENT,
    "address": Role.EVENT,
    "addressEntity": Role.EVENT,
}
OWN_PROPS = tuple(_OWN)
EVENT_PROPS = (*_OF_EVENT, *DATES)
LOCATED_BY = frozenset({"startLocation", "endLocation", "addressEntity"})
ADDRESS_PROPS = ("full", "city", "region", "state", "country", "latitude", "longitude")
# Where machines put what they could not place.
_NOWHERE = (0.0, 0.0)
# A place written as a point: north and east, or, as spatial databases write it, east and north.
_POINT = re.compile(r"\s*(-?\d{1,3}\.\d+)\s*[,;\s]\s*(-?\d{1,3}\.\d+)\s*")
_SPATIAL = re.compile(r"\s*POINT\s*\(\s*(-?\d+\.?\d*)\s+(-?\d+\.?\d*)\s*\)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Where:
    """A place as stated, with the facts that state it."""

    text: str
    positioned: Positioned
    spot: Spot | None
    called_so: int
    facts: tuple[Fact, ...] = ()


def mentions_in(
    own: Iterable[Fact],
    events: Iterable[Fact],
    addresses: Iterable[Fact],
    *,
    head: Mapping[str, str],
) -> list[Mention]:
    """Every mention that some facts hold, in order of who, role, text and event.

    Args:
        own: visible statements of the people and things themselves.
        events: those of the trips and events that refer to them.
        addresses: those of the addresses that either refers to.
        head: canonical id of each person or thing as stated.
    """
    located = _addresses(addresses)
    found = [*_of_things(own, located, head), *_of_events(events, located, head)]
    return sorted(found, key=lambda one: (one.who, one.role, one.text, one.event, one.first))


def spots_of(addresses: Iterable[Fact]) -> dict[str, Spot]:
    """Where addresses are, by their id as stated; those without a position are left out.

    Args:
        addresses: visible statements of theirs.
    """
    found = _addresses(addresses).items()
    return {one: where.spot for one, where in found if where.spot is not None}


def _of_things(
    facts: Iterable[Fact], located: Mapping[str, _Where], head: Mapping[str, str]
) -> Iterator[Mention]:
    for fact in facts:
        where = _where(fact, located)
        role, who = _OWN.get(fact.prop), head.get(fact.entity_id)
        if where is not None and role is not None and who is not None:
            yield _mention(who, role, where, facts=(fact,), dates=[fact.seen])


def _of_events(
    facts: Iterable[Fact], located: Mapping[str, _Where], head: Mapping[str, str]
) -> Iterator[Mention]:
    by_event: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_event[fact.entity_id].append(fact)
    for stated in by_event.values():
        event = f"event-{min(fact.statement for fact in stated)}"
        dated_by = [fact for fact in stated if fact.prop in DATES]
        for who, reference in _those_at(stated, head).items():
            for fact in stated:
                where, role = _where(fact, located), _OF_EVENT.get(fact.prop)
                if where is not None and role is not None:
                    yield _mention(
                        who,
                        role,
                        where,
                        facts=(fact, reference),
                        dates=[one.value for one in dated_by] or [fact.seen],
                        dated_by=dated_by,
                        event=event,
                    )


def _those_at(stated: Iterable[Fact], head: Mapping[str, str]) -> dict[str, Fact]:
    """Who of those asked about a trip or event refers to, with the fact that does."""
    found: dict[str, Fact] = {}
    for fact in stated:
        who = head.get(fact.value)
        if fact.prop_type == "entity" and fact.prop not in LOCATED_BY and who is not None:
            found.setdefault(who, fact)
    return found


def _mention(  # noqa: PLR0913  whose, where, and all that says so
    who: str,
    role: Role,
    where: _Where,
    *,
    facts: Sequence[Fact],
    dates: Iterable[str],
    dated_by: Iterable[Fact] = (),
    event: str = "",
) -> Mention:
    needed = (*facts, *where.facts)
    stated = sorted(date for date in dates if date)
    return Mention(
        who=who,
        role=role,
        text=where.text,
        positioned=where.positioned,
        spot=where.spot,
        called_so=where.called_so,
        event=event,
        first=stated[0] if stated else "",
        last=stated[-1] if stated else "",
        grade=worse(fact.grade for fact in needed),
        handling=handling_of((*needed, *dated_by)),
        agencies=tuple(sorted({fact.agency for fact in needed})),
        statement_ids=tuple(sorted({fact.statement for fact in needed})),
    )


def _where(fact: Fact, located: Mapping[str, _Where]) -> _Where | None:
    if fact.prop in LOCATED_BY:
        return located.get(fact.value)
    return _by_name(fact.value) if fact.prop in {*_OWN, *_OF_EVENT} else None


def _by_name(text: str, country: str = "", facts: tuple[Fact, ...] = ()) -> _Where:
    point = _point(text)
    if point is not None:
        return _Where(text, Positioned.STATED, point, 0, facts)
    found = resolve(text, country)
    positioned = {
        Match.ONLY: Positioned.NAME,
        Match.LARGEST: Positioned.LARGEST,
        Match.SEVERAL: Positioned.SEVERAL,
        Match.UNKNOWN: Positioned.UNKNOWN,
    }[found.match]
    spot = _town(found.place) if found.place is not None else None
    return _Where(text, positioned, spot, found.called_so, facts)


def _town(place: Place) -> Spot:
    return Spot(f"place:{place.id}", place.latitude, place.longitude, place)


def _addresses(facts: Iterable[Fact]) -> dict[str, _Where]:
    by_address: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_address[fact.entity_id].append(fact)
    found = ((one, _address(stated)) for one, stated in by_address.items())
    return {one: where for one, where in found if where is not None}


def _address(stated: Sequence[Fact]) -> _Where | None:
    """Stated coordinates win; else the address in full, else its town and what that lies in."""
    by_prop: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(stated, key=lambda one: one.statement):
        by_prop[fact.prop].append(fact)
    named = by_prop["full"][:1] or [
        fact for prop in ("city", "region", "state") for fact in by_prop[prop][:1]
    ]
    text = ", ".join(fact.value for fact in named)
    point = _coordinates(by_prop)
    if point is not None:
        used = (*named, *by_prop["latitude"], *by_prop["longitude"])
        return _Where(text, Positioned.STATED, point, 0, used)
    if not text:
        return None
    countries = by_prop["country"][:1]
    code = countries[0].value.upper() if countries else ""
    return _by_name(text, code, (*named, *countries))


def _coordinates(by_prop: Mapping[str, Sequence[Fact]]) -> Spot | None:
    """The one pair of coordinates that is stated; none where two differ."""
    north = {fact.value for fact in by_prop.get("latitude", ())}
    east = {fact.value for fact in by_prop.get("longitude", ())}
    if len(north) != 1 or len(east) != 1:
        return None
    return _spot(*north, *east)


def _point(text: str) -> Spot | None:
    """The point that a text is, if it is one and nothing else."""
    plain, spatial = _POINT.fullmatch(text), _SPATIAL.fullmatch(text)
    if plain is not None:
        return _spot(plain[1], plain[2])
    return _spot(spatial[2], spatial[1]) if spatial is not None else None


def _spot(north: str, east: str) -> Spot | None:
    """A spot on the earth; None where the numbers are none, or nowhere."""
    with suppress(ValueError):
        latitude, longitude = float(north), float(east)
        is_somewhere = abs(latitude) <= 90 and abs(longitude) <= 180
        if is_somewhere and (latitude, longitude) != _NOWHERE:
            return Spot(f"place:{latitude:.4f},{longitude:.4f}", latitude, longitude)
    return None
