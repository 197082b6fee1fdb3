"""Dates of other calendars, against known days; never more precise than they are certain."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.evidence.loaders.calendars import YEARS, as_gregorian
from hawkari.evidence.loaders.code_words import code_word, without_unit
from hawkari.evidence.loaders.dates import read_date
from hawkari.evidence.loaders.values import UnreadableValue


@pytest.mark.parametrize(
    ("calendar", "stated", "gregorian"),
    [
        ("jalali", (1403, 1, 1), "2024-03-20"),
        ("jalali", (1400, 1, 1), "2021-03-21"),
        ("jalali", (1357, 11, 22), "1979-02-11"),
        ("jalali", (1403, 12, 30), "2025-03-20"),
        ("kurdish", (2724, 1, 1), "2024-03-20"),
        ("hijri", (1445, 9, 15), "2024-03"),
        ("hijri", (1400, 1, 15), "1979-12"),
        ("hijri", (1445, 9, 0), "2024"),
        ("jalali", (1363, 0, 0), "1984"),
        ("jalali", (1363, 3, 0), "1984"),
    ],
)
def test_known_days(calendar: str, stated: tuple[int, int, int], gregorian: str):
    year, month, day = stated
    assert as_gregorian(calendar, year, month=month, day=day) == gregorian


@pytest.mark.parametrize(
    ("calendar", "stated"),
    [
        ("jalali", (1404, 12, 30)),
        ("jalali", (1363, 7, 31)),
        ("hijri", (1445, 1, 31)),
        ("hijri", (1445, 13, 1)),
        ("jalali", (1984, 1, 1)),
        ("kurdish", (1363, 1, 1)),
    ],
)
def test_days_that_are_none_are_refused(calendar: str, stated: tuple[int, int, int]):
    year, month, day = stated
    with pytest.raises(UnreadableValue):
        as_gregorian(calendar, year, month=month, day=day)


@given(st.dates(date(1850, 1, 1), date(2060, 1, 1)))
def test_jalali_days_follow_one_another(day: date):
    for calendar in ("jalali", "kurdish"):
        first, last = YEARS[calendar]
        stated = day.year - 621 + (1321 if calendar == "kurdish" else 0)
        if first <= stated <= last:
            one = date.fromisoformat(as_gregorian(calendar, stated, month=1, day=31))
            two = date.fromisoformat(as_gregorian(calendar, stated, month=2, day=1))
            assert two - one == timedelta(days=1)


def test_a_column_of_another_calendar_is_read_with_its_order_and_digits():
    assert read_date("۱۳۶۳/۰۵/۳۱", calendar="jalali") == "1984-08-22"
    assert read_date("31/05/1363", "dmy", calendar="jalali") == "1984-08-22"
    with pytest.raises(UnreadableValue, match="day first"):
        read_date("05/06/1363", calendar="jalali")
    with pytest.raises(UnreadableValue, match="not a date"):
        read_date("spring", calendar="jalali")


@pytest.mark.parametrize(
    ("name", "word", "code"),
    [
        ("sex", "أنثى", "female"),
        ("sex", "Mêr", "male"),
        ("countries", "عراقية", "iq"),
        ("countries", "IRAKISCH", "iq"),
        ("currency", "د.ع", "IQD"),
        ("currency", "hat", ""),
    ],
)
def test_code_words_are_known_in_many_languages(name: str, word: str, code: str):
    assert code_word(name, word) == code


@pytest.mark.parametrize(
    ("text", "number"),
    [("1500 USD", "1500"), ("$20.5", "20.5"), ("178cm", "178"), ("A1500", "A1500"), ("x", "x")],
)
def test_a_number_loses_its_unit_and_nothing_else(text: str, number: str):
    assert without_unit(text) == number
