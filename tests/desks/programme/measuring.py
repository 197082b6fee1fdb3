"""Outputs, indicators and figures to play with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hawkari.desks.programme.models import IndicatorFigure, RegisterItem
from hawkari.desks.programme.services.result_checking import NewFigure
from hawkari.desks.programme.services.result_keeping import (
    NewIndicator,
    NewOutput,
    add_indicator,
    add_output,
    record_figure,
)
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Measure, Period, release_indicators
from hawkari.evidence.models import IndicatorRelease
from hawkari.evidence.policy import Action
from tests.desks.programme.promising import item

FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)
QUARTER = Period(FIRST, LAST)


def activity(access: Access) -> RegisterItem:
    parent = item(access).reference
    return item(access, "activity", name="Courses at border posts", parent=parent)


def output(access: Access, **fields: Any) -> RegisterItem:
    of = activity(access).reference
    return add_output(access, NewOutput(of, "Officers who passed", **fields))


def indicator(access: Access, measure: int = 1, **fields: Any) -> RegisterItem:
    of = fields.pop("output", None) or output(access)
    made = NewIndicator(of.reference, "People who passed the course", measure)
    return add_indicator(access, replace(made, **fields))


def figure(kind: str = "actual", value: str | None = "12", **fields: Any) -> NewFigure:
    number = Decimal(value) if value is not None else None
    return replace(NewFigure(kind, FIRST, LAST, "Course register", number), **fields)


def figured(access: Access, of: RegisterItem, **fields: Any) -> IndicatorFigure:
    return record_figure(access, of.reference, figure(**fields))


def released(
    access: Access, *measures: Measure, desk: str = "returns", period: Period = QUARTER
) -> IndicatorRelease:
    return release_indicators(access, desk, period, measures=measures, action=Action.APPROVE_MONEY)
