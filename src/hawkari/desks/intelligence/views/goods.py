"""The page of goods: what was seized, and groups that move people as well."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.services.analysing import MOST_PEOPLE
from hawkari.desks.intelligence.services.goods import goods_page
from hawkari.desks.intelligence.views.common import WorkRequest

__all__ = ["goods"]

LONGEST = 40


@require_GET
def goods(request: WorkRequest) -> HttpResponse:
    """Seizures of some goods or of all; the groups when they are asked for, as the page does."""
    asked = request.GET.get("goods", "")[:LONGEST]
    page = goods_page(request.access, asked, with_groups="groups" in request.GET)
    context = {
        "page": page,
        "most_people": MOST_PEOPLE,
        "handling": page.handling,
        "section": "network",
        "density": "compact",
    }
    return render(request, "intelligence/goods.html", context)
