"""Charts that are saved, version by version, and opened again by whoever works in the operation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from hawkari.desks.intelligence.chart_content import ChartContent, content_from, under
from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.services.networks import chart_among
from hawkari.desks.intelligence.values import Chart
from hawkari.errors import BadInput, HawkariError
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.entities import entities_of
from hawkari.evidence.loaders.digits import forbidden_character
from hawkari.evidence.models import ChartVersion, SavedChart

__all__ = [
    "ChartNotFound",
    "Listed",
    "Opened",
    "Version",
    "filters_of",
    "open_chart",
    "save_chart",
    "save_new_chart",
    "saved_charts",
    "version_of",
]

LONGEST_NAME = 120
SAVED = {"what": "chart saved"}
NO_NAME = "The chart has no name, or one that is too long"


class ChartNotFound(HawkariError):
    """No saved chart of this number in the operation."""

    def __init__(self, chart: int) -> None:
        self.chart = chart
        super().__init__(f"there is no saved chart {chart} in this operation")


@dataclass(frozen=True, slots=True)
class Listed:
    """A saved chart in the list: its newest version's number, who saved it and when."""

    pk: int
    name: str
    number: int
    saved_by: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One version: when it was saved and by whom."""

    number: int
    saved_by: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A chart as it was saved, with what its reader may see of it now.

    Attributes:
        pk: of the saved chart.
        name: as typed.
        number: the version that is open.
        versions: all of them, the newest first.
        content: by the ids that the reader knows; whoever they may not see is left out.
        filters: what of the ties.
        chart: everybody on it, with the ties among them as they are now.
        origins: number, name and version of each chart that it was merged from.
    """

    pk: int
    name: str
    number: int
    versions: tuple[Version, ...]
    content: ChartContent
    filters: Filters
    chart: Chart
    origins: tuple[tuple[int, str, int], ...] = ()


def saved_charts(access: Access) -> list[Listed]:
    """The charts saved in the operation, the last saved first; audited.

    Raises:
        AccessDenied: if the role reads no content.
    """
    require(access, Action.READ)
    with transaction.atomic():
        versions = ChartVersion.objects.filter(chart__operation=access.operation)
        newest = versions.annotate(last=Max("chart__versions__number")).filter(number=F("last"))
        # Contents are large, and a list shows none.
        listed = newest.select_related("chart", "saved_by").defer("content")
        rows = list(listed.order_by("-saved_at", "-pk"))
        audit.record(
            Act.CONSULT, access=access, count=len(rows), detail={"what": "list of saved charts"}
        )
    return [
        Listed(one.chart_id, one.chart.name, one.number, one.saved_by.get_username(), one.saved_at)
        for one in rows
    ]


def save_chart(access: Access, data: Any, *, name: str, chart: int | None = None) -> ChartVersion:
    """Save a chart, anew or as the next version of one.

    Args:
        access: who saves.
        data: as `chart_content.content_from` takes it.
        name: what a new chart is called; of one that there is, its name stays.
        chart: number of the chart that gets a version; None for a new one.

    Raises:
        AccessDenied: if the role reads no content.
        BadInput: if the content or the name cannot be kept.
        ChartNotFound: if the operation has no such chart.
    """
    require(access, Action.READ)
    content = content_from(data)
    with transaction.atomic():
        kept = _new(access, name) if chart is None else _of(access, chart, for_update=True)
        # What a chart was merged from is not its editor's to say.
        last = kept.versions.order_by("-number").first()
        origins = content_from(last.content).origins if last is not None else ()
        return _keep(access, kept, replace(content, origins=origins), detail=SAVED)


def save_new_chart(
    access: Access, content: ChartContent, *, name: str, detail: Mapping[str, object]
) -> ChartVersion:
    """Save a chart that another service made, and audit it so; access was asked for there.

    Raises:
        BadInput: if the name cannot be kept.
    """
    with transaction.atomic():
        return _keep(access, _new(access, name), content, detail=detail)


