"""What a plan says of a day and a quarter: pure arithmetic on days and cents.

A budget counts on each of its days alike. Its cents are shared out so that the quarters of a plan
always add up to it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from hawkari.evidence.indicators import Period, quarter_of

__all__ = ["Forecast", "Span", "forecast", "planned_by", "quarters_between"]

CENT = Decimal("0.01")
DAY = timedelta(days=1)
LEAST_DAYS = 30
"""A pace is told only after so many days: one payment on the first day is no pace."""


@dataclass(frozen=True, slots=True)
class Span:
    """An amount that is planned for the days from `first` to `last`, both included."""

    first: date
    last: date
    amount: Decimal

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Forecast:
    """How a line stands on a day, and where it will end.

    Attributes:
        planned: up to and with that day.
        paid: up to and with that day.
        variance: paid less planned; None without a plan. Below 0 is behind the plan.
        at_plan: paid, and what is planned for the days still to come; None without a plan.
        at_pace: paid, if each day to come costs what each day so far did on average; None where no
            period is known, or fewer than `LEAST_DAYS` days of it have passed.
    """

    planned: Decimal | None
    paid: Decimal
    variance: Decimal | None
    at_plan: Decimal | None
    at_pace: Decimal | None


def planned_by(spans: Iterable[Span], day: date) -> Decimal:
    """What is planned up to and with a day."""
    return sum((_share(one, day) for one in spans), Decimal(0))


def _share(span: Span, day: date) -> Decimal:
    passed = (min(day, span.last) - span.first).days + 1
    if passed <= 0:
        return Decimal(0)
    return (span.amount * passed / span.days).quantize(CENT, rounding=ROUND_HALF_EVEN)


def quarters_between(first: date, last: date) -> list[Period]:
    """The calendar quarters from that of one day to that of another."""
    found = [quarter_of(first)]
    while found[-1].last < last:
        found.append(quarter_of(found[-1].last + DAY))
    return found


def forecast(
    spans: Sequence[Span], paid: Decimal, day: date, *, period: tuple[date, date] | None
) -> Forecast:
    """How a line stands on a day.

    Args:
        spans: its plan, without overlaps.
        paid: up to and with the day.
        day: which.
        period: first and last day of the line; None where it has none.
    """
    planned = planned_by(spans, day) if spans else None
    whole = sum((one.amount for one in spans), Decimal(0))
    if period is None and spans:
        period = min(one.first for one in spans), max(one.last for one in spans)
    return Forecast(
        planned=planned,
        paid=paid,
        variance=None if planned is None else paid - planned,
        at_plan=None if planned is None else paid + whole - planned,
        at_pace=_at_pace(paid, day, period),
    )


def _at_pace(paid: Decimal, day: date, period: tuple[date, date] | None) -> Decimal | None:
    if period is None:
        return None
    span = Span(*period, amount=paid)
    passed = (min(day, span.last) - span.first).days + 1
    if passed < min(LEAST_DAYS, span.days):
        return None
    return (paid * span.days / passed).quantize(CENT, rounding=ROUND_HALF_EVEN)
