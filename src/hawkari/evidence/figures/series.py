"""Public series by month, as far as a reader may see the files they are from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.db.models.functions import Substr

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_parts
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.models import Act, LoadRun, LoadState, RouteFigure

__all__ = ["Month", "RouteSeries", "nationalities", "route_series"]

MONTH = len("2026-03")


@dataclass(frozen=True, slots=True)
class Month:
    """How many in a month, ISO; 0 where the series counts none in its time."""

    month: str
    value: int


@dataclass(frozen=True, slots=True)
class RouteSeries:
    """One measure of one route.

    Attributes:
        series: key of the series.
        measure: what is counted.
        route: as the series calls it.
        months: every month from the first to the last of the series, in order.
        until: the last day or month that the series has any number for.
        source_name: name of the source.
        file: name of the file.
        loaded_at: when it was loaded.
        handling: ``P`` or ``C``, of that file.
    """

    series: str
    measure: str
    route: str
    months: tuple[Month, ...]
    until: str
    source_name: str
    file: str
    loaded_at: datetime
    handling: str

    @property
    def total(self) -> int:
        """All months together."""
        return sum(one.value for one in self.months)


def route_series(access: Access, *, nationality: str = "") -> list[RouteSeries]:
    """The series of every route, by series, then the largest first.

    Args:
        access: who asks; the look is audited.
        nationality: count only those, as the series writes it; empty for all.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    with transaction.atomic():
        found = _series(access, nationality)
        audit.record(Act.CONSULT, access=access, count=len(found), detail={"what": "route series"})
    return found


def nationalities(access: Access) -> list[str]:
    """Whose numbers stand apart in the series that a reader may see, in text order."""
    found = _visible(access).exclude(nationality="")
    return sorted(set(found.values_list("nationality", flat=True).distinct()))


def _visible(access: Access) -> QuerySet[RouteFigure]:
    parts = sorted(visible_parts(access))
    return RouteFigure.objects.filter(part__in=in_ids(parts), load__state=LoadState.COMPLETE)


def _series(access: Access, nationality: str) -> list[RouteSeries]:
    figures = _visible(access)
    spans: dict[tuple[int, str], list[str]] = defaultdict(list)
    for load, series, period in figures.values_list("load", "series", "period").distinct():
        spans[load, series].append(period)
    wanted = figures.filter(nationality=nationality) if nationality else figures
    rows = (
        wanted.annotate(month=Substr("period", 1, MONTH))
        .values_list("load", "series", "measure", "route", "month")
        .annotate(total=Sum("value"))
    )
    values: dict[tuple[int, str, str, str], dict[str, int]] = defaultdict(dict)
    for load, series, measure, route, month, total in rows:
        values[load, series, measure, route][month] = total
    loads = LoadRun.objects.select_related("source", "marking").in_bulk({key[0] for key in values})
    listed = [
        _one(loads[key[0]], key, found, periods=spans[key[0], key[1]])
        for key, found in values.items()
    ]
    return sorted(listed, key=lambda one: (one.series, one.measure, -one.total, one.route))


def _one(
    load: LoadRun, key: tuple[int, str, str, str], found: dict[str, int], *, periods: Iterable[str]
) -> RouteSeries:
    _, series, measure, route = key
    first, last = min(periods)[:MONTH], max(periods)
    months = tuple(Month(month, found.get(month, 0)) for month in _months(first, last[:MONTH]))
    done = load.finished_at or load.started_at
    return RouteSeries(
        series=series,
        measure=measure,
        route=route,
        months=months,
        until=last,
        source_name=load.source.name,
        file=load.file_name,
        loaded_at=done,
        handling=load.marking.handling,
    )


def _months(first: str, last: str) -> Iterable[str]:
    """Every month from the first to the last, both included."""
    at, end = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (first, last))
    return (f"{one // 12:04d}-{one % 12 + 1:02d}" for one in range(at, end + 1))
