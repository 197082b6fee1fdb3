"""Faults of training, planted: each stops the run by name."""

import functools
from dataclasses import replace

import numpy as np
import pytest

from hawkari.engines.linkage import Judged, UnsoundModel, link, training
from hawkari.engines.linkage.blocking import block_pairs
from hawkari.engines.linkage.comparing import (
    COMPARISONS,
    GENDER,
    NAME,
    PHONE,
    PLACE,
    compare_pairs,
)
from hawkari.engines.linkage.preparing import prepare
from hawkari.engines.linkage.reference import measure_u
from hawkari.engines.linkage.soundness import (
    TrainedRun,
    demand_response,
    demand_sound,
    demand_trained,
)
from hawkari.engines.linkage.training import train
from tests.engines.linkage.people import corridor, record


@pytest.fixture(scope="module")
def run():
    """Prepared records, candidates, levels and u of a corridor that trains soundly."""
    records, _ = corridor(1200)
    prepared = prepare(sorted(records, key=lambda one: one.id))
    candidates = block_pairs(prepared)
    matrix = compare_pairs(prepared, candidates.left, candidates.right).matrix
    return prepared, candidates, matrix, measure_u(prepared)


@pytest.fixture(scope="module")
def sound():
    """One training as the guard is told of it, and u, of 4,000 pairs of which a third match."""
    dice = np.random.default_rng(2)
    match = np.arange(4000) % 3 == 0
    matrix = np.full((4000, len(COMPARISONS)), -1, np.int8)
    for column in (NAME, PHONE, PLACE):
        best = len(COMPARISONS[column].levels) - 1
        noise = dice.integers(0, best + 1, 4000)
        matrix[:, column] = np.where(match & (dice.random(4000) < 0.8), best, noise)
    counts = {c: np.bincount(matrix[:, c], minlength=n) for c, n in sizes((NAME, PHONE, PLACE))}
    m = {c: np.bincount(matrix[match, c], minlength=n) / match.sum() for c, n in sizes(counts)}
    u = [np.full(len(one.levels), 1 / len(one.levels)) for one in COMPARISONS]
    told = TrainedRun(
        name="one birth date",
        matrix=matrix,
        start=0.2,
        prior=1 / 3,
        share=1 / 3,
        matches=1333,
        counts=counts,
        m=m,
    )
    return told, u


def sizes(columns):
    return [(column, len(COMPARISONS[column].levels)) for column in columns]


def stopped(told, u):
    with pytest.raises(UnsoundModel) as caught:
        demand_sound([told], u)
    return caught.value


def test_a_sound_training_stops_nothing(run, sound):
    prepared, candidates, matrix, u = run
    assert train(prepared, candidates, matrix, u=u).rests_on
    told, u = sound
    demand_sound([told], u)


def test_a_prior_that_was_fixed_in_training_is_named(run, monkeypatch):
    from splink.internals.linker_components.training import LinkerTraining

    name = "estimate_parameters_using_expectation_maximisation"
    free = getattr(LinkerTraining, name)
    fixed = functools.partialmethod(free, fix_probability_two_random_records_match=True)
    monkeypatch.setattr(LinkerTraining, name, fixed)
    monkeypatch.setattr(training, "_START", 0.001)
    prepared, candidates, matrix, u = run
    with pytest.raises(UnsoundModel, match="the prior was fixed") as caught:
        train(prepared, candidates, matrix, u=u)
    assert "free" in caught.value.remedy


def test_a_prior_that_started_far_from_where_it_ends_is_named(run, monkeypatch):
    monkeypatch.setattr(training, "_START", 1e-6)
    prepared, candidates, matrix, u = run
    with pytest.raises(UnsoundModel, match="the prior started too far away"):
        train(prepared, candidates, matrix, u=u)


def unseen(told):
    """A training that saw no pair at the fifth level of the name."""
    counts = told.counts[NAME].copy()
    counts[4] = 0
    return replace(told, counts={**told.counts, NAME: counts})


def test_a_level_that_training_never_saw_and_many_matches_have_is_named(sound):
    expected = np.full(11, 80.0)
    with pytest.raises(UnsoundModel, match="a level was never trained") as caught:
        demand_trained(unseen(sound[0]), NAME, expected)
    assert caught.value.comparison == "name"
    assert caught.value.level == COMPARISONS[NAME].levels[4]


@pytest.mark.parametrize("there", [0.0, 20.0])
def test_a_level_that_few_matches_have_keeps_its_default(sound, there):
    expected = np.full(11, 80.0)
    expected[4] = there
    demand_trained(unseen(sound[0]), NAME, expected)


def test_a_level_that_was_unseen_stops_a_run_only_where_training_was_enough(sound):
    demand_trained(replace(unseen(sound[0]), matches=150), NAME, np.full(11, 80.0))


