"""Writes statements in bulk: begin a load, write batches, finish.

Every batch is one transaction that also moves the load's position on, so that after a crash the
committed batches stay, the load is still `running`, and beginning it again goes on behind them.

While a load runs its statements are hidden from everybody (`access.visible_to` asks for complete
loads), and the older version of the file stays visible. Finishing is one transaction: what the
newer file no longer says is retracted and the load becomes complete, so nobody ever sees half of
one file and half of another. A value said again by the newer file keeps its statement.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from hawkari.errors import HawkariError
from hawkari.evidence.bulk import id_list, in_list, insert_rows, take_ids
from hawkari.evidence.figures import drop_older, write_figures
from hawkari.evidence.markings import MarkingTerms, marking_row, part_of
from hawkari.evidence.models import (
    LoadPart,
    LoadRun,
    LoadSighting,
    LoadState,
    Marking,
    RefusedRow,
    SearchKey,
    Source,
    Statement,
)
from hawkari.evidence.no_longer_said import retract_unsighted
from hawkari.evidence.restating import regraded_standing
from hawkari.evidence.rows import FigureRow, Refused, StatementRow
from hawkari.evidence.rowsecurity import engine_door
from hawkari.evidence.search_keys import keys_of
from hawkari.evidence.statement_keys import key_start, statement_key

__all__ = [
    "FileFacts",
    "LoadStatus",
    "LoadTaken",
    "Refused",
    "StatementRow",
    "StatementWriter",
    "begin_load",
    "refuse_load",
    "said_under_keys",
]


MOST_HELD = 10_000


class LoadTaken(HawkariError):
    """Another process goes on with this load, or has begun a newer one of the same slot."""

    def __init__(self, slot: str) -> None:
        self.slot = slot
        super().__init__(f"{slot} is being loaded by another process; this one stops")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a load is of, and how everything in it is graded.

    Args:
        source: the dataset the file belongs to.
        slot: what a newer file replaces; by default the file's name.
        file_name: as given by the user.
        sha256: of the file's bytes, in hexadecimal.
        size: bytes.
        layout: name of the layout it is read with.
        marking: grade and terms of every statement whose row gives none of its own.
    """

    source: Source
    slot: str
    file_name: str
    sha256: str
    size: int
    layout: str
    marking: MarkingTerms


class LoadStatus(StrEnum):
    """How a load begins."""

    NEW = "new"
    RESUMED = "resumed"
    UNCHANGED = "unchanged"


def begin_load(facts: FileFacts) -> "StatementWriter":
    """Begin a load, or go on with the same one where it was interrupted.

    Returns:
        A writer whose `status` is `new`; `resumed`, when the same file under the same grade was
        interrupted: skip its first `position` rows; or `unchanged`, when the slot's newest complete
        load is of the same bytes, layout, grade and handling: there is nothing to do.
        An interrupted load of another version is given up: its statements stay hidden.

    Raises:
        BadInput: if handling C comes without a condition.
    """
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=facts.source.pk)
        marking = marking_row(facts.marking, source)
        loads = LoadRun.objects.filter(source=source, slot=facts.slot)
        newest = loads.filter(state=LoadState.COMPLETE).order_by("-finished_at", "-pk").first()
        if newest is not None and _same(newest, facts, marking):
            return StatementWriter(newest, LoadStatus.UNCHANGED)
        running = loads.filter(state=LoadState.RUNNING).order_by("-pk").first()
        if running is not None and _same(running, facts, marking):
            return StatementWriter(running, LoadStatus.RESUMED)
        if running is not None:
            refuse_load(running)
        return StatementWriter(_new_load(facts, marking), LoadStatus.NEW)


def _same(load: LoadRun, facts: FileFacts, marking: Marking) -> bool:
    return (load.sha256, load.layout, load.marking_id) == (facts.sha256, facts.layout, marking.pk)


def _new_load(facts: FileFacts, marking: Marking) -> LoadRun:
    return LoadRun.objects.create(
        source=facts.source,
        slot=facts.slot,
        file_name=facts.file_name,
        sha256=facts.sha256,
        size=facts.size,
        layout=facts.layout,
        marking=marking,
        started_at=timezone.now(),
    )


