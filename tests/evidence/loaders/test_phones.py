"""Phones are read to E.164, kept whether assigned or not, and refused where digits are lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.phones import without_trunk_zero
from hawkari.evidence.loaders.phones import read_phone
from hawkari.evidence.loaders.values import UnreadableValue


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True))
def test_every_number_of_e164_shape_is_kept_as_it_is(number: str):
    assert read_phone(number) == number
    assert read_phone(number, "IQ") == number


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True))
def test_digits_of_any_script_are_the_same_number(number: str):
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    persian = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    assert read_phone(number.translate(arabic)) == number
    assert read_phone(number.translate(persian)) == number
    assert read_phone("\u200e" + number.translate(arabic)) == number


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True))
def test_a_number_in_groups_is_the_same_but_for_a_zero_behind_its_country_code(number: str):
    assert read_phone(number[:4] + " " + number[4:]) == without_trunk_zero(number)


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("07700 900123", "GB", "+447700900123"),
        ("0700 012 3456", "IQ", "+9647000123456"),
        ("٠٧٠٠ ٠١٢ ٣٤٥٦", "IQ", "+9647000123456"),
        ("06 39 98 12 34", "FR", "+33639981234"),
        ("00964 700 012 3456", "", "+9647000123456"),
        ("+44 (0)7700 900123", "", "+447700900123"),
        ("Tel: +44-7700-900123", "", "+447700900123"),
        ("9647000123456", "IQ", "+9647000123456"),
        ("9647000123456", "GB", "+9647000123456"),
        ("०७७०० ९००१२३", "GB", "+447700900123"),
    ],
)
def test_a_number_is_read_in_the_forms_that_people_write(written: str, country: str, number: str):
    assert read_phone(written, country) == number


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("9.64701E+12", "text"),
        ("9,64701E+12", "text"),
        ("0700 012 3456", "country"),
        ("+12", "country code"),
        ("+9647000123456 / +9647000123457", "cell"),
        ("see file", "country code"),
        ("07700 900123 x45", "country code"),
    ],
)
def test_what_is_no_number_is_refused_with_a_remedy(written: str, remedy: str):
    with pytest.raises(UnreadableValue) as refused:
        read_phone(written)
    assert remedy in refused.value.remedy


def test_a_footnotes_number_is_no_digit_of_a_phone():
    with pytest.raises(UnreadableValue):
        read_phone("0770090012²", "GB")


def test_scientific_notation_is_undone_when_every_digit_is_there():
    assert read_phone("9.647000123456E+12", "IQ") == "+9647000123456"


def test_a_spreadsheet_number_that_ends_in_many_zeros_is_refused():
    with pytest.raises(UnreadableValue, match="lost its last digits"):
        read_phone("9647010000000", "IQ", from_number=True)


def test_a_text_that_ends_in_many_zeros_is_kept():
    assert read_phone("+9647000000000") == "+9647000000000"
