"""What leaves the screen: drawings, tables and briefs. Every export is audited with its reason.

An export stays with its user, under the handling printed on it, unless a recipient is named: then
it is a disclosure. Either way it is kept who received which statements, for corrections.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.exports import (
    draw_png,
    draw_svg,
    write_brief,
    write_csv,
    write_followthemoney,
    write_graphml,
)
from hawkari.desks.intelligence.services.briefing import brief_of
from hawkari.desks.intelligence.services.grading import restrictions_of
from hawkari.desks.intelligence.services.networks import Filters, chart_of, whole
from hawkari.desks.intelligence.services.profiles import profile
from hawkari.desks.intelligence.values import Chart, Furniture, Legend
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.disclosures import downloaded_by, name_statements, record_disclosure
from hawkari.evidence.entities import EntityView, get_entity
from hawkari.evidence.models import Medium
from hawkari.evidence.statement_lines import entity_lines, with_dates

__all__ = [
    "Export",
    "Format",
    "Sheet",
    "Told",
    "entity_for_program",
    "export_brief",
    "export_network",
    "furniture_of",
    "hand_over",
    "handling_line",
    "keep",
]

MEDIA = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "graphml": "application/xml",
    "csv": "text/csv; charset=utf-8",
    "ftm.json": "application/x-ndjson; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Format(StrEnum):
    """What a network can be exported as."""

    SVG = "svg"
    PNG = "png"
    GRAPHML = "graphml"
    CSV = "csv"
    FOLLOWTHEMONEY = "ftm.json"

    @property
    def label(self) -> str:
        """What it is called on a button."""
        return "FollowTheMoney" if self is Format.FOLLOWTHEMONEY else self.value.upper()


@dataclass(frozen=True, slots=True)
class Export:
    """A file to hand to the user who asked for it."""

    name: str
    media_type: str
    content: bytes


def export_network(
    access: Access,
    filters: Filters,
    chosen: Format,
    *,
    reason: str,
    fonts: Path,
    recipient: str = "",
) -> Export:
    """The chart of a network as a file.

    Args:
        access: who exports.
        filters: what of the network.
        chosen: in which form.
        reason: why, in the user's words; kept in the audit log.
        fonts: folder of the fonts for a PNG.
        recipient: who is to receive it; empty for the user alone. Kept, so that a correction can
            reach them.

    Raises:
        AccessDenied: if the role may not export; audited.
        EntityNotFound: if there is no such focus that the user may see.
    """
    require(access, Action.EXPORT)
    chart = chart_of(access, whole(access, filters), most=filters.most)
    now = timezone.now()
    sheet = Sheet(
        chart=chart,
        drawn=chart,
        furniture=furniture_of(access, chart, now=now),
        name=f"network-{access.operation.slug}-{now:%Y%m%d}",
        detail={},
    )
    return hand_over(access, sheet, chosen, reason=reason, fonts=fonts, recipient=recipient)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A chart about to leave the screen.

    Attributes:
        chart: everybody on it, for tables.
        drawn: as pictures show it: groups as one, everybody where they were put.
        furniture: the words around a picture.
        name: of the file, without its ending.
        detail: what the audit entry says beside the form.
        until: ISO day up to which links are shown; empty for all.
    """

    chart: Chart
    drawn: Chart
    furniture: Furniture
    name: str
    detail: Mapping[str, object]
    until: str = ""


def hand_over(
    access: Access, sheet: Sheet, chosen: Format, *, reason: str, fonts: Path, recipient: str
) -> Export:
    """A chart as a file; kept who received which statements of it, and audited.

    For services that have asked whether the access may export.
    """
    chart, furniture = sheet.chart, sheet.furniture
    nodes = [node.id for node in chart.nodes]
    numbers = {one for edge in chart.edges for tie in edge.ties for one in tie.statements}
    numbers = with_dates(access, numbers, until=sheet.until) | name_statements(access, nodes)
    writers: dict[Format, Callable[[], bytes]] = {
        Format.SVG: lambda: draw_svg(sheet.drawn, furniture).encode(),
        Format.PNG: lambda: draw_png(draw_svg(sheet.drawn, furniture), fonts=fonts),
        Format.CSV: lambda: write_csv(chart).encode(),
        Format.GRAPHML: lambda: write_graphml(
            chart, handling_line=furniture.handling_line, note=furniture.note
        ).encode(),
        Format.FOLLOWTHEMONEY: lambda: write_followthemoney(entity_lines(access, numbers)).encode(),
    }
    content = writers[chosen]()
    told = Told(nodes, frozenset(numbers), Medium.EXPORT, sheet.detail)
    keep(access, told, form=chosen.value, reason=reason, recipient=recipient)
    return Export(f"{sheet.name}.{chosen.value}", MEDIA[chosen.value], content)


