"""The model kept as data, compared with another, and moved by judgements."""

import json
from dataclasses import replace

import numpy as np
import pytest

from hawkari.engines.linkage import Judged, Model, compare_models, link, weighing
from hawkari.engines.linkage.blocking import block_pairs
from hawkari.engines.linkage.comparing import COMPARISONS, NAME, PLACE, compare_pairs
from hawkari.engines.linkage.contradicting import contradict
from hawkari.engines.linkage.judging import JudgedPairs, Lessons, judged_pairs, lessons_of, moved_by
from hawkari.engines.linkage.model import total_weights
from hawkari.engines.linkage.preparing import prepare
from hawkari.engines.linkage.reference import measure_u
from hawkari.engines.linkage.training import train
from hawkari.errors import BadInput
from tests.engines.linkage.people import corridor, record

RECORDS, TRUTH = corridor(400)


@pytest.fixture(scope="module")
def run():
    """Prepared records, candidates, levels, u."""
    prepared = prepare(sorted(RECORDS, key=lambda one: one.id))
    candidates = block_pairs(prepared)
    matrix = compare_pairs(prepared, candidates.left, candidates.right).matrix
    return prepared, candidates, matrix, measure_u(prepared)


@pytest.fixture(scope="module")
def model(run):
    prepared, candidates, matrix, u = run
    return train(prepared, candidates, matrix, u=u)


@pytest.fixture(scope="module")
def answers(run):
    """What a reviewer who knows the truth says of every candidate pair."""
    prepared, candidates, _, _ = run
    ids = [one.record.id for one in prepared]
    pairs = zip(candidates.left.tolist(), candidates.right.tolist(), strict=True)
    return [Judged(ids[a], ids[b], TRUTH[ids[a]] == TRUTH[ids[b]]) for a, b in pairs]


def spoilt(model):
    """The model with a place of birth that it holds worthless and a name that it overrates."""
    m = [np.array(one) for one in model.m]
    m[NAME] = model.u[NAME] * np.exp2(model.weights(NAME) + np.where(np.arange(11) < 6, 3, 0))
    m[NAME] /= m[NAME].sum()
    return replace(model, m=tuple(m))


def each(matrix, same):
    """Every pair as a lesson of its own."""
    return Lessons(matrix, same.astype(float), np.ones(len(same)))


def loss(model, matrix, same):
    bits = total_weights(matrix, model.m, model.u) + np.log2(model.prior / (1 - model.prior))
    return np.logaddexp(0, np.where(same, -bits, bits) * np.log(2)).mean()


def test_a_model_is_read_from_its_data_to_the_last_digit(model):
    again = Model.from_data(json.loads(json.dumps(model.as_data())))
    assert again.fingerprint == model.fingerprint
    assert again.as_data() == model.as_data()
    assert all(np.array_equal(a, b) for a, b in zip(again.m, model.m, strict=True))


def test_a_model_that_was_changed_is_refused(model):
    data = json.loads(json.dumps(model.as_data()))
    data["comparisons"]["name"]["the same"]["m"] *= 1.01
    with pytest.raises(BadInput, match="was changed"):
        Model.from_data(data)


@pytest.mark.parametrize("broken", [{"version": "1"}, {"comparisons": {}}, {"prior": "much"}])
def test_a_model_of_another_form_is_refused(model, broken):
    with pytest.raises(BadInput, match="model is"):
        Model.from_data({**model.as_data(), **broken})


def test_the_fingerprint_is_of_what_scores_depend_on(model):
    assert replace(model, trained="otherwise").fingerprint == model.fingerprint
    assert replace(model, prior=model.prior * 1.001).fingerprint != model.fingerprint


def test_a_model_applied_again_gives_the_same_weights_without_training(monkeypatch):
    first = link(RECORDS)
    kept = Model.from_data(json.loads(json.dumps(first.parameters)))
    monkeypatch.setattr(weighing, "train", None)
    monkeypatch.setattr(weighing, "measure_u", None)
    again = link(RECORDS, model=kept)
    assert again.parameters == first.parameters
    assert again.pairs == first.pairs


