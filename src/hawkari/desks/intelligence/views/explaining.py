"""The page of two beside one another: why they are apart."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.services.explaining import apart as why_apart
from hawkari.desks.intelligence.views.common import finds_entities
from hawkari.desks.pages import WorkRequest
from hawkari.evidence.access import Action

__all__ = ["apart"]


@require_GET
@finds_entities
def apart(request: WorkRequest) -> HttpResponse:
    """Why two entities are apart, or that they are one: ``?of=…&of=…``."""
    asked = [one[:200] for one in request.GET.getlist("of") if one]
    if len(asked) != 2:
        raise Http404
    found = why_apart(request.access, asked[0], asked[1])
    context = {
        "pair": found,
        "may_judge": request.access.may(Action.JUDGE),
        "handling": found.handling,
        "section": "search",
        "density": "compact",
    }
    return render(request, "intelligence/apart.html", context)