def test_a_training_without_a_level_of_many_matches_stops_the_run(run, monkeypatch):
    prepared, candidates, matrix, u = run
    whole = training.compare_pairs

    def without_the_commonest_level(*pairs):
        levels = whole(*pairs)
        names = levels.matrix[:, NAME]
        return replace(levels, matrix=levels.matrix[names != np.bincount(names).argmax()])

    monkeypatch.setattr(training, "compare_pairs", without_the_commonest_level)
    monkeypatch.setattr(training, "demand_sound", lambda *_: None)
    with pytest.raises(UnsoundModel, match="a level was never trained") as caught:
        train(prepared, candidates, matrix, u=u)
    assert caught.value.comparison == "name"


def test_an_m_of_zero_at_a_level_of_many_pairs_is_named(sound):
    told, u = sound
    m = np.array(told.m[NAME])
    m[6] = 1e-20
    fault = stopped(replace(told, m={**told.m, NAME: m}), u)
    assert (fault.fault, fault.level) == ("m fell to zero", COMPARISONS[NAME].levels[6])


def test_an_m_of_zero_at_the_worst_level_is_put_right(sound):
    told, u = sound
    m = np.array(told.m[NAME])
    m[0] = 1e-20
    demand_sound([replace(told, m={**told.m, NAME: m})], u)


def test_weights_that_fall_far_are_named(sound):
    told, u = sound
    m = np.array(told.m[NAME])[::-1]
    u = [*u]
    u[NAME] = np.geomspace(0.001, 0.5, 11)
    fault = stopped(replace(told, m={**told.m, NAME: m}), u)
    assert (fault.fault, fault.comparison) == ("weights do not rise with similarity", "name")


def test_a_comparison_that_stands_twice_is_named(sound):
    told, u = sound
    matrix = told.matrix.copy()
    matrix[:, GENDER] = matrix[:, PLACE]
    m, counts = ({**of, GENDER: of[PLACE]} for of in (told.m, told.counts))
    fault = stopped(replace(told, matrix=matrix, m=m, counts=counts), u)
    assert (fault.fault, fault.comparison) == ("one comparison stands twice", "gender")
    assert "place of birth" in fault.found


def test_two_trainings_far_apart_are_named(sound):
    told, u = sound
    best = len(COMPARISONS[PLACE].levels) - 1
    m = np.full(best + 1, 0.995 / best)
    m[best] = 0.005
    u = [*u]
    u[PLACE] = m
    other = replace(told, m={**told.m, PLACE: m})
    with pytest.raises(UnsoundModel, match="two trainings disagree") as caught:
        demand_sound([told, other], u)
    assert (caught.value.comparison, caught.value.level) == ("place of birth", "the same")


def test_a_recall_that_does_not_answer_to_the_threshold_is_named():
    with pytest.raises(UnsoundModel, match=r"0\.60 at 0\.01, 0\.60 at 0\.5, 0\.60 at 0\.99"):
        demand_response(np.array([0.9999] * 24 + [1e-9] * 16))


@pytest.mark.parametrize("chances", [[0.9999] * 40, [0.9, 0.3, 0.05, 0.995] * 10, [1e-9] * 5])
def test_a_recall_that_answers_is_whole_or_rests_on_few_stops_nothing(chances):
    demand_response(np.array(chances))


def test_a_training_on_few_matches_stops_nothing(sound):
    told, u = sound
    m = np.array(told.m[NAME])
    m[6] = 1e-20
    few = replace(told, matches=150, m={**told.m, NAME: m})
    demand_sound([few], u)


def test_three_records_and_a_list_without_doubles_are_linked_by_defaults():
    three = [record(f"a-{n}", "Goran Qadir", birthDate="1980-02-03") for n in range(3)]
    assert link(three).parameters["trained"].startswith("default values")
    alone = [
        record(
            f"a-{n:04}", one.properties["name"][0], birthDate=f"19{n % 50 + 50}-03-{n % 27 + 2:02}"
        )
        for n, one in enumerate(corridor(300)[0])
    ]
    assert set(link(alone).clusters) == {one.id for one in alone}


def test_what_stops_a_run_is_said_with_its_place_and_a_remedy(sound):
    told, u = sound
    m = np.array(told.m[PHONE])
    m[1] = 0.0
    assert str(stopped(replace(told, m={**told.m, PHONE: m}), u)) == (
        f"phone, shared by many: m fell to zero: 0e+00 on {told.counts[PHONE][1]} pairs of one "
        "birth date. "
        "Look at how its values were read, or leave the field out; an earlier model still works."
    )


def test_judged_pairs_reach_training_through_link(monkeypatch):
    heard = []
    monkeypatch.setattr(training, "judged_pairs", lambda _, judged: heard.append(judged) or NONE)
    link(corridor(20)[0], judged=(Judged("uk-0001", "krg-0001", same=True),))
    assert heard == [(Judged("uk-0001", "krg-0001", same=True),)]


NONE = training.JudgedPairs(
    np.zeros((0, len(COMPARISONS)), np.int8), np.zeros(0, bool), np.zeros((0, 2), int)
)