def test_a_model_can_be_applied_to_three_records(model):
    few = [
        record("uk-1", "Goran Jaff"),
        record("krg-1", "گۆران جاف"),
        record("uk-2", "Shwan Karim"),
    ]
    assert link(few, model=model).parameters["prior"] == model.prior


def test_what_the_model_rests_on_is_counted(model):
    assert model.rests_on[0].source == "pairs of one birth date"
    assert all(0 < one.matches <= one.pairs for one in model.rests_on)


def test_what_changed_between_two_models_is_told_the_most_first(model):
    m = [np.array(one) for one in model.m]
    m[PLACE][0] *= 2
    m[PLACE][-1] /= 4
    change = compare_models(model, replace(model, m=tuple(m), prior=model.prior * 2))
    assert change.prior_by == pytest.approx(1, abs=0.01)
    assert [(one.comparison, one.level) for one in change.moved] == [
        ("place of birth", "the same"),
        ("place of birth", "different"),
    ]
    assert [one.by for one in change.moved] == pytest.approx([-2, 1])
    assert compare_models(model, model).moved == ()


@pytest.mark.parametrize("positives", [0, 9])
def test_few_judgements_leave_the_model_as_it_is(run, model, answers, positives):
    prepared, candidates, matrix, u = run
    few = [one for one in answers if one.same][:positives]
    few += [one for one in answers if not one.same][:50]
    assert train(prepared, candidates, matrix, u=u, judged=few).fingerprint == model.fingerprint


def test_judgements_in_any_order_give_one_model(run, answers):
    prepared, candidates, matrix, u = run
    some = answers[::7]
    one, other = (
        train(prepared, candidates, matrix, u=u, judged=judged) for judged in (some, some[::-1])
    )
    assert one.fingerprint == other.fingerprint


def test_judgements_that_do_not_contradict_the_model_leave_it_as_it_is(run, model, answers):
    prepared, candidates, matrix, u = run
    taught = train(prepared, candidates, matrix, u=u, judged=answers[::7])
    assert taught.fingerprint == model.fingerprint
    assert "do not contradict" in taught.trained


def test_judgements_that_contradict_the_model_move_it(monkeypatch, run, model, answers):
    prepared, candidates, matrix, u = run
    monkeypatch.setattr("hawkari.engines.linkage.training.contradict", lambda *_, **__: True)
    taught = train(prepared, candidates, matrix, u=u, judged=answers[::7])
    assert taught.rests_on[-1].source == "judgements"
    assert "moved by" in taught.trained
    assert taught.fingerprint != model.fingerprint


def test_answers_against_the_model_contradict_it_and_its_own_do_not(run, model):
    matrix = np.unique(run[2], axis=0)
    odds = total_weights(matrix, model.m, model.u) + np.log2(model.prior / (1 - model.prior))
    dice = np.random.default_rng(5)
    its_own = dice.random(len(matrix)) < 1 / (1 + np.exp2(-odds))
    against = matrix[:, NAME] < 5
    for same, expected in ((against, True), (its_own, False)):
        judged = JudgedPairs(matrix, same, np.zeros((len(matrix), 2), int))
        lessons = each(matrix, same)
        assert contradict(judged, lessons, m=model.m, u=model.u, prior=model.prior) == expected


def test_a_few_patterns_contradict_nothing(run, model):
    matrix = np.repeat(run[2][:3], 20, axis=0)
    same = np.arange(60) % 2 == 0
    judged = JudgedPairs(matrix, same, np.zeros((60, 2), int))
    lessons = each(matrix, same)
    assert not contradict(judged, lessons, m=model.m, u=model.u, prior=model.prior)


