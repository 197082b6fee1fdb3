"""The network page and its exports."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.forms import FilterForm, unread_in
from hawkari.desks.intelligence.services.analysing import MOST_PEOPLE, TOP, analyse
from hawkari.desks.intelligence.services.exporting import Format, export_network
from hawkari.desks.intelligence.services.goods import groups_in
from hawkari.desks.intelligence.services.learning import answers_in, told
from hawkari.desks.intelligence.services.networks import chart_of, whole
from hawkari.desks.intelligence.services.reviewing import agencies_of
from hawkari.desks.intelligence.values import strictest
from hawkari.desks.intelligence.views.charts import chart_context, query_of
from hawkari.desks.intelligence.views.common import (
    AT_ONCE,
    exported,
    finds_entities,
    handing_over,
    query_without,
    refuse,
)
from hawkari.desks.intelligence.views.network_brief import brief_context
from hawkari.desks.intelligence.views.placing import map_context
from hawkari.desks.pages import WorkRequest
from hawkari.evidence.access import Access, Action
from hawkari.evidence.confirmation import needs_confirmation

__all__ = ["export", "network"]


@require_GET
@finds_entities
def network(request: WorkRequest) -> HttpResponse:
    """The operation's network, or that around a focus: chart, table, who stands between."""
    filters = FilterForm(request.GET, kinds={}).filters
    found = whole(request.access, filters)
    chart = chart_of(request.access, found, most=filters.most)
    asked = "analyse" in request.GET or len(found.nodes) <= AT_ONCE
    is_worked_out = asked and len(found.nodes) <= MOST_PEOPLE
    answers = answers_in(request.access, found) if is_worked_out else {}
    mixed = groups_in(request.access, found, told(answers)) if is_worked_out else ()
    context: dict[str, Any] = {
        "filters": filters,
        "form": FilterForm(
            request.GET, kinds=found.kinds, agencies=named(request.access, found.agencies)
        ),
        "network": found,
        "focus": next((node for node in chart.nodes if node.is_focus), None),
        "analysis": analyse(request.access, found, told(answers)) if asked else None,
        "answers": len(answers),
        "mixed": mixed,
        "asked": asked,
        "too_many": len(found.nodes) > MOST_PEOPLE,
        "most_people": MOST_PEOPLE,
        "top": TOP,
        "around_query": query_of(filters),
        "address": query_without(request.GET, "analyse"),
        "kept": [
            (name, value)
            for name, values in request.GET.lists()
            for value in values
            if name not in ("analyse", "why", "recipient")
        ],
        **brief_context(request.access, len(found.nodes)),
        "may_export": request.access.may(Action.EXPORT),
        "formats": list(Format),
        "section": "network",
        "density": "compact",
        **chart_context(request.access, chart),
        **map_context(request.access, chart, filters),
    }
    # What was seized from one alone is no tie of the chart, yet a group is named by it.
    context["handling"] = strictest([context["handling"], *(one.handling for one in mixed)])
    return render(request, "intelligence/network.html", context)


def named(access: Access, slugs: Collection[str]) -> list[tuple[str, str]]:
    """Agencies by slug with their names, as the reader may know them; else the slug again."""
    names = dict(agencies_of(access))
    return [(slug, names.get(slug, slug)) for slug in slugs]


@needs_confirmation
@require_GET
@finds_entities
def export(request: WorkRequest, form: str) -> HttpResponse:
    """The chart as a file, under the same filters as on the page; audited with its reason."""
    if form not in set(Format):
        raise Http404
    asked = FilterForm(request.GET, kinds={})
    # A filter left out on a page is seen to be; a file would hold more than was asked for.
    if unread := unread_in(asked):
        refuse(request, gettext("Nothing was exported."), unread)
        query = query_without(request.GET, "why", "recipient")
        return redirect(f"{reverse('intelligence:network')}?{query}")
    made = export_network(
        request.access,
        asked.filters,
        Format(form),
        fonts=settings.DOCUMENT_FONTS,
        **handing_over(request.GET),
    )
    return exported(made)
