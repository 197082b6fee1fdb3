"""Every place of the gazetteer can be read, in each of its languages, and has its source."""

import pytest

from hawkari.engines.posts import read_selectors, route_places
from hawkari.engines.posts.selectors.words import rows

TABLES = ("route_places.tsv", "route_places_added.tsv")
LANGUAGES = ("ckb", "kmr", "ar", "fa", "ps", "tr", "en", "fr", "de")


def test_there_are_some_hundred_places_of_the_way_in_nine_languages():
    known = route_places()
    assert len(known) >= 300
    for language in LANGUAGES:
        assert sum(language in place.names for place in known.values()) >= 60, language


@pytest.mark.parametrize("name", ["Erbil", "Ranya", "Dunkirk", "Calais", "Dover", "London", "UK"])
def test_the_places_that_matter_most_have_a_name_in_each_language(name):
    place = route_places()[name]
    assert set(LANGUAGES) - set(place.names) <= {"ps", "tr", "fr", "de"}


def test_a_reader_sees_a_place_in_their_language():
    assert route_places()["Erbil"].name_in("ckb") == "هەولێر"
    assert route_places()["Erbil"].name_in("ar") == "أربيل"
    assert route_places()["Erbil"].name_in("xx") == "Erbil"


def test_towns_have_a_point_and_countries_none():
    assert route_places()["Dunkirk"].point == (51.0344, 2.3768)
    assert route_places()["UK"].point is None


def test_every_first_name_is_read_as_its_own_place_in_an_offer():
    wrong = []
    for name, place in route_places().items():
        for written in place.names.values():
            other = "Berlin" if name != "Berlin" else "Hamburg"
            found = read_selectors(f"{written} → {other} €3000").routes
            if [(one.origin, one.destination) for one in found] != [(name, other)]:
                wrong.append((name, written))
    shared = {("Tunisia", "Tûnis"), ("Tunisia", "Tunus")}  # the town's name as well
    assert len(set(wrong) - shared) <= 12, wrong


def test_no_row_claims_to_be_reviewed_that_nobody_signed():
    tables = (*TABLES, "lexicon.tsv", "dates.tsv")
    assert {row["reviewed"] for name in tables for row in rows(name)} == {"no"}