def export_brief(
    access: Access, entity_id: str, *, reason: str, fonts: Path, recipient: str = ""
) -> Export:
    """A brief on one entity as a Word document, with the source of every sentence.

    Args:
        access: who exports.
        entity_id: whom it is on.
        reason: why, in the user's words; kept in the audit log.
        fonts: folder of the fonts for pictures.
        recipient: who is to receive it; empty for the user alone. Kept, so that a correction can
            reach them.

    Raises:
        AccessDenied: if the role may not export; audited.
        EntityNotFound: if it is unknown, or hidden.
    """
    require(access, Action.EXPORT)
    page = profile(access, entity_id)
    now = timezone.now()
    handling = "; ".join(
        one for one in (handling_line(page.handling), restrictions_of(page.entity.values)) if one
    )
    brief = brief_of(access, page, handling=handling, now=now)
    content = write_brief(brief, fonts=fonts)
    nodes = [node.id for node in page.chart.nodes]
    numbers = {one.statement_id for one in page.entity.values}
    numbers |= {one for edge in page.chart.edges for tie in edge.ties for one in tie.statements}
    numbers |= name_statements(access, nodes)
    told = Told([page.entity.canonical_id], frozenset(numbers), Medium.BRIEF)
    keep(access, told, form="docx", reason=reason, recipient=recipient)
    name = f"brief-{page.entity.canonical_id[:8]}-{now:%Y%m%d}.docx"
    return Export(name, MEDIA["docx"], content)


def entity_for_program(access: Access, canonical_id: str) -> EntityView:
    """One entity for a program that keeps what it reads: audited, and kept for corrections.

    Raises:
        AccessDenied: if the role reads no content.
        EntityNotFound: if it is unknown, or hidden; audited.
    """
    view = get_entity(access, canonical_id)
    record_disclosure(access, [one.statement_id for one in view.values], medium=Medium.API)
    return view


def furniture_of(access: Access, chart: Chart, *, now: datetime) -> Furniture:
    """The words around an exported drawing, in the reader's language."""
    focus = next((node for node in chart.nodes if node.is_focus), None)
    title = (
        gettext("Network around %(caption)s") % {"caption": focus.caption}
        if focus is not None
        else gettext("Network of %(operation)s") % {"operation": access.operation.name}
    )
    left_out = ""
    if chart.left_out_nodes or chart.left_out_edges:
        left_out = gettext("Left out: %(nodes)s people or things, %(edges)s lines.") % {
            "nodes": chart.left_out_nodes,
            "edges": chart.left_out_edges,
        }
    return Furniture(
        title=title,
        handling_line=handling_line(chart.handling),
        note=gettext("%(operation)s, %(date)s, exported by %(user)s")
        % {
            "operation": access.operation.name,
            "date": now.date().isoformat(),
            "user": access.user.get_username(),
        },
        legend=Legend(
            gettext("confirmed (assessed A or B)"),
            gettext("unconfirmed (C, D, E or ungraded)"),
            left_out,
        ),
        kinds={tie.kind: words.tie_kind(tie.kind) for edge in chart.edges for tie in edge.ties},
        is_rtl=get_language_bidi(),
    )


def handling_line(code: str) -> str:
    """A handling code with its words, for every sheet of an export."""
    if code == "P":
        return gettext("P: sharing permitted")
    return gettext("C: sharing permitted with conditions; ask the originator before acting")


@dataclass(frozen=True, slots=True)
class Told:
    """What an export tells of: entities, the statements it rests on, and what the log adds."""

    objects: list[str]
    statements: frozenset[int]
    medium: Medium
    detail: Mapping[str, object] = field(default_factory=dict)


def keep(access: Access, told: Told, *, form: str, reason: str, recipient: str) -> None:
    """Keep who receives what, and audit it: as a disclosure where somebody else is named.

    Args:
        access: who hands over; checked already.
        told: what is handed over.
        form: in which form.
        reason: why; empty for the purpose of the operation.
        recipient: who receives it; empty for the user alone.
    """
    # No database keeps a NUL in a text.
    reason, recipient = (text.replace("\x00", "") for text in (reason, recipient))
    with transaction.atomic():
        record_disclosure(
            access, told.statements, recipient=recipient, medium=told.medium, reason=reason
        )
        audit.record(
            Act.DISCLOSE if recipient.strip() else Act.CONSULT,
            access=access,
            objects=told.objects,
            count=len(told.objects),
            justification=reason or access.operation.purpose,
            recipient=recipient.strip() or downloaded_by(access),
            detail={**told.detail, "export": form},
        )
