"""The gazetteer says what it knows, and where it does not know, it says so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.places import (
    MUCH_LARGER,
    Match,
    country_of,
    fold_place,
    named,
    resolve,
)
from hawkari.engines.places.gazetteer import _rows

SCRIPTS = st.text(alphabet="abcışéøäبتكکيیىةەئأإآڵڕێۆ -'’.,،1٣", max_size=30)


def town(text: str, country: str = "") -> str:
    found = resolve(text, country)
    return found.place.name if found.place is not None else ""


@pytest.mark.parametrize("name", ["Erbil", "HEWLÊR", "Arbil", "أربيل", "اربیل", "هەولێر", "هه‌ولێر"])
def test_one_town_is_found_in_three_scripts(name):
    assert town(name) == "Erbil"
    assert resolve(name).match is Match.ONLY


def test_the_most_local_place_of_an_address_is_meant():
    assert town("Zakho, Duhok") == town("Duhok، Zakho") == "Zakho"
    assert town("12 Sample Street, Dover CT16 1LP, UK") == "Dover"
    assert town("62100 Calais") == "Calais"


def test_two_towns_of_one_name_are_not_told_apart_by_guessing():
    assert resolve("Tripoli").match is Match.SEVERAL
    assert resolve("Tripoli").called_so == 3
    assert town("Tripoli") == ""


def test_a_country_beside_the_name_tells_them_apart():
    assert town("Tripoli, Libya") == "Tripoli"
    assert resolve("Tripoli", "LY").place.country == "LY"
    assert resolve("لیل", "FR").place.country == "FR"


def test_a_much_larger_town_is_taken_and_said_to_be_only_the_largest():
    found = resolve("London")
    assert found.match is Match.LARGEST
    assert found.called_so == 2
    first, second = named("London")
    assert first.population >= MUCH_LARGER * second.population


def test_a_name_that_others_only_also_go_by_is_never_taken_for_the_largest():
    assert resolve("Aqra").match is Match.SEVERAL


@pytest.mark.parametrize("text", ["", "  ", "12 345", "Nowhereville", "Turkey", "Erbil, France"])
def test_what_is_no_known_town_is_not_placed(text):
    assert resolve(text).match is Match.UNKNOWN
    assert resolve(text).place is None


def test_two_towns_in_one_text_are_no_place():
    assert resolve("Erbil, Istanbul").match is Match.SEVERAL
    assert resolve("Dover, UK, France").match is Match.SEVERAL


def test_a_country_is_known_by_its_names_and_by_its_code():
    assert {country_of(one) for one in ("Iraq", "العراق", "عێراق", "Irak", "IQ")} == {"IQ"}
    assert country_of("iq") == country_of("Erbil") == country_of("") == ""


def test_readers_see_a_name_in_their_language_where_there_is_one():
    erbil = resolve("Erbil").place
    assert [erbil.name_in(one) for one in ("en", "ar", "ckb", "fr")] == [
        "Erbil",
        "أربيل",
        "هەولێر",
        "Erbil",
    ]


@given(SCRIPTS)
def test_a_key_is_the_key_of_itself(text):
    assert fold_place(fold_place(text)) == fold_place(text)


@given(SCRIPTS)
def test_any_text_has_an_answer_and_only_a_placed_one_has_a_place(text):
    found = resolve(text)
    assert (found.place is not None) == (found.match in {Match.ONLY, Match.LARGEST})


@given(st.sampled_from(named("Erbil") + named("Calais") + named("وان")))
def test_a_town_with_its_country_is_itself_or_not_told_apart(place):
    assert resolve(place.name, place.country).place in {place, None}


def test_every_place_stands_on_the_earth_once_and_under_its_keys():
    rows = [(int(row[0]), row) for row in _rows("places.tsv")]
    assert all(one[0] < other[0] for one, other in pairwise(rows))
    for number, row in rows:
        (place,) = [one for one in named(row[1]) if one.id == number]
        assert -90 <= place.latitude <= 90
        assert -180 <= place.longitude <= 180
        assert fold_place(place.name) in row[9].split("|")


def test_keys_in_the_files_are_as_the_engine_folds_names_today():
    columns = [key for row in _rows("places.tsv") for cell in row[9:] for key in cell.split("|")]
    columns += [key for _, keys in _rows("countries.tsv") for key in keys.split("|")]
    assert [key for key in columns if fold_place(key) != key] == []
