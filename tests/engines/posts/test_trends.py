"""Trends: what may be said of two weeks, and what may not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.posts.trends import (
    Says,
    asked,
    count_interval,
    judged,
    spread_of,
    trend,
)

counts = st.integers(0, 500)


def test_the_interval_is_the_exact_one_of_a_textbook():
    # Clopper-Pearson of 64 in 110: 0.4840 to 0.6751, as odds.
    found = trend(64, 46)
    assert found.ratio == pytest.approx(64 / 46)
    assert found.lo == pytest.approx(0.4840 / (1 - 0.4840), rel=2e-3)
    assert found.hi == pytest.approx(0.6751 / (1 - 0.6751), rel=2e-3)
    assert found.says is Says.CANNOT_TELL or found.says is Says.SAME


def test_few_posts_say_nothing_and_a_first_week_is_new():
    assert trend(3, 2).says is Says.CANNOT_TELL
    assert trend(0, 0).says is Says.CANNOT_TELL
    assert trend(4, 0).says is Says.NEW
    assert trend(40, 0).says is Says.NEW


def test_a_clear_rise_a_clear_fall_and_no_change_are_told_apart():
    assert trend(80, 30).says is Says.UP
    assert trend(30, 80).says is Says.DOWN
    assert trend(0, 40).says is Says.DOWN
    assert trend(400, 401).says is Says.SAME
    assert trend(10, 9).says is Says.CANNOT_TELL


def test_a_half_week_is_compared_by_the_day():
    assert trend(30, 70, days=(3, 7)).ratio == pytest.approx(1.0)
    assert trend(60, 70, days=(3, 7)).says is Says.UP


def test_weeks_that_scatter_widen_the_interval():
    calm, wild = trend(40, 22), trend(40, 22, spread=4.0)
    assert calm.says is Says.UP
    assert wild.says is Says.CANNOT_TELL
    assert wild.lo < calm.lo
    assert wild.hi > calm.hi


@given(counts, counts, st.floats(1, 5))
def test_the_interval_holds_the_ratio_and_turns_round_with_the_weeks(now, before, spread):
    found, turned = trend(now, before, spread=spread), trend(before, now, spread=spread)
    assert found.p == pytest.approx(turned.p, rel=1e-6, abs=1e-9)
    if now and before:
        assert found.lo <= found.ratio <= found.hi
        assert turned.lo == pytest.approx(1 / found.hi, rel=1e-6)


@given(st.lists(st.tuples(counts, counts), max_size=12))
def test_holding_to_their_number_never_says_more_than_each_alone(pairs):
    alone = [trend(*one) for one in pairs]
    for one, held in zip(alone, judged(alone), strict=True):
        if held.says in (Says.UP, Says.DOWN):
            assert one.says is held.says


def test_of_twenty_claims_that_did_not_change_rarely_one_is_called_risen_or_fallen():
    rng = np.random.default_rng(7)
    alarms = 0
    for _ in range(400):
        weeks = rng.poisson(20, (20, 2))
        held = judged([trend(int(now), int(before)) for now, before in weeks])
        alarms += any(one.says in (Says.UP, Says.DOWN) for one in held)
    assert alarms / 400 <= 0.05


def test_the_spread_of_plain_chance_is_about_one_and_of_bursts_far_above():
    rng = np.random.default_rng(11)
    plain = np.mean([spread_of(rng.poisson(20, 12).tolist()) for _ in range(300)])
    bursts = np.mean([spread_of((5 * rng.poisson(4, 12)).tolist()) for _ in range(300)])
    assert 0.95 < plain < 1.35
    assert bursts > 3.5
    assert spread_of([1, 2]) == 1.0


def test_a_slow_rise_is_no_spread():
    assert spread_of(list(range(10, 130, 10))) == 1.0


def test_with_the_spread_that_the_weeks_show_bursts_raise_few_alarms():
    rng = np.random.default_rng(13)
    alarms = blind = 0
    for _ in range(400):
        weeks = (5 * rng.poisson(6, 12)).tolist()
        pair = weeks[-1], weeks[-2]
        alarms += trend(*pair, spread=spread_of(weeks[:-1])).says in (Says.UP, Says.DOWN)
        blind += trend(*pair).says in (Says.UP, Says.DOWN)
    assert alarms / 400 <= 0.12
    assert blind / 400 > 0.3


def test_the_interval_of_a_count_is_garwoods():
    lo, hi = count_interval(10)
    assert lo == pytest.approx(4.795, abs=1e-3)
    assert hi == pytest.approx(18.39, abs=1e-2)
    assert count_interval(0)[0] == 0


@given(st.lists(st.floats(1, 1e5), min_size=1, max_size=60))
def test_the_median_lies_in_its_interval_which_is_made_of_prices_asked(prices):
    found = asked(prices)
    assert found.count == len(prices)
    if found.lo is not None:
        assert found.lo <= found.median <= found.hi
        assert {found.lo, found.hi} <= set(prices)
    assert (found.lo is None) == (len(prices) < 6)


def test_the_interval_of_the_median_covers_it_in_95_of_100_draws():
    rng = np.random.default_rng(17)
    covered = 0
    for _ in range(1000):
        found = asked(rng.lognormal(8, 0.6, 15).tolist())
        covered += found.lo <= np.exp(8) <= found.hi
    assert covered / 1000 >= 0.94


def test_nothing_asked_has_no_median():
    assert asked([]) is None
