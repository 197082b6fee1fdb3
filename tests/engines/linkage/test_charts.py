"""What the charts show."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.linkage import COMPARISONS, Model, charts, link
from tests.engines.linkage.people import corridor

LINKED = link(corridor(40)[0])
CHANCES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def labelled(pairs):
    return np.array([p for p, _ in pairs]), np.array([same for _, same in pairs])


def test_every_level_of_the_model_has_its_weight():
    rows = charts.level_rows(Model.from_data(LINKED.parameters))
    assert len(rows) == sum(len(one.levels) for one in COMPARISONS)
    assert all(row.weight == pytest.approx(np.log2(row.m / row.u)) for row in rows)
    assert rows[0].source


def test_a_waterfall_begins_with_the_prior_and_ends_at_the_weight():
    for pair in LINKED.pairs[:20]:
        bars = charts.waterfall(pair, prior=LINKED.parameters["prior"])
        assert (bars[0].label, bars[0].start) == ("prior", 0.0)
        assert bars[-1].end == pytest.approx(pair.weight, abs=1e-6)
        assert all(a.end == b.start for a, b in pairwise(bars))
        assert len(bars) == 1 + len(pair.reasons)


@settings(deadline=None)
@given(CHANCES, st.floats(0, 1))
def test_precision_and_recall_are_those_of_the_pairs_at_or_above(pairs, at):
    chances, same = labelled(pairs)
    (row,) = charts.precision_recall(chances, same, steps=[at])
    reached = chances >= at
    assert row.pairs == reached.sum()
    if row.precision is not None:
        assert row.precision == pytest.approx(same[reached].mean())
    if row.recall is not None:
        assert row.recall == pytest.approx(same[reached].sum() / same.sum())
    for value, ends in ((row.precision, row.precision_within), (row.f1, row.f1_within)):
        assert value is None or ends is None or 0 <= ends[0] <= ends[1] <= 1


def test_intervals_hold_the_value_and_are_wider_where_pairs_err_together():
    dice = np.random.default_rng(3)
    groups = np.repeat(np.arange(60), 5)
    same = np.repeat(dice.random(60) < 0.7, 5)
    chances = np.full(300, 0.9)
    (alone,) = charts.precision_recall(chances, same, steps=[0.5])
    (together,) = charts.precision_recall(chances, same, groups=groups, steps=[0.5])
    for row in (alone, together):
        assert row.precision_within[0] <= row.precision <= row.precision_within[1]
    assert np.diff(together.precision_within) > 1.5 * np.diff(alone.precision_within)


def test_without_labels_the_models_own_expectation_is_told():
    (row,) = charts.precision_recall(np.array([0.9, 0.8, 0.3]), steps=[0.5])
    assert row.precision == pytest.approx(0.85)
    assert row.recall == pytest.approx(1.7 / 2.0)
    assert row.precision_within is None


def test_no_pairs_give_rows_without_values():
    (row,) = charts.precision_recall(np.zeros(0), steps=[0.5])
    assert (row.pairs, row.precision, row.recall, row.f1) == (0, None, None, None)


@settings(deadline=None)
@given(CHANCES)
def test_every_labelled_pair_stands_in_one_band(pairs):
    bins = charts.calibration(*labelled(pairs))
    assert sum(one.pairs for one in bins) == len(pairs)
    for one in bins:
        assert one.low <= one.expected <= one.high
        assert one.within[0] - 1e-12 <= one.observed <= one.within[1] + 1e-12


@settings(deadline=None)
@given(CHANCES.filter(lambda pairs: len(pairs) >= 30), st.floats(0.01, 1))
def test_the_chosen_threshold_gives_the_precision_and_none_lower_does(pairs, wanted):
    chances, same = labelled(pairs)
    choice = charts.choose_threshold(chances, same, precision=wanted)
    assert choice.rests_on == ("labels" if same.any() else "the model's own probabilities")
    truth = same if same.any() else chances
    good = [
        at for at in set(chances) if truth[chances >= at].sum() >= wanted * (chances >= at).sum()
    ]
    assert choice.at == min(good, default=None)
    if choice.at is not None:
        assert choice.pairs == (chances >= choice.at).sum()


def test_a_threshold_without_enough_labels_rests_on_the_model_and_says_so():
    chances = np.array([0.99, 0.9, 0.5])
    choice = charts.choose_threshold(chances, np.array([True, False, True]), precision=0.94)
    assert choice.rests_on == "the model's own probabilities"
    assert choice.at == pytest.approx(0.9)
    assert charts.choose_threshold(chances, precision=0.999).at is None
