"""Which parts of loads a person of an agency reaches in an operation, by their markings alone.

What a role may do is not asked here: `hawkari.evidence.access` does that. The rules on markings
are `hawkari.evidence.grading.readable`, asked once a marking and not once a statement.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from hawkari.evidence.bulk import id_list, in_ids
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
    # Plain values: objects of the models would take longer to make than all the rules to ask.
    rows = list(
        markings.values_list(
            "pk", "condition", "source_evaluation", "intelligence_assessment", "handling",
            "originals", "europol", "europol_text", "tlp", "pap", "gsc",
        )
    )  # fmt: skip
    conditions = _conditions(condition for _, condition, *_ in rows)
    return [
        (
            pk,
            MarkingValue(
                source=source,
                intelligence=intelligence,
                handling=handling,
                condition=conditions.get(condition or 0),
                originals=frozen_originals(originals),
                europol=frozenset(europol),
                europol_text=text,
                tlp=tlp,
                pap=pap,
                gsc=gsc,
            ),
        )
        for (
            pk, condition, source, intelligence, handling, originals, europol, text, tlp, pap, gsc,
        ) in rows
    ]  # fmt: skip


def _conditions(ids: Iterable[int | None]) -> dict[int, ConditionValue]:
    wanted = sorted({pk for pk in ids if pk is not None})
    if not wanted:
        return {}
    named = _named(wanted)
    rows = HandlingCondition.objects.filter(pk__in=in_ids(wanted)).values_list(
        "pk", "text", "purposes", "expires", "consult_originator", "code"
    )
    return {
        pk: ConditionValue(
            text=text,
            agencies=frozenset(named["agency", pk]),
            users=frozenset(named["user", pk]),
            purposes=frozenset(purposes),
            expires=expires,
            must_consult=must_consult,
            satisfied_for=frozenset(named["agreed", pk]),
            code=code,
        )
        for pk, text, purposes, expires, must_consult, code in rows
    }


def _named(conditions: list[int]) -> dict[tuple[str, int], set[int]]:
    """Agencies and users that conditions name, and agencies that their originators agreed to."""
    sql, ids = id_list(conditions)
    tables = (
        ("agency", "handlingcondition_id", "agency_id", "handlingcondition_agencies"),
        ("user", "handlingcondition_id", "user_id", "handlingcondition_users"),
        ("agreed", "condition_id", "agency_id", "conditionsatisfaction"),
    )
    query = " UNION ALL ".join(
        f"SELECT '{what}', {of}, {whom} FROM evidence_{table} WHERE {of} {sql}"  # noqa: S608  our own words
        for what, of, whom, table in tables
    )
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(query, [ids] * len(tables))
        for what, condition, whom in cursor.fetchall():
            found[what, condition].add(whom)
    return found
