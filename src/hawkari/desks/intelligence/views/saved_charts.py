"""Saved charts: the list, one opened in a version, and saving."""

import json

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.intelligence.services import chart_exports
from hawkari.desks.intelligence.services import saved_charts as services
from hawkari.desks.intelligence.services.exporting import Format
from hawkari.desks.intelligence.views.charts import chart_context, query_of
from hawkari.desks.intelligence.views.common import (
    LARGEST,
    chart_number,
    exported,
    handing_over,
    refuse,
)
from hawkari.desks.intelligence.views.network_brief import brief_context
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput
from hawkari.evidence.access import Action
from hawkari.evidence.confirmation import needs_confirmation

__all__ = ["export_chart", "export_saved_chart", "saved_chart", "saved_charts"]

LONGEST_CONTENT = 1_000_000


@require_http_methods(["GET", "POST"])
def saved_charts(request: WorkRequest) -> HttpResponse:
    """The charts of the operation; by post, one more, or one more version of one."""
    if request.method == "POST":
        return _save(request)
    context = {
        "charts": services.saved_charts(request.access),
        "handling": "",
        "section": "network",
        "density": "compact",
    }
    return render(request, "intelligence/network_charts.html", context)


def _save(request: WorkRequest) -> HttpResponse:
    chart = request.POST.get("chart", "")
    try:
        version = services.save_chart(
            request.access,
            _content(request.POST.get("content", "")),
            name=request.POST.get("name", ""),
            chart=chart_number(chart) if chart else None,
        )
    except services.ChartNotFound as missing:
        raise Http404 from missing
    except BadInput as bad:
        refuse(request, gettext("Nothing was saved."), _refused(bad))
        return redirect("intelligence:saved_charts")
    messages.success(request, gettext("The chart was saved."))
    return redirect("intelligence:saved_chart", version.chart_id)


def _refused(bad: BadInput) -> str:
    """Why nothing was saved, in the reader's language."""
    if bad.problem == services.NO_NAME:
        most = {"most": services.LONGEST_NAME}
        return gettext("Give the chart a name of at most %(most)s letters.") % most
    return gettext("What came is no chart. Open it again and save it anew.")


def _content(text: str) -> object:
    """The content as JSON; None, which no chart is, where it is none or far too long."""
    try:
        return json.loads(text) if len(text) <= LONGEST_CONTENT else None
    except (ValueError, RecursionError):
        return None


@require_GET
def saved_chart(request: WorkRequest, chart: int) -> HttpResponse:
    """A saved chart as it was left, with what this reader may see of it; ``?version=`` an older."""
    asked = request.GET.get("version", "")
    try:
        opened = services.open_chart(
            request.access, min(chart, LARGEST), number=chart_number(asked) if asked else None
        )
    except services.ChartNotFound as missing:
        raise Http404 from missing
    context = {
        "opened": opened,
        **brief_context(request.access, len(opened.chart.nodes)),
        "standing": opened.content.as_data(),
        "around_query": query_of(opened.filters),
        "may_export": request.access.may(Action.EXPORT),
        "formats": list(Format),
        "section": "network",
        "density": "compact",
        **chart_context(request.access, opened.chart),
    }
    return render(request, "intelligence/network_saved.html", context)


@needs_confirmation
@require_GET
def export_saved_chart(request: WorkRequest, chart: int, form: str) -> HttpResponse:
    """A saved chart as it was left, as a file; ``?version=`` an older. Audited with its reason."""
    asked = request.GET.get("version", "")
    try:
        made = chart_exports.export_saved_chart(
            request.access,
            min(chart, LARGEST),
            _format(form),
            fonts=settings.DOCUMENT_FONTS,
            **handing_over(request.GET),
            number=chart_number(asked) if asked else None,
        )
    except services.ChartNotFound as missing:
        raise Http404 from missing
    return exported(made)


@needs_confirmation
@require_POST
def export_chart(request: WorkRequest, form: str) -> HttpResponse:
    """A chart as it stands on somebody's screen, as a file; audited with its reason."""
    chart = request.POST.get("chart", "")
    try:
        made = chart_exports.export_chart(
            request.access,
            _content(request.POST.get("content", "")),
            _format(form),
            fonts=settings.DOCUMENT_FONTS,
            **handing_over(request.POST),
            saved=chart_number(chart) if chart else None,
        )
    except (BadInput, services.ChartNotFound) as bad:
        raise Http404 from bad
    return exported(made)


def _format(name: str) -> Format:
    if name not in set(Format):
        raise Http404
    return Format(name)