def test_judgements_on_the_unsure_put_a_spoilt_model_right(run, model, answers):
    _, _, matrix, _ = run
    same = np.array([one.same for one in answers])
    wrong = spoilt(model)
    bits = total_weights(matrix, wrong.m, wrong.u) + np.log2(wrong.prior / (1 - wrong.prior))
    losses = [loss(wrong, matrix, same)]
    for many in (50, 100, 200, 400):
        shown = np.argsort(np.abs(bits), kind="stable")[:many]
        m, prior = moved_by(each(matrix[shown], same[shown]), wrong.m, wrong.u, prior=wrong.prior)
        losses.append(loss(replace(wrong, m=m, prior=prior), matrix, same))
    assert losses[-1] < 0.9 * losses[0]
    assert max(losses) <= losses[0] * 1.02


def test_judgements_hardly_move_a_model_that_is_right(run, model, answers):
    _, _, matrix, _ = run
    same = np.array([one.same for one in answers])
    bits = total_weights(matrix, model.m, model.u) + np.log2(model.prior / (1 - model.prior))
    for many in (50, 200, 400):
        shown = np.argsort(np.abs(bits), kind="stable")[:many]
        m, prior = moved_by(each(matrix[shown], same[shown]), model.m, model.u, prior=model.prior)
        moved = replace(model, m=m, prior=prior)
        assert loss(moved, matrix, same) <= loss(model, matrix, same) * 1.05


def test_only_clear_judgements_on_records_of_the_run_are_learned_from(run):
    prepared = run[0]
    a, b, c = (prepared[n].record.id for n in (0, 1, 2))
    judged = [
        Judged(a, b, same=True),
        Judged(b, a, same=False),
        Judged(a, c, same=False),
        Judged(a, "elsewhere-1", same=True),
        Judged(a, a, same=True),
    ]
    found = judged_pairs(prepared, judged)
    assert found.same.tolist() == [False]
    assert found.matrix.shape == (1, len(COMPARISONS))
    assert not found.are_enough


def test_pairs_that_clusters_hold_count_though_nobody_is_shown_them():
    pattern = np.zeros((1, len(COMPARISONS)), np.int8)
    # Ten candidates of one pattern: clusters hold six; two of the others were judged different.
    matrix = np.repeat(pattern, 10, axis=0)
    left, right = np.arange(10) * 2, np.arange(10) * 2 + 1
    group = np.where(np.arange(20) < 12, np.arange(20) // 2 * 2, np.arange(20))
    judged = JudgedPairs(matrix[:2], np.array([False, False]), np.array([[12, 13], [14, 15]]))
    found = lessons_of(judged, matrix, np.full(10, 0.5), group=group, rows=(left, right))
    assert found.same.tolist() == [1.0, 0.0]
    assert (found.counts / found.counts.sum()).tolist() == pytest.approx([0.6, 0.4])
    assert found.counts.sum() == pytest.approx(2 / 1.5)


def test_a_stratum_that_nobody_judged_counts_as_the_model_has_it():
    matrix = np.zeros((10, len(COMPARISONS)), np.int8)
    left, right = np.arange(10) * 2, np.arange(10) * 2 + 1
    group = np.where(np.arange(20) < 12, np.arange(20) // 2 * 2, np.arange(20))
    judged = JudgedPairs(matrix[:1], np.array([True]), np.array([[0, 1]]))
    found = lessons_of(judged, matrix, np.full(10, 0.7), group=group, rows=(left, right))
    assert found.same.tolist() == pytest.approx([1.0, 0.25])


def test_pairs_between_large_clusters_do_not_speak_for_those_between_small_ones():
    matrix = np.zeros((8, len(COMPARISONS)), np.int8)
    # Four pairs of single records, and four between clusters of three.
    left = np.array([0, 2, 4, 6, 8, 8, 9, 9])
    right = np.array([1, 3, 5, 7, 11, 12, 11, 12])
    group = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 11, 11, 11])
    judged = JudgedPairs(matrix[:2], np.array([False, False]), np.array([[8, 11], [8, 12]]))
    found = lessons_of(judged, matrix, np.full(8, 0.5), group=group, rows=(left, right))
    assert found.same.tolist() == [0.5, 0.0]
    assert found.counts[0] == pytest.approx(found.counts[1])
