"""Says a statement again under another marking: the fourth door to their table, for regradings.

The old statement is retracted, the new one says the same under the new marking and belongs to the
same load, so that a newer file which states the value as before keeps the new one standing
(`regraded_standing`). What a partner shared with us is taken back or marked anew here, too, when
its originator says so. Nothing read here is ever shown.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.utils import timezone

from hawkari.evidence.bulk import id_list, in_ids, in_list, insert_rows
from hawkari.evidence.markings import part_of
from hawkari.evidence.models import (
    LoadRun,
    LoadSighting,
    LoadState,
    Marking,
    Retraction,
    SearchKey,
    Statement,
)
from hawkari.evidence.rows import StatementRow
from hawkari.evidence.rowsecurity import engine_door
from hawkari.evidence.search_keys import keys_of
from hawkari.evidence.statement_keys import key_start, statement_key

__all__ = [
    "hold_loads",
    "is_retracted",
    "mark_anew",
    "regraded_standing",
    "restate",
    "standing_in",
    "take_back",
]


def hold_loads(loads: Collection[LoadRun]) -> None:
    """Let no running load of the same slots go on before this transaction ends."""
    for load in sorted(loads, key=lambda one: one.pk):
        same = LoadRun.objects.filter(source=load.source_id, slot=load.slot)
        list(same.filter(state=LoadState.RUNNING).select_for_update().order_by("pk"))


def is_retracted(statement: int) -> bool:
    """Whether a statement, seen or not, no longer stands."""
    return Retraction.objects.filter(statement=statement).exists()


def restate(old: Statement, marking: Marking, *, reason: str) -> Statement:
    """Put a statement in another's place, under another marking, in the current transaction.

    Args:
        old: the statement, with its load and source; it is retracted.
        marking: of the new statement.
        reason: why, as the retraction keeps it.
    """
    now = timezone.now()
    with engine_door("regrade"):
        new = _copy(old, marking, now)
        insert_rows(
            SearchKey,
            ("key", "statement_id"),
            [(key, new.pk) for key in keys_of(new.prop, new.prop_type, new.value)],
        )
        # A load that is running has met the old statement: it has thereby met the new one.
        for load in LoadSighting.objects.filter(statement=old).values_list("load", flat=True):
            LoadSighting.objects.get_or_create(load_id=load, statement=new)
        Retraction.objects.create(statement=old, reason=reason, retracted_at=now)
        Statement.objects.filter(pk=old.pk).update(retracted=True)
    return new


@engine_door("load")
def standing_in(load: LoadRun, rows: Collection[str]) -> dict[str, int]:
    """Numbers of the statements of a load that stand, by their rows; others are left out."""
    found = Statement.objects.filter(load=load, row__in=in_list(sorted(rows)), retracted=False)
    return dict(found.order_by("pk").values_list("row", "pk"))


@engine_door("load")
def take_back(load: LoadRun, rows: Collection[str], *, reason: str) -> list[int]:
    """Retract what stands of some rows of a load, in the current transaction.

    Args:
        load: whose statements.
        rows: as the statements name them.
        reason: why, as the retractions keep it.

    Returns:
        Numbers of the statements that were retracted now, rising.
    """
    numbers = sorted(standing_in(load, rows).values())
    now = timezone.now()
    Retraction.objects.bulk_create(
        [Retraction(statement_id=one, reason=reason, retracted_at=now) for one in numbers],
        batch_size=1000,
    )
    Statement.objects.filter(pk__in=in_ids(numbers)).update(retracted=True)
    return numbers


@engine_door("regrade")
def mark_anew(load: LoadRun, row: str, marking: Marking, *, reason: str) -> tuple[int, int] | None:
    """Put what stands of a row under another marking, in the current transaction.

    Returns:
        Numbers of the old statement and of the one in its place; None where nothing stands, or
        it has the marking already.
    """
    number = standing_in(load, [row]).get(row)
    if number is None:
        return None
    old = Statement.objects.select_related("part", "load__source", "source").get(pk=number)
    if old.part.marking_id == marking.pk:
        return None
    return number, restate(old, marking, reason=reason).pk


def _copy(old: Statement, marking: Marking, now: datetime) -> Statement:
    row = StatementRow(
        old.entity_id, old.schema, old.prop, old.prop_type, old.value, old.original_value,
        old.lang, old.row, old.seen,
    )  # fmt: skip
    start = key_start(old.load.source.slug, old.load.slot, marking.key)
    return Statement.objects.create(
        key=statement_key(start, row),
        source=old.source,
        load=old.load,
        part=part_of(old.load, marking),
        entity_id=old.entity_id,
        schema=old.schema,
        prop=old.prop,
        prop_type=old.prop_type,
        value=old.value,
        original_value=old.original_value,
        lang=old.lang,
        row=old.row,
        seen=old.seen,
        recorded_at=now,
    )


def regraded_standing(keys: Collection[str]) -> dict[str, tuple[int, int]]:
    """Statements that stand in place of what a file says, by the file's keys.

    Returns:
        Key of the statement as the file states it, to (statement that stands for it, its load).
    """
    if not keys:
        return {}
    sql, listed = id_list(keys)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.key, s.id, s.load_id FROM evidence_regrading g "  # noqa: S608  see id_list
            "JOIN evidence_statement o ON o.id = g.root_id "
            "JOIN evidence_statement s ON s.id = g.new_id "
            "JOIN evidence_loadrun l ON l.id = s.load_id "
            "LEFT JOIN evidence_retraction r ON r.statement_id = s.id "
            f"WHERE o.key {sql} AND r.id IS NULL AND l.state = %s",
            [listed, LoadState.COMPLETE.value],
        )
        return {key: (pk, load) for key, pk, load in cursor.fetchall()}
