"""Spellings elsewhere: European records, and Arabic script for search hints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.names import arabic_spellings, compare, latin_spellings, script_of
from hawkari.engines.names.scripts import Script


def test_a_name_is_spelt_as_each_country_does():
    assert [(one.language, one.text) for one in latin_spellings("چیا شێرزاد", "ckb")] == [
        ("en", "Chiya Sherzad"),
        ("fr", "Tchiya Cherzad"),
        ("de", "Tschija Schersad"),
        ("tr", "Çiya Şerzad"),
    ]


@pytest.mark.parametrize(
    ("name", "language", "spelling"),
    [
        ("Barzan Majid", "ckb", "بەرزان مەجید"),
        ("Azad", "ckb", "ئازاد"),
        ("Karim", "ar", "كريم"),
        ("Muhammad", "ar", "محمد"),
        ("Abdulkarim", "ar", "عبد الكريم"),
    ],
)
def test_a_latin_name_gets_its_usual_spelling_in_arabic_script(
    name: str, language: str, spelling: str
):
    assert spelling in [one.text for one in arabic_spellings(name) if one.language == language]


@given(
    st.lists(
        st.sampled_from(["Karwan", "Sherko", "Azad", "Rizgar", "Muhammad", "al-Zubaydi", "Aziz"]),
        min_size=2,
        max_size=4,
        unique=True,
    ).map(" ".join)
)
def test_hints_could_be_the_same_person_and_are_few(name: str):
    hints = arabic_spellings(name)
    assert 2 <= len(hints) <= 6
    assert all(compare(name, hint.text).probability > 0.5 for hint in hints)


@given(st.text(max_size=40))
def test_any_text_can_be_respelt(name: str):
    assert len(latin_spellings(name)) == 4
    hints = arabic_spellings(name)
    assert not hints or script_of(name) is Script.LATIN


def test_a_name_in_arabic_script_gets_no_hints():
    assert arabic_spellings("ئازاد") == ()
