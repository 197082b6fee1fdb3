"""What a program may ask for a brief: the file, as on the network page."""

from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from hawkari.desks.intelligence.chart_content import LARGEST
from hawkari.desks.intelligence.network_query import TieQuery
from hawkari.desks.intelligence.services.network_briefing import (
    BriefAsked,
    BriefForm,
    network_brief,
)
from hawkari.desks.intelligence.views.common import exported
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of
from hawkari.evidence.confirmation import needs_confirmation

__all__ = ["brief_router"]

brief_router = Router()


class BriefQuery(TieQuery):
    """On what, in which language, and why; filters count where no saved chart is named."""

    language: Literal["en", "ar", "ckb"] = "en"
    format: Literal["docx", "pdf"] = "docx"
    chart: int | None = Field(None, ge=1, le=LARGEST, description="Number of a saved chart")
    version: int | None = Field(
        None, ge=1, le=LARGEST, description="Of it; the newest if not given"
    )
    why: str = Field("", max_length=1000, description="Kept in the audit log")
    recipient: str = Field("", max_length=200, description="Who is to receive it; empty: you alone")


@brief_router.get(
    "/network-brief", response={200: Any, **REFUSALS, 404: ErrorOut}, operation_id="network_brief"
)
@needs_confirmation
def brief_of_network(request: HttpRequest, asked: Query[BriefQuery]) -> HttpResponse:
    """A brief on the network or a saved chart, as Word or PDF; kept as a disclosure and audited."""
    wanted = BriefAsked(
        chart=asked.chart,
        version=asked.version,
        filters=asked.filters,
        language=asked.language,
        form=BriefForm(asked.format),
    )
    made = network_brief(
        access_of(request),
        wanted,
        fonts=settings.DOCUMENT_FONTS,
        reason=asked.why,
        recipient=asked.recipient,
    )
    return exported(made)
