"""The model: what training gives, and what the guard stops."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from hawkari.engines.linkage import match_weight
from hawkari.engines.linkage.blocking import block_pairs
from hawkari.engines.linkage.comparing import (
    BIRTH,
    COMPARISONS,
    NAME,
    PHONE,
    PLACE,
    compare_pairs,
)
from hawkari.engines.linkage.guard import LEAST_M, check, disagreements, is_collapsed
from hawkari.engines.linkage.model import score_levels, total_weights
from hawkari.engines.linkage.preparing import prepare
from hawkari.engines.linkage.reference import measure_u
from hawkari.engines.linkage.splinking import estimate_m
from hawkari.engines.linkage.training import train
from tests.engines.linkage.people import corridor


@pytest.fixture(scope="module")
def trained():
    """A trained model, levels of the candidate pairs, and which of those are matches."""
    records, truth = corridor(400)
    prepared = prepare(sorted(records, key=lambda one: one.id))
    candidates = block_pairs(prepared)
    matrix = compare_pairs(prepared, candidates.left, candidates.right).matrix
    people = np.array([truth[one.record.id] for one in prepared])
    is_match = people[candidates.left] == people[candidates.right]
    u = measure_u(prepared)
    return train(prepared, candidates, matrix, u=u), matrix, is_match


def test_training_without_labels_tells_matches_from_others(trained):
    model, matrix, is_match = trained
    _, probability = score_levels(matrix, model)
    assert ((probability > 0.5) == is_match).mean() > 0.97


def test_probabilities_are_what_they_say(trained):
    model, matrix, is_match = trained
    _, probability = score_levels(matrix, model)
    assert probability.sum() == pytest.approx(is_match.sum(), rel=0.1)


def test_the_same_pairs_give_the_same_model_to_the_last_digit():
    dice = np.random.default_rng(4)
    sizes = [len(comparison.levels) for comparison in COMPARISONS]
    same = dice.random(40_000) < 0.3
    drawn = [
        np.where(same, dice.binomial(n - 1, 0.8, same.size), dice.integers(0, n, same.size))
        for n in sizes
    ]
    matrix = np.column_stack(drawn).astype(np.int8)
    levels = {column: range(size) for column, size in enumerate(sizes)}
    start = [(np.arange(1, n + 1) * 2 / (n * (n + 1)), np.full(n, 1 / n)) for n in sizes]
    first, *others = (estimate_m(matrix, levels, start=start, prior=0.2) for _ in range(3))
    for other in others:
        for column, m in first.m.items():
            assert np.array_equal(other.m[column], m)


def test_weights_never_fall_from_a_worse_level_to_a_better_one(trained):
    for column in range(len(COMPARISONS)):
        assert (np.diff(trained[0].weights(column)) >= -1e-9).all()


def test_splink_scores_as_the_formula_says(trained):
    model, matrix, _ = trained
    weights, _ = score_levels(matrix, model)
    expected = np.log2(model.prior / (1 - model.prior)) + total_weights(matrix, model.m, model.u)
    assert weights == pytest.approx(expected, abs=1e-9)


def test_what_training_rests_on_is_said(trained):
    assert trained[0].trained.startswith("expectation-maximisation on ")
    told = trained[0].as_data()["m_from"]
    assert told["name"] == "pairs of one birth date"
    assert told["nationality"] == "default"


@pytest.mark.parametrize("prior", [0.01, 0.9])
def test_where_training_starts_matters_little_as_the_prior_is_free(trained, prior):
    model, matrix, _ = trained
    seen = {i: matrix[matrix[:, i] >= 0, i] for i in (NAME, BIRTH, PHONE)}
    levels = {i: np.unique(column).tolist() for i, column in seen.items()}
    start = list(zip(model.m, model.u, strict=True))
    usual = estimate_m(matrix, levels, start=start, prior=0.2)
    other = estimate_m(matrix, levels, start=start, prior=prior)
    assert usual is not None
    assert other is not None
    assert usual.m[NAME] == pytest.approx(other.m[NAME], abs=0.01)


def test_a_match_weight_is_a_logarithm_of_two():
    assert match_weight(0.8, 0.1) == pytest.approx(3.0)


def test_the_guard_raises_an_m_of_zero_and_says_so():
    m = np.array([0.0, 0.02, 0.05, 0.25, 0.03, 0.05, 0.05, 0.04, 0.01, 0.5])
    safe, _, found = check(COMPARISONS[BIRTH], m, np.full(10, 1 / 10))
    assert safe.min() >= LEAST_M * 0.999
    assert (found[0].comparison, found[0].level) == ("birth date", "different")


def test_the_guard_pools_levels_that_fall():
    m, u = np.array([0.1, 0.5, 0.4]), np.array([0.6, 0.1, 0.3])
    safe_m, safe_u, found = check(COMPARISONS[PLACE], m, u)
    assert (np.diff(np.log2(safe_m / safe_u)) >= -1e-12).all()
    assert {finding.level for finding in found} == {"one in the other", "the same"}


@given(
    arrays.arrays(float, 10, elements=st.floats(1e-9, 1)),
    arrays.arrays(float, 10, elements=st.floats(1e-9, 1)),
)
def test_whatever_training_gives_the_guard_leaves_rising_weights(m, u):
    safe_m, safe_u, _ = check(COMPARISONS[BIRTH], m, u)
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


def test_two_trainings_that_disagree_are_named():
    u = [np.full(len(one.levels), 0.1) for one in COMPARISONS]
    found = disagreements([{PLACE: np.array([0.05, 0.95])}, {PLACE: np.array([0.5, 0.5])}], u)
    assert [(one.comparison, one.level) for one in found] == [("place of birth", "different")]


def test_u_counts_chance_and_not_the_matches():
    records, _ = corridor(400)
    prepared = prepare(sorted(records, key=lambda one: one.id))
    u = measure_u(prepared)
    # 43 years of 12 months of 27 days: by chance one pair in 13,932, with matches one in 800.
    assert 1 / 100_000 < u[BIRTH][-1] < 1 / 3_000
    assert all(one.sum() == pytest.approx(1) for one in u)
