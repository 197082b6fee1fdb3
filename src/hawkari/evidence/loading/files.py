"""Loads partners' files: one call a file, from its bytes to audited statements.

The same bytes read in the same way change nothing. A newer file of the same slot adds what is new
and retracts what it no longer says. An interrupted load goes on where it stopped when the same
file is loaded again. Rows and fields that cannot be used are kept as refused, with the reason and
the remedy, and never stop the file; a file whose rows are all refused is refused as a whole, and so
is a newer one that is damaged or empty: it changes nothing.
"""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.disclosures import after_load
from hawkari.evidence.grading.codes import HandlingCode
from hawkari.evidence.loaders import (
    Context,
    Layout,
    Loader,
    Refused,
    shipped_layouts,
)
from hawkari.evidence.loaders.asking import Ask
from hawkari.evidence.loaders.batches import Batch, batches
from hawkari.evidence.loaders.partner_files import open_binary
from hawkari.evidence.loaders.values import UNGRADED
from hawkari.evidence.loading.layouts import Chosen, UnsureMapping, choose_layout
from hawkari.evidence.loading.markings import checked_rows, installation_ceiling
from hawkari.evidence.loading.nothing import NO_ROWS, nothing_usable, says_anything
from hawkari.evidence.loading.source_mappings import (
    KeptMapping,
    drop_mapping,
    keep_mapping,
    newest_version,
)
from hawkari.evidence.loading.steps import LoadStep, Progress, tell_nobody
from hawkari.evidence.loading.terms import (
    Condition,
    Terms,
    read_terms,
    refuse_hidden_older,
    source_of,
)
from hawkari.evidence.local import join_local_operation
from hawkari.evidence.models import LoadRun, LoadState, RefusedRow, RouteFigure, Source
from hawkari.evidence.retention.blocking import refuse_disposed, refuse_disposed_file
from hawkari.evidence.sandbox import loader_for
from hawkari.evidence.store import (
    FileFacts,
    LoadStatus,
    StatementWriter,
    begin_load,
    refuse_load,
)
from hawkari.evidence.store import Refused as StoredRefusal
from hawkari.evidence.watchlists import match_load

__all__ = ["Condition", "LoadReport", "LoadStep", "Progress", "Terms", "UnsureMapping", "load_file"]


