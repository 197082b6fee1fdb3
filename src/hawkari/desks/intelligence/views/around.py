"""What lies around one on a chart, the ways between two, and a chart with more on it."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.intelligence.forms import FilterForm, MoreForm, PairForm
from hawkari.desks.intelligence.services import around as services
from hawkari.desks.intelligence.views.charts import chart_context, query_of
from hawkari.desks.intelligence.views.common import finds_entities
from hawkari.desks.intelligence.views.placing import map_context
from hawkari.desks.pages import WorkRequest

__all__ = ["around", "more", "ways"]


@require_GET
@finds_entities
def around(request: WorkRequest, canonical_id: str) -> HttpResponse:
    """Whom one is tied to, by kind of tie, before anybody is put on a chart."""
    filters = FilterForm(request.GET, kinds={}).filters
    found = services.around(request.access, canonical_id, filters)
    context = {
        "found": found,
        # Each kind has a link of its own; the other filters stay.
        "kept": query_of(replace(filters, kinds=frozenset())),
        "handling": found.handling,
        "section": "network",
        "density": "compact",
    }
    return render(request, "intelligence/network_around.html", context)


@require_GET
@finds_entities
def ways(request: WorkRequest) -> HttpResponse:
    """The most probable ways between two: ``?one=…&other=…``, under the chart's filters."""
    form = PairForm(request.GET)
    if not form.is_valid():
        raise Http404
    filters = FilterForm(request.GET, kinds={}).filters
    pair = form.cleaned_data
    found = services.ways_between(request.access, pair["one"], pair["other"], filters=filters)
    context = {
        "ways": found,
        "handling": found.handling,
        "section": "network",
        "density": "compact",
    }
    return render(request, "intelligence/network_ways.html", context)


@require_POST
@finds_entities
def more(request: WorkRequest) -> HttpResponse:
    """The parts of a chart with more on it: its drawing's data, its tables, and its map if any."""
    form = MoreForm(request.POST)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    filters = FilterForm(request.GET, kinds={}).filters
    chart = services.more(
        request.access, asked["shown"].split(), filters, added=asked["added"].split()
    )
    context = chart_context(request.access, chart)
    if asked["mapped"]:
        context |= map_context(request.access, chart, filters)
    return render(request, "intelligence/parts/chart_more.html", context)
