"""The search page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.services.searching import SHORTEST, find
from hawkari.desks.intelligence.views.common import WorkRequest
from hawkari.engines.names.model import BASE_RATE

__all__ = ["search"]


@require_GET
def search(request: WorkRequest) -> HttpResponse:
    """One box, any script; the answer as a list, best first."""
    context = {
        "result": find(request.access, request.GET.get("q", "")),
        "beside": request.GET.get("beside", "")[:200],
        "shortest": SHORTEST,
        "base_rate": BASE_RATE,
        "section": "search",
        "density": "compact",
    }
    return render(request, "intelligence/search.html", context)
