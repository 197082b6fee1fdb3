"""Undo takes back the last thing that a person did, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hawkari.desks.intelligence.services.deciding import Answer, answer
from hawkari.desks.intelligence.services.refusing import Refused, RefusedBecause
from hawkari.desks.intelligence.services.undoing import last_of, undo
from hawkari.evidence.access import Access
from hawkari.evidence.harm import mark_harm
from hawkari.evidence.judgements import JudgementKind, judge, withdraw
from hawkari.evidence.models import IssueKind, JudgementEvent
from hawkari.evidence.reviewing.issues import Issue, raise_issues, settle
from hawkari.evidence.reviewing.second_readings import read_again
from hawkari.evidence.second_person import confirm
from tests.desks.intelligence.case import Case, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


def refused(access: Access, event: int) -> RefusedBecause:
    before = JudgementEvent.objects.count()
    with pytest.raises(Refused) as found:
        undo(access, event)
    assert JudgementEvent.objects.count() == before
    return found.value.because


def test_decisions_are_undone_from_the_last_on_one_by_one(case: Case):
    access = case.access()
    one = judge(access, "krg-1", "uk-1", JudgementKind.NEGATIVE).pk
    two = judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE).pk
    assert refused(access, one) is RefusedBecause.NOT_THE_LAST
    assert undo(access, two) == ("uk-3", "uk-5")
    assert last_of(access).event == one
    assert undo(access, one) == ("krg-1", "uk-1")
    assert refused(access, one + two) is RefusedBecause.NOTHING_TO_UNDO


def test_an_undo_sent_twice_undoes_one(case: Case):
    access = case.access()
    judge(access, "krg-1", "uk-1", JudgementKind.NEGATIVE)
    two = judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE).pk
    assert undo(access, two) == undo(access, two)
    assert JudgementEvent.objects.filter(judgement="withdrawn").count() == 1


def test_another_persons_decision_is_not_undone(case: Case):
    other = judge(case.access(), "krg-1", "uk-1", JudgementKind.NEGATIVE).pk
    access = case.access()
    assert refused(access, other) is RefusedBecause.NOTHING_TO_UNDO
    judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE)
    assert refused(access, other) is RefusedBecause.NOT_THE_LAST


def test_a_decision_in_another_tab_is_not_undone_by_a_page_that_does_not_show_it(case: Case):
    user = case.world.member("nca")
    access, client = case.access_of(user), case.client_of(user)
    shown = judge(access, "krg-1", "uk-1", JudgementKind.NEGATIVE).pk
    judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE)
    page = text_of(client.post(reverse("intelligence:undo"), {"event": shown}, follow=True))
    assert "you have decided something else since" in page
    assert JudgementEvent.objects.filter(judgement="withdrawn").count() == 0


def test_after_a_second_reading_undo_is_refused(case: Case, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("hawkari.evidence.reviewing.second_readings.ONE_IN", 1)
    access = case.access("krg")
    own = judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE).pk
    other = judge(case.access(), "krg-1", "uk-1", JudgementKind.NEGATIVE).pk
    read_again(access, other, JudgementKind.UNSURE)
    assert refused(access, own) is RefusedBecause.LAST_WAS_READ


def test_after_leaving_an_item_as_it_is_undo_is_refused(case: Case):
    access = case.access()
    join = judge(access, "krg-1", "uk-1", JudgementKind.POSITIVE).pk
    raise_issues(access, [Issue(IssueKind.DOUBTFUL, "weight", ("krg-1", "uk-1"), events=(join,))])
    from hawkari.evidence.models import ReviewIssue

    settle(access, ReviewIssue.objects.get().pk, reason="seen together")
    assert refused(access, join) is RefusedBecause.LAST_WAS_SETTLE


def test_after_a_withdrawal_undo_is_refused(case: Case):
    access = case.access()
    one = judge(access, "krg-1", "uk-1", JudgementKind.POSITIVE).pk
    two = judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE).pk
    withdraw(access, two, reason="wrong key")
    assert refused(access, one) is RefusedBecause.LAST_WAS_WITHDRAW


def test_an_old_decision_that_stands_again_is_not_the_last(case: Case):
    """It has a new number since a colleague took back what it had given way to."""
    access, colleague = case.access(), case.access("krg")
    judge(access, "krg-1", "uk-1", JudgementKind.UNSURE)
    last = judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE).pk
    over = judge(colleague, "krg-1", "uk-1", JudgementKind.NEGATIVE)
    withdraw(colleague, over.pk, reason="too soon")
    again = JudgementEvent.objects.get(judgement="unsure", withdrawal__isnull=True)
    assert again.pk > last
    assert last_of(access).event == last


def test_what_undo_takes_back_is_what_came_of_the_answer(case: Case):
    case.propose()
    access = case.access()
    kept = answer(access, Answer("unsure", left="krg-1", right="uk-1"))
    assert last_of(access).event == kept.event
    later = judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE)
    JudgementEvent.objects.filter(pk=later.pk).update(made_at=later.made_at + timedelta(hours=1))
    assert last_of(access).event == later.pk


def test_what_a_colleague_agreed_to_is_not_undone_and_nothing_older_in_its_place(case: Case):
    access, colleague = case.access(), case.access("krg")
    older = judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE).pk
    mark_harm(access, "uk-1", reason="a person under the operation")
    proposal = judge(access, "krg-1", "uk-1", JudgementKind.POSITIVE).pk
    assert last_of(access).event == proposal
    confirm(colleague, proposal)
    assert last_of(access).because is RefusedBecause.LAST_STANDS_NO_MORE
    assert refused(access, older) is RefusedBecause.LAST_STANDS_NO_MORE
    assert refused(access, proposal) is RefusedBecause.LAST_STANDS_NO_MORE


def test_what_gave_way_to_a_colleagues_word_is_not_undone_and_nothing_older(case: Case):
    access = case.access()
    older = judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE).pk
    judge(access, "krg-1", "uk-1", JudgementKind.UNSURE)
    judge(case.access("krg"), "krg-1", "uk-1", JudgementKind.NEGATIVE)
    assert refused(access, older) is RefusedBecause.LAST_STANDS_NO_MORE


def test_what_somebody_decided_on_after_is_not_undone(case: Case):
    access = case.access()
    own = judge(access, "krg-1", "uk-1", JudgementKind.POSITIVE).pk
    judge(case.access("krg"), "krg-1", "uk-1", JudgementKind.POSITIVE)
    assert refused(access, own) is RefusedBecause.DECIDED_SINCE


def test_a_withdrawal_whose_reason_reads_like_an_undo_is_none(case: Case):
    access = case.access()
    older = judge(access, "krg-1", "uk-1", JudgementKind.NEGATIVE).pk
    newer = judge(access, "uk-3", "uk-5", JudgementKind.NEGATIVE).pk
    withdraw(access, newer, reason="undone by its maker")
    assert refused(access, older) is RefusedBecause.LAST_WAS_WITHDRAW
    assert refused(access, newer) is RefusedBecause.LAST_WAS_WITHDRAW


def test_the_page_says_why_the_last_decision_is_not_undone(case: Case):
    user = case.world.member("nca")
    own = judge(case.access_of(user), "krg-1", "uk-1", JudgementKind.POSITIVE).pk
    judge(case.access("krg"), "krg-1", "uk-1", JudgementKind.POSITIVE)
    client = case.client_of(user)
    page = text_of(client.post(reverse("intelligence:undo"), {"event": own}, follow=True))
    assert "a colleague has decided on the pair of your last decision after you" in page
