"""Numbers written as words are read where they are a phone or a price, and left elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.posts import read_selectors
from hawkari.engines.posts.selectors.words import rows

UK = "+447700900123"


@pytest.mark.parametrize("row", rows("numbers.tsv"), ids=lambda row: row["language"])
@given(number=st.integers(0, 999))
def test_digit_by_digit_a_number_is_read_in_each_language(row, number):
    words = [names.split("|")[0] for names in row["small"].split(" ")]
    digits = f"0044770090{number:04d}"[:10] + "0" + f"{number:03d}"
    spoken = " ".join(words[int(one)] for one in digits)
    found = read_selectors(f"WhatsApp {spoken}").phones
    assert [one.value for one in found] == [f"+447700900{number:03d}"]


@pytest.mark.parametrize(
    "text",
    [
        "zero zero four four seven seven zero zero nine hundred one two three",
        "plus forty four seventy seven double zero nine zero zero one two three",
        "00 44 seven seven zero zero 900 123",
        "sıfır sıfır kırk dört yetmiş yedi sıfır sıfır dokuz sıfır sıfır yüz yirmi üç",
    ],
)
def test_larger_numbers_of_a_phone_are_put_beside_each_other(text):
    (hit,) = read_selectors(text).phones
    assert hit.value == UK
    assert text[slice(*hit.span)] in text


def test_french_counts_by_twenties():
    text = "zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre"
    assert [one.value for one in read_selectors(text).phones] == ["+33639981234"]


@pytest.mark.parametrize(
    "text",
    [
        "six thousand five hundred euros",
        "شەش هەزار و پێنج سەد یۆرۆ",
        "şeş hezar û pênc sed euro",
        "ستة آلاف وخمسمائة يورو",
        "شش هزار و پانصد یورو",
        "شپږ زره او پنځه سوه یورو",
        "altı bin beş yüz euro",
        "sechstausendfünfhundert Euro",
        "six mille cinq cents euros",
        "gjashtë mijë e pesëqind euro",
        "sáu nghìn năm trăm euro",
    ],
)
def test_a_price_in_words_is_read_in_each_language(text):
    (hit,) = read_selectors(text).prices
    assert hit.value == "6500 EUR"
    assert text[slice(*hit.span)] == text


@pytest.mark.parametrize(
    "text", ["one of two people", "du euro et un", "six or seven of them", "bin heute da", "cent"]
)
def test_words_that_are_neither_are_left(text):
    found = read_selectors(text)
    assert (found.phones, found.prices) == ((), ())


WORDS = sorted(
    {
        word
        for row in rows("numbers.tsv")
        for key in ("small", "tens", "hundred", "thousand", "and", "plus", "double")
        for names in row[key].split(" ")
        for word in names.split("|")
        if word
    }
)


@given(st.lists(st.sampled_from([*WORDS, "euro", "€", "7", "00", "-", ",", "یۆرۆ"]), max_size=14))
def test_any_words_of_numbers_can_be_read(parts):
    text = " ".join(parts)
    found = read_selectors(text)
    for one in (*found.phones, *found.prices):
        assert 0 <= one.span[0] < one.span[1] <= len(text)
