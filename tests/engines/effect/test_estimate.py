"""What a campaign changed is told with an interval and a comparison group, or not at all."""

from collections.abc import Callable

import numpy as np
import pytest
from benchmarks.effect.panels import Made, make_panel
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hawkari.engines.effect import Effect, NoComparison, Panel, estimate, estimate_simply
from hawkari.errors import BadInput


def panel(made: Made) -> Panel:
    return Panel(made.counts, made.treated, made.start)


def shares(found: list[Effect], made: list[Made]) -> tuple[float, float, float]:
    """Coverage, false positives, power."""
    truth = np.array([one.effect for one in made])
    lo, hi = np.array([one.lo for one in found]), np.array([one.hi for one in found])
    holds = (lo <= truth) & (truth <= hi)
    shown = (lo > 0) | (hi < 0)
    return holds.mean(), shown[truth == 0].mean(), (hi < 0)[truth < -0.15].mean()


def check_calibration(seeds: range, slack: float) -> None:
    made = [make_panel(seed) for seed in seeds]
    coverage, false, strong = shares([estimate(panel(one)) for one in made], made)
    assert 0.93 - slack <= coverage <= 0.97 + slack
    assert false <= 0.07 + slack
    plain = shares([estimate_simply(panel(one), "did") for one in made], made)
    assert strong > plain[2]


def test_intervals_hold_the_truth_as_often_as_they_say_on_a_few_panels() -> None:
    # So few show only gross faults: an interval of half the width holds the truth in 7 of 10.
    check_calibration(range(700_000, 700_040), 0.1)


@pytest.mark.full
def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    check_calibration(range(710_000, 711_500), 0.0)


def lasting(seed: int) -> Panel:
    """Places that nothing was done to, each moved for weeks by things of its own."""
    rng = np.random.default_rng(seed)
    moved = rng.normal(0, 0.2, (20, 40))
    for week in range(1, 40):
        moved[:, week] += 0.9 * moved[:, week - 1]
    rate = 30 * np.exp(rng.normal(0, 0.5, (20, 1)) + moved + rng.normal(0, 0.2, (1, 40)))
    return Panel(rng.poisson(rate).astype(float), tuple(range(5)), 24)


def test_what_moves_a_place_for_weeks_is_rarely_taken_for_an_effect() -> None:
    # Of 30 panels five in a hundred would be one or two; without the widening it is some six.
    shown = sum(estimate(lasting(seed)).is_shown for seed in range(30))
    assert shown <= 3


def test_counts_beyond_comparison_give_no_effect() -> None:
    counts = np.vstack([np.full((5, 30), 1e15), np.ones((1, 30))])
    with pytest.raises(NoComparison, match="too far apart"), np.errstate(all="ignore"):
        estimate(Panel(counts, (0,), 20))


def test_a_spike_before_the_campaign_makes_no_effect() -> None:
    spiked = [one for one in (make_panel(seed, effect=0.0) for seed in range(40)) if one.spiked]
    found = [estimate(panel(one)) for one in spiked]
    before_after = [
        float(np.log(one.counts[list(one.treated), one.start :].mean())
              - np.log(one.counts[list(one.treated), one.start - 3 : one.start].mean()))
        for one in spiked
    ]  # fmt: skip
    assert np.mean(before_after) < -0.2
    assert abs(np.mean([one.log_effect for one in found])) < 0.1
    assert np.mean([one.spike.ratio for one in found]) > 1.2
    assert any(one.spike.is_likely for one in found)


def test_a_large_fall_is_found_and_its_size_told() -> None:
    made = make_panel(3, effect=float(np.log(0.4)))
    found = estimate(panel(made))
    assert found.is_shown
    assert found.lo <= made.effect <= found.hi
    assert found.change == pytest.approx(np.exp(found.log_effect) - 1)
    assert found.comparison.compared == len(made.counts) - len(made.treated)
    assert found.comparison.placebo_rank <= 0.2


def test_a_staggered_roll_out_is_estimated_from_each_place_s_own_start() -> None:
    rng = np.random.default_rng(5)
    rate = np.full((10, 60), 40.0)
    rate[0, 30:] *= 0.5
    rate[1, 50:] *= 0.5
    counts = rng.poisson(rate).astype(float)
    own = estimate(Panel(counts, (0, 1), 30, starts=(30, 50)))
    together = estimate(Panel(counts, (0, 1), 30))
    assert own.lo <= np.log(0.5) <= own.hi
    assert own.log_effect < together.log_effect


@pytest.mark.parametrize(
    "of",
    [
        estimate,
        lambda one: estimate_simply(one, "did"),
        lambda one: estimate_simply(one, "sdid"),
    ],
)
def test_the_order_of_places_changes_nothing(of: Callable[[Panel], Effect]) -> None:
    made = make_panel(11)
    order = np.random.default_rng(1).permutation(len(made.counts))
    place = {int(old): new for new, old in enumerate(order)}
    moved = Panel(made.counts[order], tuple(place[row] for row in made.treated), made.start)
    one, other = of(panel(made)), of(moved)
    assert other.log_effect == pytest.approx(one.log_effect, abs=1e-6)
    assert other.hi == pytest.approx(one.hi, abs=1e-6)


def test_no_simple_estimate_is_given_of_a_staggered_roll_out() -> None:
    staggered = Panel(np.ones((6, 40)), (0, 1), 20, starts=(20, 25))
    with pytest.raises(BadInput, match="one first week"):
        estimate_simply(staggered, "did")


@settings(max_examples=25, deadline=None)
@given(
    arrays(np.float64, (6, 20), elements=st.integers(0, 60).map(float)),
    st.integers(8, 19),
)
def test_any_counts_give_an_interval_around_the_estimate_or_no_effect(
    counts: np.ndarray, start: int
) -> None:
    try:
        found = estimate(Panel(counts, (0, 3), start))
    except NoComparison:
        return
    assert np.isfinite([found.log_effect, found.lo, found.hi]).all()
    assert found.lo < found.log_effect < found.hi


@pytest.mark.parametrize(
    ("counts", "treated", "start", "reason"),
    [
        (np.ones((4, 30)), (0, 1), 15, "places are without"),
        (np.ones((8, 30)), (0,), 5, "weeks lie before"),
        (np.ones((8, 30)), (), 15, "no place had"),
        (np.zeros((8, 30)), (0,), 15, "every count is 0"),
    ],
)
def test_without_a_comparison_there_is_no_effect(
    counts: np.ndarray, treated: tuple[int, ...], start: int, reason: str
) -> None:
    with pytest.raises(NoComparison, match=reason):
        Panel(counts, treated, start)


@pytest.mark.parametrize(
    ("counts", "treated", "start", "starts", "problem"),
    [
        (np.ones((8, 30)), (0, 0), 15, (), "different rows"),
        (np.ones((8, 30)), (9,), 15, (), "different rows"),
        (np.ones((8, 30)), (0,), 30, (), "outside"),
        (np.ones((8, 30)), (0, 1), 15, (15,), "first week"),
        (np.full((8, 30), 0.5), (0,), 15, (), "whole number"),
        (np.full((8, 30), -1.0), (0,), 15, (), "whole number"),
        (np.ones(30), (0,), 15, (), "no table"),
    ],
)
def test_a_panel_that_contradicts_itself_is_refused(
    counts: np.ndarray,
    treated: tuple[int, ...],
    start: int,
    starts: tuple[int, ...],
    problem: str,
) -> None:
    with pytest.raises(BadInput, match=problem):
        Panel(counts, treated, start, starts)
