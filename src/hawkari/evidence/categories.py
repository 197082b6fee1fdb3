"""Subject categories: what a person set in an operation, what sources state, who is protected.

After DPA 2018 s.38 and Europol Annex II; `migrant` (a smuggled person) is ours. Not legal advice;
verified by: nobody yet. Nothing is derived: a category is set by a person, or stated by a source.
Whoever is a victim or a migrant in any operation the viewer works in, or by any source they may
read, is never ranked.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_list
from hawkari.evidence.category_history import begin_period, end_periods
from hawkari.evidence.identities import Clusters, EntityNotFound, clusters_of, log_ids, stated_ids
from hawkari.evidence.models import Act, Category, SubjectCategory

__all__ = [
    "PROTECTED",
    "Categories",
    "categories_for",
    "categories_of",
    "clear_category",
    "set_category",
    "stated_categories",
]

PROTECTED = frozenset({Category.VICTIM.value, Category.MIGRANT.value})
STATED_IN = ("classification", "topics", "position", "status")
KNOWN = frozenset(Category.values)
BASES = ("fact", "assessment")


@dataclass(frozen=True, slots=True)
class Categories:
    """Categories of one entity.

    `set_here` were set by a person in this operation (empty: unset); `set_elsewhere` in another
    operation that the viewer is a member of; `stated` by a source.
    """

    set_here: frozenset[str] = frozenset()
    set_elsewhere: frozenset[str] = frozenset()
    stated: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Every category from anywhere: what decides whether the entity may be ranked."""
        return self.set_here | self.set_elsewhere | self.stated

    @property
    def is_protected(self) -> bool:
        """Whether the entity is a victim or a migrant by anybody's word."""
        return not PROTECTED.isdisjoint(self.all)


def categories_of(access: Access, clusters: Clusters) -> dict[str, Categories]:
    """The categories of each cluster, by canonical id. Three queries, whatever the number."""
    here: dict[str, set[str]] = defaultdict(set)
    elsewhere: dict[str, set[str]] = defaultdict(set)
    # Who reads by break-glass alone is no member, and must know of victims all the same.
    works_in = Q(operation__members__user=access.user) | Q(operation=access.operation)
    rows = SubjectCategory.objects.filter(works_in, entity_id__in=in_list(list(clusters.head)))
    places = rows.values_list("entity_id", "category", "operation").distinct()
    for entity_id, category, operation in places:
        where = here if operation == access.operation.pk else elsewhere
        where[clusters.head[entity_id]].add(category)
    stated = stated_categories(access, clusters)
    return {
        canonical: Categories(
            frozenset(here[canonical]), frozenset(elsewhere[canonical]), stated[canonical]
        )
        for canonical in clusters.members
    }


def categories_for(access: Access, ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Every category of some entities, by the ids asked for: what the disruption engine needs.

    Args:
        access: who asks.
        ids: canonical ids or ids as stated; those unknown or hidden are left out.
    """
    stated = stated_ids(ids)
    clusters = clusters_of(access, stated.values())
    found = categories_of(access, clusters)
    return {
        one: found[clusters.head[entity_id]].all
        for one, entity_id in stated.items()
        if entity_id in clusters.head
    }


def stated_categories(access: Access, clusters: Clusters) -> dict[str, frozenset[str]]:
    """The categories that visible statements give each cluster, by canonical id."""
    found: dict[str, set[str]] = defaultdict(set)
    statements = visible_to(access).filter(
        entity_id__in=in_list(list(clusters.head)), prop__in=STATED_IN
    )
    for entity_id, value in statements.values_list("entity_id", "value"):
        found[clusters.head[entity_id]] |= _categories_in(value)
    return {canonical: frozenset(found[canonical]) for canonical in clusters.members}


def _categories_in(value: str) -> frozenset[str]:
    """The category words of a value; loaders have put each partner's words into ours."""
    return KNOWN.intersection(re.split(r"[^a-z]+", value.casefold()))


def set_category(
    access: Access, entity: str, category: Category, *, basis: str, reason: str = ""
) -> None:
    """Give an entity a category in this operation; it may hold several at once.

    Args:
        access: who sets it.
        entity: canonical id or id as stated.
        category: which.
        basis: ``fact`` or ``assessment``.
        reason: why, in the setter's words.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the category or the basis is unknown.
        EntityNotFound: if there is no such entity that the user may see.
    """
    require(access, Action.CATEGORIZE)
    if category not in KNOWN or basis not in BASES:
        raise BadInput(
            f"{category!r} on the basis of {basis!r} is no subject category",
            f"Give one of {', '.join(sorted(KNOWN))}, and fact or assessment.",
        )
    entity_id = _visible_entity(access, entity)
    with transaction.atomic():
        SubjectCategory.objects.update_or_create(
            operation=access.operation,
            entity_id=entity_id,
            category=category,
            defaults={
                "basis": basis,
                "reason": reason,
                "set_by": access.user,
                "set_at": timezone.now(),
            },
        )
        begin_period(access, entity_id, category, basis=basis, reason=reason)
        _record(access, entity_id, category, f"set as {basis}", reason)


def clear_category(access: Access, entity: str, category: Category, *, reason: str) -> None:
    """Take a category back from the whole cluster, in this operation; the audit log keeps it.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if no reason is given.
        EntityNotFound: if there is no such entity that the user may see.
    """
    require(access, Action.CATEGORIZE)
    if not reason.strip():
        raise BadInput("taking a category back needs a reason", "Say why.")
    entity_id = _visible_entity(access, entity)
    members = clusters_of(access, [entity_id]).head
    with transaction.atomic():
        SubjectCategory.objects.filter(
            operation=access.operation, entity_id__in=in_list(list(members)), category=category
        ).delete()
        end_periods(access, list(members), category, reason=reason)
        _record(access, entity_id, category, "cleared", reason)


def _visible_entity(access: Access, entity: str) -> str:
    entity_id = stated_ids([entity])[entity]
    if entity_id not in clusters_of(access, [entity_id]).head:
        raise EntityNotFound(entity)
    return entity_id


def _record(  # noqa: PLR0917  the columns of an entry
    access: Access, entity_id: str, category: str, change: str, reason: str
) -> None:
    audit.record(
        Act.ALTER,
        access=access,
        objects=log_ids([entity_id]),
        count=1,
        justification=reason,
        detail={"category": str(category), "change": change},
    )
