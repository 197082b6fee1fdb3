"""The zero behind a country code: dialled at home only, or a part of the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.blindmatch import IdentifierType, normalize
from hawkari.engines.phones import without_trunk_zero
from hawkari.evidence.loaders.phones import read_phone

WRITTEN = [
    ("+44 (0)7700 900123", "+447700900123"),
    ("+44 07700 900123", "+447700900123"),
    ("00964 0750 123 4567", "+9647501234567"),
    ("+964 (0)000 123 4567", "+9640001234567"),
    ("+39 (0)6 9999 0001", "+390699990001"),
    ("+39 06 9999 0001", "+390699990001"),
    ("+4407700900123", "+4407700900123"),
    ("+٤٤٠٧٧٠٠٩٠٠١٢٣", "+4407700900123"),
    ("tel: +4407700900123", "+4407700900123"),
    ("+44 7700 900123", "+447700900123"),
]


@pytest.mark.parametrize(("text", "number"), WRITTEN)
def test_a_loaded_number_and_a_matched_one_are_the_same(text: str, number: str):
    assert read_phone(text) == number
    assert normalize(IdentifierType.PHONE, text) == number


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True))
def test_at_most_one_zero_goes_and_nothing_else(number: str):
    plain = without_trunk_zero(number)
    assert plain == number or (
        len(plain) == len(number) - 1 and plain.count("0") < number.count("0")
    )


@pytest.mark.parametrize("text", ["", "+", "0", "+0", "+0447700900123", "no number"])
def test_what_is_no_number_comes_back_as_it_is(text: str):
    assert without_trunk_zero(text) == text
