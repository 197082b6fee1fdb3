"""The pages of blind queries: ask, approve, take back; and who may not ask for now."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.exchange.blind_forms import AskForm, ReasonForm
from hawkari.desks.exchange.blind_words import REFUSALS
from hawkari.desks.exchange.refusal_words import refused
from hawkari.desks.exchange.services.asking import (
    Asked,
    approve_query,
    ask,
    partners_of,
    queries_of,
    withdraw_query,
)
from hawkari.desks.exchange.services.suspending import lift_suspension, suspensions_of
from hawkari.desks.exchange.views.steps import take_step
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput

__all__ = ["approve", "asking", "lift", "suspensions", "withdraw"]

_take = partial(take_step, words=REFUSALS)


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
            form.add_error("lines" if error.where else None, refused(error, REFUSALS))
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
    return _take(
        request,
        reverse("exchange:ask"),
        lambda: approve_query(request.access, number),
        said=gettext("The query is on its way."),
    )


@require_POST
def withdraw(request: WorkRequest, number: str) -> HttpResponse:
    """Take a query back that waits for a second person."""
    form = ReasonForm(request.POST)
    return _take(
        request,
        reverse("exchange:ask"),
        lambda: withdraw_query(request.access, number, reason=form.cleaned_data["reason"]),
        said=gettext("The query was taken back, and its values erased."),
        form=form,
    )


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
    return _take(
        request,
        reverse("exchange:suspensions"),
        lambda: lift_suspension(request.access, number, reason=form.cleaned_data["reason"]),
        said=gettext("The officer may ask again on this side."),
        form=form,
    )
