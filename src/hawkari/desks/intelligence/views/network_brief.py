"""The brief on a network, asked for on the network page or on a saved chart."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.brief_forms import BriefQuery, reader_language
from hawkari.desks.intelligence.forms import FilterForm
from hawkari.desks.intelligence.services.network_briefing import (
    MOST_PEOPLE,
    BriefForm,
    languages,
    network_brief,
)
from hawkari.desks.intelligence.services.saved_charts import ChartNotFound
from hawkari.desks.intelligence.views.common import WorkRequest, attachment, finds_entities, refuse
from hawkari.errors import BadInput
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
    asked = BriefQuery(request.GET)
    try:
        made = network_brief(
            request.access,
            asked.wanted(FilterForm(request.GET, kinds={}).filters, BriefForm(form)),
            fonts=settings.DOCUMENT_FONTS,
            reason=asked.reason,
            recipient=asked.recipient_named,
        )
    except ChartNotFound as missing:
        raise Http404 from missing
    except BadInput:
        refuse(request, gettext("No brief was made."), _refused())
        return redirect(_back(request, asked))
    return attachment(made)


def _refused() -> str:
    """Why no brief was made, in the reader's language."""
    large = gettext("More than %(most)s people or things: too many for a brief")
    remedy = gettext("Filter, look around one entity, or save a chart of those it is about.")
    return f"{large % {'most': MOST_PEOPLE}}. {remedy}"


def _back(request: WorkRequest, asked: BriefQuery) -> str:
    if asked.chart_number is not None:
        return reverse("intelligence:saved_chart", args=[asked.chart_number])
    query = request.GET.copy()
    for name in OWN_FIELDS:
        query.pop(name, None)
    return f"{reverse('intelligence:network')}?{query.urlencode()}"
