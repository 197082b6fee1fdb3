"""Search: any script in, the right person first, one hit a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.names import Gallery, compare

PEOPLE = [
    ("Barzan Majeed", "p1"),
    ("برزان مجيد", "p1"),
    ("Karwan Aziz Rashid", "p2"),
    ("شێرکۆ عەزیز ڕەشید", "p3"),
    ("Rebwar Hama Salih", "p4"),
    ("محسن عبدالكريم الزبيدي", "p5"),
    ("Çiya Şêrzad", "p6"),
    ("Gamal Reza", "p7"),
    ("Aya", "p8"),
    ("...", "p9"),
]
GALLERY = Gallery(PEOPLE)


@pytest.mark.parametrize(
    ("query", "person"),
    [
        ("بەرزان", "p1"),
        ("Barzan", "p1"),
        ("کاروان عەزیز", "p2"),
        ("Sherko Aziz", "p3"),
        ("ڕێبوار حەمەساڵح", "p4"),
        ("Mouhcine Abdelkrim Zoubaidi", "p5"),
        ("Tschia Scherzad", "p6"),
        ("جمال رضا", "p7"),
        ("ئایە", "p8"),
    ],
)
def test_a_name_in_any_script_finds_the_person(query: str, person: str):
    assert GALLERY.search(query)[0].person_id == person


def test_a_person_is_found_once_by_the_name_that_fits_best():
    hits = GALLERY.search("برزان مجيد")
    assert [hit.person_id for hit in hits].count("p1") == 1
    assert hits[0].name == "برزان مجيد"


def test_hits_come_with_the_most_evidence_first_and_at_most_top():
    hits = GALLERY.search("Karwan Aziz Rashid", top=2)
    assert len(hits) == 2
    assert hits[0].weight >= hits[1].weight


@given(st.sampled_from([name for name, _ in PEOPLE[:8]]), st.sampled_from(PEOPLE[:8]))
def test_a_search_scores_as_a_comparison_does(query: str, entry: tuple[str, str]):
    hits = {hit.name: hit for hit in GALLERY.search(query)}
    hit = hits.get(entry[0])
    assert hit is None or hit.probability == compare(query, entry[0]).probability


@pytest.mark.parametrize("query", ["", "  ", "123", "؟!"])
def test_a_query_without_letters_finds_nobody(query: str):
    assert GALLERY.search(query) == []


def test_an_empty_gallery_finds_nobody():
    empty = Gallery([])
    assert len(empty) == 0
    assert empty.search("Azad") == []


def test_names_without_letters_are_left_out():
    assert len(GALLERY) == len(PEOPLE) - 1
