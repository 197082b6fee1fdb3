"""The desk's first page: what waits for the reader."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.exchange.services.waiting import waiting_for
from hawkari.desks.pages import WorkRequest

__all__ = ["waiting"]


@require_GET
def waiting(request: WorkRequest) -> HttpResponse:
    """What waits, what is due first first."""
    today = request.access.today
    listed = [(one, one.is_late(today)) for one in waiting_for(request.access)]
    context = {
        "listed": listed,
        "late": sum(late for _, late in listed),
        "section": "exchange",
    }
    return render(request, "exchange/waiting.html", context)
