"""Marks that joining an entity needs two people: set and lifted on the entity's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from hawkari.desks.intelligence import queue_words
from hawkari.desks.intelligence.forms import ReasonForm
from hawkari.desks.intelligence.services import two_people
from hawkari.desks.intelligence.views.common import finds_entities, refuse
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput

__all__ = ["lift_mark", "mark"]


@require_POST
@finds_entities
def mark(request: WorkRequest, canonical_id: str) -> HttpResponse:
    """Mark an entity as one whose joining needs two people."""
    try:
        two_people.mark(request.access, canonical_id, reason=_reason(request))
    except BadInput as refused:
        refuse(request, gettext("Nothing was marked:"), queue_words.refused(refused))
    else:
        messages.success(request, gettext("Marked: joining it takes two people from now on."))
    return redirect("intelligence:entity", canonical_id)


@require_POST
@finds_entities
def lift_mark(request: WorkRequest, canonical_id: str, number: int) -> HttpResponse:
    """Lift one of an entity's marks."""
    try:
        two_people.lift(request.access, number, reason=_reason(request), entity=canonical_id)
    except BadInput as refused:
        refuse(request, gettext("Nothing was lifted:"), queue_words.refused(refused))
    else:
        messages.success(request, gettext("The mark was lifted."))
    return redirect("intelligence:entity", canonical_id)


def _reason(request: WorkRequest) -> str:
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""
