"""Pages of what is due for everybody: interviews to hold, and those that came in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.refusals import refusal
from hawkari.desks.returns.refusal_words import SETTLING
from hawkari.desks.returns.reintegration_forms import SubmissionsForm
from hawkari.desks.returns.services.follow_up import (
    MOST_SHOWN,
    Taken,
    due_follow_ups,
    empty_form,
    take_submissions,
)
from hawkari.desks.returns.services.sent_files import Sent, interviews_in
from hawkari.desks.uploads import was_too_large
from hawkari.errors import BadInput
from hawkari.evidence.access import Action

__all__ = ["follow_ups", "xlsform"]


@require_http_methods(["GET", "POST"])
def follow_ups(request: WorkRequest) -> HttpResponse:
    """Who is to be interviewed, soonest first; and a place to send in what phones brought."""
    access, taken = request.access, list[Taken]()
    is_sent = request.method == "POST"
    form = SubmissionsForm(request.POST, request.FILES) if is_sent else SubmissionsForm()
    if is_sent and was_too_large(request):
        form.add_error("sent", gettext("This is too large."))
    if form.is_valid():
        sent = list[Sent]()
        for file in form.cleaned_data["sent"]:
            try:
                sent += interviews_in(str(file.name), file.read())
            except BadInput as error:
                form.add_error("sent", f"{file.name}: {refusal(error, SETTLING)}")
        taken = take_submissions(access, sent)
    due = due_follow_ups(access)
    context = {
        "due": due,
        "more": len(due) == MOST_SHOWN,
        "overdue": sum(one.state == "overdue" for one in due),
        "form": form if access.may(Action.CASEWORK) else None,
        "taken": taken,
        "counts": {state: sum(one.state == state for one in taken) for state in COUNTED},
        "section": "returns_follow_ups",
        "density": "compact",
    }
    return render(request, "returns/follow_ups.html", context, status=400 if form.errors else 200)


COUNTED = ("taken", "known", "refused")


@require_GET
def xlsform(request: WorkRequest) -> HttpResponse:
    """The form that serves everybody, for a server of forms."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return attachment(empty_form(request.access), "follow-up.xlsx", kind)
