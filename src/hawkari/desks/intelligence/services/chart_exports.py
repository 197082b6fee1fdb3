"""A chart as somebody left it, saved or not, as a file: with whom it shows and where they stand."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from hawkari.desks.intelligence.chart_content import ChartContent, content_from, under
from hawkari.desks.intelligence.services.exporting import (
    Export,
    Format,
    Sheet,
    furniture_of,
    hand_over,
)
from hawkari.desks.intelligence.services.networks import chart_among
from hawkari.desks.intelligence.services.saved_charts import filters_of, version_of
from hawkari.desks.intelligence.standing import grouped, placed, until_day
from hawkari.desks.intelligence.values import Chart
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.entities import entities_of

__all__ = ["export_chart", "export_saved_chart"]


def export_chart(  # noqa: PLR0913  what an export needs, and which saved chart it was
    access: Access,
    data: Any,
    chosen: Format,
    *,
    reason: str,
    fonts: Path,
    recipient: str = "",
    saved: int | None = None,
) -> Export:
    """A chart that is being worked on, as it stands, as a file.

    Args:
        access: who exports; whoever they may not see is not on it.
        data: as `chart_content.content_from` takes it.
        chosen: in which form.
        reason: why, in the user's words; kept in the audit log.
        fonts: folder of the fonts for a PNG.
        recipient: who is to receive it; empty for the user alone.
        saved: number of the saved chart that it was opened from and is called by; None for none.

    Raises:
        AccessDenied: if the role may not export; audited.
        BadInput: if the content is no chart.
        ChartNotFound: if the operation has no such saved chart.
    """
    require(access, Action.EXPORT)
    content = content_from(data)
    title = "" if saved is None else version_of(access, saved).chart.name
    detail = {"chart": "as it stands", **({} if saved is None else {"opened": saved})}
    sheet = _sheet(access, content, title=title, detail=detail)
    return hand_over(access, sheet, chosen, reason=reason, fonts=fonts, recipient=recipient)


def export_saved_chart(  # noqa: PLR0913  what an export needs, and which version
    access: Access,
    chart: int,
    chosen: Format,
    *,
    reason: str,
    fonts: Path,
    recipient: str = "",
    number: int | None = None,
) -> Export:
    """A saved chart as it was left, as a file, with what the reader may see of it now.

    Args:
        access: who exports.
        chart: number of the chart.
        chosen: in which form.
        reason: why, in the user's words; kept in the audit log.
        fonts: folder of the fonts for a PNG.
        recipient: who is to receive it; empty for the user alone.
        number: which version; None for the newest.

    Raises:
        AccessDenied: if the role may not export; audited.
        ChartNotFound: if the operation has no such chart, or the chart no such version.
    """
    require(access, Action.EXPORT)
    version = version_of(access, chart, number=number)
    content = content_from(version.content)
    detail = {"chart": chart, "version": version.number}
    sheet = _sheet(access, content, title=version.chart.name, detail=detail)
    return hand_over(access, sheet, chosen, reason=reason, fonts=fonts, recipient=recipient)


def _sheet(
    access: Access, saved: ChartContent, *, title: str, detail: Mapping[str, object]
) -> Sheet:
    views = entities_of(access, saved.shown)
    content = under(saved, {one: view.canonical_id for one, view in views.items()})
    hidden = set(content.hidden)
    shown = [one for one in content.shown if one not in hidden]
    chart = until_day(chart_among(access, shown, filters_of(content)), content.until)
    places = content.places or {}
    drawn = placed(grouped(chart, content.groups, places), places)
    now = timezone.now()
    furniture = furniture_of(access, chart, now=now)
    note = _with_day(furniture.note, content.until)
    return Sheet(
        chart=placed(_named_groups(chart, content), places),
        drawn=drawn,
        furniture=replace(furniture, title=title or furniture.title, note=note),
        # A table has no head to carry the handling: its name does.
        name=f"chart-{access.operation.slug}-{now:%Y%m%d}-{chart.handling}",
        detail=detail,
        until=content.until,
    )


def _named_groups(chart: Chart, content: ChartContent) -> Chart:
    group_of = {one: group.name for group in content.groups for one in group.members}
    nodes = (replace(node, group=group_of.get(node.id, "")) for node in chart.nodes)
    return replace(chart, nodes=tuple(nodes))


def _with_day(note: str, until: str) -> str:
    if not until:
        return note
    words = gettext("as seen until %(day)s, undated ties throughout") % {"day": until}
    return f"{note}; {words}"
