"""The map of a chart: where its people and things were, which ways they went, what has no place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.values import Chart, ChartNode, strictest
from hawkari.evidence.access import Access
from hawkari.evidence.entities import TieReport
from hawkari.evidence.places import Mention, Positioned, Role, Spot, stated_places

__all__ = ["ChartMap", "Leg", "MapPlace", "RoleThere", "Unplaced", "map_of"]


@dataclass(frozen=True, slots=True)
class RoleThere:
    """One thing that people and things have to do with a place, oldest first."""

    role: Role
    who: tuple[ChartNode, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place, with everybody on the chart who has to do with it.

    Attributes:
        spot: where it is.
        positioned: the least sure way in which anybody's text was put here.
        called_so: how many towns could be meant, at most.
        texts: as stated, each once, in text order.
        roles: what who has to do with it.
        who: everybody, most tied first.
        grade: the best of any mention.
    """

    spot: Spot
    positioned: Positioned
    called_so: int
    texts: tuple[str, ...]
    roles: tuple[RoleThere, ...]
    who: tuple[ChartNode, ...]
    grade: str
    handling: str

    @property
    def id(self) -> str:
        """Its name on the page."""
        return self.spot.id


@dataclass(frozen=True, slots=True)
class Leg:
    """Trips from one place to another.

    Attributes:
        start: where from.
        end: where to.
        trips: how many.
        who: everybody on them, most tied first.
        first: ISO date of the earliest, may be partial; empty where undated.
        last: the latest.
        grade: the best of any trip.
        handling: the strictest.
    """

    start: Spot
    end: Spot
    trips: int
    who: tuple[ChartNode, ...]
    first: str
    last: str
    grade: str
    handling: str

    @property
    def id(self) -> str:
        """Its name on the page."""
        return f"leg:{self.start.id}>{self.end.id}"

    @property
    def is_confirmed(self) -> bool:
        """Whether any trip is assessed A or B: a solid line; else dashed."""
        return self.grade[-1:] in {"A", "B"}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A text that is on no map, and why not."""

    text: str
    positioned: Positioned
    called_so: int
    roles: tuple[Role, ...]
    who: tuple[ChartNode, ...]


@dataclass(frozen=True, slots=True)
class ChartMap:
    """The map of a chart: most people first; what is not on it in text order."""

    places: tuple[MapPlace, ...]
    legs: tuple[Leg, ...]
    unplaced: tuple[Unplaced, ...]
    handling: str

    def place(self, spot: Spot) -> MapPlace:
        """The place of a spot that is on the map."""
        return next(one for one in self.places if one.spot == spot)


def map_of(access: Access, chart: Chart, filters: Filters) -> ChartMap:
    """Where those on a chart were, as far as this reader may see it and the filters keep it.

    Args:
        access: who asks; audited.
        chart: whose people and things.
        filters: its period, agency and grade count for each mention; nothing else does.

    Raises:
        AccessDenied: if the role reads no content.
    """
    nodes = {node.id: node for node in chart.nodes}
    found = stated_places(access, sorted(nodes)) if nodes else []
    kept = [one for one in found if one.who in nodes and filters.keeps(_report(one))]
    by_spot: dict[str, list[Mention]] = defaultdict(list)
    unplaced: dict[str, list[Mention]] = defaultdict(list)
    for one in kept:
        (by_spot[one.spot.id] if one.spot else unplaced[one.text]).append(one)
    places = [_place(mentions, chart.nodes) for mentions in by_spot.values()]
    return ChartMap(
        places=tuple(sorted(places, key=lambda one: (-len(one.who), one.id))),
        legs=_legs(kept, chart.nodes),
        unplaced=tuple(_unplaced(unplaced[text], chart.nodes) for text in sorted(unplaced)),
        handling=strictest([one.handling for one in kept]),
    )


def _report(mention: Mention) -> TieReport:
    return TieReport(mention.agencies, mention.grade, mention.first, mention.last, 1)


def _place(mentions: Sequence[Mention], nodes: Iterable[ChartNode]) -> MapPlace:
    sureness = list(Positioned)
    spot = mentions[0].spot
    assert spot is not None  # noqa: S101  by what these were grouped
    roles = [role for role in Role if any(one.role is role for one in mentions)]
    return MapPlace(
        spot=spot,
        positioned=max((one.positioned for one in mentions), key=sureness.index),
        called_so=max(one.called_so for one in mentions),
        texts=tuple(sorted({one.text for one in mentions if one.text})),
        roles=tuple(_role([one for one in mentions if one.role is role], nodes) for role in roles),
        who=_those(mentions, nodes),
        grade=_best(mentions),
        handling=strictest([one.handling for one in mentions]),
    )


def _role(mentions: Sequence[Mention], nodes: Iterable[ChartNode]) -> RoleThere:
    return RoleThere(mentions[0].role, _those(mentions, nodes), *_period(mentions))


def _those(mentions: Iterable[Mention], nodes: Iterable[ChartNode]) -> tuple[ChartNode, ...]:
    who = {one.who for one in mentions}
    return tuple(node for node in nodes if node.id in who)


def _period(mentions: Sequence[Mention]) -> tuple[str, str]:
    first = min((one.first for one in mentions if one.first), default="")
    return first, max((one.last for one in mentions if one.last), default="")


def _best(mentions: Iterable[Mention]) -> str:
    return min((one.grade for one in mentions), key=lambda grade: (grade[1:], grade[:1]))


def _legs(mentions: Iterable[Mention], nodes: Iterable[ChartNode]) -> tuple[Leg, ...]:
    """Trips of which both ends are on the map, those between the same two places together."""
    by_event: dict[str, list[Mention]] = defaultdict(list)
    for one in mentions:
        if one.event and one.spot is not None:
            by_event[one.event].append(one)
    by_ends: dict[tuple[str, str], list[list[Mention]]] = defaultdict(list)
    spots: dict[str, Spot] = {}
    for stated in by_event.values():
        starts = {one.spot for one in stated if one.role is Role.DEPARTURE}
        ends = {one.spot for one in stated if one.role is Role.ARRIVAL}
        if len(starts) != 1 or len(ends) != 1 or starts == ends:
            continue
        (start,), (end,) = starts, ends
        if start is not None and end is not None:
            spots |= {start.id: start, end.id: end}
            by_ends[start.id, end.id].append(stated)
    listed = sorted(by_ends.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        _leg(spots[start], spots[end], trips, nodes=nodes) for (start, end), trips in listed
    )


def _leg(
    start: Spot, end: Spot, trips: Sequence[Sequence[Mention]], *, nodes: Iterable[ChartNode]
) -> Leg:
    every = [one for trip in trips for one in trip]
    first, last = _period(every)
    return Leg(
        start=start,
        end=end,
        trips=len(trips),
        who=_those(every, nodes),
        first=first,
        last=last,
        grade=_best(every),
        handling=strictest([one.handling for one in every]),
    )


def _unplaced(mentions: Sequence[Mention], nodes: Iterable[ChartNode]) -> Unplaced:
    return Unplaced(
        text=mentions[0].text,
        positioned=mentions[0].positioned,
        called_so=max(one.called_so for one in mentions),
        roles=tuple(role for role in Role if any(one.role is role for one in mentions)),
        who=_those(mentions, nodes),
    )
