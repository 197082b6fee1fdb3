"""One row of a source as it was loaded: every value of it that the reader may see."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from hawkari.desks.intelligence.values import strictest
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.audit import Act
from hawkari.evidence.entities import EntityNotFound, ValueView
from hawkari.evidence.entities.values import value_views
from hawkari.evidence.identities import ensure_ids, log_ids
from hawkari.evidence.models import LoadRun, Statement

__all__ = ["SourceRow", "source_row"]

# A row of a table has tens of values; a chat's export may put thousands under one number.
SHOWN = 500


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row with where it comes from.

    Attributes:
        file: the file's name.
        row: where in it, e.g. ``12`` or ``Persons!12``.
        layout: how the file was read.
        sha256: of the whole file as it came.
        loaded_at: when it was loaded.
        source_name, agency_name: whose it is.
        values: what the row states, in the order it was read; `SHOWN` at most.
        total: how many values of the row the reader may see.
        handling: the strictest of them.
        conditions: the words of their conditions, each once.
    """

    file: str
    row: str
    layout: str
    sha256: str
    loaded_at: datetime
    source_name: str
    agency_name: str
    values: tuple[ValueView, ...]
    total: int
    handling: str
    conditions: tuple[str, ...]


def source_row(access: Access, statement_id: int) -> SourceRow:
    """The row that a statement comes from; audited.

    Args:
        access: who asks: what it may not see of the row is left out, and not counted.
        statement_id: number of one of the row's statements.

    Raises:
        AccessDenied: if the role reads no content.
        EntityNotFound: if there is no such statement, or it is hidden.
    """
    require(access, Action.READ)
    with transaction.atomic():
        asked = visible_to(access).filter(pk=statement_id).first()
        if asked is None:
            raise EntityNotFound(f"statement {statement_id}")
        beside = visible_to(access).filter(load=asked.load_id, row=asked.row).order_by("pk")
        total = beside.count()
        values = tuple(value_views(beside[:SHOWN]))
        ids = sorted({one.entity_id for one in values})
        audit.record(
            Act.CONSULT,
            access=access,
            objects=log_ids(ids),
            count=len(values),
            detail={"what": "source row"},
        )
        if not access.reads_whole:
            # An id as stated may be a number or a name of a class that the role does not read.
            own = {one: known.canonical_id for one, known in ensure_ids(ids).items()}
            values = tuple(replace(one, entity_id=own[one.entity_id]) for one in values)
    return _row(asked, values, total)


def _row(asked: Statement, values: tuple[ValueView, ...], total: int) -> SourceRow:
    load = LoadRun.objects.get(pk=asked.load_id)
    first = values[0]
    return SourceRow(
        file=load.file_name,
        row=asked.row,
        layout=load.layout,
        sha256=load.sha256,
        loaded_at=load.started_at,
        source_name=first.source_name,
        agency_name=first.agency_name,
        values=values,
        total=total,
        handling=strictest([one.handling for one in values]),
        conditions=tuple(dict.fromkeys(one.condition for one in values if one.condition)),
    )
