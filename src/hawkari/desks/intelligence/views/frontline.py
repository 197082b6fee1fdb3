"""The page of a border post: no hit, or call this desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hawkari.desks.intelligence.watch_forms import CheckForm
from hawkari.desks.intelligence.watch_words import refused
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput
from hawkari.evidence.access import Action, require
from hawkari.evidence.frontline.checking import check
from hawkari.evidence.frontline.sealed import Answer, TooManyChecks

__all__ = ["frontline_check"]


@require_http_methods(["GET", "POST"])
def frontline_check(request: WorkRequest) -> HttpResponse:
    """One box and one answer; never why. What was asked is not shown again."""
    require(request.access, Action.CHECK)
    form, answer, status = CheckForm(request.POST or None), None, 200
    if form.is_bound:
        answer, status = _answered(request, form)
    fresh = form if form.errors else CheckForm()
    context = {"form": fresh, "answer": answer, "handling": "", "section": "check"}
    return render(request, "intelligence/check.html", context, status=status)


def _answered(request: WorkRequest, form: CheckForm) -> tuple[Answer | None, int]:
    """The answer, or what is wrong beside the form, and the status of the page."""
    if not form.is_valid():
        return None, 422
    try:
        return check(request.access, form.cleaned_data["asked"]), 200
    except BadInput as error:
        form.add_error("asked", refused(error))
        return None, 422
    except TooManyChecks:
        words = gettext("Too many checks in a short time: wait ten minutes, or call the desk.")
        form.add_error(None, words)
        return None, 429
