"""What is loaded: each source with its files, its loads, and the rows that were refused.

A reader sees their own agency's sources whole. Of a partner's they see the complete loads of which
they may read statements (`access.visible_parts`); of one that they may read in part only, nothing
but the statements they may read is counted, and no refused row is told. What was refused repeats
values of any property, so it is told only to roles that read every class of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_parts, visible_to, whole_parts
from hawkari.evidence.audit import Act
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.models import LoadPart, LoadRun, LoadState, RefusedRow, Source

__all__ = ["LoadView", "RefusedView", "SourceView", "sources_overview"]


@dataclass(frozen=True, slots=True)
class RefusedView:
    """One row, or one field of it, that was not loaded.

    `row` is as in `Statement.row`; `field` is empty when the whole row was refused; `problem` and
    `remedy` are in English, as the loader said them.
    """

    row: str
    field: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class LoadView:
    """One load of one file.

    `current` is true for the newest complete load of its slot, whose statements stand.
    `refused` holds the first refused rows in file order; `rows_refused` counts them all.
    `finished_at` is None while it runs or after it was interrupted. `whole` is false for a
    partner's load of which something is hidden: then `statements_added` counts what stands and may
    be read, `grade` and `handling` are empty, and the other counts are 0 and say nothing.
    """

    id: int
    slot: str
    file_name: str
    layout: str
    grade: str
    handling: str
    state: str
    current: bool
    rows_read: int
    rows_refused: int
    statements_added: int
    statements_retracted: int
    started_at: datetime
    finished_at: datetime | None
    refused: tuple[RefusedView, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source as one reader may see it; `loads` are newest first.

    `overdue` is true when its review date has passed on the access's day.
    """

    slug: str
    name: str
    agency: str
    agency_name: str
    country: str
    grade: str
    handling: str
    review_due: date
    overdue: bool
    loads: tuple[LoadView, ...]

    @property
    def rows_refused(self) -> int:
        """Refused rows of the loads that stand."""
        return sum(load.rows_refused for load in self.loads if load.current)

    @property
    def statements(self) -> int:
        """Statements that the shown loads added, less those they retracted."""
        return sum(load.statements_added - load.statements_retracted for load in self.loads)


def sources_overview(access: Access, *, refused_shown: int = 20) -> list[SourceView]:
    """Every source this access may know of, by agency and slug.

    Args:
        access: who asks; the reading is audited.
        refused_shown: how many refused rows to give for each load, where the role reads all.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    own = Q(source__agency=access.user.agency_id)
    loads = (
        LoadRun.objects.filter(own | Q(pk__in=_loads(access)))
        .filter(source__agency__operations=access.operation)
        .select_related("marking")
        .order_by("-started_at", "-pk")
    )
    by_source: dict[int, list[LoadRun]] = defaultdict(list)
    for load in loads:
        by_source[load.source_id].append(load)
    sources = (
        Source.objects.filter(Q(agency=access.user.agency_id) | Q(pk__in=list(by_source)))
        .filter(agency__operations=access.operation)
        .select_related("agency")
        .order_by("agency__slug", "slug")
    )
    partial = _partial(access, loads)
    shown = refused_shown if access.reads_whole else 0
    with transaction.atomic():
        found = [
            _source(each, [(load, partial.get(load.pk)) for load in by_source[each.pk]],
                    today=access.today, shown=shown)
            for each in sources
        ]  # fmt: skip
        slugs = [each.slug for each in found]
        audit.record(
            Act.CONSULT,
            access=access,
            objects=slugs,
            count=len(slugs),
            detail={"what": "sources"},
        )
    return found


def _loads(access: Access) -> list[int]:
    """The loads of which this access may see something."""
    parts = LoadPart.objects.filter(pk__in=in_ids(sorted(visible_parts(access))))
    return list(parts.values_list("load", flat=True).distinct())


def _partial(access: Access, loads: Iterable[LoadRun]) -> dict[int, int]:
    """Partners' loads of which something is hidden: how many statements may be read."""
    own = set(Source.objects.filter(agency=access.user.agency_id).values_list("pk", flat=True))
    partners = {load.pk: load for load in loads if load.source_id not in own}
    hidden = [load for load in partners.values() if not access.reads_whole]
    whole = whole_parts(access)
    rows = LoadPart.objects.filter(load__in=in_ids(list(partners)))
    for part, load, marking in rows.values_list("pk", "load", "marking"):
        # A refused row may be of a marking that no other row has: only where the load has one
        # marking for all is it known that nothing else is told.
        if part not in whole or marking != partners[load].marking_id:
            hidden.append(partners[load])
    counted = visible_to(access).filter(load__in=in_ids(sorted({load.pk for load in hidden})))
    counts = dict(counted.order_by().values_list("load").annotate(n=Count("pk")))
    return {load.pk: counts.get(load.pk, 0) for load in hidden}


def _source(
    source: Source, shown_loads: list[tuple[LoadRun, int | None]], *, today: date, shown: int
) -> SourceView:
    current = dict[str, int]()
    for load, _ in shown_loads:
        if load.state == LoadState.COMPLETE:
            current.setdefault(load.slot, load.pk)
    return SourceView(
        slug=source.slug,
        name=source.name,
        agency=source.agency.slug,
        agency_name=source.agency.name,
        country=source.agency.country,
        grade=source.default_grade,
        handling=source.default_handling,
        review_due=source.review_due,
        overdue=source.review_due < today,
        loads=tuple(
            _load(load, current=load.pk in current.values(), shown=shown)
            if readable is None
            else _partial_load(load, readable, current=load.pk in current.values())
            for load, readable in shown_loads
        ),
    )


def _partial_load(load: LoadRun, readable: int, *, current: bool) -> LoadView:
    return LoadView(
        id=load.pk,
        slot=load.slot,
        file_name=load.file_name,
        layout=load.layout.partition("#")[0],
        grade="",
        handling="",
        state=load.state,
        current=current,
        rows_read=0,
        rows_refused=0,
        statements_added=readable,
        statements_retracted=0,
        started_at=load.started_at,
        finished_at=load.finished_at,
        refused=(),
        whole=False,
    )


def _load(load: LoadRun, *, current: bool, shown: int) -> LoadView:
    rows = RefusedRow.objects.filter(load=load).order_by("pk")[:shown] if load.rows_refused else ()
    return LoadView(
        id=load.pk,
        slot=load.slot,
        file_name=load.file_name,
        layout=load.layout.partition("#")[0],
        grade=load.marking.grade,
        handling=load.marking.handling,
        state=load.state,
        current=current,
        rows_read=load.rows_read,
        rows_refused=load.rows_refused,
        statements_added=load.statements_added,
        statements_retracted=load.statements_retracted,
        started_at=load.started_at,
        finished_at=load.finished_at,
        refused=tuple(RefusedView(row.row, row.field, row.problem, row.remedy) for row in rows),
    )
