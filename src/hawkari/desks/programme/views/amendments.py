"""Pages of amendments: a line's sum raised or lowered, recorded by one and decided by another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.money_forms import AmendmentForm, WhyForm
from hawkari.desks.programme.money_words import STATES, money_refusal
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.money import (
    approve_amendment,
    decline_amendment,
    record_amendment,
    view_amendment,
    view_line,
)
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.money import decided, page, status_of
from hawkari.desks.refusals import at_field
from hawkari.errors import BadInput

__all__ = ["amend", "amendment", "approve", "decline"]


@require_http_methods(["GET", "POST"])
@finds
def amend(request: WorkRequest, reference: str) -> HttpResponse:
    """Record that a line's sum changes; what was typed stays on the page until it is right."""
    require_programme(request.access)
    view = view_line(request.access, reference)
    post = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AmendmentForm(*post)
    if form.is_bound and form.is_valid():
        try:
            made = record_amendment(
                request.access, form.amendment(reference), proof=form.document()
            )
        except BadInput as error:
            at_field(form, error, money_refusal(error))
        else:
            messages.success(
                request, gettext("It is recorded, and counts once another person approves it.")
            )
            return redirect("programme:amendment", made.reference)
    context = {"form": form, "line": view.row.line, "row": view.row}
    return page(request, "amend_line", context, status=status_of(form))


@require_GET
@finds
def amendment(request: WorkRequest, reference: str) -> HttpResponse:
    """One amendment, what proves it, and what may be done with it."""
    view = view_amendment(request.access, reference)
    found = view.amendment
    context = {
        "view": view,
        "found": found,
        "line": found.line,
        "document": found.document,
        "state": STATES[found.state],
        "why_form": WhyForm(auto_id="why_%s"),
    }
    return page(request, "amendment", context)


@require_POST
@finds
def approve(request: WorkRequest, reference: str) -> HttpResponse:
    """Approve, as the second person: the line has the new sum."""
    return decided(
        request,
        ("programme:amendment", reference),
        act=lambda: approve_amendment(request.access, reference),
        said=gettext("It is approved: the line has the new sum."),
    )


@require_POST
@finds
def decline(request: WorkRequest, reference: str) -> HttpResponse:
    """Decline, as the second person: the sum stays."""
    why = request.POST.get("why", "")
    return decided(
        request,
        ("programme:amendment", reference),
        act=lambda: decline_amendment(request.access, reference, why),
        said=gettext("It is declined: the sum of the line stays."),
    )
