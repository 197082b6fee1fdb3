"""Pages of a case: the case itself, each of its steps, opening one, finding one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.desks.refusals import refusal
from hawkari.desks.returns.case_forms import DetailsForm, NewCaseForm, WhoForm
from hawkari.desks.returns.case_steps import STEPS
from hawkari.desks.returns.refusal_words import CASES
from hawkari.desks.returns.services.asking import ask_to_open, ask_to_step, proposed_departure
from hawkari.desks.returns.services.case_view import CaseView, look_at
from hawkari.desks.returns.services.cases import NewCase, PersonFields, case_of, open_case
from hawkari.desks.returns.services.finding import find_cases
from hawkari.desks.returns.services.telling import mark_told, to_know
from hawkari.desks.returns.services.ways import way_of
from hawkari.desks.returns.views.common import finds_cases
from hawkari.desks.returns.views.steps import show_form, step_of, take_step
from hawkari.errors import BadInput

__all__ = ["case", "cases", "new_case", "step", "told"]

STRIP = 7
"""How many events the strip shows; the list has all of them."""


@require_GET
def cases(request: WorkRequest) -> HttpResponse:
    """Find a case by its reference or a name; what one must know of comes first."""
    asked = request.GET.get("q", "").strip()[:100]
    context = {
        "asked": asked,
        "found": find_cases(request.access, asked),
        "know": to_know(request.access),
        "section": "returns_cases",
        "density": "compact",
    }
    return render(request, "returns/cases.html", context)


@require_GET
@finds_cases
def case(request: WorkRequest, reference: str) -> HttpResponse:
    """One case: why this person cannot be returned now, what is due, and the one next step."""
    view = look_at(request.access, reference)
    if view.case.disposed_at is not None:
        return render(request, "returns/erased.html", {"case": view.case})
    return render(request, "returns/case.html", _context(view))


def _context(view: CaseView) -> dict[str, Any]:
    important = [one for one in view.history if one.event.kind not in {"note", "details"}]
    return {
        "view": view,
        "case": view.case,
        "person": view.person,
        "facts": view.facts,
        "way": way_of(view.facts),
        "strip": list(reversed(important[:STRIP])),
        "barrier": next((one for one in view.known if one.guard == view.steps.barrier), None),
        "section": "returns_cases",
    }


@require_http_methods(["GET", "POST"])
def new_case(request: WorkRequest) -> HttpResponse:
    """Open a case."""
    ask_to_open(request.access)
    form = NewCaseForm(request.POST or None, initial={"nationality": "IQ"})
    if request.method == "POST" and form.is_valid():
        try:
            made = open_case(request.access, _new(form.cleaned_data))
        except BadInput as error:
            form.add_error(None, refusal(error, CASES))
        else:
            messages.success(request, gettext("The case is open. Nobody looked for barriers yet."))
            return redirect("returns:case", made.reference)
    return show_form(request, "returns/new_case.html", {"form": form, "section": "returns_cases"})


def _new(data: dict[str, Any]) -> NewCase:
    person = {name: data[name] for name in WhoForm.base_fields}
    details = {name: data[name] for name in DetailsForm.base_fields}
    said = {name: one for name, one in details.items() if one not in (None, "")}
    return NewCase(PersonFields(**person), said, family=data["family"].strip())


@require_http_methods(["GET", "POST"])
@finds_cases
def step(request: WorkRequest, reference: str, name: str) -> HttpResponse:
    """Record one thing in a case; whatever forbids it is said, and nothing was changed."""
    found = step_of(STEPS, name)
    if request.method == "POST":
        form = found.form_for(request.access, reference, data=request.POST)
        if form.is_valid():
            data = form.cleaned_data
            take_step(
                request,
                lambda: found.run(request.access, reference, data),
                said=str(found.said),
                words=CASES,
            )
            return redirect("returns:case", reference)
    else:
        initial = _initial(request, reference, name)
        form = found.form_for(request.access, reference, initial=initial)
    context = {
        "case": ask_to_step(request.access, reference, name),
        "step": found,
        "form": form,
        "section": "returns_cases",
        "name": name,
    }
    if name == "confirm":
        context["proposed"] = proposed_departure(request.access, reference)
    return show_form(request, "returns/step.html", context)


def _initial(request: WorkRequest, reference: str, name: str) -> dict[str, Any]:
    asked = {
        key: one for key, one in request.GET.items() if key in {"barrier", "opening", "notice"}
    }
    if name == "confirm":
        found = proposed_departure(request.access, reference)
        return {"seen": found.proposal.number} if found is not None else {}
    if name == "correct":
        asked = {"number": request.GET.get("number", "")}
    if name == "person":
        row = case_of(request.access, reference).person
        return {field: getattr(row, field) for field in WhoForm.base_fields}
    return asked


@require_POST
def told(request: WorkRequest, reference: str, number: int) -> HttpResponse:
    """Say that somebody was told, or that one knows."""
    try:
        mark_told(request.access, reference, number)
    except BadInput:
        messages.error(request, gettext("Nobody waits to be told here."))
    else:
        messages.success(request, gettext("It is recorded who was told."))
    return redirect(reverse("returns:case", args=[reference]))
