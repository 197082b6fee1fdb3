"""Pages of the flow of cases: where they wait, what more officers would change, forecasts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.returns.flow_drawing import bars_of, flow_map
from hawkari.desks.returns.flow_forms import DeskForm, FlowForm, SeriesForm
from hawkari.desks.returns.services import flow as services
from hawkari.desks.returns.services.access import require_reading
from hawkari.desks.returns.services.forecasts import forecast_series
from hawkari.engines.casework import State
from hawkari.engines.casework.flows import Waiting
from hawkari.errors import BadInput

__all__ = ["flow", "flow_log", "forecast"]


@require_GET
def flow(request: WorkRequest) -> HttpResponse:
    """How the operation's cases move, and a desk to simulate."""
    form = FlowForm.of(request.GET)
    found = services.flow_of(request.access, form.question(), now=timezone.now())
    stock = services.stock_of(found, State.DOCUMENTING)
    desk = DeskForm(request.GET) if "officers" in request.GET else DeskForm.starting_from(stock)
    compared, problem = None, None
    if desk.is_bound and desk.is_valid():
        try:
            compared = services.compare(request.access, desk.desk(), desk.cleaned_data["more"])
        except BadInput as error:
            problem = error
    context = {
        "found": found,
        "filters": form,
        "form": desk,
        "compared": compared,
        "problem": problem,
        "slowest": _slowest(found.waiting),
        "map": flow_map(found.stages, found.arcs),
        "bars": bars_of(found.months, services.SHOWN),
        "most_days": max((one.eighty or one.median or 0 for one in found.waiting), default=0),
        "section": "returns_flow",
        "handling": "",
    }
    return render(request, "returns/flow.html", context)


@require_GET
def flow_log(request: WorkRequest) -> HttpResponse:
    """The stages of the cases as an XES event log."""
    question = FlowForm.of(request.GET).question()
    text = services.event_log(request.access, question, now=timezone.now())
    return attachment(text, "cases.xes", "application/xml; charset=utf-8")


@require_http_methods(["GET", "POST"])
def forecast(request: WorkRequest) -> HttpResponse:
    """A forecast of a published series, measured against persistence."""
    require_reading(request.access)
    form = SeriesForm(request.POST, request.FILES) if request.method == "POST" else SeriesForm()
    context: dict[str, Any] = {"form": form, "section": "returns_flow", "handling": ""}
    status = 200
    if form.is_bound:
        try:
            context["found"] = _foreseen(request, form)
        except BadInput as error:
            context["problem"] = error
        status = 200 if context.get("found") else 422
    return render(request, "returns/forecast.html", context, status=status)


def _foreseen(request: WorkRequest, form: SeriesForm) -> object | None:
    if not form.is_valid():
        return None
    given = form.cleaned_data
    return forecast_series(request.access, given["table"], given["value"], where=form.where())


def _slowest(waiting: tuple[Waiting, ...]) -> Waiting | None:
    """The stage in which most cases wait now; of two, where one has waited longer."""
    ahead = services.STAGES[: services.STAGES.index(State.DEPARTED)]
    there = [one for one in waiting if one.now and one.stage in ahead]
    return max(there, key=lambda one: (one.now, one.oldest or 0), default=None)
