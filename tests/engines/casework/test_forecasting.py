"""Forecasts are measured against persistence, and never made from what was still to come."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.casework.forecasting import LAST, Method, forecast
from hawkari.engines.casework.series import read_series
from hawkari.errors import BadInput

counts = st.lists(st.integers(0, 5000).map(float), min_size=20, max_size=60)


def level_with_noise(quarters: int) -> list[float]:
    """A count that always falls back to about 100: here persistence is a poor rival."""
    return [100.0 * (1.6 if number % 2 else 1 / 1.6) for number in range(quarters)]


def walk_up(quarters: int) -> list[float]:
    return [100.0 * 1.05**number for number in range(quarters)]


def test_a_series_that_falls_back_to_its_level_is_forecast_better_than_by_persistence():
    found = forecast(level_with_noise(40))
    plain, rival = found.scores
    assert found.beats_persistence
    assert found.method is Method.MEAN_REVERSION
    assert rival.error < plain.error
    assert rival.error_of_last < plain.error_of_last


def test_a_series_that_nothing_beats_is_answered_by_persistence_and_says_so():
    found = forecast(walk_up(40))
    assert not found.beats_persistence
    assert found.method is Method.PERSISTENCE
    assert found.point == walk_up(40)[-1]


def test_the_error_of_persistence_is_the_plain_mean_of_its_errors():
    series = [float(value) for value in (100, 110, 99, 120) * 6]
    errors = [abs(one - two) / two for one, two in pairwise(series)]
    plain = forecast(series).scores[0]
    assert plain.error == pytest.approx(100 * sum(errors) / len(errors))
    assert plain.error_of_last == pytest.approx(100 * sum(errors[-LAST:]) / LAST)


@settings(max_examples=60, deadline=None)
@given(series=counts)
def test_the_interval_holds_the_forecast_and_a_count_is_never_below_nought(series):
    found = forecast(series)
    assert 0 <= found.low <= found.point <= found.high
    assert all(0 <= score.covered <= LAST for score in found.scores)


@settings(max_examples=30, deadline=None)
@given(series=counts, later=st.integers(0, 5000))
def test_nothing_said_of_a_quarter_changes_when_the_quarter_after_becomes_known(series, later):
    # Were a forecast made from its own quarter, the score of the first quarters would move.
    shorter, longer = forecast(series), forecast([*series, float(later)])
    known = sum(1 for count in series[1:] if count > 0)
    if known and later > 0:
        two = longer.scores[0].error * (known + 1)
        added = abs(shorter.scores[0].error * known - two)
        assert added == pytest.approx(100 * abs(series[-1] - later) / later, abs=1e-6)


def test_a_seesaw_of_known_size_is_covered_eight_times_of_eight():
    assert {score.covered for score in forecast(level_with_noise(60)).scores} == {8}


def test_quarters_of_nought_have_no_percentage_and_break_nothing():
    found = forecast([0.0] * 30)
    assert found.scores[0].error is None
    assert (found.point, found.low) == (0.0, 0.0)


@pytest.mark.parametrize("wrong", [[1.0] * 19, [1.0] * 20 + [-1.0], [1.0] * 20 + [math.nan]])
def test_a_series_that_cannot_be_judged_is_refused(wrong):
    with pytest.raises(BadInput):
        forecast(wrong)


TABLE = """Year,Quarter,Kind,Number
2019.0,4,Home country,2.0
2020,2,Home Country,3
2020,2,Other,10
2019.0,4,home country,1.0
"""


def test_a_table_is_added_up_by_quarter_without_regard_to_case_and_gaps_are_nought():
    found = read_series(TABLE, "Number", {"Kind": "home country"})
    assert found.counts == (3.0, 0.0, 3.0)
    assert (found.first, found.last, found.following) == ("2019 Q4", "2020 Q2", "2020 Q3")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TABLE.replace("Number", "People"), "no column 'Number'"),
        (TABLE.replace("10", "ten"), "row 4, Number: no number"),
        (TABLE.replace("10", "-10"), "row 4, Number"),
        (TABLE.replace("2020,2,Other", "2020,5,Other"), "row 4: no such quarter"),
        ("Year,Quarter,Number,Kind\n", "no row"),
    ],
)
def test_a_table_that_cannot_be_read_says_where_and_why(text, words):
    with pytest.raises(BadInput, match=words):
        read_series(text, "Number", {})
