"""The brief on a network, asked for on the network page or on a saved chart."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.brief_forms import BriefQuery, reader_language
from hawkari.desks.intelligence.forms import FilterForm, unread_in
from hawkari.desks.intelligence.services.network_briefing import (
    MOST_PEOPLE,
    BriefForm,
    TooLarge,
    languages,
    network_brief,
)
from hawkari.desks.intelligence.services.saved_charts import ChartNotFound
from hawkari.desks.intelligence.views.common import (
    exported,
    finds_entities,
    handing_over,
    query_without,
    refuse,
)
from hawkari.desks.pages import WorkRequest
from hawkari.evidence.access import Access, Action
from hawkari.evidence.confirmation import needs_confirmation

__all__ = ["brief_context", "brief_on_network"]

OWN_FIELDS = ("language", "why", "recipient", "chart", "version")


def brief_context(access: Access, people: int) -> dict[str, Any]:
    """What the part of a page needs that offers a brief.

    Args:
        access: who reads the page.
        people: how many people and things the brief would be about.
    """
    return {
        "may_brief": access.may(Action.EXPORT),
        "brief_forms": [each.value for each in BriefForm],
        "brief_languages": languages(),
        "brief_language": reader_language(),
        "brief_too_large": people > MOST_PEOPLE,
        "most_in_brief": MOST_PEOPLE,
    }


@needs_confirmation
@require_GET
@finds_entities
def brief_on_network(request: WorkRequest, form: str) -> HttpResponse:
    """The brief as a file, under the page's filters or on a saved chart; audited."""
    if form not in set(BriefForm):
        raise Http404
    filters, asked = FilterForm(request.GET, kinds={}), BriefQuery(request.GET)
    # What is left out on a page is seen to be; a brief would be about more than was asked for.
    if unread := unread_in(filters, asked):
        return _refused(request, asked, unread)
    try:
        made = network_brief(
            request.access,
            asked.wanted(filters.filters, BriefForm(form)),
            fonts=settings.DOCUMENT_FONTS,
            **handing_over(request.GET),
        )
    except ChartNotFound as missing:
        raise Http404 from missing
    except TooLarge as large:
        return _refused(request, asked, _too_large(large))
    return exported(made)


def _too_large(large: TooLarge) -> str:
    """Why no brief was made, in the reader's language."""
    said = gettext("More than %(most)s people or things: too many for a brief")
    if large.of_statements:
        said = gettext("More than %(most)s statements: too many for a brief")
    remedy = gettext("Filter, look around one entity, or save a chart of those it is about.")
    return f"{said % {'most': large.most}}. {remedy}"


def _refused(request: WorkRequest, asked: BriefQuery, why: str) -> HttpResponse:
    """Back to where the brief was asked for, with why there is none."""
    refuse(request, gettext("No brief was made."), why)
    if asked.chart_number is not None:
        return redirect("intelligence:saved_chart", asked.chart_number)
    query = query_without(request.GET, *OWN_FIELDS)
    return redirect(f"{reverse('intelligence:network')}?{query}")