def refuse_load(load: LoadRun) -> None:
    """Give a running load up; the statements it wrote stay hidden, and its file can begin anew."""
    with transaction.atomic():
        LoadSighting.objects.filter(load=load).delete()
        LoadRun.objects.filter(pk=load.pk, state=LoadState.RUNNING).update(
            state=LoadState.REFUSED, finished_at=timezone.now()
        )


def said_under_keys(load: LoadRun, keys: Collection[str]) -> list[tuple[str, str, str, str, str]]:
    """What a load brought under some search keys, whoever may see it.

    For watchlists, whose readers find the values among what they may see.

    Returns:
        entity id as stated, schema, type of the property, value and key, in the order read.
    """
    with engine_door("load"):
        found = SearchKey.objects.filter(statement__load=load, key__in=in_list(sorted(keys)))
        columns = ("entity_id", "schema", "prop_type", "value")
        rows = found.filter(statement__retracted=False).order_by("statement", "key")
        return list(rows.values_list(*(f"statement__{one}" for one in columns), "key"))


class StatementWriter:
    """Writes one load. Made by `begin_load`; not shared between threads."""

    def __init__(self, load: LoadRun, status: LoadStatus) -> None:
        self.load = load
        self.status = status
        # Asked once: each row without a marking of its own has it.
        self._usual: Marking = load.marking
        # Terms are told apart by what they are, so that a file of many rows makes few markings.
        self._markings: dict[str, Marking] = {}
        # Readers give rows of one marking one object: what it is need be asked only once.
        self._held: dict[int, tuple[MarkingTerms, Marking]] = {}
        self._starts: dict[str, Any] = {}
        self._parts: dict[str, LoadPart] = {}

    @property
    def position(self) -> int:
        """Rows of the file already covered by committed batches: skip that many."""
        return self.load.rows_read

    @engine_door("load")
    def write_batch(
        self,
        statements: Sequence[StatementRow],
        *,
        rows: int,
        refused: Sequence[Refused] = (),
        figures: Sequence[FigureRow] = (),
    ) -> int:
        """Write one batch in one transaction; about 5,000 statements are a good size.

        A statement that stands already, from this load or from an older version of the slot, is
        not written again.

        Args:
            statements: all statements of the rows covered, and of no other row.
            rows: how many rows of the file the batch covers, refused ones included.
            refused: what was not taken.
            figures: numbers of a public series, of the same rows.

        Returns:
            How many statements were new.

        Raises:
            LoadTaken: if another process moved this load on or ended it; nothing was written.
            BadInput: if a value cannot be stored, with its row; nothing was written.
        """
        keyed: dict[str, StatementRow] = {}
        for statement in statements:
            keyed.setdefault(statement_key(self._start(statement), statement), statement)
        with transaction.atomic():
            self._move_on(rows, len(refused))
            standing = _standing(keyed, self.load)
            fresh = {key: row for key, row in keyed.items() if key not in standing}
            self._insert(fresh)
            if figures:
                write_figures(self.load, part_of(self.load, self._usual), figures)
            own = sum(load == self.load.pk for _, load in standing.values())
            repeated = len(statements) - len(keyed) + own + self._sight(standing)
            RefusedRow.objects.bulk_create(
                RefusedRow(
                    load=self.load,
                    row=one.row[:80],
                    field=one.field[:120],
                    problem=one.problem,
                    remedy=one.remedy,
                )
                for one in refused
            )
            LoadRun.objects.filter(pk=self.load.pk).update(
                statements_added=F("statements_added") + len(fresh),
                statements_read=F("statements_read") + len(statements),
                statements_repeated=F("statements_repeated") + repeated,
            )
        self.load.refresh_from_db()
        return len(fresh)

    @engine_door("load")
    def finish(self) -> LoadRun:
        """Make the load complete and retract what the slot no longer says, in one transaction.

        Call it inside the transaction of the service that audits the load.

        Raises:
            LoadTaken: if another process ended it.
        """
        with transaction.atomic():
            self._move_on(0, 0)
            retracted = retract_unsighted(self.load)
            drop_older(self.load)
            LoadSighting.objects.filter(load=self.load).delete()
            LoadRun.objects.filter(pk=self.load.pk).update(
                state=LoadState.COMPLETE,
                finished_at=timezone.now(),
                statements_retracted=retracted,
            )
            _refresh_statistics()
        self.load.refresh_from_db()
        return self.load

    def _marking(self, row: StatementRow) -> Marking:
        if row.marking is None:
            return self._usual
        held, known = self._held.get(id(row.marking), (None, self._usual))
        if held is row.marking:
            return known
        name = row.marking.same_as()
        if name not in self._markings:
            self._markings[name] = marking_row(row.marking, self.load.source)
        if len(self._held) > MOST_HELD:
            self._held.clear()
        self._held[id(row.marking)] = (row.marking, self._markings[name])
        return self._markings[name]

    def _start(self, row: StatementRow) -> Any:
        """The digest over what goes before a row's own fields."""
        marking = self._marking(row).key
        if marking not in self._starts:
            self._starts[marking] = key_start(self.load.source.slug, self.load.slot, marking)
        return self._starts[marking]

    def _part(self, row: StatementRow) -> LoadPart:
        marking = self._marking(row)
        if marking.key not in self._parts:
            self._parts[marking.key] = part_of(self.load, marking)
        return self._parts[marking.key]

    def _move_on(self, rows: int, refused: int) -> None:
        """Take the write lock, and find out whether the load is still ours."""
        mine = LoadRun.objects.filter(
            pk=self.load.pk, state=LoadState.RUNNING, batches=self.load.batches
        )
        moved = mine.update(
            batches=F("batches") + 1,
            rows_read=F("rows_read") + rows,
            rows_refused=F("rows_refused") + refused,
        )
        if not moved:
            raise LoadTaken(self.load.slot)

    def _insert(self, fresh: dict[str, StatementRow]) -> None:
        if not fresh:
            return
        ids = take_ids(Statement, len(fresh))
        load = self.load
        before = (load.source_id, load.pk)
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        insert_rows(
            Statement,
            STATEMENT_COLUMNS,
            [
                (
                    pk, key, *before, self._part(row).pk,
                    row.entity_id, row.schema, row.prop, row.prop_type, row.value,
                    row.original_value, row.lang, row.row, row.seen, now,
                )
                for pk, (key, row) in zip(ids, fresh.items(), strict=True)
            ],
        )  # fmt: skip
        insert_rows(
            SearchKey,
            ("key", "statement_id"),
            [
                (key, pk)
                for pk, row in zip(ids, fresh.values(), strict=True)
                for key in keys_of(row.prop, row.prop_type, row.value)
            ],
        )

    def _sight(self, standing: dict[str, tuple[int, int]]) -> int:
        """Note which older statements the file says again; how many it had said before."""
        older = sorted({pk for pk, load in standing.values() if load != self.load.pk})
        if not older:
            return 0
        sql, ids = id_list(older)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO evidence_loadsighting (load_id, statement_id) "  # noqa: S608  see id_list
                f"SELECT %s, id FROM evidence_statement WHERE id {sql} "
                "ON CONFLICT DO NOTHING",
                [self.load.pk, ids],
            )
            return len(older) - max(int(cursor.rowcount), 0)


STATEMENT_COLUMNS = (
    "id", "key", "source_id", "load_id", "part_id",
    "entity_id", "schema", "prop", "prop_type", "value",
    "original_value", "lang", "row", "seen", "recorded_at",
)  # fmt: skip


def _standing(keyed: dict[str, StatementRow], load: LoadRun) -> dict[str, tuple[int, int]]:
    """Which keys stand already: key to (statement, load), of this load or a complete one.

    A value that somebody regraded stands by the statement that was put in its place.
    """
    sql, keys = id_list(keyed)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.key, s.id, s.load_id FROM evidence_statement s "  # noqa: S608  see id_list
            "JOIN evidence_loadrun l ON l.id = s.load_id "
            "LEFT JOIN evidence_retraction r ON r.statement_id = s.id "
            f"WHERE s.key {sql} AND r.id IS NULL AND (l.id = %s OR l.state = %s)",
            [keys, load.pk, LoadState.COMPLETE.value],
        )
        found = {key: (pk, of) for key, pk, of in cursor.fetchall()}
    return {**regraded_standing(keyed.keys() - found.keys()), **found}


def _refresh_statistics() -> None:
    """Let the query planner know the tables' sizes; without them it may read a whole load."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit=400")
        for model in (Statement, SearchKey):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
