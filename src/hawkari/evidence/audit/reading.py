"""Questions to the audit log. Whoever calls these checks access first and records the reading."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from hawkari.evidence.audit.recording import Accessor
from hawkari.evidence.audit.terms import asked_ids, term_hashes
from hawkari.evidence.bulk import in_list
from hawkari.evidence.models.audit import Act, AuditEntry
from hawkari.evidence.models.judgements import CanonicalEntity, ClusterMember
from hawkari.evidence.models.operations import OperationMember

__all__ = [
    "LOOKS",
    "Question",
    "asked",
    "ids_of_people",
    "ids_of_person",
    "in_scope",
    "was_searched",
]

LOOKS = (Act.CONSULT, Act.SEARCH, Act.DISCLOSE)
"""The acts by which somebody sees something."""


@dataclass(frozen=True, slots=True)
class Question:
    """What of the log is asked for; an empty field asks for everything.

    Attributes:
        ids: of one person, see `ids_of_person`.
        actor: a user name.
        act: one of `Act`, or ``look`` for `LOOKS`.
        outcome: ``refused`` for what was refused or found nothing, else empty.
        first: the first day, inclusive, UTC.
        last: the last day, inclusive, UTC.
        whole: with `ids`, also acts on everything that an operation holds, which may have shown
            the person without naming them.
    """

    ids: tuple[str, ...] = ()
    actor: str = ""
    act: str = ""
    outcome: str = ""
    first: date | None = None
    last: date | None = None
    whole: bool = False


def in_scope(access: Accessor) -> QuerySet[AuditEntry]:
    """The entries that an auditor of this operation may read, oldest first.

    Those of the operation, and those of no operation (logins, refused openings) of its members.
    """
    members = OperationMember.objects.filter(operation=access.operation)
    names = members.values("user__username")
    slug = access.operation.slug
    return AuditEntry.records.filter(Q(operation=slug) | Q(operation="", actor__in=names))


def asked(entries: QuerySet[AuditEntry], question: Question) -> QuerySet[AuditEntry]:
    """The entries that answer a question, in the order of `entries`.

    By a person's ids every entry of the period is looked through: about a second a million.
    """
    if question.ids:
        named = Q()
        for one in question.ids:
            named |= Q(object_ids__contains=f'"{one}"')
        if question.whole:
            named |= Q(detail__contains='"whole":true')
        entries = entries.filter(named)
    if question.actor:
        entries = entries.filter(actor=question.actor)
    if question.act == "look":
        entries = entries.filter(act__in=LOOKS)
    elif question.act:
        entries = entries.filter(act=question.act)
    if question.outcome:
        entries = entries.exclude(outcome="ok")
    if question.first is not None:
        entries = entries.filter(at__gte=_midnight(question.first))
    if question.last is not None:
        entries = entries.filter(at__lt=_midnight(question.last + timedelta(days=1)))
    return entries


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def ids_of_person(entity: str) -> tuple[str, ...]:
    """Every id under which the log may name one person, sorted; empty if the id is unknown.

    The ids as stated and the canonical ids of everything that is in one cluster with it, whoever
    may see which part: somebody who saw one record of a person saw that person.

    Args:
        entity: a canonical id, or an id as stated.
    """
    own = CanonicalEntity.objects.filter(Q(canonical_id=entity) | Q(entity_id=entity)).first()
    if own is None:
        return ()
    found = ids_of_people([own.entity_id])
    # Whoever asked for a record that they may not see is in the log under the hash of its id.
    return tuple(sorted({*found, *asked_ids(found)}))


def ids_of_people(stated: Collection[str]) -> set[str]:
    """As `ids_of_person`, for many people by ids as stated; unknown ids stay by themselves."""
    together = ClusterMember.objects.filter(entity_id__in=in_list(stated)).values("canonical")
    members = ClusterMember.objects.filter(canonical__in=together)
    every = {*stated, *members.values_list("entity_id", flat=True)}
    rows = CanonicalEntity.objects.filter(entity_id__in=in_list(every))
    return every | set(rows.values_list("canonical_id", flat=True))


def was_searched(entries: QuerySet[AuditEntry], query: str) -> QuerySet[AuditEntry]:
    """Searches for a term: for the whole query, or for one of its words if it is one word."""
    hashes = term_hashes(query)
    if not hashes:
        return entries.none()
    return entries.filter(act=Act.SEARCH, detail__contains=f'"{hashes[0]}"')
