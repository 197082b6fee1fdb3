"""The page of corrections: what is due to whom."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.oversight.keeping_forms import NoticeForm
from hawkari.desks.oversight.services.corrections import corrections as page_of
from hawkari.desks.pages import WorkRequest
from hawkari.evidence.disclosures import mark_notice
from hawkari.evidence.models import NoticeState

__all__ = ["corrections", "mark_correction"]


@require_GET
def corrections(request: WorkRequest) -> HttpResponse:
    """Notices by state; those due first shown."""
    state = request.GET.get("state", NoticeState.DUE.value)
    context = {
        "page": page_of(request.access, state="" if state == "all" else state),
        "states": [*NoticeState.values, "all"],
        "state": state,
        "section": "corrections",
        "density": "compact",
    }
    return render(request, "oversight/corrections.html", context)


@require_POST
def mark_correction(request: WorkRequest) -> HttpResponse:
    """Move one notice on."""
    form = NoticeForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        mark_notice(request.access, given["notice"], given["state"], note=given["note"])
        messages.success(request, gettext("Saved."))
    else:
        messages.error(request, gettext("Nothing was saved: the form was incomplete."))
    return redirect("oversight:corrections")
