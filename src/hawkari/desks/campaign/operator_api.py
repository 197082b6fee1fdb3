"""Operators by API: sums over their adverts, never phones, accounts or texts."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hawkari.desks.campaign.services.operators import find_operators
from hawkari.desks.programs import REFUSALS, access_of

__all__ = ["router"]

router = Router()


class OperatorsIn(Schema):
    """Which operators."""

    order: str = Field("last", pattern="^(last|first|posts)$")
    least: int = Field(2, ge=1, le=1_000_000, description="Fewest adverts of an operator")
    page: int = Field(1, ge=1, le=1_000_000)


class PriceOut(Schema):
    """Prices of one currency."""

    currency: str
    least: float
    middle: float
    most: float
    posts: int


class OperatorOut(Schema):
    """An operator in a list: a cluster of adverts, not a person."""

    operator: str
    template: str
    posts: int
    channels: int
    contacts: int
    first: datetime | None
    last: datetime | None
    languages: list[str]
    services: list[str]
    routes: list[tuple[str, str]]
    prices: list[PriceOut]


class OperatorsOut(Schema):
    """Operators, in the order asked for."""

    operators: list[OperatorOut]
    more: bool


@router.get("/operators", response={200: OperatorsOut, **REFUSALS})
def operators(request: HttpRequest, asked: Query[OperatorsIn]) -> dict[str, Any]:
    """Operators among the adverts that one's own agency imported; audited."""
    access = access_of(request)
    found = find_operators(access, order=asked.order, page=asked.page, least=asked.least)
    listed = [
        {
            "operator": one.key,
            "template": one.template,
            "posts": one.posts,
            "channels": one.channels,
            "contacts": one.contacts,
            "first": one.first,
            "last": one.last,
            "languages": one.languages,
            "services": one.services,
            "routes": one.routes,
            "prices": [
                {
                    "currency": price.currency,
                    "least": price.least,
                    "middle": price.middle,
                    "most": price.most,
                    "posts": price.posts,
                }
                for price in one.prices
            ],
        }
        for one in found.operators
    ]
    return {"operators": listed, "more": found.more}
