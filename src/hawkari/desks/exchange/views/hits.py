"""The pages of hits: the list, one ticket with what to say of it, and deconfliction."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.exchange.blind_forms import DeskForm, VerdictForm
from hawkari.desks.exchange.blind_words import REFUSALS
from hawkari.desks.exchange.models.tickets import TicketState
from hawkari.desks.exchange.services.deconflicting import (
    desk_of,
    notices_of,
    see_notice,
    set_desk,
)
from hawkari.desks.exchange.services.ticketing import say_of_ticket, ticket_of, tickets_of
from hawkari.desks.exchange.views.steps import take_step
from hawkari.desks.pages import WorkRequest

__all__ = ["deconfliction", "hits", "say", "seen", "ticket"]

_take = partial(take_step, words=REFUSALS)


@require_GET
def hits(request: WorkRequest) -> HttpResponse:
    """Tickets of the operation in use, by state."""
    state = request.GET.get("state", "")
    state = state if state in TicketState.values else ""
    found = tickets_of(request.access, state=state)
    context = {
        "tickets": found,
        "waiting": sum(not one.our_verdict and one.may_confirm for one in found),
        "states": TicketState.values,
        "state": state,
        "section": "exchange_hits",
        "density": "compact",
    }
    return render(request, "exchange/hits.html", context)


@require_GET
def ticket(request: WorkRequest, reference: str) -> HttpResponse:
    """One hit, and what our duty officer says of it."""
    context = {"one": ticket_of(request.access, reference), "section": "exchange_hits"}
    return render(request, "exchange/ticket.html", context)


@require_POST
def say(request: WorkRequest, reference: str) -> HttpResponse:
    """Confirm or dismiss a hit."""
    form = VerdictForm(request.POST)
    return _take(
        request,
        reverse("exchange:ticket", args=[reference]),
        lambda: say_of_ticket(request.access, reference, **form.cleaned_data),
        said=gettext("Saved."),
        form=form,
    )


@require_http_methods(["GET", "POST"])
def deconfliction(request: WorkRequest) -> HttpResponse:
    """Notices of the operation, and whether it takes part."""
    call = desk_of(request.access)
    form = DeskForm(request.POST or None, initial={"call": call})
    if request.method == "POST" and form.is_valid():
        set_desk(request.access, form.cleaned_data["call"])
        messages.success(request, gettext("Saved."))
        return redirect("exchange:deconfliction")
    context = {
        "form": form,
        "call": call,
        "notices": notices_of(request.access),
        "section": "exchange_hits",
        "density": "compact",
    }
    return render(
        request, "exchange/deconfliction.html", context, status=422 if form.errors else 200
    )


@require_POST
def seen(request: WorkRequest, number: int) -> HttpResponse:
    """Say that somebody calls."""
    return _take(
        request,
        reverse("exchange:deconfliction"),
        lambda: see_notice(request.access, number),
        said=gettext("Saved."),
    )
