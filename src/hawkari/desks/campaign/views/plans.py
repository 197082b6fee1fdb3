"""Pages of plans: the list, a new one, and one with its draw, its seal and what came of it."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.campaign.plan_drawing import course_drawing, interval_drawing, percent_changes
from hawkari.desks.campaign.plan_forms import PlanFileForm, PlanForm
from hawkari.desks.campaign.plan_words import KINDS, QUESTIONS, plan_refusal
from hawkari.desks.campaign.services.access import require_campaign
from hawkari.desks.campaign.services.effect_indicators import release_effects
from hawkari.desks.campaign.services.effects import PlanView, view_plan
from hawkari.desks.campaign.services.plan_files import (
    Loaded,
    load_answers,
    load_counts,
    load_measures,
)
from hawkari.desks.campaign.services.plan_surveys import survey_form
from hawkari.desks.campaign.services.plans import list_plans, make_plan
from hawkari.desks.campaign.services.sealing import seal_plan, sealed_text
from hawkari.desks.campaign.views.common import finds
from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.spreadsheets import csv_attachment
from hawkari.engines.effect import BY_THEMSELVES, ShareEffect
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import quarters_before

__all__ = ["load", "new_plan", "plan", "plan_file", "plans", "release", "seal", "survey"]

SECTION = "campaign_plans"
Percents = tuple[str, ...]
Load = Callable[[Access, str, bytes], Loaded]
LOADS: dict[str, Load] = {
    "counts": load_counts,
    "measures": load_measures,
    "answers": load_answers,
}


@require_GET
def plans(request: WorkRequest) -> HttpResponse:
    """The plans of the operation."""
    context = {
        "found": list_plans(request.access),
        "quarters": quarters_before(request.access.today, 2),
        "density": "compact",
    }
    return _page(request, "campaign/plans.html", context)


@require_http_methods(["GET", "POST"])
def new_plan(request: WorkRequest) -> HttpResponse:
    """Make a plan; what was typed stays on the page until it is right."""
    require_campaign(request.access)
    form = PlanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_plan(request.access, form.plan())
        except BadInput as error:
            name = error.where[0] if error.where and error.where[0] in form.fields else None
            form.add_error(name, plan_refusal(error))
        else:
            return redirect("campaign:plan", made.reference)
    return _page(
        request, "campaign/new_plan.html", {"form": form}, status=422 if form.errors else 200
    )


@require_GET
@finds
def plan(request: WorkRequest, reference: str) -> HttpResponse:
    """One plan: what is planned, what it could show, and what it showed."""
    view = view_plan(request.access, reference)
    context = {
        "view": view,
        "plan": view.plan,
        "why_no_power": plan_refusal(view.why_no_power) if view.why_no_power else "",
        "why_no_effect": plan_refusal(view.why_no_effect) if view.why_no_effect else "",
        "interval": interval_drawing(view.effect) if view.effect else None,
        "drawing": course_drawing(view.course, view.plan.first),
        "change": _changes(view),
        "power_percent": round(view.power.power * 100) if view.power else None,
        "least_percent": round(view.power.least_fall * 100) if view.power else None,
        "expected": round(view.plan.change * 100, 1),
        "measured": [(KINDS[one.kind], one) for one in view.measured],
        "surveyed": [
            (
                QUESTIONS[one.question],
                one,
                _points(one.effect),
                plan_refusal(one.why_not) if one.why_not else "",
            )
            for one in view.surveyed
        ],
        "fell": round(BY_THEMSELVES.fell * 100),
        "file_form": PlanFileForm(),
    }
    return _page(request, "campaign/plan.html", context)


def _page(
    request: WorkRequest, page: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """A page of plans; it says of itself that it holds counts of places, and nobody."""
    said = gettext("Counts of places, about nobody: for this operation until they are released.")
    shown = {"section": SECTION, "handling_words": said, **context}
    return render(request, page, shown, status=status)


def _changes(view: PlanView) -> Percents | None:
    """Change and both ends of its interval in percent, with their signs."""
    if view.effect is None:
        return None
    return tuple(f"{one * 100:+.0f}" for one in percent_changes(view.effect))


def _points(effect: ShareEffect | None) -> Percents | None:
    if effect is None:
        return None
    return tuple(f"{one * 100:+.0f}" for one in (effect.difference, effect.lo, effect.hi))


@require_POST
@finds
def seal(request: WorkRequest, reference: str) -> HttpResponse:
    """Draw and seal."""
    try:
        seal_plan(request.access, reference)
    except BadInput as error:
        messages.error(request, plan_refusal(error))
    else:
        messages.success(request, gettext("The roll-out is drawn, and the plan is sealed."))
    return redirect("campaign:plan", reference)


@require_POST
@finds
def load(request: WorkRequest, reference: str, what: str) -> HttpResponse:
    """Take in a table."""
    form = PlanFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, gettext("Choose a file."))
        return redirect("campaign:plan", reference)
    try:
        found = LOADS[what](request.access, reference, form.cleaned_data["file"].read())
    except BadInput as error:
        messages.error(request, plan_refusal(error))
    else:
        said = ngettext(
            "%(number)s row was taken in.", "%(number)s rows were taken in.", found.taken
        )
        messages.success(request, said % {"number": found.taken})
        if found.bad:
            bad = ngettext(
                "%(number)s row could not be read: %(rows)s",
                "%(number)s rows could not be read: %(rows)s",
                found.bad,
            )
            messages.warning(
                request, bad % {"number": found.bad, "rows": "; ".join(found.problems)}
            )
    return redirect("campaign:plan", reference)


@require_GET
@finds
def survey(request: WorkRequest, reference: str) -> HttpResponse:
    """The survey's form, as a file for ODK Collect or Enketo."""
    try:
        form = survey_form(request.access, reference)
    except BadInput as error:
        messages.error(request, plan_refusal(error))
        return redirect("campaign:plan", reference)
    return attachment(form, f"survey-{reference}.xml", "application/xml; charset=utf-8")


@require_GET
@finds
def plan_file(request: WorkRequest, reference: str, what: str) -> HttpResponse:
    """What was sealed, as JSON; or the course of counts, as CSV."""
    view = view_plan(request.access, reference)
    if what == "sealed":
        return attachment(sealed_text(view.plan), f"{reference}.json", "application/json")
    counts = ((week, f"{one:.2f}", f"{other:.2f}") for week, one, other in view.course)
    return csv_attachment(f"{reference}.csv", (("week", "with_campaign", "without"), *counts))


@require_POST
def release(request: WorkRequest) -> HttpResponse:
    """Release the effects as indicators of a quarter."""
    quarters = quarters_before(request.access.today, 2)
    asked = request.POST.get("quarter", "")
    period = next((one for one in quarters if one.name == asked), quarters[0])
    try:
        release_effects(request.access, period)
    except BadInput as error:
        messages.error(request, plan_refusal(error))
    else:
        messages.success(request, gettext("The effects are released to the programme desk."))
    return redirect("campaign:plans")
