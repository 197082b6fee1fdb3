"""Days and cents: whatever a plan is, its quarters add up to it, and no amount is read wrongly."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.desks.programme.services.money.amounts import (
    MOST,
    AtRate,
    check_amount,
    convert,
    read_amount,
)
from hawkari.desks.programme.services.money.plan import (
    Span,
    forecast,
    planned_by,
    quarters_between,
)
from hawkari.errors import BadInput

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
CENTS = st.integers(1, 10**14 - 1).map(lambda cents: Decimal(cents) / 100)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(DAYS)
    return Span(first, first + timedelta(days=draw(st.integers(0, 365))), draw(CENTS))


@given(spans())
def test_the_quarters_of_a_plan_add_up_to_it_to_the_cent(span: Span):
    parts, before = [], Decimal(0)
    for period in quarters_between(span.first, span.last):
        now = planned_by([span], period.last)
        parts.append(now - before)
        before = now
    assert sum(parts) == span.amount
    assert all(part >= 0 for part in parts)


@given(spans(), DAYS)
def test_a_plan_only_grows_and_is_whole_after_its_last_day(span: Span, day: date):
    now, next_day = planned_by([span], day), planned_by([span], day + timedelta(days=1))
    assert 0 <= now <= next_day <= span.amount
    assert (now == 0) or day >= span.first
    assert now == span.amount or day < span.last


@given(CENTS)
def test_an_amount_is_read_back_as_it_was_written(amount: Decimal):
    for written in (f"{amount:.2f}", f"{amount:,.2f}", f" {amount:.2f} "):
        assert read_amount(written) == amount
    arabic = f"{amount:.2f}".translate({ord("0") + n: 0x0660 + n for n in range(10)})
    assert read_amount(arabic) == amount


@pytest.mark.parametrize(
    "said",
    ["", "0", "-1", "+1", "12,50", "1,2345", "1.234,50", "1e3", "NaN", "inf", "0.001", "1_000",
     "½", "10000000000000", "1" * 400, "\0", "\ud800"],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_or_none_is_refused(said: str):
    with pytest.raises(BadInput) as refused:
        read_amount(said)
    assert refused.value.where == ("amount",)


@given(CENTS, st.integers(1, 10**9).map(lambda n: Decimal(n) / 10**4))
def test_a_conversion_there_and_back_loses_at_most_what_rounding_takes(amount, rate):
    try:
        there = convert(amount, AtRate(rate))
        back = convert(there, AtRate(rate, inverse=True))
    except BadInput:
        return
    assert there <= MOST
    assert abs(back - amount) <= Decimal("0.005") / rate + Decimal("0.005")


def test_halves_of_a_cent_go_to_the_even_one():
    assert convert(Decimal("0.05"), AtRate(Decimal("0.5"))) == Decimal("0.02")
    assert convert(Decimal("0.15"), AtRate(Decimal("0.5"))) == Decimal("0.08")


def test_a_forecast_tells_plan_and_pace_apart_and_says_nothing_too_early():
    first = date(2026, 1, 1)
    year = Span(first, date(2026, 12, 31), Decimal(36_500))
    now = forecast([year], Decimal(1000), date(2026, 1, 10), period=None)
    assert (now.planned, now.variance, now.at_plan) == (1000, 0, 36_500)
    assert now.at_pace is None, "ten days are no pace"
    later = forecast([year], Decimal(20_000), date(2026, 4, 10), period=None)
    assert (later.planned, later.variance) == (10_000, 10_000)
    assert (later.at_plan, later.at_pace) == (46_500, 73_000)
    without = forecast([], Decimal(5), first, period=None)
    assert (without.planned, without.variance, without.at_plan, without.at_pace) == (None,) * 4


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_no_decimal_gets_past_the_check_but_one_that_every_store_keeps(amount: Decimal):
    try:
        kept = check_amount(amount)
    except BadInput:
        return
    assert Decimal("0.01") <= kept <= MOST
    assert Decimal(str(float(kept))).quantize(Decimal("0.01")) == kept
