"""The pages of blind queries: ask, approve, take back; and who may not ask for now."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.exchange.blind_forms import AskForm, ReasonForm
from hawkari.desks.exchange.blind_words import problem
from hawkari.desks.exchange.services.asking import (
    Asked,
    approve_query,
    ask,
    partners_of,
    queries_of,
    withdraw_query,
)
from hawkari.desks.exchange.services.suspending import lift_suspension, suspensions_of
from hawkari.desks.exchange.views.common import WorkRequest, refuse
from hawkari.errors import BadInput

__all__ = ["approve", "asking", "lift", "suspensions", "withdraw"]


@require_http_methods(["GET", "POST"])
def asking(request: WorkRequest) -> HttpResponse:
    """Ask partners blindly; below, what was asked in this operation."""
    partners = [(one.slug, one.name) for one in partners_of(request.access)]
    initial = {
        "legal_basis": request.access.operation.legal_basis,
        "partners": [slug for slug, _ in partners] if len(partners) == 1 else [],
    }
    form = AskForm(request.POST or None, initial=initial)
    form.fields["partners"].choices = partners  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            made = ask(request.access, _asked(form))
        except BadInput as error:
            form.add_error("lines" if error.where else None, problem(error))
        else:
            words = ngettext(
                "One query was written.", "%(queries)s queries were written.", len(made)
            )
            messages.success(request, words % {"queries": len(made)})
            return redirect("exchange:ask")
    context = {
        "form": form,
        "partners": partners,
        "queries": queries_of(request.access),
        "section": "exchange_ask",
        "density": "compact",
    }
    return render(request, "exchange/ask.html", context, status=422 if form.errors else 200)


def _asked(form: AskForm) -> Asked:
    given = form.cleaned_data
    return Asked(
        partners=tuple(given["partners"]),
        kind=given["kind"],
        lines=tuple(given["lines"].splitlines()),
        legal_basis=given["legal_basis"],
        purpose=given["purpose"],
        necessity=given["necessity"],
    )


@require_POST
def approve(request: WorkRequest, number: str) -> HttpResponse:
    """As a second person, let a large batch go."""
    try:
        approve_query(request.access, number)
    except BadInput as error:
        refuse(request, gettext("Nothing was sent."), problem(error))
    else:
        messages.success(request, gettext("The query is on its way."))
    return redirect("exchange:ask")


@require_POST
def withdraw(request: WorkRequest, number: str) -> HttpResponse:
    """Take a query back that waits for a second person."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        withdraw_query(request.access, number, reason=reason)
    except BadInput as error:
        refuse(request, gettext("Nothing was changed."), problem(error))
    else:
        messages.success(request, gettext("The query was taken back, and its values erased."))
    return redirect("exchange:ask")


@require_GET
def suspensions(request: WorkRequest) -> HttpResponse:
    """Who may not ask for now, on whose side, and why."""
    context = {
        "suspensions": suspensions_of(request.access),
        "section": "exchange_ask",
        "density": "compact",
    }
    return render(request, "exchange/suspensions.html", context)


@require_POST
def lift(request: WorkRequest, number: int) -> HttpResponse:
    """Let an officer ask again."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        lift_suspension(request.access, number, reason=reason)
    except BadInput as error:
        refuse(request, gettext("Nothing was lifted."), problem(error))
    else:
        messages.success(request, gettext("The officer may ask again on this side."))
    return redirect("exchange:suspensions")
