"""The page of one row of a source."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.services.source_rows import source_row
from hawkari.desks.intelligence.views.common import finds_entities
from hawkari.desks.pages import WorkRequest

__all__ = ["row"]


@require_GET
@finds_entities
def row(request: WorkRequest, statement: int) -> HttpResponse:
    """A row as it was loaded, found by the number of one of its statements."""
    found = source_row(request.access, statement)
    context = {
        "row": found,
        "handling": found.handling,
        "handling_words": "; ".join(found.conditions),
        "section": "sources",
        "density": "compact",
    }
    return render(request, "intelligence/row.html", context)
