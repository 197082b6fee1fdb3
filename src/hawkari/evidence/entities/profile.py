"""One entity, or many, with every value this viewer may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_list
from hawkari.evidence.categories import Categories, categories_of
from hawkari.evidence.entities.values import (
    EntityView,
    ValueView,
    caption_of,
    common_schema,
    ordered,
    romanised,
    value_views,
)
from hawkari.evidence.identities import (
    Clusters,
    EntityNotFound,
    clusters_of,
    ensure_ids,
    stated_ids,
)
from hawkari.evidence.models import Act

__all__ = ["build_entities", "entities_of", "get_entity", "record_views", "show_records"]


def get_entity(access: Access, canonical_id: str) -> EntityView:
    """One entity.

    Args:
        access: who asks; the look is audited.
        canonical_id: or an id as stated. An id that was merged leads to its cluster: compare the
            `canonical_id` of the result.

    Raises:
        AccessDenied: if the role reads no content.
        EntityNotFound: if it is unknown, or hidden; audited.
    """
    found = entities_of(access, [canonical_id])
    if not found:
        raise EntityNotFound(canonical_id)
    return found[canonical_id]


def entities_of(access: Access, ids: Sequence[str]) -> dict[str, EntityView]:
    """Entities by the ids asked for; those unknown or hidden are left out. One audit entry.

    Args:
        access: who asks.
        ids: canonical ids or ids as stated.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    with transaction.atomic():
        stated = stated_ids(ids)
        clusters = clusters_of(access, stated.values())
        views = build_entities(access, clusters)
        found = {
            one: views[clusters.head[entity_id]]
            for one, entity_id in stated.items()
            if entity_id in clusters.head
        }
        audit.record(
            Act.CONSULT,
            access=access,
            objects=sorted({view.canonical_id for view in found.values()}) or audit.asked_ids(ids),
            count=len(found),
            outcome="ok" if found else "not found",
        )
    return found


def build_entities(access: Access, clusters: Clusters) -> dict[str, EntityView]:
    """The entities of some clusters by canonical id. Not audited: for services that do so."""
    values: dict[str, list[ValueView]] = defaultdict(list)
    schemata: dict[str, set[str]] = defaultdict(set)
    statements = visible_to(access).filter(entity_id__in=in_list(list(clusters.head)))
    for view in value_views(statements):
        values[clusters.head[view.entity_id]].append(view)
    for entity_id, schema in statements.values_list("entity_id", "schema").distinct():
        schemata[clusters.head[entity_id]].add(schema)
    categories = categories_of(access, clusters)
    # An id as stated may be a number or a name of a class that the role does not read.
    shown = {} if access.reads_whole else _own_ids(clusters)
    return {
        canonical: _entity(
            canonical,
            common_schema(schemata[canonical]),
            values=[_under(shown, one) for one in values[canonical]],
            members=tuple(shown.get(one, one) for one in members),
            categories=categories[canonical],
        )
        for canonical, members in clusters.members.items()
    }


def _own_ids(clusters: Clusters) -> dict[str, str]:
    """The random id of each record."""
    return {one: own.canonical_id for one, own in ensure_ids(list(clusters.head)).items()}


def _under(shown: Mapping[str, str], value: ValueView) -> ValueView:
    """A value under the id that its record is shown by."""
    own = shown.get(value.entity_id)
    return value if own is None else replace(value, entity_id=own)


def _entity(
    canonical: str,
    schema: str,
    *,
    values: Iterable[ValueView],
    members: tuple[str, ...],
    categories: Categories,
) -> EntityView:
    listed = ordered(schema, values)
    caption = caption_of(schema, ((one.prop, one.value) for one in listed)) or canonical
    return EntityView(
        canonical_id=canonical,
        schema=schema,
        caption=caption,
        caption_romanised=romanised(caption),
        values=listed,
        members=members,
        categories=categories.set_here,
        stated_categories=categories.stated,
        is_protected=categories.is_protected,
    )


def show_records(access: Access, entity_ids: Iterable[str]) -> dict[str, EntityView]:
    """Single records as `record_views` gives them, for showing beside somebody else; audited."""
    with transaction.atomic():
        views = record_views(access, list(entity_ids))
        if views:
            ids = sorted({view.canonical_id for view in views.values()})
            audit.record(
                Act.CONSULT,
                access=access,
                objects=ids,
                count=len(ids),
                detail={"what": "records beside others"},
            )
    return views


def record_views(access: Access, entity_ids: Iterable[str]) -> dict[str, EntityView]:
    """Single records, each as an entity of its own, under its cluster's canonical id.

    For showing two records side by side before a judgement. Not audited: for services that do so.
    Records that are hidden are left out.
    """
    clusters = clusters_of(access, entity_ids)
    alone = Clusters(
        {one: one for one in entity_ids if one in clusters.head},
        {one: (one,) for one in entity_ids if one in clusters.head},
    )
    views = build_entities(access, alone)
    return {
        one: EntityView(
            canonical_id=clusters.head[one],
            schema=view.schema,
            caption=view.caption,
            caption_romanised=view.caption_romanised,
            values=view.values,
            members=view.members,
            categories=view.categories,
            stated_categories=view.stated_categories,
            is_protected=view.is_protected,
        )
        for one, view in views.items()
    }
