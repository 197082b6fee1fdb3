"""Pages of one person's reintegration: how it stands, and each of its steps."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.refusals import refusal
from hawkari.desks.returns.drawing import drawn
from hawkari.desks.returns.refusal_words import SETTLING
from hawkari.desks.returns.reintegration_steps import STEPS
from hawkari.desks.returns.services.cases import case_of
from hawkari.desks.returns.services.follow_up import Due, form_for, waves_of
from hawkari.desks.returns.services.refusals import CaseNotFound, StepRefused
from hawkari.desks.returns.services.reintegration import Standing, reintegration_of
from hawkari.desks.returns.steps import PageStep
from hawkari.desks.returns.views.common import finds_cases, refuse
from hawkari.desks.returns.views.steps import add_refusal, show_form, step_of
from hawkari.engines.casework.instruments import demonstration
from hawkari.errors import BadInput

__all__ = ["follow_up_form", "reintegration", "step"]

OPEN = frozenset({"due", "overdue"})


@require_GET
@finds_cases
def reintegration(request: WorkRequest, reference: str) -> HttpResponse:
    """How one person's reintegration stands, and the one thing to do next."""
    standing = reintegration_of(request.access, reference)
    waves = waves_of(request.access, reference)
    context = {
        "standing": standing,
        "case": standing.case,
        "done": standing.done,
        "plan": standing.done.plans[-1] if standing.done.plans else None,
        "assessment": standing.done.assessments[-1] if standing.done.assessments else None,
        "waves": waves,
        "open_waves": [one for one in waves if one.state in OPEN],
        "first": _first(standing, waves),
        "chart": drawn(standing.done.surveys),
        "instrument": demonstration(),
        "section": "returns_cases",
    }
    return render(request, "returns/reintegration.html", context)


def _first(standing: Standing, waves: list[Due]) -> str:
    """The one thing to do next; the page has a single primary action."""
    if not standing.may_work:
        return ""
    if standing.arrived is None:
        return "" if standing.done.assessments else "assess"
    if not standing.done.plans:
        return "plan"
    return "form" if any(one.state in OPEN for one in waves) else "promise"


@require_http_methods(["GET", "POST"])
@finds_cases
def step(request: WorkRequest, reference: str, name: str) -> HttpResponse:
    """Record one thing; what was typed stays on the page until it is right."""
    found = step_of(STEPS, name)
    shown = case_of(request.access, reference)
    if request.method == "POST":
        form = found.form(request.POST)
        if form.is_valid() and _taken(request, reference, found, form=form):
            messages.success(request, str(found.said))
            return redirect("returns:reintegration", reference)
    else:
        form = found.form(initial={"item": request.GET.get("item", "")})
    context = {
        "case": shown, "step": found, "form": form, "section": "returns_cases",
    }  # fmt: skip
    return show_form(request, "returns/settling_step.html", context)


def _taken(request: WorkRequest, reference: str, found: PageStep, *, form: forms.Form) -> bool:
    """Take the step; what forbids it becomes an error of its field."""
    try:
        found.run(request.access, reference, form.cleaned_data)
    except BadInput as error:
        add_refusal(form, error, SETTLING)
    except StepRefused:
        form.add_error(None, gettext("The case cannot take this step now."))
    return form.is_valid()


@require_POST
@finds_cases
def follow_up_form(request: WorkRequest, reference: str, wave: int) -> HttpResponse:
    """The form of one person and wave, as a file for ODK Collect, Enketo or ODK Web Forms."""
    try:
        code, form = form_for(request.access, reference, wave)
    except CaseNotFound:
        raise
    except BadInput as error:
        refuse(request, refusal(error, SETTLING))
        return redirect("returns:reintegration", reference)
    return attachment(form, f"follow-up-{code}.xml", "application/xml; charset=utf-8")
