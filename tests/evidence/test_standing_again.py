"""What stands again after it gave way is the same decision, with all that was asked about it."""

import pytest

from hawkari.evidence.judgements import JudgementKind, judge, live_events, withdraw
from hawkari.evidence.models import IssueKind, ReviewIssue, SecondReading
from hawkari.evidence.reviewing import second_readings
from hawkari.evidence.reviewing.issues import Issue, issues_standing, raise_issues, settle
from hawkari.evidence.reviewing.second_readings import agreement, read_again, readings_due
from hawkari.evidence.reviewing.standing_again import carry_over
from tests.evidence.undoing import undo_last

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

YES, NO, UNSURE = JudgementKind.POSITIVE, JudgementKind.NEGATIVE, JudgementKind.UNSURE


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


@pytest.fixture
def third(world, first):
    return world.access("nca")


def there_and_back(access) -> None:
    """A decision that p–q gave way to, taken back."""
    over = judge(access, "nca:p", "nca:q", NO)
    withdraw(access, over.pk, reason="mistake")


def test_who_read_it_a_second_time_has_read_it(first, second, third):
    own = judge(first, "nca:p", "nca:q", UNSURE)
    read_again(second, own.pk, UNSURE)
    there_and_back(third)
    (again,) = live_events(first)
    assert again.event != own.pk
    assert SecondReading.objects.get().first_id == again.event
    assert readings_due(second) == []
    assert agreement(first).whole is not None


def issue_on(access, pair: tuple[str, str], event: int) -> Issue:
    issue = Issue(IssueKind.DISAGREEMENT, "second reading", pair, "negative", (event,))
    raise_issues(access, [issue])
    return issue


def test_an_issue_about_it_stands_again_with_it(first, third):
    own = judge(first, "nca:p", "nca:q", UNSURE)
    issue_on(first, ("nca:p", "nca:q"), own.pk)
    over = judge(third, "nca:p", "nca:q", NO)
    assert not issues_standing(first).exists()
    withdraw(third, over.pk, reason="mistake")
    (again,) = live_events(first)
    assert issues_standing(first).get().events == [again.event]


def test_what_somebody_settled_about_it_stays_settled(first, third):
    own = judge(first, "nca:p", "nca:q", UNSURE)
    issue_on(first, ("nca:p", "nca:q"), own.pk)
    settle(first, issues_standing(first).get().pk, reason="both may be right")
    there_and_back(third)
    assert not issues_standing(first).exists()


def test_an_issue_about_another_decision_is_left_as_it_is(first, third):
    judge(first, "nca:p", "nca:q", UNSURE)
    other = judge(first, "nca:r", "nca:s", NO)
    issue_on(first, ("nca:r", "nca:s"), other.pk)
    there_and_back(third)
    assert issues_standing(first).get().events == [other.pk]


def test_the_issues_of_all_that_stand_again_are_looked_up_once(
    first, second, third, django_assert_max_num_queries
):
    for access, pair in ((first, "pq"), (second, "pr")):
        own = judge(access, *(f"nca:{name}" for name in pair), UNSURE)
        issue_on(access, (own.left_id, own.right_id), own.pk)
    events = [one.event for one in live_events(first)]
    ends = [judge(third, *(f"nca:{name}" for name in pair), NO) for pair in ("pq", "pr")]
    again = dict(zip(events, ends, strict=True))
    with django_assert_max_num_queries(100) as told:
        carry_over(again)
    read = [sql for one in told if (sql := one["sql"]).startswith("SELECT") and "issue" in sql]
    assert len(read) == 1
    assert {tuple(one.events) for one in ReviewIssue.objects.all()} == {(one.pk,) for one in ends}


def test_what_gave_way_to_it_before_stands_again_when_it_is_taken_back_too(first, second, third):
    judge(first, "nca:p", "nca:q", UNSURE, reason="first")
    judge(second, "nca:p", "nca:q", UNSURE, reason="second")
    there_and_back(third)
    assert [one.reason for one in live_events(first)] == ["second"]
    undo_last(second)
    assert [one.reason for one in live_events(first)] == ["first"]
    there_and_back(third)
    assert [one.reason for one in live_events(first)] == ["first"]
