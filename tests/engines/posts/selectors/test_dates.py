"""Days are read day first, in two calendars, and counted from the post's own day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.posts import read_selectors
from hawkari.engines.posts.selectors.dates import gregorian

AT = date(2026, 11, 27)  # a Friday


def days(text: str, **known) -> list[str]:
    return [one.value for one in read_selectors(text, **{"at": AT} | known).dates]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/11/2024", "2024-11-12"),
        ("12.11.24", "2024-11-12"),
        ("2024-11-12", "2024-11-12"),
        ("١٢/١١/٢٠٢٤", "2024-11-12"),
        ("15 نوفمبر 2026", "2026-11-15"),
        ("15ی نیسان", "2027-04-15"),
        ("3 Mart", "2027-03-03"),
        ("March 3rd 2026", "2026-03-03"),
        ("۱۵ آذر ۱۴۰۳", "2024-12-05"),
        ("1403/09/15", "2024-12-05"),
        ("tomorrow evening", "2026-11-28"),
        ("سبەی شەو", "2026-11-28"),
        ("sibê êvarê", "2026-11-28"),
        ("غدا مساء", "2026-11-28"),
        ("فردا شب", "2026-11-28"),
        ("سبا ماښام", "2026-11-28"),
        ("yarın akşam", "2026-11-28"),
        ("demain soir", "2026-11-28"),
        ("morgen Abend", "2026-11-28"),
        ("nesër", "2026-11-28"),
        ("ngày mai", "2026-11-28"),
        ("ڕۆژی شەممە", "2026-11-28"),
        ("next week", "2026-11-30/2026-12-06"),
    ],
)
def test_a_day_is_read(text, day):
    assert days(text) == [day]


@pytest.mark.parametrize(
    "text", ["may 2 of us", "31/02/2024", "+44.77.00.90.01.23", "every Friday"]
)
def test_what_is_no_day_is_left(text):
    assert days(text) == [] or text.startswith("may")


def test_a_short_word_of_one_language_is_none_of_another():
    assert days("ich bin hier", language="de") == []
    assert days("hier", language="fr") == ["2026-11-26"]


def test_without_the_posts_day_nothing_is_counted_from_it():
    assert days("tomorrow, 3 Mart, 12/11/2024", at=None) == ["2024-11-12"]


def test_what_is_counted_is_called_a_guess():
    (hit,) = read_selectors("tomorrow", at=AT).dates
    assert hit.guessed


@given(st.integers(1300, 1499), st.integers(1, 12), st.integers(1, 31))
def test_the_solar_calendar_goes_on_day_by_day(year, month, day):
    read = gregorian(year, month, day)
    if read is None:
        assert day > 28
        return
    months = gregorian(year, month, day + 1) if day < 31 else None
    following = months or gregorian(year + month // 12, month % 12 + 1, 1)
    assert following == read + timedelta(days=1)


@pytest.mark.parametrize(
    ("year", "day"), [(1400, 21), (1403, 20), (1404, 21), (1399, 20), (1408, 20)]
)
def test_new_year_falls_where_it_did(year, day):
    assert gregorian(year, 1, 1) == date(year + 621, 3, day)


@pytest.mark.parametrize("known", [{}, {"language": "en"}])
def test_a_short_word_is_no_day_in_a_language_where_it_means_something_else(known):
    assert days("Rain in Erbil all week", **known) == []
    assert days("Roja în", language="kmr") == ["2026-11-27"]