REPORTED_REFUSALS = 200


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What became of one file.

    Attributes:
        file: name of the file.
        agency, source, slot: slugs of whose it is, and what a newer file will replace.
        layout: name of the layout it was read with.
        status: ``loaded``, ``resumed`` (loaded, going on after an interruption), ``unchanged``
            (the same bytes were loaded before), or ``tried`` (dry run: nothing was written).
        rows: rows of the file, refused ones included.
        statements_read: statements that the file says, each as often as it says it.
        statements_repeated: those of them that it had said before; None in a dry run, which does
            not remember them. What is read, not repeated and not added stood already.
        statements_added: statements that did not stand before; in a dry run, all statements.
        statements_retracted: statements of the older version that the file no longer says.
        refused_count: rows and fields that were not loaded.
        refused: the first 200 of them as row, field, problem, remedy.
        unused: what the layout gives no meaning, with counts.
        proposal: what was proposed for an unknown table, as plain data; None where it was known.
        mapping_version: of the mapping kept with the source that it was read with; 0 for none.
        seconds: wall time.
        figures: numbers of a public series.
    """

    file: str
    agency: str
    source: str
    slot: str
    layout: str
    status: str
    rows: int
    statements_added: int
    statements_retracted: int
    refused_count: int
    refused: tuple[StoredRefusal, ...]
    statements_read: int = 0
    statements_repeated: int | None = None
    unused: Mapping[str, int] = field(default_factory=dict)
    proposal: Mapping[str, Any] | None = None
    mapping_version: int = 0
    seconds: float = 0.0
    figures: int = 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file, how it is read, and under which terms."""

    path: Path
    terms: Terms
    loader: Loader
    chosen: Chosen
    context: Context
    sha256: str
    size: int

    @property
    def layout(self) -> Layout:
        return self.chosen.layout

    @property
    def proposal(self) -> Mapping[str, Any] | None:
        proposal = self.chosen.proposal
        return None if proposal is None else proposal.as_data()

    @property
    def slot(self) -> str:
        return self.terms.slot or self.path.name

    def stored(self, refused: Refused) -> StoredRefusal:
        """A refusal as it is kept: without the value where sharing it has or may have conditions.

        A row that was refused may be marked otherwise than the load, and then nobody read how.
        """
        marked_alone = any(table.marking is not None for table in self.layout.tables)
        permitted = self.context.usual.handling is HandlingCode.PERMITTED
        show_value = permitted and not marked_alone
        problem = refused.told(show_value=show_value)
        return StoredRefusal(refused.row, refused.field, problem, refused.remedy)

    def layout_name(self) -> str:
        """The layout's name and a digest of all that decides how the bytes are read."""
        decides: list[Any] = [dict(self.layout.data), self.context.country, self.context.encoding]
        if self.context.date_order:
            decides.append(self.context.date_order)
        text = json.dumps(decides, sort_keys=True, ensure_ascii=False)
        return f"{self.layout.name[:70]}#{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def load_file(
    path: Path,
    terms: Terms,
    *,
    access: Access,
    ask: Ask | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> LoadReport:
    """Load one file into one source.

    The agency and the source are made if they are new; on a local installation the agency then
    takes part in the local operation.

    Args:
        path: the file.
        terms: whose it is, and how it is graded and handled.
        access: who loads, and for which operation.
        ask: answers questions about an unknown layout; None to refuse such a file.
        progress: told after each batch.
        dry_run: read and report everything, write nothing.

    Raises:
        AccessDenied: if the role may not load; audited.
        UnsureMapping: if the columns of an unknown table are not certain and nobody can be asked.
        BadInput: if the terms or the file as a whole cannot be used, or it would replace a
            partner's file of which something is hidden from who loads. Nothing changes then.
    """
    require(access, Action.LOAD)
    started = time.monotonic()
    reading = _open(path, read_terms(terms), ask)
    told = progress or tell_nobody
    if dry_run:
        return _try(reading, told, started)
    source = source_of(reading.terms, access.today)
    refuse_hidden_older(access, source, reading.slot)
    refuse_disposed_file(source, reading.sha256, path.name)
    before = newest_version(source, reading.slot)
    with transaction.atomic():
        # In one step: what another load takes back when it fails, this one does not read by yet.
        version = _keep_mapping(source, reading, access)
        writer = begin_load(_facts(reading, source))
    if writer.status is not LoadStatus.UNCHANGED:
        try:
            _write(reading, writer, told)
        except BadInput:
            _give_up(writer.load, access)
            if version > before:
                # What nothing could be read with is not what the next file is read with.
                drop_mapping(writer.load, access, version=version)
            raise
        _finish(writer, reading, access)
    return replace(_report(reading, writer, started), mapping_version=version)


def _open(path: Path, terms: Terms, ask: Ask | None) -> _Reading:
    loader = loader_for(path)
    sha256, size = _digest(path)
    usual = terms.marking or UNGRADED
    context = Context(
        terms.source,
        terms.country,
        terms.encoding,
        usual=usual,
        ceiling=installation_ceiling(),
        slot=terms.slot or path.name,
        date_order=terms.date_order,
    )
    chosen = choose_layout(loader, path, context, terms=terms, ask=ask)
    context.meter.bytes_read = 0
    return _Reading(path, terms, loader, chosen, context, sha256, size)


def _digest(path: Path) -> tuple[str, int]:
    with open_binary(path) as stream:
        digest = hashlib.sha256()
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
        return digest.hexdigest(), stream.tell()


def _keep_mapping(source: Source, reading: _Reading, access: Access) -> int:
    """Keep a mapping with its source, so that the next file is read without asking; its version."""
    layout, chosen = reading.layout, reading.chosen
    if layout in shipped_layouts() or not layout.tables:
        return 0
    mapping = KeptMapping(reading.slot, dict(layout.data), chosen.columns, how=chosen.how)
    return keep_mapping(source, mapping, access).version


def _facts(reading: _Reading, source: Source) -> FileFacts:
    return FileFacts(
        source=source,
        slot=reading.slot,
        file_name=reading.path.name,
        sha256=reading.sha256,
        size=reading.size,
        layout=reading.layout_name(),
        marking=reading.context.usual,
    )


def _batches(reading: _Reading, told: Progress, *, skip: int = 0) -> Iterator[Batch]:
    rows = reading.loader.rows(reading.path, reading.layout, reading.context, skip=skip)
    statements, row = 0, skip
    for batch in batches(checked_rows(rows)):
        statements += len(batch.statements)
        row += batch.rows
        done = min(reading.context.meter.bytes_read, reading.size)
        told(LoadStep(done, reading.size, statements, row))
        yield batch


