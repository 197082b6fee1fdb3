"""Pages of operators: the list, its file, and one operator."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from hawkari.desks.campaign.operator_words import LEVELS, ORDER_WORDS
from hawkari.desks.campaign.services.operator_sums import Operator
from hawkari.desks.campaign.services.operators import ORDERS, find_operators, operator_page
from hawkari.desks.campaign.views.common import finds
from hawkari.desks.pages import WorkRequest
from hawkari.desks.spreadsheets import csv_attachment
from hawkari.engines.posts import SlotView

__all__ = ["operator", "operators", "operators_file"]

COLUMNS = ("operator", "template", "posts", "channels", "contacts", "first_seen", "last_seen")
LISTED = ("languages", "services", "routes", "prices")
VALUES = 6  # fillings of a slot that are shown


@require_GET
def operators(request: WorkRequest) -> HttpResponse:
    """Operators with two adverts or more, or with one too when asked for."""
    order, page, least = _asked(request)
    found = find_operators(request.access, order=order, page=page, least=least)
    context = {
        "found": found,
        "order": order,
        "orders": ORDER_WORDS.items(),
        "least": least,
        "levels": LEVELS.items(),
        "page": page,
        **_shell(),
    }
    return render(request, "campaign/operators.html", context)


@require_GET
def operators_file(request: WorkRequest) -> HttpResponse:
    """The same page of operators as CSV, without phones, accounts or texts."""
    order, page, least = _asked(request)
    found = find_operators(request.access, order=order, page=page, least=least)
    rows = map(_row, found.operators)
    return csv_attachment("operators.csv", ((*COLUMNS, *LISTED), *rows))


@require_GET
@finds
def operator(request: WorkRequest, key: str) -> HttpResponse:
    """One operator: what its adverts keep and vary, when, where and at which prices."""
    page = operator_page(request.access, key)
    busiest = max((one.posts for one in page.weeks), default=1)
    context = {
        "page": page,
        "one": page.operator,
        "wording": _parts(page.wording),
        "weeks": [(one, round(100 * one.posts / busiest)) for one in page.weeks],
        **_shell(),
    }
    return render(request, "campaign/operator.html", context)


def _shell() -> dict[str, Any]:
    return {
        "section": "campaign_operators",
        "density": "compact",
    }


def _asked(request: WorkRequest) -> tuple[str, int, int]:
    """Order, page and fewest posts as an address asks; what cannot be read asks for nothing."""
    order, page = request.GET.get("order", ""), request.GET.get("page", "")
    is_number = page.isascii() and page.isdecimal() and len(page) < 7
    least = 1 if request.GET.get("least") == "1" else 2
    return order if order in ORDERS else "last", (int(page) or 1) if is_number else 1, least


def _row(one: Operator) -> tuple[object, ...]:
    seen = (moment.date().isoformat() if moment else "" for moment in (one.first, one.last))
    prices = (f"{price.least:f}-{price.most:f} {price.currency}" for price in one.prices)
    return (
        *(one.key, one.template, one.posts, one.channels, one.contacts, *seen),
        " ".join(one.languages),
        "; ".join(one.services),
        "; ".join(" > ".join(route) for route in one.routes),
        "; ".join(prices),
    )


def _parts(view: SlotView) -> list[dict[str, Any]]:
    """The wording for the page: strings, and slots with their most frequent fillings."""
    return [
        {"words": part}
        if isinstance(part, str)
        else {
            "slot": part,
            "values": part.values[:VALUES],
            "others": max(len(part.values) - VALUES, 0),
            "title": gettext("what varies"),
        }
        for part in view.parts
    ]
