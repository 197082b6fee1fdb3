"""Dates of the Islamic and the Persian calendar and of the Kurdish era."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.linkage.calendars import (
    from_lunar,
    from_solar,
    is_lunar,
    is_solar,
    to_lunar,
    to_solar,
)
from hawkari.engines.linkage.dates import (
    BIRTH_LEVELS,
    birth_level,
    births_contradict,
    read_birth_dates,
)

DAYS = st.dates(date(1900, 1, 1), date(2050, 12, 31)).map(date.toordinal)


def best(a: str, b: str) -> str:
    pairs = ((x, y) for x in read_birth_dates(a) for y in read_birth_dates(b))
    return BIRTH_LEVELS[max(birth_level(x, y) for x, y in pairs)]


@given(DAYS)
def test_a_day_carried_to_another_calendar_and_back_is_the_same(day):
    assert from_lunar(*to_lunar(day)) == day
    assert from_solar(*to_solar(day)) == day


@given(DAYS)
def test_what_a_day_is_carried_to_is_a_date_of_that_calendar(day):
    assert is_lunar(*to_lunar(day))
    assert is_solar(*to_solar(day))


@given(DAYS)
def test_the_next_day_is_the_next_date(day):
    for carried in (to_lunar, to_solar):
        assert carried(day) < carried(day + 1)


# Umm al-Qura and the Iranian official calendar, as published.
@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ((1400, 1, 1), date(1979, 11, 21)),
        ((1421, 1, 1), date(2000, 4, 6)),
        ((1445, 1, 1), date(2023, 7, 19)),
        ((1445, 9, 1), date(2024, 3, 11)),
    ],
)
def test_known_days_of_the_islamic_calendar_are_met_within_two_days(written, ours):
    assert abs(from_lunar(*written) - ours.toordinal()) <= 2


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ((1300, 1, 1), date(1921, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1375, 1, 1), date(1996, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
    ],
)
def test_known_days_of_the_persian_calendar_are_met(written, ours):
    assert from_solar(*written) == ours.toordinal()


def test_only_leap_years_of_the_persian_calendar_have_a_thirtieth_of_esfand():
    leap = [year for year in range(1370, 1412) if is_solar(year, 12, 30)]
    assert leap == [1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408]


def test_a_date_written_in_another_calendar_meets_ours():
    assert best("1363-06-25", "1984-09-16") == "same date in another calendar"
    assert best("2684-06-25", "1984-09-16") == "same date in another calendar"
    assert best("1404-12-20", "1984-09-16") == "same date in another calendar"
    assert best("1404-12-18", "1984-09-16") == "same date in another calendar"
    assert best("1363-06-24", "1984-09-16") != "same date in another calendar"


def test_one_date_written_twice_in_one_other_calendar_is_the_same_date():
    assert best("1363-06-25", "1363-06-25") == "same date"


def test_a_year_of_another_calendar_is_both_years_that_it_lies_in():
    years = [(d.year, d.month) for d in read_birth_dates("2684")]
    assert years == [(1984, 0), (1985, 0)]
    assert best("1363", "1984-09-16") == "same year, day not known"


def test_the_first_of_a_year_is_a_default_in_every_calendar():
    assert not any(d.is_full for d in read_birth_dates("1363-01-01"))


def test_no_birth_is_read_in_a_year_that_nobody_was_born_in():
    assert all(
        1900 <= d.year <= 2035 for year in range(1300, 1451) for d in read_birth_dates(str(year))
    )
    assert read_birth_dates("no date") == ()


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("1984-09-16", "1363-06-25", False),  # one day, in the Persian calendar
        ("1984-09-16", "2684-06-25", False),  # and of the Kurdish era
        ("1984-09-16", "١٣٦٣-٠٦-٢٥", False),
        ("1984", "1986-05-05", False),
        ("1984-03-04", "1984-04-03", False),
        ("1984-09-16", "1971-02-03", True),
        ("1984", "1971", True),
        ("1984", "about 1971", False),
    ],
)
def test_two_written_dates_contradict_where_no_reading_of_them_can_be_one(one, other, contradict):
    assert births_contradict(one, other) is contradict
    assert births_contradict(other, one) is contradict
