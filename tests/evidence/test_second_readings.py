"""Second readings: blind, never a change of clusters, and the agreement they measure."""

import pytest
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence.entities import get_entity
from hawkari.evidence.judgements import JudgementKind, judge, live_events, withdraw
from hawkari.evidence.models import JudgementEvent, ReviewIssue, SecondReading
from hawkari.evidence.reviewing import second_readings
from hawkari.evidence.reviewing.items import next_items
from hawkari.evidence.reviewing.kinds import ItemKind
from hawkari.evidence.reviewing.second_readings import (
    ReviewerPair,
    agreement,
    read_again,
    readings_due,
)

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

YES, NO, UNSURE = JudgementKind.POSITIVE, JudgementKind.NEGATIVE, JudgementKind.UNSURE
NAMES = "abcdefghijklmnopqrst"


@pytest.fixture
def first(world, monkeypatch):
    """Every decision is read again."""
    monkeypatch.setattr(second_readings, "ONE_IN", 1)
    for name in "pqrs":
        world.person("nca", f"nca:{name}", name=f"Saman {name}")
    return world.access("nca")


@pytest.fixture
def second(world, first):
    return world.access("nca")


def test_a_decision_is_read_again_by_somebody_else_only(first, second):
    event = judge(first, "nca:p", "nca:q", YES)
    assert readings_due(first) == []
    assert [one.pk for one in readings_due(second)] == [event.pk]
    with pytest.raises(BadInput, match="not yours"):
        read_again(first, event.pk, YES)


def test_nothing_in_the_item_tells_the_first_answer(first, second):
    shown = {}
    for answer in (YES, NO):
        event = judge(first, "nca:p", "nca:q", answer, reason="same scar")
        (item,) = next_items(second)
        assert item.kind is ItemKind.READING
        assert (item.judgements, item.wanted, item.unsure) == ((), "", False)
        shown[answer] = (item.left, item.right, item.because, item.reasons)
        withdraw(first, event.pk, reason="next")
    assert shown[YES] == shown[NO]
    assert shown[YES][0].canonical_id != shown[YES][1].canonical_id


def test_an_answer_changes_no_cluster_and_a_differing_one_is_to_be_settled(first, second):
    event = judge(first, "nca:p", "nca:q", YES)
    read_again(second, event.pk, NO, reason="another scar")
    assert len(get_entity(first, "nca:p").members) == 2
    assert [one.event for one in live_events(first)] == [event.pk]
    (item,) = next_items(first)
    assert (item.kind, item.wanted) == (ItemKind.DISAGREEMENT, "negative")
    assert [one.event for one in item.judgements] == [event.pk]
    with pytest.raises(BadInput, match="not yours"):
        read_again(second, event.pk, NO)


def test_the_same_answer_is_no_issue(first, second):
    read_again(second, judge(first, "nca:p", "nca:q", NO).pk, NO)
    assert not ReviewIssue.objects.exists()
    assert readings_due(second) == []


def test_one_reading_is_asked_for_after_nine_decisions_of_ones_own(first, second):
    judge(first, "nca:p", "nca:q", NO)
    judge(first, "nca:p", "nca:r", NO)
    assert len(readings_due(second)) == 1
    read_again(second, readings_due(second)[0].pk, NO)
    assert readings_due(second) == []


def test_what_rests_on_hidden_grounds_is_read_again_by_those_who_see_them(world, first):
    world.person("krg", "krg:x", how={"shared_with": []}, name="Saman hidden")
    insider = world.access("krg")
    event = judge(insider, "nca:p", "krg:x", NO)
    assert readings_due(first) == []
    assert [one.pk for one in readings_due(world.access("krg"))] == [event.pk]


def test_only_a_share_is_read_again(world, one_in_as_shipped, monkeypatch):
    """One in ten, whatever numbers the decisions have: of any 400 in a row 20 to 63."""
    monkeypatch.setattr(second_readings, "ONE_IN", one_in_as_shipped)
    world.person("nca", "nca:p", name="Saman p")
    access, colleague = world.access("nca"), world.access("nca")
    made = JudgementEvent.objects.bulk_create(
        JudgementEvent(
            left_id="nca:a", right_id="nca:b", judgement=NO, made_by=colleague.user,
            operation=access.operation, made_at=timezone.now(),
        )
        for _ in range(400)
    )  # fmt: skip
    chosen = set(second_readings._chosen(access).values_list("pk", flat=True))
    assert 20 <= len(chosen) <= 63
    numbers = [one.pk for one in made]
    assert not any(chosen.issuperset(numbers[at : at + 3]) for at in range(398))
    assert len(readings_due(access)) == 1


def test_kappa_is_agreement_beyond_chance():
    """Example of Cohen's (1960) form: 45 and 35 alike of 100, 20 apart; kappa by hand."""
    table = {("positive", "positive"): 45, ("negative", "negative"): 35,
             ("positive", "negative"): 15, ("negative", "positive"): 5}  # fmt: skip
    pair = ReviewerPair("a", "b", table)
    chance = 0.60 * 0.50 + 0.40 * 0.50
    assert (pair.pairs, pair.raw) == (100, 0.8)
    assert pair.kappa == pytest.approx((0.8 - chance) / (1 - chance))
    assert ReviewerPair("a", "b", {("positive", "positive"): 3}).kappa is None


def test_agreement_is_told_by_two_reviewers_with_counts(first, second):
    read_again(second, judge(first, "nca:p", "nca:q", YES).pk, YES)
    SecondReading.objects.update(read_at=first.operation.starts.isoformat() + "T00:00:00Z")
    read_again(second, judge(first, "nca:r", "nca:s", NO).pk, UNSURE)
    found = agreement(first)
    (pair,) = found.pairs
    assert {pair.first, pair.second} == {first.user.username, second.user.username}
    assert (pair.pairs, pair.raw) == (2, 0.5)
    assert found.whole is not None
    assert found.whole.table == {("positive", "positive"): 1, ("negative", "unsure"): 1}
    assert found.open == 0
