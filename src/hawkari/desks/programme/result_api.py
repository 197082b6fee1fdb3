"""Results by API: each figure with its source and day; what is hidden stays hidden."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from hawkari.desks.programme.services.results import (
    IndicatorView,
    OutputRow,
    PeriodRow,
    Point,
    indicator_view,
    results,
)
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of

__all__ = ["results_json", "router"]

router = Router()


class PointOut(Schema):
    """One figure; `value` is null where it is words, or hidden."""

    value: Decimal | None
    text: str
    hidden: bool
    source: str
    url: str
    on: date


class PeriodOut(Schema):
    """One period; null is not published, which is not 0."""

    first: date
    last: date
    target: PointOut | None
    actual: PointOut | None
    standing: str


class IndicatorOut(Schema):
    """One indicator; `link` names the desk that releases its actual figures."""

    reference: str
    name: str
    names: dict[str, str]
    measure: int
    unit: str
    ascending: bool
    adds_up: bool
    verification: str
    assumption: str
    link: str
    baseline: PointOut | None
    baseline_on: date | None
    periods: list[PeriodOut]


class OutputOut(Schema):
    """One output with its indicators."""

    reference: str
    activity: str
    name: str
    names: dict[str, str]
    level: str
    indicators: list[IndicatorOut]


@router.get("/results", response={200: list[OutputOut], **REFUSALS})
def all_results(request: HttpRequest) -> list[dict[str, Any]]:
    """The outputs of one's own agency's register with all their figures; audited."""
    return [results_json(one) for one in results(access_of(request))]


@router.get("/results/{reference}", response={200: IndicatorOut, 404: ErrorOut, **REFUSALS})
def one_indicator(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One indicator with all its figures; audited."""
    return _indicator(indicator_view(access_of(request), reference))


def results_json(output: OutputRow) -> dict[str, Any]:
    """An output as plain values."""
    parent = output.item.parent
    return {
        "reference": output.item.reference, "activity": parent.reference if parent else "",
        "name": output.item.name, "names": output.item.names, "level": output.level,
        "indicators": [_indicator(one) for one in output.indicators],
    }  # fmt: skip


def _indicator(view: IndicatorView) -> dict[str, Any]:
    result = view.result
    link = (result.desk, result.code, result.by, result.group, result.takes)
    return {
        "reference": view.item.reference, "name": view.item.name, "names": view.item.names,
        "measure": result.measure, "unit": result.unit, "ascending": result.is_ascending,
        "adds_up": result.adds_up, "verification": result.verification,
        "assumption": result.assumption, "link": "|".join(link) if result.desk else "",
        "baseline": _point(view.baseline), "baseline_on": view.baseline_on,
        "periods": [_period(one) for one in view.periods],
    }  # fmt: skip


def _period(one: PeriodRow) -> dict[str, Any]:
    return {
        "first": one.first, "last": one.last, "target": _point(one.target),
        "actual": _point(one.actual), "standing": one.standing,
    }  # fmt: skip


def _point(point: Point | None) -> dict[str, Any] | None:
    if point is None:
        return None
    return {
        "value": point.value, "text": point.text, "hidden": point.hidden, "source": point.source,
        "url": point.url, "on": point.on,
    }  # fmt: skip
