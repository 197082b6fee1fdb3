import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.disruption import corroborated, tie_probability
from hawkari.errors import BadInput
from tests.engines.disruption.networks import GRADES, property_test


def test_a_tie_seen_once_has_its_letters_probability():
    assert [tie_probability(letter) for letter in "ABCDE"] == [0.95, 0.85, 0.65, 0.40, 0.20]
    assert tie_probability("") == 0.50


@given(st.sampled_from(GRADES), st.floats(1, 1e9), st.floats(1, 1e9))
@property_test
def test_more_sightings_never_make_a_tie_less_probable(grade: str, one: float, two: float):
    few, many = sorted((one, two))
    assert 0 < tie_probability(grade, few) <= tie_probability(grade, many) < 1


def test_no_number_of_repeats_passes_the_next_better_grade():
    for worse, better in ("BA", "CB", "DC", "ED"):
        assert tie_probability(worse, 1e9) <= tie_probability(better)
    assert tie_probability("", 1e9) <= tie_probability("C")


def test_a_less_reliable_source_makes_a_tie_less_probable():
    reliable, untested, unreliable = (tie_probability(f"{source}B") for source in (1, 2, 3))
    assert reliable == tie_probability("B") > untested > unreliable


def test_case_and_spaces_of_a_grade_do_not_matter():
    assert tie_probability(" 2 b ") == tie_probability("2B")


@pytest.mark.parametrize("grade", ["F", "4A", "AA", "B2", "high", "0"])
def test_an_unknown_grade_is_refused(grade: str):
    with pytest.raises(BadInput, match="is not a grade"):
        tie_probability(grade)


@pytest.mark.parametrize("count", [0.0, -1.0, float("nan"), float("inf")])
def test_a_count_that_is_no_number_of_sightings_is_refused(count: float):
    with pytest.raises(BadInput, match="sightings"):
        tie_probability("A", count)


reports = st.dictionaries(
    st.tuples(st.sampled_from(("", "x", "y", "z")), st.sampled_from(GRADES)),
    st.integers(1, 30).map(float),
    min_size=1,
)


@given(reports, st.randoms(use_true_random=False))
@property_test
def test_corroboration_is_free_of_order_and_never_certain(
    seen: dict[tuple[str, str], float], rng: random.Random
):
    mixed = list(seen.items())
    rng.shuffle(mixed)
    assert corroborated(dict(mixed)) == corroborated(seen)
    assert max(tie_probability(g, c) for (_, g), c in seen.items()) <= corroborated(seen) <= 0.99


@given(reports, st.sampled_from(GRADES), st.integers(1, 30))
@property_test
def test_a_new_origin_never_makes_a_tie_less_probable(
    seen: dict[tuple[str, str], float], grade: str, count: int
):
    assert corroborated(seen | {("new", grade): float(count)}) >= corroborated(seen)


@given(st.sampled_from(GRADES), st.integers(1, 30))
@property_test
def test_one_origin_alone_is_as_good_as_its_grade(grade: str, count: int):
    assert corroborated({("x", grade): float(count)}) == tie_probability(grade, float(count))
