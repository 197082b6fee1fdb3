"""Two saved charts of an operation made into a new one, once its maker has seen what is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from hawkari.desks.intelligence.chart_content import (
    MOST_GROUPS,
    MOST_IDS,
    ChartContent,
    Origin,
    under,
)
from hawkari.desks.intelligence.chart_content import content_from as read
from hawkari.desks.intelligence.chart_merging import Conflicts, merged
from hawkari.desks.intelligence.services.saved_charts import save_new_chart, version_of
from hawkari.desks.intelligence.values import strictest
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.entities import EntityView, entities_of
from hawkari.evidence.models import ChartVersion

__all__ = ["SAME", "TOO_LARGE", "Merging", "merge_charts", "preview_merge"]

SAME = "A chart is not merged with itself"
TOO_LARGE = "Together they show too many"


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging two charts would give.

    Attributes:
        one: the first chart's newest version: what it says holds where the two differ.
        other: the second's.
        content: the chart they become, with what its maker may see.
        conflicts: where they differ.
        names: captions by id of those named in `conflicts`.
        handling: strictest handling of what is known of anybody on it.
    """

    one: ChartVersion
    other: ChartVersion
    content: ChartContent
    conflicts: Conflicts
    names: Mapping[str, str]
    handling: str

    def called(self, ids: Iterable[str]) -> list[str]:
        """Captions of some of those in `conflicts`; of a group its name."""
        groups = {group.id: group.name for group in self.content.groups}
        return [self.names.get(one) or groups.get(one, one) for one in ids]


def preview_merge(access: Access, one: int, other: int) -> Merging:
    """What two charts would become, and where they differ; nothing is made. Audited.

    Whoever the reader may not see is on neither, and will not be on what they become.

    Args:
        access: who asks.
        one: number of the first chart.
        other: of the second.

    Raises:
        AccessDenied: if the role reads no content.
        BadInput: if it is one chart twice, or more than 2,000 would be shown.
        ChartNotFound: if the operation has no such chart.
    """
    require(access, Action.READ)
    if one == other:
        raise BadInput(SAME, "Choose two charts.")
    versions = version_of(access, one), version_of(access, other)
    saved = [read(version.content) for version in versions]
    views = entities_of(access, [who for content in saved for who in content.shown])
    first, second = (_known(content, views) for content in saved)
    content, conflicts = merged(first, second)
    if max(len(content.shown), len(content.pins)) > MOST_IDS or len(content.groups) > MOST_GROUPS:
        most = f"At most {MOST_IDS}, and {MOST_GROUPS} groups"
        raise BadInput(TOO_LARGE, f"{most}: take somebody off one of them.")
    origins = tuple(Origin(version.chart_id, version.number) for version in versions)
    names = {view.canonical_id: view.caption for view in views.values()}
    handling = strictest([value.handling for view in views.values() for value in view.values])
    return Merging(*versions, replace(content, origins=origins), conflicts, names, handling)


def merge_charts(access: Access, one: int, other: int, *, name: str) -> ChartVersion:
    """Make two charts into a new one that names both; they stay as they are. Audited.

    Args:
        access: who makes it.
        one: number of the first chart.
        other: of the second.
        name: what the new one is called.

    Raises:
        AccessDenied: if the role reads no content.
        BadInput: as `preview_merge`, or if the name cannot be kept.
        ChartNotFound: if the operation has no such chart.
    """
    with transaction.atomic():
        found = preview_merge(access, one, other)
        of = [[one.chart, one.version] for one in found.content.origins]
        detail = {"what": "charts merged", "of": of}
        return save_new_chart(access, found.content, name=name, detail=detail)


def _known(content: ChartContent, views: Mapping[str, EntityView]) -> ChartContent:
    return under(content, {one: view.canonical_id for one, view in views.items()})
