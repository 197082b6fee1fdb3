"""Forecasts of published series; no case is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from hawkari.desks.returns.services.access import require_reading
from hawkari.engines.casework.forecasting import Forecast, forecast
from hawkari.engines.casework.series import Series, read_series
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["Foreseen", "forecast_series"]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A series and the forecast of its next quarter."""

    series: Series
    forecast: Forecast


def forecast_series(access: Access, text: str, value: str, *, where: Mapping[str, str]) -> Foreseen:
    """The next quarter of a published table, or that nothing beats persistence.

    Args:
        access: who asks.
        text: the table as CSV.
        value: the column to add up.
        where: rows to take.

    Raises:
        AccessDenied: if the role may not read cases.
        BadInput: if the table cannot be read, or is too short to judge a forecast.
    """
    require_reading(access)
    series = read_series(text, value, where)
    found = forecast(series.counts)
    with transaction.atomic():
        audit.record(
            Act.CONSULT, access=access, count=0,
            detail={"what": "forecast of a published series", "quarters": found.quarters},
        )  # fmt: skip
    return Foreseen(series, found)
