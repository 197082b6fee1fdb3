"""Statements beyond what anybody sees: the third door to their table, for disposal and corrections.

A disposal reaches retracted values and those of interrupted loads; a correction asks whether a
retracted value is said again. Nothing read here is ever shown. The row of an erased statement stays
with its number, source, load, record, schema and property, so that what refers to it holds; value,
key, language, date and row number are gone.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from hawkari.evidence.bulk import id_list, in_ids, in_list
from hawkari.evidence.models import (
    Disposal,
    DisposalScope,
    LoadRun,
    LoadSighting,
    LoadState,
    Retraction,
    SearchKey,
    Statement,
    Tombstone,
)
from hawkari.evidence.rowsecurity import engine_door
from hawkari.evidence.search_keys import entity_key

__all__ = [
    "Doomed",
    "count_of",
    "erase",
    "loads_left",
    "next_statements",
    "parts_by_entity",
    "parts_of",
    "records_left_in",
    "rename_records",
    "renamed",
    "restated",
    "retracted_by",
    "retracted_since",
    "reword_retractions",
    "stated_ever",
    "statements_of",
    "statements_visible_in",
    "still_valued",
    "values_left",
]

DISPOSED = "disposed"


@dataclass(frozen=True, slots=True)
class Doomed:
    """A statement about to be erased: what its traces are found by."""

    pk: int
    source: int
    load: int
    entity_id: str
    prop: str
    prop_type: str
    value: str
    original_value: str
    row: str


@engine_door("dispose")
def statements_of(entity_ids: Sequence[str], parts: Collection[int]) -> tuple[int, ...]:
    """Numbers of the statements of some records and of the references to them, in some parts."""
    references = SearchKey.objects.filter(key__in=in_list([entity_key(one) for one in entity_ids]))
    found = Statement.objects.filter(
        Q(entity_id__in=in_list(entity_ids)) | Q(pk__in=references.values("statement")),
        part__in=in_ids(sorted(parts)),
    )
    return tuple(found.order_by("pk").values_list("pk", flat=True))


@engine_door("identities")
def parts_of(entity_ids: Sequence[str]) -> set[int]:
    """The parts of loads that ever stated something of some records, retracted ones included."""
    found = Statement.objects.filter(entity_id__in=in_list(entity_ids))
    return set(found.values_list("part", flat=True).distinct())


@engine_door("identities")
def parts_by_entity(entity_ids: Collection[str]) -> dict[str, set[int]]:
    """As `parts_of`, for each record by itself; records of which nothing is known are left out."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = Statement.objects.filter(entity_id__in=in_list(sorted(entity_ids)))
    for entity_id, part in rows.values_list("entity_id", "part").distinct():
        found[entity_id].add(part)
    return dict(found)


@engine_door("identities")
def stated_ever(parts: Collection[int]) -> set[str]:
    """The records of which some parts of loads ever stated something, retracted ones included."""
    rows = Statement.objects.filter(part__in=in_ids(sorted(parts)))
    return set(rows.values_list("entity_id", flat=True).distinct())


@engine_door("identities")
def retracted_since(parts: Collection[int], since: datetime) -> set[str]:
    """The records of which some parts of loads stated something that was retracted since."""
    late = Retraction.objects.filter(retracted_at__gte=since).values("statement")
    rows = Statement.objects.filter(part__in=in_ids(sorted(parts)), retracted=True, pk__in=late)
    return set(rows.values_list("entity_id", flat=True).distinct())


@engine_door("dispose")
def statements_visible_in(numbers: Sequence[int], parts: Collection[int]) -> tuple[int, ...]:
    """Which of some statements lie in some parts, retracted ones included."""
    found = Statement.objects.filter(pk__in=in_ids(numbers), part__in=in_ids(sorted(parts)))
    return tuple(found.order_by("pk").values_list("pk", flat=True))


@engine_door("dispose")
def next_statements(disposal: Disposal, *, limit: int) -> list[Doomed]:
    """The next statements of a disposal behind its position, by number, holds not considered."""
    rows = Statement.objects.filter(pk__gt=disposal.position)
    if disposal.scope == DisposalScope.SOURCE:
        rows = rows.filter(load__source=disposal.source_id)
    elif disposal.scope == DisposalScope.LOAD:
        rows = rows.filter(load=disposal.load_id)
    else:
        ahead = [pk for pk in disposal.targets if pk > disposal.position][:limit]
        rows = rows.filter(pk__in=in_ids(ahead))
    columns = (
        "pk", "source_id", "load_id", "entity_id", "prop", "prop_type", "value",
        "original_value", "row",
    )  # fmt: skip
    return [Doomed(*row) for row in rows.order_by("pk").values_list(*columns)[:limit]]


