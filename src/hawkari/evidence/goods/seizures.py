"""Seizures and trips as one reader may see them, each with the statements that say so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_list
from hawkari.evidence.entities.links import SEIZURE
from hawkari.evidence.entities.values import ValueView, value_views
from hawkari.evidence.identities import Clusters, clusters_of
from hawkari.evidence.loaders.goods import group_of, kind_of
from hawkari.evidence.loaders.quantities import Quantity, read_quantity
from hawkari.evidence.models import Act
from hawkari.evidence.search_keys import entity_key

__all__ = ["GoodsView", "SeizureView", "TripView", "seizures_of", "trips_of"]

FEWEST_ABOARD = 2


@dataclass(frozen=True, slots=True)
class GoodsView:
    """What one statement says was seized.

    Attributes:
        said: the statement: as the source wrote it, with file, row and grade.
        kind: one of `kinds`; empty where the words name none that is known.
        group: of the kind, such as ``drugs``; empty likewise.
        quantity: in its measure's unit; None where it is not stated or cannot be told.
    """

    said: ValueView
    kind: str
    group: str
    quantity: Quantity | None


@dataclass(frozen=True, slots=True)
class SeizureView:
    """One seizure.

    Attributes:
        id: canonical id.
        name: its number where it is stated.
        date: ISO, may be partial; empty where undated.
        places: as written.
        goods: what was seized.
        involved: canonical ids of the people whom a statement ties to it.
        things: canonical ids of vehicles and vessels tied to it.
        trips: canonical ids of the trips tied to it.
        values: every statement that this rests on.
    """

    id: str
    name: str
    date: str
    places: tuple[str, ...]
    goods: tuple[GoodsView, ...]
    involved: tuple[str, ...]
    things: tuple[str, ...]
    trips: tuple[str, ...]
    values: tuple[ValueView, ...]


@dataclass(frozen=True, slots=True)
class TripView:
    """A trip of two people or more; `involved` are their canonical ids."""

    id: str
    name: str
    date: str
    involved: tuple[str, ...]
    values: tuple[ValueView, ...]


def seizures_of(access: Access) -> list[SeizureView]:
    """The seizures that a reader may see, newest first; audited.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    with transaction.atomic():
        named = visible_to(access).filter(schema="Event", prop="keywords", value=SEIZURE)
        own = _stated(access, set(named.values_list("entity_id", flat=True)))
        links = _links(access, own)
        stated = [one for values in (*own.values(), *links) for one in values]
        clusters = clusters_of(access, _ends(stated) | own.keys())
        found = [
            _seizure(clusters, event, values, links=links)
            for event, values in _by_cluster(own, clusters).items()
        ]
        _audit(access, [one.id for one in found], what="seizures")
    return sorted(found, key=lambda one: (one.date, one.id), reverse=True)


def trips_of(access: Access) -> list[TripView]:
    """The trips of two people or more that a reader may see, newest first; audited.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    with transaction.atomic():
        named = visible_to(access).filter(schema="Trip", prop="involved")
        own = _stated(access, set(named.values_list("entity_id", flat=True)))
        stated = [one for values in own.values() for one in values]
        clusters = clusters_of(access, _ends(stated) | own.keys())
        found = [
            TripView(trip, _name(values), _date(values), _of(values, "involved", clusters), values)
            for trip, values in _by_cluster(own, clusters).items()
        ]
        found = [one for one in found if len(one.involved) >= FEWEST_ABOARD]
        _audit(access, [one.id for one in found], what="trips")
    return sorted(found, key=lambda one: (one.date, one.id), reverse=True)


def _audit(access: Access, ids: Sequence[str], *, what: str) -> None:
    audit.record(
        Act.CONSULT, access=access, objects=sorted(ids), count=len(ids), detail={"what": what}
    )


def _stated(access: Access, ids: Iterable[str]) -> dict[str, list[ValueView]]:
    """Everything visible that some entities as stated say, by entity."""
    rows = visible_to(access).filter(entity_id__in=in_list(sorted(ids))).order_by("pk")
    found: dict[str, list[ValueView]] = defaultdict(list)
    for one in value_views(rows):
        found[one.entity_id].append(one)
    return found


def _links(access: Access, events: Iterable[str]) -> list[list[ValueView]]:
    """The links that tie a thing or a trip to one of some events."""
    keys = sorted({entity_key(one) for one in events})
    near = visible_to(access).filter(schema="UnknownLink", search_keys__key__in=in_list(keys))
    return list(_stated(access, set(near.values_list("entity_id", flat=True))).values())


def _ends(values: Iterable[ValueView]) -> set[str]:
    return {one.value for one in values if one.prop_type == "entity"}


def _by_cluster(
    own: Mapping[str, Sequence[ValueView]], clusters: Clusters
) -> dict[str, tuple[ValueView, ...]]:
    found: dict[str, list[ValueView]] = defaultdict(list)
    for event, values in own.items():
        if event in clusters.head:
            found[clusters.head[event]] += values
    return {head: tuple(values) for head, values in found.items()}


def _seizure(
    clusters: Clusters,
    event: str,
    values: tuple[ValueView, ...],
    *,
    links: Sequence[Sequence[ValueView]],
) -> SeizureView:
    mine = [
        link for link in links if event in {clusters.head.get(end) for end in _ends(link)}
    ]  # fmt: skip
    roles = {True: "trip", False: ""}
    tied: dict[str, list[str]] = {"trip": [], "": []}
    for link in mine:
        is_trip = any(one.prop == "role" and one.value == roles[True] for one in link)
        ends = [clusters.head[end] for end in sorted(_ends(link)) if end in clusters.head]
        tied[roles[is_trip]] += [end for end in ends if end != event]
    return SeizureView(
        id=event,
        name=_name(values),
        date=_date(values),
        places=tuple(dict.fromkeys(one.value for one in values if one.prop == "location")),
        goods=_goods(values),
        involved=_of(values, "involved", clusters),
        things=tuple(dict.fromkeys(tied[""])),
        trips=tuple(dict.fromkeys(tied["trip"])),
        values=(*values, *(one for link in mine for one in link)),
    )


def _name(values: Sequence[ValueView]) -> str:
    return next((one.value for one in values if one.prop == "recordId"), "")


def _date(values: Sequence[ValueView]) -> str:
    return min((one.value for one in values if one.prop == "date"), default="")


def _of(values: Sequence[ValueView], prop: str, clusters: Clusters) -> tuple[str, ...]:
    ends = (clusters.head.get(one.value, "") for one in values if one.prop == prop)
    return tuple(dict.fromkeys(filter(None, ends)))


def _goods(values: Sequence[ValueView]) -> tuple[GoodsView, ...]:
    """What was seized, once each: by the statements with a quantity, then by others."""
    found: dict[str, GoodsView] = {}
    for prop in ("summary", "keywords"):
        for one in values:
            if one.prop != prop or one.value == SEIZURE:
                continue
            kind = kind_of(one.value)
            is_known = prop == "keywords" and any(
                view.kind == kind if kind else one.value in view.said.value
                for view in found.values()
            )
            if not is_known:
                amount = read_quantity(one.value) if prop == "summary" else None
                found.setdefault(one.value, GoodsView(one, kind, group_of(kind), amount))
    return tuple(found.values())
