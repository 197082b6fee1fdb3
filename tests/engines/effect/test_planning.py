"""A roll-out is drawn by chance, by a seed; what it can show is known before it is paid for."""

import numpy as np
import pytest
from benchmarks.effect.panels import make_panel
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.effect import (
    NEVER,
    Asked,
    NoComparison,
    Panel,
    Place,
    compare_shares,
    falls_by_itself,
    plan_rollout,
    power,
)
from hawkari.errors import BadInput

PLACES = [Place(f"place {number}", f"district {number // 2}", number) for number in range(24)]


@given(st.text(min_size=1).filter(str.strip), st.integers(1, 4))
def test_whole_districts_are_drawn_and_anyone_draws_the_same(seed: str, waves: int) -> None:
    drawn = plan_rollout(PLACES, seed=seed, waves=waves)
    assert drawn == plan_rollout(PLACES[::-1], seed=seed, waves=waves)
    for one in PLACES:
        assert drawn.wave[one.name] in range(waves + 1)
        assert drawn.wave[one.name] == drawn.wave[PLACES[PLACES.index(one) // 2 * 2].name]
    assert len(drawn.places(NEVER)) >= 3
    assert all(drawn.places(wave) for wave in range(1, waves + 1))


def test_every_place_is_as_likely_as_any_other_to_be_drawn() -> None:
    drawn = [plan_rollout(PLACES, seed=str(seed), waves=1).wave for seed in range(400)]
    for one in PLACES:
        assert 0.4 < np.mean([wave[one.name] for wave in drawn]) < 0.6


def test_sizes_are_spread_over_the_waves() -> None:
    size = {place.name: place.size for place in PLACES}
    for seed in range(20):
        drawn = plan_rollout(PLACES, seed=str(seed), waves=1)
        means = [np.mean([size[name] for name in drawn.places(wave)]) for wave in (0, 1)]
        assert abs(means[0] - means[1]) <= 2


@pytest.mark.parametrize(
    ("places", "seed", "waves", "problem"),
    [
        (PLACES[:6], "a", 1, "too few"),
        (PLACES, " ", 1, "seed"),
        (PLACES, "a", 0, "start at 1"),
        ([*PLACES, PLACES[0]], "a", 1, "twice"),
    ],
)
def test_a_draw_that_could_not_show_anything_is_refused(
    places: list[Place], seed: str, waves: int, problem: str
) -> None:
    with pytest.raises(BadInput, match=problem):
        plan_rollout(places, seed=seed, waves=waves)


def test_more_change_is_easier_to_show_and_the_least_fall_is_shown_four_times_in_five() -> None:
    made = make_panel(4, effect=0.0)
    history = Panel(made.counts, made.treated, made.start)
    small, large = power(history, change=-0.1), power(history, change=-0.4)
    assert 0.05 <= small.power < large.power <= 1
    assert power(history, change=-small.least_fall).power == pytest.approx(0.8, abs=0.01)
    with pytest.raises(BadInput, match="not 0"):
        power(history, change=0.0)


def asked(place: str, so_after: int, *, is_treated: bool) -> Asked:
    return Asked(place, is_treated, 400, 200, 400, so_after)


def test_a_survey_compares_places_and_not_people() -> None:
    rows = [asked(f"t{n}", 120 + n, is_treated=True) for n in range(6)]
    rows += [asked(f"c{n}", 200 + n, is_treated=False) for n in range(6)]
    found = compare_shares(rows)
    assert found.difference == pytest.approx(-0.2)
    assert found.hi < 0
    torn = [asked("t", 40, is_treated=True), asked("u", 360, is_treated=True), *rows[6:]]
    assert compare_shares(torn).lo < 0 < compare_shares(torn).hi
    with pytest.raises(NoComparison):
        compare_shares(rows[:7])
    with pytest.raises(BadInput, match="more people"):
        Asked("a", True, 10, 11, 10, 5)


def test_a_series_that_only_falls_falls_by_itself_and_a_level_one_does_not() -> None:
    assert falls_by_itself([100.0] * 200, days=30).fell == 0
    assert falls_by_itself([1000 * 0.98**day for day in range(200)], days=30).fell == 1
    assert falls_by_itself([0.0] * 200, days=30).windows == 0
