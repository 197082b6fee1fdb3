"""The queue of reviews: what is due, by which rule and authority, and what holds stop.

A source is due on its own review date. A person is due where somebody set a category, or reviewed
the person before: by the rule chosen at the last review, else the rule of the categories, counted
from that review, else from the person's first statement. Everybody else is reviewed with their
sources. A hold is due on its own review date.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Min

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.audit import Act
from hawkari.evidence.bulk import in_list
from hawkari.evidence.categories import categories_of
from hawkari.evidence.entities.values import caption_of, common_schema
from hawkari.evidence.identities import Clusters, clusters_of, stated_ids
from hawkari.evidence.models import (
    CanonicalEntity,
    LoadRun,
    RetentionReview,
    SubjectCategory,
)
from hawkari.evidence.retention.holding import held_now
from hawkari.evidence.retention.known import known_holds, known_sources
from hawkari.evidence.retention.rules import RetentionRule, add_months, retention_rules
from hawkari.evidence.unseen import loads_left

__all__ = ["DueItem", "due", "entity_due"]

ADULT_MONTHS = 18 * 12
CAPTION_TYPES = ("name", "identifier", "phone", "string")


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to be reviewed.

    Attributes:
        kind: ``source``, ``entity`` or ``hold``.
        id: slug, canonical id, or number as text.
        caption: name of the source or the person, or what the hold is on.
        due: the day of the review.
        overdue: whether it has passed.
        categories: of a person, sorted; empty for unset.
        rule: the rule that says so.
        counted_from: the day the rule counts from; None where somebody set the day.
        on_hold: whether a hold covers all of it.
    """

    kind: str
    id: str
    caption: str
    due: date
    overdue: bool
    categories: tuple[str, ...]
    rule: RetentionRule
    counted_from: date | None
    on_hold: bool


@dataclass(frozen=True, slots=True)
class _Clock:
    """When a person is due, by which rule, counted from which day."""

    rule: RetentionRule
    due: date
    counted_from: date | None


