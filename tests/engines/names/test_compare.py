"""Comparison: symmetric, explained, the same one by one and in a batch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.names import compare, compare_many, fold, weigh_many
from tests.engines.names.known import NEAR_MISSES, ONE_PERSON

PARTS = [
    "Karwan", "Sherko", "Azad", "Hama", "Salih", "al-Zubaydi", "Abdul", "Karim", "Muhammad", "bin",
    "کاروان", "شێرکۆ", "ئازاد", "حەمەساڵح", "الزبيدي", "عبد", "الكريم", "محمد", "بن", "7asan",
]  # fmt: skip
NAMES = st.lists(st.sampled_from(PARTS), max_size=5).map(" ".join)


@given(NAMES, NAMES)
def test_a_comparison_is_symmetric(one: str, other: str):
    there, back = compare(one, other), compare(other, one)
    assert there.probability == back.probability
    assert there.weight == back.weight
    assert (there.left_over_a, there.left_over_b) == (back.left_over_b, back.left_over_a)
    flipped = sorted((a.token_b, a.token_a, a.cost) for a in back.alignments)
    assert sorted((a.token_a, a.token_b, a.cost) for a in there.alignments) == flipped


@given(NAMES, NAMES)
def test_every_token_met_one_or_is_left_over(one: str, other: str):
    comparison = compare(one, other)
    for name, side, left in (
        (one, "token_a", comparison.left_over_a),
        (other, "token_b", comparison.left_over_b),
    ):
        met = " ".join(getattr(alignment, side) for alignment in comparison.alignments).split()
        assert sorted([*met, *left]) == sorted(fold(name).tokens)


@given(NAMES, NAMES)
def test_costs_add_up_to_the_cost_shown(one: str, other: str):
    comparison = compare(one, other)
    sides = [(len(fold(one).tokens), comparison.left_over_a),
             (len(fold(other).tokens), comparison.left_over_b)]  # fmt: skip
    fewer = min(sides, key=lambda side: side[0])[1]
    total = sum(alignment.cost for alignment in comparison.alignments) + len(fewer)
    assert comparison.cost == pytest.approx(total)


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=8))
def test_a_batch_scores_as_one_by_one(pairs: list[tuple[str, str]]):
    names_a, names_b = zip(*pairs, strict=True)
    assert compare_many(names_a, names_b).tolist() == [compare(a, b).probability for a, b in pairs]
    assert weigh_many(names_a, names_b).tolist() == [compare(a, b).weight for a, b in pairs]


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_one_person_is_recognised_across_scripts_and_habits(one: str, other: str):
    comparison = compare(one, other)
    assert comparison.probability > 0.5
    assert comparison.weight > 8
    assert len(comparison.left_over_a) == 0 or len(comparison.left_over_b) == 0


@pytest.mark.parametrize(("one", "other"), NEAR_MISSES)
def test_brothers_and_fathers_score_below_every_true_match(one: str, other: str):
    comparison = compare(one, other)
    assert comparison.probability < 0.15
    assert comparison.probability < min(compare(*pair).probability for pair in ONE_PERSON)
    assert comparison.weight < min(compare(*pair).weight for pair in ONE_PERSON)


def test_joined_words_meet_the_two_they_stand_for():
    comparison = compare("Rebwar Hama Salih", "ڕێبوار حەمەساڵح")
    assert [a.token_a for a in comparison.alignments] == ["rebwar", "hama salih"]
    assert comparison.cost < 0.2


def test_a_moved_name_is_still_met():
    turned = compare("Rebwar Karim", "کەریم ڕێبوار")
    assert turned.left_over_a == turned.left_over_b == ()


def test_a_shortened_chain_scores_well_but_below_the_whole():
    whole = compare("Karwan Aziz Rashid Barzani", "کاروان عەزیز ڕەشید بارزانی")
    short = compare("Karwan Aziz", "کاروان عەزیز ڕەشید بارزانی")
    assert 0.5 < short.probability <= whole.probability


@given(NAMES.filter(lambda name: len(fold(name).tokens) > 1))
def test_a_missing_grandfather_never_beats_the_exact_name(name: str):
    exact, words = compare(name, name), name.split()
    for size in range(1, len(words)):
        short = compare(" ".join(words[:size]), name)
        assert short.probability <= exact.probability + 1e-9


@given(NAMES.filter(lambda name: fold(name).tokens != ()), NAMES)
def test_no_name_fits_better_than_the_name_itself(name: str, other: str):
    itself = compare(name, name)
    assert itself.cost == 0
    assert itself.left_over_a == ()
    assert compare(name, other).probability <= itself.probability + 1e-9


@given(NAMES, NAMES)
def test_a_folded_name_compares_as_the_name_it_came_from(one: str, other: str):
    folded = " ".join(fold(one).tokens)
    if fold(folded).script is fold(one).script:
        articles = fold(one).articles
        assert any(articles) or compare(folded, other).weight == compare(one, other).weight


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Hama Karwan", "Muhammad Karwan"),
        ("برایم عەزیز", "Ibrahim Aziz"),
        ("Misto Azad", "مصطفى ئازاد"),
    ],
)
def test_a_short_form_meets_its_full_name(short: str, full: str):
    comparison = compare(short, full)
    assert comparison.left_over_a == comparison.left_over_b == ()
    assert comparison.probability > 0.5


def test_two_full_names_are_no_forms_of_one_another():
    assert compare("Muhammad", "Mehmet").alignments[0].cost != pytest.approx(0.12)
    assert compare("Hama Azad", "Ahmad Azad").left_over_a == ("hama",)


def test_a_rare_name_says_more_than_a_common_one():
    rare = compare("Sherko Bextyar", "شێرکۆ بەختیار")
    assert compare("Muhammad Ali", "محمد علي").weight < rare.weight


@pytest.mark.parametrize("pair", [("", ""), ("Azad", ""), ("12", "Azad"), ("؟", "!")])
def test_a_name_without_letters_gives_no_evidence(pair: tuple[str, str]):
    comparison = compare(*pair)
    assert (comparison.probability, comparison.weight, comparison.alignments) == (0.0, 0.0, ())


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_gets_a_probability(one: str, other: str):
    probability = compare_many([one], [other])[0]
    assert np.isfinite(probability)
    assert 0 <= probability <= 1


def test_sides_of_different_length_are_refused():
    with pytest.raises(ValueError, match="on one side"):
        compare_many(["Azad"], [])


def test_no_pairs_give_no_scores():
    assert compare_many([], []).shape == (0,)
