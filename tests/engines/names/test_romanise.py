"""The reading aid: Latin letters for Arabic-script names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.names import romanise
from hawkari.engines.names.romanise import SCHEMES


@pytest.mark.parametrize(
    ("name", "language", "reading"),
    [
        ("بەرزان مەجید", "", "Barzan Majid"),
        ("کاروان جەلال عەزیز", "ckb", "Karwan Jalal Aziz"),
        ("شێرکۆ", "ckb", "Sherko"),
        ("ئازاد", "ckb", "Azad"),
        ("محمد الزبيدي", "ar", "Muhammad al-Zabidi"),
        ("عبدالكريم", "ar", "Abd al-Karim"),
        ("پرویز", "fa", "Parviz"),
        ("محهممهد", "ckb", "Muhammad"),  # Sorani typed on an Arabic keyboard
        ("محهممهد", "", "Muhammad"),
        ("کهریم", "ckb", "Karim"),
        ("الزبيدي محسن", "ar", "al-Zabidi Muhsin"),
        ("Şêrko Çiya", "kmr", "Sherko Chiya"),
        ("Xunav Cemal", "kmr", "Khunav Jemal"),
        ("Işık Çelik", "tr", "Ishik Chelik"),
    ],
)
def test_a_name_reads_as_readers_expect(name: str, language: str, reading: str):
    assert romanise(name, language) == reading


@given(st.text(alphabet="abcdefgêîûşç -'", max_size=30))
def test_a_latin_name_is_returned_unchanged(name: str):
    assert romanise(name) == name


@given(st.text(alphabet="ابتجحدرزسشصعفقکگلمنهەوۆیێئةڕڵچژپ ", max_size=30))
def test_no_arabic_letter_is_left(name: str):
    assert not any("\u0600" <= char <= "\u06ff" for char in romanise(name))


@pytest.mark.parametrize("language", ["", "xx", "prs", *SCHEMES])
def test_every_language_reads_something(language: str):
    assert romanise("بەرزان", language)


@pytest.mark.parametrize(("three", "two"), [("ara", "ar"), ("fas", "fa"), ("pus", "ps")])
def test_a_language_may_be_named_by_three_letters(three: str, two: str):
    for name in ("كاوه گلستان", "عبدالكريم الزبيدي"):
        assert romanise(name, three) == romanise(name, two)


def test_every_language_of_the_region_has_a_stated_scheme():
    assert set(SCHEMES) == {"ar", "ckb", "kmr", "fa", "ps", "tr", "ur"}
