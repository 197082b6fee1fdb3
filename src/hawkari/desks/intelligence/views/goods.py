"""The page of goods: what was seized, and groups that move people as well."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.services.analysing import MOST_PEOPLE
from hawkari.desks.intelligence.services.goods import goods_page
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput

__all__ = ["goods"]


@require_GET
def goods(request: WorkRequest) -> HttpResponse:
    """Seizures of some goods or of all; the groups when they are asked for, as the page does."""
    asked = request.GET.get("goods", "")
    try:
        page = goods_page(request.access, asked, with_groups="groups" in request.GET)
    except BadInput as unknown:
        raise Http404 from unknown
    context = {
        "page": page,
        "most_people": MOST_PEOPLE,
        "handling": page.handling,
        "section": "network",
        "density": "compact",
    }
    return render(request, "intelligence/goods.html", context)
