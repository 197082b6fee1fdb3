"""Public series: how many went which way, month by month, and incidents for the map."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.forms import FilterForm
from hawkari.desks.intelligence.services import routes as services
from hawkari.desks.pages import WorkRequest
from hawkari.evidence.rows import LONGEST_NATIONALITY

__all__ = ["incidents", "routes"]


@require_GET
def routes(request: WorkRequest) -> HttpResponse:
    """Public series by route; ``?nationality=`` counts only those."""
    nationality = request.GET.get("nationality", "").replace("\x00", "")[:LONGEST_NATIONALITY]
    found = services.routes(request.access, nationality=nationality)
    context = {
        "found": found,
        "nationality": nationality,
        "handling": found.handling,
        "section": "network",
        "density": "compact",
    }
    return render(request, "intelligence/routes.html", context)


@require_GET
def incidents(request: WorkRequest) -> HttpResponse:
    """Public incidents in the period of the page's filters: data for the map, and a table."""
    filters = FilterForm(request.GET, kinds={}).filters
    found = services.incidents(request.access, filters)
    context = {
        "incidents": found,
        "handling": found.handling,
        "incident_data": [[one.latitude, one.longitude, one.count] for one in found.spots],
    }
    return render(request, "intelligence/parts/incidents.html", context)
