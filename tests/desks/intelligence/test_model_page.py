"""The page of the model: weights, what changed, the guard in words, what would join."""

from typing import Any

import pytest
from django.urls import reverse

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.services.modelling import model_page, share_of
from hawkari.errors import AccessDenied
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.models import Candidate, LinkRun, LoadPart
from tests.desks.intelligence.case import Case, text_of
from tests.desks.intelligence.models import finding, run_of

pytestmark = pytest.mark.django_db
MODEL = "intelligence:model"


def run(case: Case, weight: float, **more: Any) -> LinkRun:
    """A finished run over every part that is not held back."""
    shared = LoadPart.objects.filter(marking__handling="P").values_list("pk", flat=True)
    return run_of(case.world.operation, weight, parts=list(shared), **more)


def propose(found: LinkRun, *probabilities: float) -> None:
    for number, one in enumerate(probabilities):
        Candidate.objects.create(
            run=found, left_id=f"a-{number}", right_id=f"b-{number}", weight=1, probability=one
        )


def test_levels_stand_from_the_best_with_m_u_and_bits(case: Case):
    run(case, 9.5)
    page = model_page(case.access())
    assert page is not None
    (one,) = page.comparisons
    assert [(level.level, round(level.weight, 1)) for level in one.levels] == [
        ("same date", 9.5),
        ("different", -6.5),
    ]
    assert one.origin == "names"
    assert page.one_in == 2500


def test_bars_stay_within_the_drawing(case: Case):
    run(case, 9.5)
    page = model_page(case.access())
    assert page is not None
    for level in page.comparisons[0].levels:
        assert 0 <= level.x <= level.x + level.width <= 100
        assert level.m_width <= 100


def test_what_moved_since_the_run_before_is_told_most_first(case: Case):
    run(case, 9.5, records=10)
    run(case, 8.0)
    page = model_page(case.access())
    assert page is not None
    (moved,) = page.changes
    assert (moved.level, moved.before, moved.after) == ("same date", 9.5, 8.0)
    assert (page.previous_records, page.run.records) == (10, 12)
    assert page.plan[0].before == 7


def test_a_run_over_something_hidden_is_not_shown(case: Case):
    run(case, 9.5)
    hidden = run(case, 8.0)
    hidden.parts = list(LoadPart.objects.values_list("pk", flat=True))
    hidden.save()
    page = model_page(case.access("nca"))
    assert page is not None
    assert page.run.run != hidden.pk
    assert page.previous is None


def test_what_would_join_is_counted_from_each_probability_on(case: Case):
    propose(run(case, 9.5), 0.999, 0.96, 0.6, 0.2)
    page = model_page(case.access(), threshold=0.2)
    assert page is not None
    counts = {one.at: one.pairs for one in page.thresholds}
    assert (counts[0.2], counts[0.5], counts[0.95], counts[0.999]) == (4, 3, 2, 1)
    assert sum(one.is_in_force for one in page.thresholds) == 1


def test_who_may_not_judge_is_refused(case: Case):
    run(case, 9.5)
    with pytest.raises(AccessDenied):
        model_page(case.access("nca", "auditor"))


def test_the_page_has_the_figures_the_plan_and_the_guard_in_words(case: Case):
    run(case, 9.5)
    propose(run(case, 8.0, guard=[finding()]), 0.96)
    page = text_of(case.client().get(reverse(MODEL), {"at": "0.3"}))
    for said in (
        "What changed since last time",
        "+8.0",
        "+9.5",
        "same phone",
        "its share among true pairs was raised",
        "in force",
        "asked for",
        "Date of birth",
    ):
        assert said in page, said


@pytest.mark.parametrize("at", ["x", "-1", "2", "nan", "1e309", "١"])
def test_a_probability_that_is_none_is_said_at_its_field(case: Case, at: str):
    run(case, 9.5)
    response = case.client().get(reverse(MODEL), {"at": at})
    assert response.status_code == 200
    assert "What joins" in text_of(response)


def test_without_a_run_the_page_says_so(case: Case):
    assert "Nothing to show yet" in text_of(case.client().get(reverse(MODEL)))


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("m 1.0e-05 raised to 0.002", "raised from \u20681.0e-05\u2069 to \u20680.002\u2069"),
        ("weight -1.2 pooled with its neighbours to 0.3 bits", "pooled with its neighbours"),
        ("the two trainings give 3.1 and 6.0 bits", "two trainings disagree"),
        ("something new", "something new"),
    ],
)
def test_findings_of_the_guard_are_put_into_words(english: str, said: str):
    assert said in words.guard(english)


