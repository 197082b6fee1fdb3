"""A number is found however it is written, and a guess is called one.

Numbers are from the ranges kept for fiction: +44 7700 900xxx and +33 6 39 98 xx xx.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.posts import read_selectors

UK = "+447700900123"
FRENCH = "+33639981234"


def phones(text: str, **known) -> list[str]:
    return [one.value for one in read_selectors(text, **known).phones]


@pytest.mark.parametrize(
    "written",
    [
        "+44 7700 900123",
        "+447700900123",
        "00447700900123",
        "0044 7700 900 123",
        "+44.77.00.90.01.23",
        "(+44) 7700--900123",
        "+44 (0) 7700 900123",
        "+4 4 7 7 0 0 9 0 0 1 2 3",
        "+٤٤ ٧٧٠٠ ٩٠٠ ١٢٣",
        "۰۰۴۴ ۷۷۰۰ ۹۰۰۱۲۳",
        "+४४ ७७०० ९००१२३",
        "＋４４ ７７００ ９００１２３",
        "+4️⃣4️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣",
        "OO4477OO9OOl23",
        "+44 77OO 9OO I23",
        "+44 770 xx 0900 xx 123",
        "+44\u200f 7700\u200c900\u200e 123",
        "\u202a+44 7700 900123\u202c",
        "https://wa.me/447700900123",
        "wa.me/+447700900123?text=hi",
        "https://api.whatsapp.com/send?phone=447700900123",
        "t.me/+447700900123",
        "tel:+447700900123",
        "447700900123",
        "+44*7700*900*123",
        "+44 | 7700 | 900 | 123",
        "+44 # 7700 # 900123",
        "➕44 7700 900123",
        "𝟎𝟎𝟒𝟒 𝟕𝟕𝟎𝟎 𝟗𝟎𝟎𝟏𝟐𝟑",
        "+④④⑦⑦⓪⓪⑨⓪⓪①②③",
    ],
)
@pytest.mark.parametrize("around", ["{}", "whatsapp {} now", "نرخ 3000 یۆرۆ واتسئەپ {}"])
def test_a_number_is_read_in_every_disguise(written, around):
    assert phones(around.format(written)) == [UK]


@pytest.mark.parametrize("written", ["06 39 98 12 34", "0639981234", "06.39.98.12.34"])
def test_the_country_of_a_number_dialled_at_home_is_guessed_and_said(written):
    (hit,) = read_selectors(f"appelez {written}", language="fr").phones
    assert hit.value == FRENCH
    assert hit.guessed
    assert "+33" in hit.rule


def test_nothing_is_called_guessed_that_stands_in_the_text():
    (hit,) = read_selectors("call +44 7700 900123").phones
    assert not hit.guessed


@pytest.mark.parametrize(
    "text",
    [
        "In 2015 there were 1 250 000 of them, 12,5 % more than in 2014",
        "de 08/11/2020 14:30 à 09/11/2020 15:45",
        "score 0-0, 14 und 19",
        "https://example.org/00447700900123/447700900123",
        "account ab447700900123cd",
        "price 4500 euro, 3 days, 20 people",
        "IBAN GB00 0000 0000 0000",
        "call Crimestoppers on 0800 555 111",
    ],
)
def test_what_is_no_number_to_call_is_left_alone(text):
    assert phones(text) == []


def test_a_free_number_is_nobodys():
    assert phones("በ 0800 555 111 ይደውሉ", language="am") == []


def test_two_numbers_beside_each_other_stay_two():
    assert phones("+44 7700 900123 / +33 6 39 98 12 34") == [UK, FRENCH]
    assert phones("+44 7700 900123 - 00 33 639 981 234") == [UK, FRENCH]


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("+44 7700 900123 3,500 €", "3500 EUR"),
        ("+44 7700 900123 £900", "900 GBP"),
        ("+33 639 981 234 4.5k یورو", "4500 EUR"),
        ("+33 639 981 234 700 €", "700 EUR"),
    ],
)
def test_a_price_behind_a_number_is_no_part_of_it(text, price):
    found = read_selectors(text)
    assert [one.value for one in found.phones] in ([UK], [FRENCH])
    assert [one.value for one in found.prices] == [price]


def test_a_number_is_given_once_and_where_it_stands():
    text = "📞 +4️⃣4️⃣ 7700 900123, again 0044 7700 900 123"
    (hit,) = read_selectors(text).phones
    assert text[slice(*hit.span)] == "+4️⃣4️⃣ 7700 900123"


@given(st.text(max_size=120), st.text(max_size=60))
def test_any_text_can_be_read_and_spans_lie_in_it(before, after):
    text = f"{before} +44 7700 900123 {after} €3,000 Erbil → London t.me/some_name"
    found = read_selectors(text)
    for one in (*found.phones, *found.handles, *found.prices, *found.routes, *found.transport):
        start, end = one.span
        assert 0 <= start < end <= len(text)


EASTERN = ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９"]
BETWEEN = ["", " ", ".", "-", " - ", "\u200f", "*", " xx "]


@given(st.sampled_from(EASTERN), st.integers(0, 999), st.sampled_from(BETWEEN))
def test_digits_of_any_script_and_any_separator_give_one_number(digits, number, between):
    groups = ["44", "770", "090", f"0{number:03d}"]
    written = "+" + between.join(groups).translate(str.maketrans("0123456789", digits))
    assert phones(f"واتساب {written}") == [f"+447700900{number:03d}"]
