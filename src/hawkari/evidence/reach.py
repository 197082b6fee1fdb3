"""Which parts of loads a person of an agency reaches in an operation, by their markings alone.

What a role may do is not asked here: `hawkari.evidence.access` does that. The rules on markings
are `hawkari.evidence.grading.readable`, asked once a marking and not once a statement.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db.models import Q, QuerySet

from hawkari.evidence.bulk import in_ids
from hawkari.evidence.grading import ConditionValue, MarkingValue, Reader, readable
from hawkari.evidence.grading.values import frozen_originals
from hawkari.evidence.models import (
    HandlingCondition,
    LoadPart,
    LoadState,
    Marking,
    Operation,
    User,
)
from hawkari.evidence.rowsecurity import bound_once

__all__ = ["marking_values", "reachable_parts", "reader_of", "remembering"]

Key = tuple[int | None, int | None, int, date]
_kept: ContextVar[dict[Key, frozenset[int]] | None] = ContextVar("kept", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Work out once what each person reaches, for as long as the block lasts.

    For a request that only reads: a page asks many times. Whatever changes meanwhile shows in the
    next request.
    """
    token = _kept.set({})
    try:
        with bound_once():
            yield
    finally:
        _kept.reset(token)


def reachable_parts(user: User, operation: Operation, today: date) -> frozenset[int]:
    """Ids of the parts of complete loads that a user's agency or the markings let them reach.

    Empty for somebody without an agency, or of one that does not take part in the operation.

    Args:
        user: who.
        operation: in which operation; only sources of agencies that take part count.
        today: the day that conditions are judged on.
    """
    kept = _kept.get()
    key = (user.pk, user.agency_id, operation.pk, today)
    if kept is not None and key in kept:
        return kept[key]
    found = _reachable(user, operation, today)
    if kept is not None:
        kept[key] = found
    return found


def _reachable(user: User, operation: Operation, today: date) -> frozenset[int]:
    reader = reader_of(user, operation, today)
    if reader.agency not in reader.partners:
        return frozenset()
    shared = [
        pk
        for pk, marking in marking_values(Marking.objects.all())
        if readable(marking, reader, originator="").allowed
    ]
    parts = LoadPart.objects.filter(
        Q(load__source__agency=user.agency_id) | Q(marking__in=in_ids(shared)),
        load__state=LoadState.COMPLETE,
        load__source__agency__operations=operation,
    )
    return frozenset(parts.values_list("pk", flat=True))


def reader_of(user: User, operation: Operation, today: date) -> Reader:
    """A person as the rules on markings ask about them; agencies and users by primary key."""
    return Reader(
        agency=user.agency_id or 0,
        user=user.pk,
        partners=frozenset(operation.agencies.values_list("pk", flat=True)),
        purpose=operation.purpose_kind,
        today=today,
    )


def marking_values(markings: QuerySet[Marking]) -> list[tuple[int, MarkingValue]]:
    """Markings by id as the rules take them; agencies and users by primary key."""
    rows = list(markings)
    conditions = _conditions(row.condition_id for row in rows)
    return [
        (
            row.pk,
            MarkingValue(
                source=row.source_evaluation,
                intelligence=row.intelligence_assessment,
                handling=row.handling,
                condition=conditions.get(row.condition_id or 0),
                originals=frozen_originals(row.originals),
                europol=frozenset(row.europol),
                europol_text=row.europol_text,
                tlp=row.tlp,
                pap=row.pap,
                gsc=row.gsc,
            ),
        )
        for row in rows
    ]


def _conditions(ids: Iterable[int | None]) -> dict[int, ConditionValue]:
    wanted = sorted({pk for pk in ids if pk is not None})
    if not wanted:
        return {}
    rows = HandlingCondition.objects.filter(pk__in=in_ids(wanted))
    # Three plain queries: a prefetch makes an object of every agency and user, each time anew.
    agencies = _grouped(rows.filter(agencies__isnull=False).values_list("pk", "agencies"))
    users = _grouped(rows.filter(users__isnull=False).values_list("pk", "users"))
    satisfied = _grouped(
        rows.filter(satisfactions__isnull=False).values_list("pk", "satisfactions__agency")
    )
    return {
        row.pk: ConditionValue(
            text=row.text,
            agencies=agencies[row.pk],
            users=users[row.pk],
            purposes=frozenset(row.purposes),
            expires=row.expires,
            must_consult=row.consult_originator,
            satisfied_for=satisfied[row.pk],
            code=row.code,
        )
        for row in rows
    }


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """The second numbers by the first; empty for a first that is not there."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return defaultdict(frozenset, {one: frozenset(others) for one, others in found.items()})
