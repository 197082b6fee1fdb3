"""Pages of results: outputs with their indicators, one indicator over time, and what is added."""

from collections.abc import Callable, Iterable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.models import ItemKind, RegisterItem
from hawkari.desks.programme.register_words import REGISTER_REFUSALS
from hawkari.desks.programme.result_forms import (
    FigureFileForm,
    FigureForm,
    IndicatorForm,
    OutputForm,
)
from hawkari.desks.programme.result_words import RESULT_REFUSALS, offer_words
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.refusals import item_of
from hawkari.desks.programme.services.result_files import COLUMNS, load_figures
from hawkari.desks.programme.services.result_keeping import (
    add_indicator,
    add_output,
    record_figure,
)
from hawkari.desks.programme.services.result_links import Offer, offers
from hawkari.desks.programme.services.results import (
    IndicatorView,
    Point,
    indicator_view,
    results,
)
from hawkari.desks.programme.trend_drawing import trend_drawing
from hawkari.desks.programme.views.common import finds
from hawkari.desks.refusals import refusal
from hawkari.desks.spreadsheets import csv_attachment
from hawkari.errors import BadInput
from hawkari.evidence.access import Action

__all__ = [
    "indicator",
    "indicator_csv",
    "load",
    "new_indicator",
    "new_output",
    "results_csv",
    "results_page",
]

SECTION = "programme_results"
SHOWN = 20
HEAD = (
    "activity", "output", "level", "indicator", "name", "unit", "first", "last", "target",
    "actual", "standing", "source", "recorded_on",
)  # fmt: skip


@require_GET
def results_page(request: WorkRequest) -> HttpResponse:
    """What came of the activities: each indicator's last figure beside its target."""
    found = results(request.access)
    context = {
        "found": found,
        "total": sum(len(one.indicators) for one in found),
        "file_form": FigureFileForm(),
        "columns": ", ".join(COLUMNS),
        "section": SECTION,
        "density": "compact",
    }
    return render(request, "programme/results.html", context)


@require_http_methods(["GET", "POST"])
@finds
def indicator(request: WorkRequest, reference: str) -> HttpResponse:
    """One indicator over time; an officer records a figure of it here."""
    form = FigureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require_programme(request.access)
        if _done(form, lambda: record_figure(request.access, reference, form.figure())):
            messages.success(request, gettext("The figure is recorded."))
            return redirect("programme:indicator", reference)
    view = indicator_view(request.access, reference)
    result = view.result
    link = Offer(result.desk, result.code, result.by, result.group, result.takes)
    context = {
        "view": view,
        "item": view.item,
        "result": result,
        "link": offer_words(link) if result.desk else "",
        "drawing": trend_drawing(view),
        "form": form,
        "may_keep": request.access.may(Action.PROGRAMME),
        "section": SECTION,
    }
    code = 422 if form.errors else 200
    return render(request, "programme/indicator.html", context, status=code)


@require_http_methods(["GET", "POST"])
@finds
def new_output(request: WorkRequest, reference: str) -> HttpResponse:
    """Add an output to an activity."""
    require_programme(request.access)
    activity = item_of(request.access, reference, ItemKind.ACTIVITY)
    form = OutputForm(request.POST if request.method == "POST" else None)
    made: list[RegisterItem] = []
    if request.method == "POST" and _done(
        form, lambda: made.append(add_output(request.access, form.output(reference)))
    ):
        return redirect("programme:new_indicator", made[0].reference)
    context = {"form": form, "over": activity, "section": SECTION}
    code = 422 if form.errors else 200
    return render(request, "programme/new_output.html", context, status=code)


@require_http_methods(["GET", "POST"])
@finds
def new_indicator(request: WorkRequest, reference: str) -> HttpResponse:
    """Add an indicator to an output."""
    require_programme(request.access)
    output = item_of(request.access, reference, ItemKind.OUTPUT)
    form = IndicatorForm(
        request.POST if request.method == "POST" else None, offers=offers(request.access)
    )
    made: list[RegisterItem] = []
    if request.method == "POST" and _done(
        form, lambda: made.append(add_indicator(request.access, form.indicator(reference)))
    ):
        return redirect("programme:indicator", made[0].reference)
    context = {"form": form, "over": output, "section": SECTION}
    code = 422 if form.errors else 200
    return render(request, "programme/new_indicator.html", context, status=code)


@require_POST
def load(request: WorkRequest) -> HttpResponse:
    """Record the figures of a table."""
    form = FigureFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, gettext("Choose a file."))
        return redirect("programme:results")
    file = form.cleaned_data["file"]
    try:
        done = load_figures(request.access, file.read(), file.name)
    except BadInput as error:
        messages.error(request, refusal(error, RESULT_REFUSALS))
        return redirect("programme:results")
    said = ngettext(
        "%(number)s figure was recorded.", "%(number)s figures were recorded.", done.taken
    )
    messages.success(request, said % {"number": done.taken})
    if done.refused:
        bad = ngettext(
            "%(number)s row was refused: %(rows)s", "%(number)s rows were refused: %(rows)s",
            len(done.refused),
        )  # fmt: skip
        rows = "; ".join(
            f"{place}: {refusal(why, RESULT_REFUSALS, REGISTER_REFUSALS)}"
            for place, why in done.refused[:SHOWN]
        )
        messages.warning(request, bad % {"number": len(done.refused), "rows": rows})
    return redirect("programme:results")


@require_GET
def results_csv(request: WorkRequest) -> HttpResponse:
    """Every period of every indicator, as a table."""
    rows = [
        (output.item.parent, output.item, output.level, view)
        for output in results(request.access)
        for view in output.indicators
    ]
    lines = (
        [activity.reference if activity else "", item.reference, level, *line]
        for activity, item, level, view in rows
        for line in _lines(view)
    )
    return csv_attachment("results.csv", (HEAD, *lines))


@require_GET
@finds
def indicator_csv(request: WorkRequest, reference: str) -> HttpResponse:
    """The periods of one indicator, as a table."""
    view = indicator_view(request.access, reference)
    return csv_attachment(f"{view.item.reference}.csv", (HEAD[3:], *_lines(view)))


def _lines(view: IndicatorView) -> Iterable[list[str]]:
    named = [view.item.reference, view.item.name, view.result.unit]
    for one in view.periods:
        point = one.actual
        yield [
            *named, one.first.isoformat(), one.last.isoformat(), _said(one.target), _said(point),
            one.standing, point.source if point else "", point.on.isoformat() if point else "",
        ]  # fmt: skip


def _said(point: Point | None) -> str:
    if point is None:
        return "not published"
    if point.hidden:
        return "hidden"
    return point.text if point.value is None else f"{point.value.normalize():f}"


def _done(form: forms.Form, step: Callable[[], object]) -> bool:
    """Take a step if the form is whole; what was refused is said at its field."""
    if not form.is_valid():
        return False
    try:
        step()
    except BadInput as error:
        name = error.where[0] if error.where and error.where[0] in form.fields else None
        form.add_error(name, refusal(error, RESULT_REFUSALS, REGISTER_REFUSALS))
        return False
    return True