def test_a_share_has_an_interval_that_holds_it_and_narrows_with_the_count():
    few, many = share_of(9, 10), share_of(900, 1000)
    assert few is not None
    assert many is not None
    assert 0 <= few.low < few.value < few.high <= 1
    assert many.high - many.low < few.high - few.low
    # Wilson's interval of 9 of 10, as published tables have it.
    assert (round(few.low, 3), round(few.high, 3)) == (0.596, 0.982)
    assert share_of(0, 0) is None


def test_a_threshold_is_found_for_a_wanted_precision_and_says_what_it_rests_on(case: Case):
    propose(run(case, 9.5), 0.99, 0.98, 0.6, 0.2)
    page = model_page(case.access(), precision=0.95)
    assert page is not None
    assert page.choice is not None
    assert (page.choice.at, page.choice.pairs) == (0.98, 2)
    text = text_of(case.client().get(reverse(MODEL), {"right": "0.95"}))
    assert "Join from" in text
    assert "fewer than 30 pairs are decided" in text


def test_decided_pairs_say_how_often_a_threshold_is_right_and_what_it_finds(case: Case):
    access = case.access()
    case.propose("krg-1", "uk-1", probability=0.97)
    case.propose("uk-3", "uk-5", probability=0.92)
    case.propose("krg-2", "uk-4", probability=0.6)
    judge(access, "krg-1", "uk-1", JudgementKind.POSITIVE)
    judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE)
    judge(access, "krg-2", "uk-4", JudgementKind.POSITIVE)
    page = model_page(access)
    assert page is not None
    at = {one.at: one for one in page.thresholds}
    assert at[0.9].precision is not None
    assert (at[0.9].precision.value, at[0.9].precision.of) == (0.5, 2)
    assert at[0.9].recall is not None
    assert (at[0.9].recall.value, at[0.9].recall.of) == (0.5, 2)
    assert at[0.99].precision is None
    assert at[0.99].expected is None
    assert at[0.9].expected == pytest.approx(0.945)
    assert [(one.pairs, one.observed) for one in page.calibration] == [(1, 1.0), (1, 0.0), (1, 1.0)]
    text = text_of(case.client().get(reverse(MODEL)))
    assert "3 decided pairs" in text
    assert "No pair was read twice yet." in text


def test_decided_pairs_count_with_the_scores_of_the_run_that_is_charted(case: Case):
    """Not with those their deciders were shown, which an older model gave."""
    access = case.access()
    case.propose("krg-1", "uk-1", probability=0.97)
    judge(access, "krg-1", "uk-1", JudgementKind.POSITIVE)
    judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE)
    later = run(case, 8.0)
    Candidate.objects.create(
        run=later, left_id="krg-1", right_id="uk-1", weight=-1, probability=0.4
    )
    page = model_page(access)
    assert page is not None
    assert [(one.low, one.pairs) for one in page.calibration] == [(0.2, 1)]
    assert page.view.unscored == 1
    assert "One decided pair has no score in this run" in text_of(case.client().get(reverse(MODEL)))


def test_no_threshold_rests_on_decisions_of_which_none_says_the_same(case: Case):
    access = case.access()
    found = run(case, 9.5)
    case.world.load("nca", list(case.rows("m", 31)), slot="many.csv", grade="2B")
    for number in range(30):
        pair = {"left_id": "m-0", "right_id": f"m-{number + 1}"}
        Candidate.objects.create(run=found, **pair, weight=1, probability=0.9)
        judge(access, *pair.values(), JudgementKind.NEGATIVE)
    page = model_page(access, precision=0.8)
    assert page is not None
    assert page.not_by_labels == "none the same"
    assert page.choice is not None
    assert page.choice.pairs == 30
    text = text_of(case.client().get(reverse(MODEL), {"right": "0.8"}))
    assert "no pair was decided the same" in text
    assert "fewer than 30" not in text


def test_what_decisions_teach_is_said_as_it_is(case: Case):
    run(case, 9.5)
    judge(case.access(), "krg-1", "uk-1", JudgementKind.POSITIVE)
    text = text_of(case.client().get(reverse(MODEL)))
    assert "One decision was taken since; the next run keeps to it." in text
    assert "at least 10 pairs are decided the same and 10 different" in text
    assert "learns from" not in text


def test_the_first_run_shows_no_empty_line_of_changes(case: Case):
    run(case, 9.5)
    text = text_of(case.client().get(reverse(MODEL)))
    panel = text[text.index('aria-labelledby="changed"') :]
    assert '<div class="body small">' not in panel[: panel.index("</section>")]
