"""Pages of complaints: a list that hides itself from whom it is about, and a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hawkari.desks.pages import WorkRequest
from hawkari.desks.refusals import refusal
from hawkari.desks.returns.refusal_words import SETTLING
from hawkari.desks.returns.reintegration_forms import AnswerForm, ComplaintForm
from hawkari.desks.returns.services.complaints import (
    NewComplaint,
    answer_complaint,
    colleagues,
    complaints_of,
    record_complaint,
)
from hawkari.desks.returns.views.steps import add_refusal, show_form
from hawkari.errors import BadInput
from hawkari.evidence.access import Action

__all__ = ["complaints", "new_complaint"]


@require_http_methods(["GET", "POST"])
def complaints(request: WorkRequest) -> HttpResponse:
    """The complaints that the reader may know of, and their answers."""
    access = request.access
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            answer_complaint(
                access, data["reference"], outcome=data["outcome"], answer=data["answer"]
            )
        except BadInput as error:
            form.add_error(None, refusal(error, SETTLING))
        else:
            messages.success(request, gettext("The answer is recorded."))
            return redirect("returns:complaints")
    found = complaints_of(access)
    context = {
        "complaints": found,
        "open": sum(one.answered_at is None for one in found),
        "form": form,
        "may_answer": access.may(Action.RETURN_DECIDE),
        "may_record": access.may(Action.CASEWORK),
        "section": "returns_complaints",
    }
    return show_form(request, "returns/complaints.html", context)


@require_http_methods(["GET", "POST"])
def new_complaint(request: WorkRequest) -> HttpResponse:
    """Record a complaint; its reference is shown once, to be told to the person."""
    people = [one.get_username() for one in colleagues(request.access)]
    form = ComplaintForm(
        request.POST or None, people=people, initial={"received": request.access.today}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = record_complaint(request.access, NewComplaint(**form.cleaned_data))
        except BadInput as error:
            add_refusal(form, error, SETTLING)
        else:
            said = gettext("The complaint is recorded. Tell the person its reference:")
            messages.success(request, f"{said} {made}")
            return redirect("returns:complaints")
    context = {"form": form, "section": "returns_complaints"}
    return show_form(request, "returns/new_complaint.html", context)
