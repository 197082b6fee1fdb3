"""What a program may ask about seizures and the groups behind them, as on the page of goods."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hawkari.desks.intelligence.services.goods import Group, Seized, Total, goods_page
from hawkari.desks.programs import REFUSALS, access_of
from hawkari.evidence.goods import GoodsView

__all__ = ["goods_router"]

goods_router = Router()
NOTE = "What is stated, for an officer to weigh: no finding about anybody"


class QuantityOut(Schema):
    """How much, as an exact decimal in its measure's unit."""

    value: str = Field(examples=["2.5"])
    unit: str = Field(examples=["kg"])


class GoodsOut(Schema):
    """What one statement says was seized; no `quantity` where it cannot be told."""

    written: str
    kind: str = Field(description="Empty where the words name no known kind")
    quantity: QuantityOut | None
    statement: int
    grade: str
    handling: str


class SeizureOut(Schema):
    """One seizure with whom and what it names, by canonical id."""

    id: str
    number: str
    date: str
    places: list[str]
    goods: list[GoodsOut]
    people: list[str]
    things: list[str]
    trips: list[str]


class TotalOut(Schema):
    """Goods of one kind added up."""

    kind: str
    quantities: list[QuantityOut]
    seizures: int
    uncounted: int = Field(description="Statements of how much that could not be reckoned")


class GroupOut(Schema):
    """A group whose people stand in trips and in seizures; who is protected counts for nothing."""

    people: list[str]
    size: int
    unranked: int
    trips: list[str]
    seizures: list[str]
    statements: list[int]
    totals: list[TotalOut]
    holds: float = Field(ge=0, le=1)


class GoodsPageOut(Schema):
    """Seizures, sums, and the groups that move people and goods."""

    note: str
    goods: str
    seizures: list[SeizureOut]
    found: int
    totals: list[TotalOut]
    groups: list[GroupOut]
    too_many: bool
    handling: str


class GoodsQuery(Schema):
    """Which goods: a kind such as ``heroin``, a group such as ``drugs``, ``unknown``; or all."""

    goods: str = Field("", max_length=40)


@goods_router.get("/network/goods.json", response={200: GoodsPageOut, **REFUSALS})
def goods(request: HttpRequest, asked: Query[GoodsQuery]) -> dict[str, Any]:
    """What was seized, with whom, and which groups move people as well; audited."""
    page = goods_page(access_of(request), asked.goods)
    return {
        "note": NOTE,
        "goods": page.goods,
        "seizures": [_seizure(one) for one in page.seizures],
        "found": page.found,
        "totals": [_total(one) for one in page.totals],
        "groups": [_group(one) for one in page.groups],
        "too_many": page.too_many,
        "handling": page.handling,
    }


def _seizure(one: Seized) -> dict[str, Any]:
    found = one.seizure
    return {
        "id": found.id,
        "number": found.name,
        "date": found.date,
        "places": list(found.places),
        "goods": [_goods(each) for each in found.goods],
        "people": [who.id for who in one.people],
        "things": [thing.id for thing in one.things],
        "trips": [trip.id for trip in one.trips],
    }


def _goods(one: GoodsView) -> dict[str, Any]:
    amount = one.quantity
    return {
        "written": one.said.value,
        "kind": one.kind,
        "quantity": None if amount is None else _quantity(amount),
        "statement": one.said.statement_id,
        "grade": one.said.grade,
        "handling": one.said.handling,
    }


def _quantity(amount: Any) -> dict[str, str]:
    return {"value": f"{amount.value.normalize():f}", "unit": amount.unit}


def _total(one: Total) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "quantities": [_quantity(each) for each in one.quantities],
        "seizures": one.seizures,
        "uncounted": one.uncounted,
    }


def _group(one: Group) -> dict[str, Any]:
    stated = [trip.values for trip in one.trips] + [seizure.values for seizure in one.seizures]
    return {
        "people": [member.who.id for member in one.members],
        "size": one.size,
        "unranked": one.unranked,
        "trips": [trip.id for trip in one.trips],
        "seizures": [seizure.id for seizure in one.seizures],
        "statements": sorted({value.statement_id for held in stated for value in held}),
        "totals": [_total(each) for each in one.totals],
        "holds": round(one.holds, 6),
    }
