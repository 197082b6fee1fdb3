"""The page of public series: how many went which way, month by month."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.services import routes as services
from hawkari.desks.intelligence.views.common import WorkRequest

__all__ = ["routes"]

LONGEST_NATIONALITY = 80


@require_GET
def routes(request: WorkRequest) -> HttpResponse:
    """Public series by route; ``?nationality=`` counts only those."""
    nationality = request.GET.get("nationality", "")[:LONGEST_NATIONALITY]
    context = {
        "found": services.routes(request.access, nationality=nationality),
        "nationality": nationality,
        "handling": "",
        "section": "network",
        "density": "compact",
    }
    return render(request, "intelligence/routes.html", context)
