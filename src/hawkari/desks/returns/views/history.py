"""The whole decision history of a case, on a page and on paper, for monitors and lawyers."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.returns.apps import ReturnsConfig
from hawkari.desks.returns.history_pdf import history_pdf
from hawkari.desks.returns.history_sections import sections_of
from hawkari.desks.returns.services.history import history_of
from hawkari.desks.returns.views.common import finds_cases

__all__ = ["history", "history_on_paper"]


@require_GET
@finds_cases
def history(request: WorkRequest, reference: str) -> HttpResponse:
    """Everything that was recorded, decided, refused, told and read of one case."""
    found = history_of(request.access, reference)
    context = {
        "found": found,
        "case": found.case,
        "sections": sections_of(found),
        "section": "returns_cases",
        "density": "compact",
    }
    return render(request, "returns/history.html", context)


@require_GET
@finds_cases
def history_on_paper(request: WorkRequest, reference: str) -> HttpResponse:
    """The same as a PDF; audited as a disclosure."""
    found = history_of(request.access, reference, is_printed=True)
    content = history_pdf(
        found,
        by=request.access.user.get_username(),
        handling=str(ReturnsConfig.handling_words),
        fonts=settings.DOCUMENT_FONTS,
    )
    return attachment(content, f"history-{found.case.reference}.pdf", "application/pdf")