def _write(reading: _Reading, writer: StatementWriter, told: Progress) -> None:
    load, where = writer.load, (reading.path.name,)
    older = _older(load).exists()
    for batch in _batches(reading, told, skip=writer.position):
        if batch.damaged_at and older:
            raise BadInput(
                f"the file is damaged at {batch.damaged_at}, so what it no longer says is unknown",
                "Copy or export it again; the older version stands.",
                where=where,
            )
        kept, disposed = refuse_disposed(load.source, batch.statements)
        refused = [*(reading.stored(one) for one in batch.refused), *disposed]
        writer.write_batch(kept, rows=batch.rows, refused=refused, figures=batch.figures)
    if load.rows_read == 0 and not older:
        writer.write_batch((), rows=0, refused=(NO_ROWS,))
    elif not says_anything(load):
        raise BadInput(*nothing_usable(load), where=where)


def _older(load: LoadRun) -> Any:
    same_slot = LoadRun.objects.filter(source=load.source_id, slot=load.slot)
    return same_slot.filter(state=LoadState.COMPLETE).exclude(pk=load.pk)


def _give_up(load: LoadRun, access: Access) -> None:
    with transaction.atomic():
        refuse_load(load)
        audit.record(
            audit.Act.COLLECT,
            access=access,
            objects=[load.source.slug, f"load {load.pk}"],
            outcome="refused",
            detail={"sha256": load.sha256, "refused": load.rows_refused},
        )


def _finish(writer: StatementWriter, reading: _Reading, access: Access) -> None:
    with transaction.atomic():
        load = writer.finish()
        after_load(load)
        # An agency whose first file this is takes part first, or its operation is told nothing.
        if access.operation.slug == "local":
            join_local_operation(load.source.agency)
        match_load(load)
        audit.record(
            audit.Act.COLLECT,
            access=access,
            objects=[load.source.slug, f"load {load.pk}"],
            count=load.statements_added,
            detail={
                "sha256": load.sha256,
                "layout": load.layout,
                "rows": load.rows_read,
                "refused": load.rows_refused,
                "retracted": load.statements_retracted,
                "grade": load.marking.grade,
                "handling": load.marking.handling,
                # Names of columns and keys are a partner's words: at times a person's name.
                "unused": len(reading.context.unused.counts),
            },
        )


def _report(reading: _Reading, writer: StatementWriter, started: float) -> LoadReport:
    load = writer.load
    unchanged = writer.status is LoadStatus.UNCHANGED
    kept = RefusedRow.objects.filter(load=load).order_by("pk")[:REPORTED_REFUSALS]
    refused = tuple(StoredRefusal(r.row, r.field, r.problem, r.remedy) for r in kept)
    status = "loaded" if writer.status is LoadStatus.NEW else writer.status.value
    return LoadReport(
        file=reading.path.name,
        agency=reading.terms.agency,
        source=reading.terms.source,
        slot=reading.slot,
        layout=reading.layout.name,
        status=status,
        rows=load.rows_read,
        statements_added=0 if unchanged else load.statements_added,
        statements_retracted=0 if unchanged else load.statements_retracted,
        refused_count=load.rows_refused,
        refused=refused,
        statements_read=load.statements_read,
        statements_repeated=load.statements_repeated,
        unused=dict(sorted(reading.context.unused.counts.items())),
        proposal=reading.proposal,
        seconds=round(time.monotonic() - started, 3),
        figures=RouteFigure.objects.filter(load=load).count(),
    )


def _try(reading: _Reading, told: Progress, started: float) -> LoadReport:
    rows = statements = refused_count = figures = 0
    refused: list[StoredRefusal] = []
    for batch in _batches(reading, told):
        rows += batch.rows
        statements += len(batch.statements)
        figures += len(batch.figures)
        refused_count += len(batch.refused)
        room = REPORTED_REFUSALS - len(refused)
        refused += [reading.stored(one) for one in batch.refused[:room]]
    return LoadReport(
        file=reading.path.name,
        agency=reading.terms.agency,
        source=reading.terms.source,
        slot=reading.slot,
        layout=reading.layout.name,
        status="tried",
        rows=rows,
        statements_added=statements,
        statements_retracted=0,
        refused_count=refused_count,
        refused=tuple(refused),
        statements_read=statements,
        unused=dict(sorted(reading.context.unused.counts.items())),
        proposal=reading.proposal,
        seconds=round(time.monotonic() - started, 3),
        figures=figures,
    )
