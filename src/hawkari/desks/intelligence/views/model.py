"""The page of the model."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.forms import ThresholdForm
from hawkari.desks.intelligence.services.modelling import model_page
from hawkari.desks.pages import WorkRequest

__all__ = ["model"]


@require_GET
def model(request: WorkRequest) -> HttpResponse:
    """What the model weighs, what its guard found, what changed, what would join from where on."""
    form = ThresholdForm(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    asked = given.get("at")
    page = model_page(request.access, threshold=asked, precision=given.get("right"))
    whole = None if page is None else page.agreement.whole
    context = {
        "model": page,
        "agreed": [] if page is None or whole is None else [whole, *page.agreement.pairs],
        "form": form,
        "asked": asked,
        "section": "model",
        "density": "compact",
        # Figures over many records; no value of anybody.
        "handling": "C",
    }
    return render(request, "intelligence/model.html", context)
