"""Days off carry their source, move with the moon, and give way to what was announced."""

import tomllib
from datetime import date
from importlib.resources import files

from hawkari.engines.casework.calendars import may_be_off, working_days_after
from hawkari.engines.casework.days_off import days_off
from hawkari.engines.casework.places import Place
from tests.engines.casework.oracle import counted_by_hand as by_hand

TABLE = tomllib.loads(
    (files("hawkari.engines.casework") / "resources" / "days_off.toml").read_text("utf-8")
)


def test_the_bank_holidays_are_those_that_gov_uk_publishes():
    typed = {
        Place.ENGLAND_WALES: by_hand.ENGLAND_WALES,
        Place.SCOTLAND: by_hand.SCOTLAND,
        Place.NORTHERN_IRELAND: by_hand.NORTHERN_IRELAND,
    }
    for place, expected in typed.items():
        known = {one.day for year in range(2024, 2028) for one in days_off(place, year)}
        weekdays = {day for day in known if day.weekday() not in place.weekend}
        assert weekdays == {day for day in expected if day.year < 2028}, place


def test_every_day_of_the_overlay_names_its_source_and_date_or_says_that_none_was_found():
    for row in TABLE["day"]:
        assert set(row["names"]) == {"en", "ar", "ckb"}
        assert row["status"] in {"seen", "unconfirmed"}
        assert row["source"]
        assert row["authority"]
        if row["status"] == "seen":
            assert row["source_url"].startswith("http")
            assert row["source_date"]


def test_the_region_keeps_barzanis_birthday_nowruz_and_its_own_weekend():
    known = days_off(Place.KURDISTAN, 2027)
    certain = {one.day: one for one in known if one.certain}
    assert certain[date(2027, 3, 14)].name("ckb") == "لەدایکبوونی مستەفا بارزانی"
    assert {date(2027, 3, day) for day in (21, 22, 23)} <= set(certain)
    # No source says that offices close on the day of the September Revolution.
    assert [one.certain for one in known if one.day == date(2027, 9, 11)] == [False]
    assert Place.KURDISTAN.weekend == {4, 5}


def test_the_days_of_one_lunar_month_move_together():
    muharram = [one for one in days_off(Place.IRAQ, 2026) if one.moon.startswith("muharram")]
    assert [one.name() for one in muharram] == ["Islamic New Year", "Ashura"]
    assert len({one.moon for one in muharram}) == 1
    assert len(may_be_off(muharram[0])) == 3


def test_an_announced_closure_takes_the_place_of_the_estimate():
    spring = [one for one in days_off(Place.KURDISTAN, 2025) if one.group == "shawwal"]
    assert [one.day for one in spring][:1] == [date(2025, 3, 30)]
    assert len(spring) == 7
    assert all(one.certain and not one.moon for one in spring)


def test_a_lunar_feast_may_fall_twice_in_one_year():
    feasts = {one.moon for one in days_off(Place.IRAQ, 2033) if one.name() == "Eid al-Fitr"}
    assert len(feasts) == 2


def test_working_days_across_new_year_see_a_feast_of_the_year_after():
    # Eid al-Fitr of 2033 begins on Sunday 2 January, or a day before or after.
    found = working_days_after(Place.IRAQ, date(2032, 12, 29), 2)
    assert found.earliest < found.latest
