"""Digits of all scripts."""

import sys
import unicodedata

import pytest

from hawkari.evidence.loaders.cleaning import Reading, cleaner
from hawkari.evidence.loaders.digits import fold_digits


def test_every_decimal_digit_of_unicode_is_read_as_ascii():
    digits = [
        one for one in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(one) == "Nd"
    ]
    assert len(digits) > 600
    assert [fold_digits(one) for one in digits] == [str(unicodedata.decimal(one)) for one in digits]


@pytest.mark.parametrize("text", ["²", "①", "½", "三"])
def test_what_is_no_decimal_digit_stays(text: str):
    assert fold_digits(text) == text


def test_a_number_in_devanagari_digits_is_stated_in_ascii():
    assert cleaner(Reading("number"))("१२").values[0][0] == "12"