def _keep(
    access: Access, kept: SavedChart, content: ChartContent, *, detail: Mapping[str, object]
) -> ChartVersion:
    last = kept.versions.aggregate(last=Max("number"))["last"] or 0
    version = ChartVersion.objects.create(
        chart=kept,
        number=last + 1,
        saved_by=access.user,
        saved_at=timezone.now(),
        content=content.as_data(),
    )
    audit.record(
        Act.COLLECT,
        access=access,
        objects=sorted(content.shown),
        count=len(content.shown),
        detail={**detail, "chart": kept.pk, "version": version.number},
    )
    return version


def _new(access: Access, name: str) -> SavedChart:
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME or forbidden_character(words):
        raise BadInput(
            NO_NAME,
            f"Give it a name of 1 to {LONGEST_NAME} letters.",
        )
    return SavedChart.objects.create(
        operation=access.operation, name=words, made_by=access.user, made_at=timezone.now()
    )


def _of(access: Access, chart: int, *, for_update: bool = False) -> SavedChart:
    """A chart of the operation; locked, so that two who save at once get two numbers."""
    charts = SavedChart.objects.select_for_update() if for_update else SavedChart.objects.all()
    found = charts.filter(pk=chart, operation=access.operation).first()
    if found is None:
        raise ChartNotFound(chart)
    return found


def open_chart(access: Access, chart: int, *, number: int | None = None) -> Opened:
    """A saved chart as its reader may see it now; audited.

    Args:
        access: who asks.
        chart: number of the chart.
        number: which version; None for the newest.

    Raises:
        AccessDenied: if the role reads no content.
        ChartNotFound: if the operation has no such chart, or the chart no such version.
    """
    require(access, Action.READ)
    kept = _of(access, chart)
    listed = kept.versions.select_related("saved_by").defer("content").order_by("-number")
    versions = list(listed)
    version = next((one for one in versions if number in (None, one.number)), None)
    if version is None:
        raise ChartNotFound(chart)
    # Read for this one version only: it is asked of the database here.
    saved = content_from(version.content)
    views = entities_of(access, saved.shown)
    content = under(saved, {one: view.canonical_id for one, view in views.items()})
    filters = filters_of(content)
    return Opened(
        pk=kept.pk,
        name=kept.name,
        number=version.number,
        versions=tuple(
            Version(one.number, one.saved_by.get_username(), one.saved_at) for one in versions
        ),
        content=content,
        filters=filters,
        chart=chart_among(access, content.shown, filters),
        origins=_origins(access, content),
    )


def _origins(access: Access, content: ChartContent) -> tuple[tuple[int, str, int], ...]:
    wanted = [one.chart for one in content.origins]
    charts = SavedChart.objects.filter(operation=access.operation, pk__in=wanted)
    names = dict(charts.values_list("pk", "name")) if wanted else {}
    origins = content.origins
    return tuple(
        (one.chart, names[one.chart], one.version) for one in origins if one.chart in names
    )


def version_of(access: Access, chart: int, *, number: int | None = None) -> ChartVersion:
    """A version of a chart of the operation, with its content; the newest unless told otherwise.

    Not audited, and not yet cut to its reader: for services that do both.

    Raises:
        ChartNotFound: if the operation has no such chart, or the chart no such version.
    """
    versions = _of(access, chart).versions.select_related("chart").order_by("-number")
    found = versions.first() if number is None else versions.filter(number=number).first()
    if found is None:
        raise ChartNotFound(chart)
    return found


def filters_of(content: ChartContent) -> Filters:
    """What of the ties a saved chart shows."""
    given = content.filters or {}
    return Filters(
        kinds=frozenset(given.get("kind", ())),
        min_grade=given.get("grade", ""),
        agency=given.get("agency", ""),
        begin=given.get("begin", ""),
        end=given.get("end", ""),
    )
