"""The what-if page: whom to take out, what falls apart, who steps in, who could do it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.intelligence.services.outcomes import ASSUMED_NEW
from hawkari.desks.intelligence.services.what_if import MOST_CHOSEN, ask_what_if
from hawkari.desks.intelligence.services.what_if_values import Person, WhatIfPage
from hawkari.desks.intelligence.views.common import finds_entities
from hawkari.desks.intelligence.what_if_forms import (
    ANSWERS,
    BUDGET,
    LEFT_OUT,
    MOST_BUDGET,
    WhatIfForm,
)
from hawkari.desks.pages import WorkRequest
from hawkari.engines.disruption.expected import Figure

__all__ = ["what_if"]

# What the address says of the network, which stays with every link of the page.
CHOICES = ("without", "other")


@require_GET
@finds_entities
def what_if(request: WorkRequest) -> HttpResponse:
    """What if these people were taken out: one choice, or two side by side."""
    form = WhatIfForm(request.GET)
    page = ask_what_if(request.access, form.asked)
    context = {
        "form": form,
        "page": page,
        "choices": _choices(request.GET, page),
        "offered": [_offer(request.GET, page, one) for one in page.offered],
        "kept": _kept(request.GET, leave=("q",)),
        "kept_by_budget": _kept(request.GET, leave=(), budgets=False),
        "other_evidence": _other_evidence(request.GET, page),
        "network_address": _network_address(request.GET),
        "budgets": [
            {"field": f"{BUDGET}{name}", "label": label, "value": page.budgets[name]}
            for name, label in page.partners.items()
        ],
        "most_budget": MOST_BUDGET,
        "plan_alone": _alone(page),
        "most_chosen": MOST_CHOSEN,
        "assumed_new": ASSUMED_NEW,
        "handling": page.handling,
        "section": "network",
        "density": "compact",
    }
    return render(request, "intelligence/what_if.html", context)


def _alone(page: WhatIfPage) -> list[tuple[str, Figure]]:
    """What each partner alone would leave in the joint plan, by its name."""
    plan = page.numbers.plan if page.numbers else None
    found = plan.alone.items() if plan else ()
    return [(page.partners[partner], left) for partner, left in found]


def _kept(given: QueryDict, *, leave: Iterable[str], budgets: bool = True) -> list[tuple[str, str]]:
    """Fields of the address that a form of the page sends along."""
    return [
        (name, value)
        for name, values in given.lists()
        for value in values
        if name not in leave and (budgets or not name.startswith(BUDGET))
    ]


def _network_address(given: QueryDict) -> str:
    """The query string of the network page that this page is about."""
    query = given.copy()
    for name in list(query):
        if name in (*CHOICES, ANSWERS, "q") or name.startswith(BUDGET):
            del query[name]
    return str(query.urlencode())


def _other_evidence(given: QueryDict, page: WhatIfPage) -> str:
    """The address of the same question with answers of tasks left out, or counted again."""
    query = given.copy()
    query.pop(ANSWERS, None)
    if not page.by_evidence_alone:
        query[ANSWERS] = LEFT_OUT
    return str(query.urlencode())


def _choices(given: QueryDict, page: WhatIfPage) -> list[dict[str, Any]]:
    """The two choices with, for each person, the address of the page without them."""
    return [
        {
            "number": number,
            "people": [
                (one, _changed(given, field, [i for i in ids if i != one.id])) for one in part
            ],
        }
        for number, (field, part) in enumerate(zip(CHOICES, page.chosen, strict=True), 1)
        for ids in [[one.id for one in part]]
    ]


def _offer(given: QueryDict, page: WhatIfPage, one: Person) -> dict[str, Any]:
    """Somebody who may be chosen, with the address of the page with them in either choice."""
    held = [[each.id for each in part] for part in page.chosen]
    first, second = (
        "" if one.id in ids or len(ids) >= MOST_CHOSEN else _changed(given, field, [*ids, one.id])
        for field, ids in zip(CHOICES, held, strict=True)
    )
    return {"who": one, "first": first, "second": second}


def _changed(given: QueryDict, field: str, ids: list[str]) -> str:
    query = given.copy()
    query.pop("q", None)
    query.setlist(field, ids)
    return str(query.urlencode())
