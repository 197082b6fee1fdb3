"""What is loaded: each source with its files, its loads, and the rows that were refused.

A reader sees their own agency's sources whole. Of a partner's they see the complete loads whose
statements they may read (`access.visible_parts`); anything else is neither shown nor counted.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_parts
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
    `finished_at` is None while it runs or after it was interrupted.
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
        refused_shown: how many refused rows to give for each load.

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
    with transaction.atomic():
        found = [
            _source(each, by_source[each.pk], today=access.today, shown=refused_shown)
            for each in sources
        ]
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


def _source(source: Source, loads: list[LoadRun], *, today: date, shown: int) -> SourceView:
    current = dict[str, int]()
    for load in loads:
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
            _load(load, current=load.pk in current.values(), shown=shown) for load in loads
        ),
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
