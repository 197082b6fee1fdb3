"""What public series say of the routes: each series with its routes, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.values import strictest
from hawkari.evidence.access import Access
from hawkari.evidence.figures import RouteSeries, nationalities, route_series
from hawkari.evidence.places import Incidents, public_incidents

__all__ = ["PublicSeries", "RouteTable", "Routes", "incidents", "routes"]

# A series that ended longer ago than this says little of now, and the page says so.
STALE_MONTHS = 6


@dataclass(frozen=True, slots=True)
class RouteTable:
    """One measure of a series: its routes, the largest first, and a row a month, newest first."""

    measure: str
    routes: tuple[RouteSeries, ...]

    @property
    def rows(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Month, and the number of each route."""
        months = [one.month for one in self.routes[0].months]
        columns = [[month.value for month in route.months] for route in self.routes]
        listed = list(zip(months, zip(*columns, strict=True), strict=True))
        return tuple(reversed(listed))

    @property
    def most(self) -> int:
        """The largest number of any month and route, at least 1: all are drawn to one scale."""
        return max([1, *(month.value for one in self.routes for month in one.months)])


@dataclass(frozen=True, slots=True)
class PublicSeries:
    """A series as one file gave it.

    Attributes:
        series: its key.
        source_name: whose it is.
        file: name of the file.
        loaded: the day it was loaded.
        first: its first month.
        until: the last day or month with a number.
        is_stale: whether it ended so long ago that it says little of now.
        tables: by measure.
    """

    series: str
    source_name: str
    file: str
    loaded: date
    first: str
    until: str
    is_stale: bool
    tables: tuple[RouteTable, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """Everything the page shows, whose nationality can be asked for, the strictest handling."""

    series: tuple[PublicSeries, ...]
    nationalities: tuple[str, ...]
    handling: str


def routes(access: Access, *, nationality: str = "") -> Routes:
    """The public series that a reader may see.

    Args:
        access: who asks; audited.
        nationality: count only those, as a series writes it; empty for all.

    Raises:
        AccessDenied: if the role reads no content.
    """
    found = sorted(route_series(access, nationality=nationality), key=_file)
    made = tuple(_made(list(group), access.today) for _, group in groupby(found, key=_file))
    handling = strictest([one.handling for one in found]) if found else ""
    return Routes(made, tuple(nationalities(access)), handling)


def incidents(access: Access, filters: Filters) -> Incidents:
    """The public incidents of a period.

    Args:
        access: who asks; audited.
        filters: its period counts, nothing else does.

    Raises:
        AccessDenied: if the role reads no content.
    """
    return public_incidents(access, begin=filters.begin, end=filters.end)


def _file(one: RouteSeries) -> tuple[str, str, str, datetime]:
    # Files of one name in two slots, or of two sources called alike, stay two series.
    return one.series, one.source_name, one.file, one.loaded_at


def _made(found: list[RouteSeries], today: date) -> PublicSeries:
    first = found[0]
    ended = 12 * int(first.until[:4]) + int(first.until[5:7])
    return PublicSeries(
        series=first.series,
        source_name=first.source_name,
        file=first.file,
        loaded=first.loaded_at.date(),
        first=first.months[0].month,
        until=first.until,
        is_stale=12 * today.year + today.month - ended > STALE_MONTHS,
        tables=tuple(_tables(found)),
    )


def _tables(found: Iterable[RouteSeries]) -> Iterable[RouteTable]:
    """By measure; within one, the largest first, as they come."""
    return (
        RouteTable(measure, tuple(group))
        for measure, group in groupby(found, key=lambda one: one.measure)
    )
