"""The model: what training gives, and what the guard stops."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from hawkari.engines.linkage import match_weight
from hawkari.engines.linkage.comparing import COMPARISONS, MISSING
from hawkari.engines.linkage.guard import LEAST_M, check, is_collapsed
from hawkari.engines.linkage.model import score_levels, train

BIRTH = COMPARISONS[1]


def drawn_pairs(pairs: int, matches: float, *, seed: int = 3):
    """Levels of candidate pairs drawn from a known model, and which are matches."""
    dice = np.random.default_rng(seed)
    is_match = dice.random(pairs) < matches
    matrix = np.full((pairs, len(COMPARISONS)), MISSING, np.int8)
    for column, comparison in enumerate(COMPARISONS):
        count = len(comparison.levels)
        rising = np.arange(1, count + 1, dtype=float) ** 3
        m, u = rising / rising.sum(), rising[::-1] / rising.sum()
        drawn = np.where(is_match, dice.choice(count, pairs, p=m), dice.choice(count, pairs, p=u))
        matrix[:, column] = np.where(dice.random(pairs) < 0.8, drawn, MISSING)
    return matrix, is_match


def test_training_without_labels_tells_matches_from_others():
    matrix, is_match = drawn_pairs(4000, 0.1)
    model = train(matrix)
    _, probability = score_levels(matrix, model)
    assert ((probability > 0.5) == is_match).mean() > 0.97
    assert model.prior == pytest.approx(0.1, abs=0.03)


def test_weights_never_fall_from_a_worse_level_to_a_better_one():
    model = train(drawn_pairs(2000, 0.05)[0])
    for column in range(len(COMPARISONS)):
        assert (np.diff(model.weights(column)) >= -1e-9).all()


def test_splink_scores_as_the_formula_says():
    matrix, _ = drawn_pairs(500, 0.2)
    model = train(matrix)
    weights, _ = score_levels(matrix, model)
    expected = np.full(len(matrix), np.log2(model.prior / (1 - model.prior)))
    for column in range(len(COMPARISONS)):
        known = matrix[:, column] != MISSING
        expected[known] += model.weights(column)[matrix[known, column]]
    assert weights == pytest.approx(expected, abs=1e-9)


def test_training_is_repeatable():
    matrix, _ = drawn_pairs(1000, 0.1)
    assert train(matrix).as_data() == train(matrix).as_data()


def test_a_match_weight_is_a_logarithm_of_two():
    assert match_weight(0.8, 0.1) == pytest.approx(3.0)


def test_the_guard_raises_an_m_of_zero_and_says_so():
    m = np.array([0.0, 0.02, 0.05, 0.28, 0.05, 0.04, 0.56])
    safe, _, found = check(BIRTH, m, np.full(7, 1 / 7))
    assert safe.min() >= LEAST_M * 0.999
    assert (found[0].comparison, found[0].level) == ("birth date", "different")


def test_the_guard_pools_levels_that_fall():
    m, u = np.array([0.1, 0.5, 0.4]), np.array([0.6, 0.1, 0.3])
    safe_m, safe_u, found = check(COMPARISONS[2], m, u)
    assert (np.diff(np.log2(safe_m / safe_u)) >= -1e-12).all()
    assert {finding.level for finding in found} == {"shared by many", "the same"}


@given(
    arrays.arrays(float, 7, elements=st.floats(1e-9, 1)),
    arrays.arrays(float, 7, elements=st.floats(1e-9, 1)),
)
def test_whatever_training_gives_the_guard_leaves_rising_weights(m, u):
    safe_m, safe_u, _ = check(BIRTH, m, u)
    assert (np.diff(np.log2(safe_m / safe_u)) >= -1e-9).all()


@pytest.mark.parametrize(
    ("m", "matches", "collapsed"),
    [
        (np.array([1.0, 1e-20]), 50, True),
        (np.array([0.1, 0.9]), 0.2, True),
        (np.array([np.nan, 0.9]), 50, True),
        (np.array([0.1, 0.9]), 50, False),
    ],
)
def test_a_collapsed_training_is_recognised(m, matches, collapsed):
    assert is_collapsed(m, np.array([5, 5]), matches) is collapsed


def test_a_training_that_finds_no_match_falls_back_and_says_so():
    matrix = np.zeros((400, len(COMPARISONS)), np.int8)
    assert "starting values" in train(matrix).trained
