"""A date of birth in every reading of the region."""

import pytest

from hawkari.desks.intelligence.readings import readings


def found(text: str) -> dict[str, str]:
    return {one.how: one.date for one in readings(text)}


def test_a_whole_date_is_given_in_each_calendar_and_swapped():
    # 3 August 1988 was 12 Mordad 1367 and, as tabulated, 19 Dhu al-Hijja 1408.
    assert found("1988-08-03") == {
        "swapped": "1988-03-08",
        "solar": "1367-05-12",
        "kurdish": "2688-05-12",
        "lunar": "1408-12-19",
    }


def test_day_and_month_are_swapped_only_where_that_is_another_date():
    assert "swapped" not in found("1988-08-23")
    assert "swapped" not in found("1988-08-08")


def test_a_year_of_another_calendar_is_read_as_ours():
    assert found("1367-05-12")["from solar"] == "1988-08-03"


@pytest.mark.parametrize("text", ["", "1988", "1988-08", "1988-02-30", "unknown", "١٩٨٨-٠٨-٠٣"])
def test_what_has_no_other_reading_gives_none(text: str):
    assert readings(text) == ()
