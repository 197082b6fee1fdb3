"""The search page, and what its boxes show while somebody types."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.services.searching import (
    LIMIT,
    LIMIT_TYPED,
    SearchResult,
    find,
    spellings,
)
from hawkari.desks.pages import WorkRequest
from hawkari.engines.names.model import BASE_RATE

__all__ = ["search", "search_typed"]


@require_GET
def search(request: WorkRequest) -> HttpResponse:
    """One box, any script; the answer as a list, best first."""
    result = find(request.access, request.GET.get("q", ""))
    context = {**_shown(request, result), "section": "search", "density": "compact"}
    return render(request, "intelligence/search.html", context)


@require_GET
def search_typed(request: WorkRequest) -> HttpResponse:
    """The answer to what a box holds so far, for its script: the page's table, or a short list."""
    as_page = request.GET.get("as") == "page"
    result = find(
        request.access,
        request.GET.get("q", ""),
        limit=LIMIT if as_page else LIMIT_TYPED,
        as_typed=True,
    )
    return render(
        request, "intelligence/typed.html", {**_shown(request, result), "as_page": as_page}
    )


def _shown(request: WorkRequest, result: SearchResult) -> dict[str, Any]:
    return {
        "result": result,
        "beside": request.GET.get("beside", "")[:200],
        "spellings": spellings(result.query),
        "base_rate": BASE_RATE,
    }