def due(access: Access, *, within_days: int = 30, kind: str = "") -> list[DueItem]:
    """What is due for review within some days, the most overdue first; audited.

    Args:
        access: who asks; only what it may see is listed.
        within_days: how far ahead to look; 0 for what is due today or overdue.
        kind: only ``source``, ``entity`` or ``hold``; empty for all.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.RETAIN)
    with transaction.atomic():
        found = [
            item
            for item in (*_sources(access), *_entities(access), *_holds(access))
            if (item.due - access.today).days <= within_days and kind in {"", item.kind}
        ]
        found.sort(key=lambda item: (item.due, item.kind, item.id))
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[item.id for item in found if item.kind == "entity"],
            count=len(found),
            detail={"what": "retention queue"},
        )
    return found


def _sources(access: Access) -> Iterator[DueItem]:
    held = held_now()
    rule = retention_rules().of_source()
    sources = known_sources(access)
    loads: dict[int, list[int]] = defaultdict(list)
    for of, load in LoadRun.objects.filter(source__in=sources).values_list("source", "pk"):
        loads[of].append(load)
    left = loads_left([load for listed in loads.values() for load in listed])
    for source in sources:
        # A source that was disposed of, and not loaded since, needs no review.
        if loads[source.pk] and left.isdisjoint(loads[source.pk]):
            continue
        yield DueItem(
            kind="source",
            id=source.slug,
            caption=source.name,
            due=source.review_due,
            overdue=source.review_due < access.today,
            categories=(),
            rule=rule,
            counted_from=None,
            on_hold=source.pk in held.sources,
        )


def _holds(access: Access) -> Iterator[DueItem]:
    rule = retention_rules().of_source()
    for hold in known_holds(access).filter(lifted_at__isnull=True):
        yield DueItem(
            kind="hold",
            id=str(hold.pk),
            caption=hold.reference or hold.kind,
            due=hold.review_due,
            overdue=hold.review_due < access.today,
            categories=(),
            rule=rule,
            counted_from=hold.placed_at.date(),
            on_hold=True,
        )


def _entities(access: Access) -> Iterator[DueItem]:
    categorised = SubjectCategory.objects.filter(operation=access.operation)
    reviewed = RetentionReview.objects.filter(operation=access.operation).exclude(entity="")
    wanted = set(categorised.values_list("entity_id", flat=True))
    wanted |= set(stated_ids(list(reviewed.values_list("entity", flat=True))).values())
    clusters = clusters_of(access, wanted)
    categories = categories_of(access, clusters)
    clocks = _clocks(access, clusters)
    captions = _captions(access, clusters)
    held = held_now()
    for canonical, members in clusters.members.items():
        clock = clocks[canonical]
        yield DueItem(
            kind="entity",
            id=canonical,
            caption=captions.get(canonical, canonical),
            due=clock.due,
            overdue=clock.due < access.today,
            categories=tuple(sorted(categories[canonical].set_here)),
            rule=clock.rule,
            counted_from=clock.counted_from,
            on_hold=held.entities.issuperset(members),
        )


def entity_due(access: Access, canonical: str) -> tuple[RetentionRule, date]:
    """The rule of one person that the access may see, and when the person is due."""
    clusters = clusters_of(access, stated_ids([canonical]).values())
    [clock] = _clocks(access, clusters).values()
    return clock.rule, clock.due


def _clocks(access: Access, clusters: Clusters) -> dict[str, _Clock]:
    """When each cluster is due; a handful of queries, whatever their number."""
    rules = retention_rules()
    categories = categories_of(access, clusters)
    last = _last_reviews(access, clusters)
    first, children = _first_days(access, clusters), _children(access, clusters)
    clocks = {}
    for canonical in clusters.members:
        found = categories[canonical].set_here
        rule = rules.of_entity(found, is_child=canonical in children)
        review = last.get(canonical)
        if review is None or review.due_after is None:
            start = first[canonical]
            clocks[canonical] = _Clock(rule, rule.due_after(start), start)
        else:
            chosen = rules.rules.get(review.rule, rule)
            clocks[canonical] = _Clock(chosen, review.due_after, review.decided_at.date())
    return clocks


def _last_reviews(access: Access, clusters: Clusters) -> dict[str, RetentionReview]:
    own = CanonicalEntity.objects.filter(entity_id__in=in_list(sorted(clusters.head)))
    heads = {
        canonical: clusters.head[entity_id]
        for canonical, entity_id in own.values_list("canonical_id", "entity_id")
    }
    reviews = RetentionReview.objects.filter(
        operation=access.operation, entity__in=in_list(sorted(heads))
    )
    # In the order they were made: the last one of a cluster counts.
    return {heads[one.entity]: one for one in reviews.order_by("pk")}


def _first_days(access: Access, clusters: Clusters) -> dict[str, date]:
    rows = visible_to(access).filter(entity_id__in=in_list(sorted(clusters.head)))
    days: dict[str, date] = {}
    for entity_id, at in rows.values_list("entity_id").annotate(first=Min("recorded_at")):
        canonical = clusters.head[entity_id]
        days[canonical] = min(at.date(), days.get(canonical, at.date()))
    return days


def _children(access: Access, clusters: Clusters) -> set[str]:
    """The persons whom a full date of birth makes younger than 18 today."""
    rows = visible_to(access).filter(entity_id__in=in_list(sorted(clusters.head)), prop="birthDate")
    return {
        clusters.head[entity_id]
        for entity_id, born in rows.values_list("entity_id", "value")
        if _is_under_18(born, access.today)
    }


def _is_under_18(born: str, today: date) -> bool:
    try:
        return add_months(date.fromisoformat(born[:10]), ADULT_MONTHS) > today
    except ValueError:
        return False


def _captions(access: Access, clusters: Clusters) -> dict[str, str]:
    values: dict[str, list[tuple[str, str]]] = defaultdict(list)
    schemata: dict[str, set[str]] = defaultdict(set)
    rows = visible_to(access).filter(
        entity_id__in=in_list(sorted(clusters.head)), prop_type__in=CAPTION_TYPES
    )
    for entity_id, schema, prop, value in rows.values_list("entity_id", "schema", "prop", "value"):
        values[clusters.head[entity_id]].append((prop, value))
        schemata[clusters.head[entity_id]].add(schema)
    return {
        canonical: caption_of(common_schema(schemata[canonical]), listed) or canonical
        for canonical, listed in values.items()
    }
