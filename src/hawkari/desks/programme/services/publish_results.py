"""Results and indicators of activities, as aid data knows them.

Only outputs and indicators that were marked public in the register: their names have no rule, so
one that names a person or a place would leave with it. What is hidden for small numbers is left
out, and with it a period of which nothing else is known.
"""

from collections.abc import Iterable
from decimal import Decimal

from hawkari.desks.programme.iati_out.values import Indicator, Period, Result, Texts
from hawkari.desks.programme.models import RegisterItem, ResultLevel
from hawkari.desks.programme.services.results import (
    IndicatorView,
    OutputRow,
    PeriodRow,
    Point,
    results,
)
from hawkari.evidence.access import Access

__all__ = ["results_of"]

KINDS: dict[str, str] = {
    ResultLevel.OUTPUT: "1",
    ResultLevel.OUTCOME: "2",
    ResultLevel.IMPACT: "3",
}
"""The codes of IATI's list ResultType."""


def results_of(access: Access, items: Iterable[RegisterItem]) -> dict[int, tuple[Result, ...]]:
    """Results by the key of their activity.

    Args:
        access: who asks; only results that they know of count.
        items: the activities.
    """
    return {
        item.pk: tuple(
            _result(row) for row in results(access, activity=item) if row.item.public
        )
        for item in items
    }  # fmt: skip


def _result(row: OutputRow) -> Result:
    shown = (one for one in row.indicators if one.item.public)
    return Result(
        KINDS[row.level], _title(row.item), indicators=tuple(_indicator(one) for one in shown)
    )


def _indicator(view: IndicatorView) -> Indicator:
    baseline, day = view.baseline, view.baseline_on
    periods = (_period(one) for one in view.periods)
    return Indicator(
        _title(view.item),
        str(view.result.measure),
        view.result.is_ascending,
        description=view.result.unit,
        baseline=_value(baseline),
        baseline_year=day.year if day is not None else None,
        baseline_note=_note(baseline),
        periods=tuple(one for one in periods if one != Period(one.first, one.last)),
    )


def _period(row: PeriodRow) -> Period:
    return Period(
        row.first,
        row.last,
        target=_value(row.target),
        target_note=_note(row.target),
        actual=_value(row.actual),
        actual_note=_note(row.actual),
    )


def _value(point: Point | None) -> Decimal | None:
    if point is None or point.hidden or point.value is None:
        return None
    # Without the zeros that the store adds: 40.0000 would say more than was counted.
    return point.value.normalize()


def _note(point: Point | None) -> str:
    return "" if point is None or point.hidden else point.text


def _title(item: RegisterItem) -> Texts:
    return {"en": item.name, **item.names}
