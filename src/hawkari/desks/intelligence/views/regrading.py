"""The page that grades one value anew, and taking a regrading back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from hawkari.desks.intelligence.grading_forms import RegradeForm, UndoForm
from hawkari.desks.intelligence.services.grading import (
    grade_anew,
    take_regrading_back,
    value_to_grade,
)
from hawkari.desks.intelligence.views.common import finds_entities
from hawkari.desks.pages import WorkRequest
from hawkari.errors import AccessDenied

__all__ = ["regrade", "undo_regrade"]


@require_http_methods(["GET", "POST"])
@finds_entities
def regrade(request: WorkRequest, canonical_id: str, statement: int) -> HttpResponse:
    """Grade one value anew: how good it is, and who may have it; needs a reason."""
    found = value_to_grade(request.access, canonical_id, statement)
    data = request.POST if request.method == "POST" else None
    form = RegradeForm(found.marking, request.access.operation, data)
    if data is not None and form.is_valid():
        try:
            is_new = grade_anew(
                request.access, statement, form.terms(), reason=form.cleaned_data["reason"]
            )
        except AccessDenied as denied:
            form.add_error(None, _explained(denied))
        else:
            told = (
                gettext("The value was graded anew. The old grade stays in its history.")
                if is_new
                else gettext("The value has that grade already; nothing was changed.")
            )
            messages.success(request, told)
            return redirect("intelligence:entity", found.entity.canonical_id)
    context = {"page": found, "form": form, "section": "search", "handling": found.value.handling}
    status = 422 if form.errors else 200
    return render(request, "intelligence/regrade.html", context, status=status)


def _explained(denied: AccessDenied) -> str:
    """Why only the originator may do that; what is too loose is named by the form's own labels."""
    words = gettext(
        "Only the originator may loosen who may have a value. Keep handling, condition and the "
        "other restrictions as they are, or make them stricter."
    )
    return f"{words} ({denied.rule})"


@require_POST
@finds_entities
def undo_regrade(request: WorkRequest, canonical_id: str, number: int) -> HttpResponse:
    """Take a regrading back; the value stands under the marking before it."""
    form = UndoForm(request.POST)
    if form.is_valid():
        take_regrading_back(request.access, number, reason=form.cleaned_data["reason"])
        messages.success(request, gettext("The regrading was taken back."))
    else:
        messages.error(request, gettext("Nothing was taken back: say why."))
    return redirect("intelligence:entity", canonical_id)