@engine_door("dispose")
def values_left(
    entity_ids: Collection[str], prop_types: Collection[str]
) -> set[tuple[str, str, str]]:
    """Record, type of the property and value of what some records still say of some types."""
    rows = Statement.objects.filter(
        entity_id__in=in_list(sorted(entity_ids)), prop_type__in=prop_types, retracted=False
    )
    return set(rows.values_list("entity_id", "prop_type", "value"))


@engine_door("dispose")
def erase(numbers: Sequence[int]) -> None:
    """Erase statements and their keys; they count as retracted from now on."""
    Statement.objects.filter(pk__in=in_ids(numbers)).update(
        key="", value="", original_value="", lang="", row="", seen="", retracted=True
    )
    SearchKey.objects.filter(statement__in=in_ids(numbers)).delete()
    LoadSighting.objects.filter(statement__in=in_ids(numbers)).delete()
    Retraction.objects.filter(statement__in=in_ids(numbers)).update(reason=DISPOSED)
    sql, ids = id_list(numbers)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO evidence_retraction (statement_id, reason, retracted_at) "  # noqa: S608  see id_list
            f"SELECT id, %s, %s FROM evidence_statement WHERE id {sql} "
            "ON CONFLICT (statement_id) DO NOTHING",
            [DISPOSED, now, ids],
        )


@engine_door("dispose")
def still_valued(entity_ids: Collection[str]) -> set[str]:
    """Which of some records have a statement that is not erased, retracted ones included."""
    gone = Tombstone.objects.values("statement")
    rows = Statement.objects.filter(entity_id__in=in_list(sorted(entity_ids))).exclude(pk__in=gone)
    return set(rows.values_list("entity_id", flat=True).distinct())


def renamed(column: str, names: Mapping[str, str]) -> RawSQL:
    """The new name of what a text column holds, for an update of rows that are all in `names`."""
    pairs = json.dumps(names, ensure_ascii=False)
    each = "json_each(%s)" if connection.vendor == "sqlite" else "jsonb_each_text(%s::jsonb)"
    sql = f"(SELECT m.value FROM {each} m WHERE m.key = {column})"  # noqa: S608  our own column
    return RawSQL(sql, [pairs])  # noqa: S611  the names are a parameter


@engine_door("dispose")
def rename_records(names: Mapping[str, str]) -> None:
    """Give the erased statements of records other ids, by the old id."""
    rows = Statement.objects.filter(entity_id__in=in_list(sorted(names)))
    rows.update(entity_id=renamed("entity_id", names))


@engine_door("dispose")
def records_left_in(disposal: Disposal) -> dict[str, int]:
    """What of a disposal's statements is not erased, by what was left; empty when all is gone."""
    numbers = Tombstone.objects.filter(disposal=disposal).values("statement")
    rows = Statement.objects.filter(pk__in=numbers)
    left = {
        "values": rows.exclude(value="", original_value="", key="", row="", seen="").count(),
        "search keys": SearchKey.objects.filter(statement__in=numbers).count(),
        "not retracted": rows.filter(Q(retraction__isnull=True) | Q(retracted=False)).count(),
    }
    return {what: count for what, count in left.items() if count}


@engine_door("correct")
def restated(numbers: Sequence[int]) -> set[int]:
    """Which of some retracted statements are said again by one that stands: they were regraded."""
    again = Statement.objects.filter(
        entity_id=OuterRef("entity_id"),
        prop=OuterRef("prop"),
        value=OuterRef("value"),
        retraction__isnull=True,
        load__state=LoadState.COMPLETE,
    )
    found = Statement.objects.filter(Exists(again), pk__in=in_ids(numbers))
    return set(found.values_list("pk", flat=True))


def retracted_by(load: LoadRun) -> QuerySet[Retraction]:
    """The retractions that a load made; their `statement` is a number to others."""
    return Retraction.objects.filter(load=load)


def reword_retractions(load: LoadRun) -> None:
    """Take the name of a load's file out of the retractions that it made."""
    Retraction.objects.filter(load=load).update(reason=DISPOSED)


@engine_door("dispose")
def count_of(disposal: Disposal) -> int:
    """How many statements a disposal is of, those erased before included."""
    if disposal.scope == DisposalScope.SOURCE:
        return Statement.objects.filter(load__source=disposal.source_id).count()
    if disposal.scope == DisposalScope.LOAD:
        return Statement.objects.filter(load=disposal.load_id).count()
    return len(disposal.targets)


@engine_door("dispose")
def loads_left(loads: Sequence[int]) -> set[int]:
    """Which of some loads have a statement that is not erased."""
    gone = Tombstone.objects.values("statement")
    rows = Statement.objects.filter(load__in=in_ids(loads)).exclude(pk__in=gone)
    return set(rows.values_list("load", flat=True).distinct())
