"""Entities as programs are told them: FollowTheMoney's properties, references by canonical id.

Nothing here asks who may or writes an entry: for services that do so.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from followthemoney import model

from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.bulk import in_list
from hawkari.evidence.entities import EntityView
from hawkari.evidence.entities.profile import build_entities
from hawkari.evidence.identities import clusters_of, stated_ids
from hawkari.evidence.search_keys import entity_key

__all__ = ["MOST_AROUND", "ToldEntity", "around", "told_entities", "told_of"]

MOST_AROUND = 500


@dataclass(frozen=True, slots=True)
class ToldEntity:
    """One entity.

    Attributes:
        id: its canonical id; `referents` are the other ids it is known by.
        schema, caption: as in `EntityView`.
        properties: values by property, each value once; references are canonical ids.
        datasets: slugs of the sources that say something of it.
        first_seen, last_seen: when the oldest and the newest of its statements was recorded.
        statements: numbers of the statements it rests on.
        handling: ``C`` where any of them is of handling C, else ``P``.
        conditions: the words of conditions, each once.
    """

    id: str
    schema: str
    caption: str
    properties: Mapping[str, tuple[str, ...]]
    datasets: tuple[str, ...]
    referents: tuple[str, ...]
    first_seen: datetime | None
    last_seen: datetime | None
    statements: frozenset[int]
    handling: str
    conditions: tuple[str, ...]


def told_of(access: Access, views: Iterable[EntityView]) -> dict[str, ToldEntity]:
    """Some entities as programs are told them, by canonical id.

    A value that refers to what the access may not see is left out.
    """
    listed = list(views)
    refers = {one.value for view in listed for one in view.values if one.prop_type == "entity"}
    head = clusters_of(access, refers).head if refers else {}
    return {view.canonical_id: _told(view, head) for view in listed}


def _told(view: EntityView, head: Mapping[str, str]) -> ToldEntity:
    properties: dict[str, dict[str, None]] = {}
    for one in view.values:
        said = head.get(one.value) if one.prop_type == "entity" else one.value
        if said is not None:
            properties.setdefault(one.prop, {})[said] = None
    times = [one.recorded_at for one in view.values]
    return ToldEntity(
        id=view.canonical_id,
        schema=view.schema,
        caption=view.caption,
        properties={prop: tuple(values) for prop, values in properties.items()},
        datasets=tuple(sorted({one.source for one in view.values})),
        referents=tuple(one for one in view.members if one != view.canonical_id),
        first_seen=min(times, default=None),
        last_seen=max(times, default=None),
        statements=frozenset(one.statement_id for one in view.values),
        handling="C" if any(one.handling == "C" for one in view.values) else "P",
        conditions=tuple(dict.fromkeys(one.condition for one in view.values if one.condition)),
    )


def told_entities(access: Access, ids: Collection[str]) -> dict[str, ToldEntity]:
    """Entities by any of their ids; those unknown or hidden are left out."""
    stated = stated_ids(list(ids))
    clusters = clusters_of(access, stated.values())
    told = told_of(access, build_entities(access, clusters).values())
    return {
        asked: told[clusters.head[one]] for asked, one in stated.items() if one in clusters.head
    }


def around(access: Access, entity: ToldEntity) -> dict[str, tuple[ToldEntity, ...]]:
    """What an entity refers to, and what refers to it, by FollowTheMoney property.

    What refers to it stands under the property's reverse, e.g. a payment's `payer` under
    `paymentPayer`. At most 500 in all, in the order of their ids.
    """
    places: dict[str, set[str]] = {}
    schema = model.get(entity.schema)
    for prop, values in entity.properties.items():
        known = schema.get(prop) if schema is not None else None
        if known is not None and known.type.name == "entity":
            for one in values:
                places.setdefault(one, set()).add(prop)
    for canonical, prop in _referring(access, entity):
        places.setdefault(canonical, set()).add(prop)
    places.pop(entity.id, None)
    found = told_entities(access, list(islice(sorted(places), MOST_AROUND)))
    props = sorted({prop for one in found for prop in places[one]})
    return {prop: tuple(found[one] for one in found if prop in places[one]) for prop in props}


def _referring(access: Access, entity: ToldEntity) -> list[tuple[str, str]]:
    members = clusters_of(access, stated_ids([entity.id]).values()).head
    keys = [entity_key(one) for one in members]
    rows = visible_to(access).filter(
        search_keys__key__in=keys, prop_type="entity", value__in=in_list(list(members))
    )
    listed = list(rows.values_list("entity_id", "schema", "prop").distinct())
    head = clusters_of(access, {row[0] for row in listed}).head
    return [
        (head[entity_id], _reverse(schema, prop))
        for entity_id, schema, prop in listed
        if entity_id in head and _reverse(schema, prop)
    ]


def _reverse(schema: str, prop: str) -> str:
    found = model.get(schema)
    known = found.get(prop) if found is not None else None
    return known.reverse.name if known is not None and known.reverse is not None else ""
