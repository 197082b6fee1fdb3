"""Which parts of loads a person of an agency reaches in an operation, by their markings alone.

What a role may do is not asked here: `hawkari.evidence.access` does that. The rules on markings
are `hawkari.evidence.grading.readable`, asked once a marking and not once a statement.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet

from hawkari.evidence.bulk import id_list
from hawkari.evidence.grading import ConditionValue, MarkingValue, Reader, readable
from hawkari.evidence.grading.values import frozen_originals
from hawkari.evidence.models import Marking, Operation, User
from hawkari.evidence.rowsecurity import bound_once

__all__ = ["marking_values", "reachable_parts", "reader_of", "remembered", "remembering"]

Key = tuple[int | None, int | None, int, date]
Named = defaultdict[tuple[str, int], set[int]]
_kept: ContextVar[dict[Key, frozenset[int]] | None] = ContextVar("kept", default=None)
_looked_up: ContextVar[dict[Hashable, Any] | None] = ContextVar("looked_up", default=None)
Found = TypeVar("Found")


@contextmanager
def remembering(*, writes: bool = False) -> Iterator[None]:
    """Work out once what each person reaches, for as long as the block lasts.

    For a request: a page asks many times. Whatever changes meanwhile shows in the next request.
    Inside another such block nothing changes: that one goes on.

    Args:
        writes: the block writes, so that nothing but reach is kept: what is looked up through
            `remembered` would grow old in it.
    """
    if _kept.get() is not None:
        yield
        return
    token, looked = _kept.set({}), _looked_up.set(None if writes else {})
    try:
        with bound_once():
            yield
    finally:
        _looked_up.reset(looked)
        _kept.reset(token)


def remembered(key: Hashable, look_up: Callable[[], Found]) -> Found:
    """What a look-up gives, looked up once in a block of `remembering` that only reads.

    Args:
        key: names the look-up with all that its outcome depends on; of what one may see: the
            parts and classes of properties that are visible.
        look_up: called without such a block each time.
    """
    kept = _looked_up.get()
    if kept is None:
        return look_up()
    if key not in kept:
        kept[key] = look_up()
    found: Found = kept[key]
    return found


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
    sql, ids = id_list(shared)
    # By hand, like the query of partners: Django takes longer to put them together than they run.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id FROM evidence_loadpart p "  # noqa: S608  see id_list
            "JOIN evidence_loadrun l ON l.id = p.load_id "
            "JOIN evidence_source s ON s.id = l.source_id "
            f"WHERE (s.agency_id = %s OR p.marking_id {sql}) "
            "AND l.state = 'complete' "
            "AND s.agency_id IN "
            "(SELECT agency_id FROM evidence_operation_agencies WHERE operation_id = %s)",
            [user.agency_id, ids, operation.pk],
        )
        return frozenset(part for (part,) in cursor.fetchall())


def reader_of(user: User, operation: Operation, today: date) -> Reader:
    """A person as the rules on markings ask about them; agencies and users by primary key."""
    return Reader(
        agency=user.agency_id or 0,
        user=user.pk,
        partners=_partners(operation),
        purpose=operation.purpose_kind,
        today=today,
    )


def _partners(operation: Operation) -> frozenset[int]:
    """The agencies that take part in an operation."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agency_id FROM evidence_operation_agencies WHERE operation_id = %s",
            [operation.pk],
        )
        return frozenset(agency for (agency,) in cursor.fetchall())


def marking_values(markings: QuerySet[Marking]) -> list[tuple[int, MarkingValue]]:
    """Markings by id as the rules take them; agencies and users by primary key."""
    # Plain values: objects of the models would take longer to make than all the rules to ask.
    rows = list(
        markings.values_list(
            *("pk", "source_evaluation", "intelligence_assessment", "handling", "originals"),
            *("europol", "europol_text", "tlp", "pap", "gsc"),
            *("condition", "condition__text", "condition__purposes", "condition__expires"),
            *("condition__consult_originator", "condition__code"),
        )
    )
    named = _named(sorted({row[10] for row in rows if row[10] is not None}))
    return [
        (
            pk,
            MarkingValue(
                source=source,
                intelligence=intelligence,
                handling=handling,
                condition=_condition(named, *condition),
                originals=frozen_originals(originals),
                europol=frozenset(europol),
                europol_text=text,
                tlp=tlp,
                pap=pap,
                gsc=gsc,
            ),
        )
        for (
            pk, source, intelligence, handling, originals, europol, text, tlp, pap, gsc, *condition,
        ) in rows
    ]  # fmt: skip


def _condition(named: Named, pk: int | None, *words: Any) -> ConditionValue | None:
    """A condition from its columns in the order of `marking_values`; None for no condition."""
    if pk is None:
        return None
    text, purposes, expires, must_consult, code = words
    return ConditionValue(
        text=text,
        agencies=frozenset(named["agency", pk]),
        users=frozenset(named["user", pk]),
        purposes=frozenset(purposes),
        expires=expires,
        must_consult=must_consult,
        satisfied_for=frozenset(named["agreed", pk]),
        code=code,
    )


def _named(conditions: list[int]) -> Named:
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
    found: Named = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(query, [ids] * len(tables))
        for what, condition, whom in cursor.fetchall():
            found[what, condition].add(whom)
    return found
