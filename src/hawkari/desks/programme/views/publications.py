"""Pages of publications: what exactly would leave, its review by a second person, and the file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest, attachment, form_page
from hawkari.desks.programme.iati_out.leaving import leaving
from hawkari.desks.programme.publish_forms import ReviewForm, WhyForm
from hawkari.desks.programme.publish_words import REFUSALS, STATES
from hawkari.desks.programme.services.publications import (
    approve,
    decline,
    file_of,
    prepare,
    preview,
    publication_view,
    withdraw,
)
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.publish_shown import failing_rows, kept_rows, loosened_rows
from hawkari.desks.programme.views.publishing import refuse
from hawkari.desks.refusals import refusal
from hawkari.errors import BadInput
from hawkari.evidence.access import Action

__all__ = ["prepare_publication", "publication", "publication_file", "withdraw_publication"]

SHOWN = 2_000
"""Rows of what leaves that a page shows; all of them stand in the file beside it."""


@require_http_methods(["GET", "POST"])
@finds
def prepare_publication(request: WorkRequest) -> HttpResponse:
    """Exactly what would leave, and what would not; sent to a second person from here."""
    chosen = (request.POST or request.GET).getlist("activities")
    try:
        if request.method == "POST":
            made = prepare(request.access, chosen, seen=request.POST.get("seen", ""))
            messages.success(request, gettext("It waits for a second person now."))
            return redirect("programme:publication", made.reference)
        found = preview(request.access, chosen)
    except BadInput as error:
        messages.error(request, refusal(error, REFUSALS))
        return redirect("programme:publish")
    context = _content(found.content) | {
        "found": found,
        "failing": failing_rows(found.failing),
        "withheld": kept_rows(found.withheld),
        "loosened": loosened_rows(found.loosened),
        "section": "programme_publish",
        "density": "compact",
    }
    return render(request, "programme/publish_prepare.html", context)


@require_http_methods(["GET", "POST"])
@finds
def publication(request: WorkRequest, reference: str) -> HttpResponse:
    """A publication: what leaves, what was withheld, and the second person's answer."""
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if request.POST.get("answer") == "approve":
                approve(request.access, reference, seen=said["seen"], why=said["why"])
                messages.success(request, gettext("It may leave now."))
            else:
                decline(request.access, reference, why=said["why"])
                messages.success(request, gettext("It is declined: it does not leave."))
        except BadInput as error:
            refuse(form, error)
        else:
            return redirect("programme:publication", reference)
    row = publication_view(request.access, reference)
    content = bytes(row.content)
    context = _content(content) | {
        "row": row,
        "state": STATES[row.state],
        "withheld": kept_rows(row.withheld),
        "loosened": loosened_rows(row.loosened),
        "form": form,
        "why": WhyForm(),
        "may_review": row.state == "waiting"
        and row.prepared_by_id != request.access.user.pk
        and request.access.may(Action.APPROVE_MONEY),
        "own": row.prepared_by_id == request.access.user.pk,
        "section": "programme_publish",
        "density": "compact",
    }
    return form_page(request, "programme/publication.html", context)


@require_POST
@finds
def withdraw_publication(request: WorkRequest, reference: str) -> HttpResponse:
    """Hand a publication out no longer."""
    try:
        withdraw(request.access, reference, why=request.POST.get("why", ""))
    except BadInput as error:
        messages.error(request, refusal(error, REFUSALS))
    else:
        messages.success(request, gettext("It is handed out no longer."))
    return redirect("programme:publication", reference)


@require_GET
@finds
def publication_file(request: WorkRequest, reference: str) -> HttpResponse:
    """The file of a publication that was approved."""
    try:
        row, content = file_of(request.access, reference)
    except BadInput as error:
        messages.error(request, refusal(error, REFUSALS))
        return redirect("programme:publication", reference)
    return attachment(content, f"{row.reference}.xml", "application/xml")


def _content(content: bytes) -> dict[str, Any]:
    rows = leaving(content)
    return {"leaves": rows[:SHOWN], "leaves_count": len(rows), "xml": content.decode("utf-8")}
