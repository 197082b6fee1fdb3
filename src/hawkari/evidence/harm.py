"""Merges above a stated harm: which entities nobody who is told of it may join alone.

Such is whoever has a subject category in an operation that the decider works in (a person under an
operation), and whatever somebody, or a desk in somebody's name, marked there. A first positive on
such an entity is kept as a proposal, not in force; another person confirms or declines it.
What other operations hold on an entity is not asked: whether a decision needs a second person must
not tell its maker that somebody else is after the same man. So somebody who works in none of the
operations that hold something on it may join it alone. Nor may a run of linkage tell it to
those who read it, so a run asks only what its own operation holds (`harms_in`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, whole_parts
from hawkari.evidence.bulk import in_list
from hawkari.evidence.clusters import partition
from hawkari.evidence.identities import (
    EntityNotFound,
    clusters_of,
    decisions_among,
    log_ids,
    stated_ids,
)
from hawkari.evidence.models import Act, CategoryPeriod, HarmMark, Operation, SubjectCategory

__all__ = [
    "Harm",
    "HarmView",
    "harm_changed",
    "harms_in",
    "harms_of",
    "held_by_people",
    "lift_harm_mark",
    "mark_harm",
    "marks_of",
]


@dataclass(frozen=True, slots=True)
class Harm:
    """Why an entity needs two people to be joined.

    `categories` are its subject categories, `marks` the numbers of the marks that stand.
    """

    categories: frozenset[str] = frozenset()
    marks: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.categories or self.marks)


@dataclass(frozen=True, slots=True)
class HarmView:
    """One mark that stands. `desk` is empty where a person marked the entity by themselves."""

    mark: int
    entity_id: str
    desk: str
    reason: str
    marked_by: str
    marked_at: datetime


def harms_of(access: Access, entity_ids: Collection[str] | None = None) -> dict[str, Harm]:
    """Of some records as stated, those that need two people, by what the access may know.

    Only the records themselves are asked about: give every record of a cluster. Two queries. Not
    for what others of the operation will read: see `harms_in`.

    Args:
        access: who asks.
        entity_ids: which records; None for all that are marked.
    """
    works_in = Q(operation__members__user=access.user) | Q(operation=access.operation)
    return _harms(works_in, entity_ids)


def harms_in(operation: Operation, entity_ids: Collection[str] | None = None) -> dict[str, Harm]:
    """As `harms_of`, by what is held in one operation alone.

    For whatever is kept where others of the operation read it, such as a run's candidates and the
    rule's proposals: what the runner knows from elsewhere must not show in them.
    """
    return _harms(Q(operation=operation), entity_ids)


def _harms(held: Q, entity_ids: Collection[str] | None) -> dict[str, Harm]:
    about = Q() if entity_ids is None else Q(entity_id__in=in_list(sorted(entity_ids)))
    categories: dict[str, set[str]] = {}
    rows = SubjectCategory.objects.filter(held & about).values_list("entity_id", "category")
    for entity_id, category in rows.distinct():
        categories.setdefault(entity_id, set()).add(category)
    marks: dict[str, list[int]] = {}
    standing = HarmMark.objects.filter(held & about, lifted_at__isnull=True).distinct()
    for entity_id, pk in standing.order_by("pk").values_list("entity_id", "pk"):
        marks.setdefault(entity_id, []).append(pk)
    return {
        one: Harm(frozenset(categories.get(one, ())), tuple(marks.get(one, ())))
        for one in sorted({*categories, *marks})
    }


def harm_changed(operation: Operation, since: datetime) -> set[str]:
    """The records on which a mark or a category of an operation began or ended since a moment."""
    marks = HarmMark.objects.filter(
        Q(marked_at__gte=since) | Q(lifted_at__gte=since), operation=operation
    )
    periods = CategoryPeriod.objects.filter(
        Q(since__gte=since) | Q(until__gte=since), operation=operation
    )
    return {
        *marks.values_list("entity_id", flat=True),
        *periods.values_list("entity_id", flat=True),
    }


def held_by_people(access: Access, entity_ids: Collection[str]) -> dict[str, str]:
    """Some records, each with the name of what people's word alone holds together around it.

    A join of two records of one name changes nothing, so it needs no second person. What the rule
    joined is not of one name: with the next run it takes its joins back where harm was stated.
    """
    around = {*entity_ids, *clusters_of(access, entity_ids).head}
    decisions = decisions_among(sorted(around), parts=whole_parts(access))
    roots = partition(one for one in decisions if not one.by_rule).roots
    return {one: roots.get(one, one) for one in around}


def mark_harm(access: Access, entity: str, *, reason: str, desk: str = "") -> HarmMark:
    """Say that a wrong merge of an entity would do harm: it takes two people from now on.

    What was joined before stays joined; the rule takes its own joins back with the next run, and
    proposes them.

    Args:
        access: who says so.
        entity: canonical id or id as stated.
        reason: why, in words.
        desk: the desk that marks it in the person's name; empty for none.

    Raises:
        AccessDenied: if the role may not set categories, which is the same right.
        BadInput: if no reason is given.
        EntityNotFound: if there is no such entity that the user may see.
    """
    require(access, Action.CATEGORIZE)
    if not reason.strip():
        raise BadInput("a mark needs a reason", "Say what harm a wrong merge would do.")
    entity_id = stated_ids([entity])[entity]
    with transaction.atomic():
        if entity_id not in clusters_of(access, [entity_id]).head:
            raise EntityNotFound(entity)
        mark = HarmMark.objects.create(
            operation=access.operation,
            entity_id=entity_id,
            desk=desk[:40],
            reason=reason,
            marked_by=access.user,
            marked_at=timezone.now(),
        )
        _record(access, mark, "marked", reason=reason)
    return mark


def lift_harm_mark(access: Access, mark: int, *, reason: str, entity: str = "") -> None:
    """Take a mark back; what was proposed meanwhile still awaits its second person.

    Args:
        access: who lifts it.
        mark: its number.
        reason: why, in words.
        entity: the entity that it is to stand on, by canonical id or id as stated, where one is
            named; empty for whichever it stands on.

    Raises:
        AccessDenied: if the role may not set categories.
        BadInput: if no reason is given, no such mark stands in the operation, or it stands on
            another entity.
        EntityNotFound: if an entity is named and there is none that the user may see.
    """
    require(access, Action.CATEGORIZE)
    if not reason.strip():
        raise BadInput("lifting a mark needs a reason", "Say why it may be lifted.")
    with transaction.atomic():
        found = _standing(access).select_for_update().filter(pk=mark).first()
        if found is None or not _is_seen_on(access, found.entity_id, entity):
            raise BadInput(f"no mark {mark} stands here", "It may have been lifted already.")
        found.lifted_by, found.lifted_at, found.lift_reason = access.user, timezone.now(), reason
        found.save(update_fields=["lifted_by", "lifted_at", "lift_reason"])
        _record(access, found, "lifted", reason=reason)


def _is_seen_on(access: Access, marked: str, entity: str) -> bool:
    """Whether a marked record is of this entity; of any that may be seen where none is named.

    Nobody learns from a mark's number of a record that they may not see.
    """
    if entity:
        return marked in _members(access, entity)
    return marked in clusters_of(access, [marked]).head


def _members(access: Access, entity: str) -> tuple[str, ...]:
    """The records as stated of an entity; raises EntityNotFound where there is none to be seen."""
    entity_id = stated_ids([entity])[entity]
    found = clusters_of(access, [entity_id])
    if entity_id not in found.head:
        raise EntityNotFound(entity)
    return found.members[found.head[entity_id]]


def marks_of(access: Access, entity_ids: Iterable[str]) -> list[HarmView]:
    """The marks that stand in this operation on some records as stated, oldest first.

    Records that the access may not see are left out. Not audited: for services that do so.
    """
    seen = clusters_of(access, entity_ids).head
    rows = _standing(access).filter(entity_id__in=in_list(sorted(seen))).select_related("marked_by")
    return [
        HarmView(
            mark=one.pk,
            entity_id=one.entity_id,
            desk=one.desk,
            reason=one.reason,
            marked_by=one.marked_by.get_username(),
            marked_at=one.marked_at,
        )
        for one in rows.order_by("pk")
    ]


def _standing(access: Access) -> QuerySet[HarmMark]:
    return HarmMark.objects.filter(operation=access.operation, lifted_at__isnull=True)


def _record(access: Access, mark: HarmMark, change: str, *, reason: str) -> None:
    audit.record(
        Act.ALTER,
        access=access,
        objects=log_ids([mark.entity_id]),
        count=1,
        justification=reason,
        detail={"what": "two people to merge", "change": change, "mark": mark.pk},
    )
