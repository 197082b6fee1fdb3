"""An answer counts for what was shown, once, and only where the item offers it."""

import pytest
from django.urls import reverse

from hawkari.desks.intelligence.services.deciding import OFFERED, Answer, answer, withdraw
from hawkari.desks.intelligence.services.refusing import Refused, RefusedBecause
from hawkari.desks.intelligence.services.reviewing import Pair, Wanted, queue
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.harm import lift_harm_mark, mark_harm
from hawkari.evidence.judgements import JudgementKind, judge, live_events
from hawkari.evidence.models import (
    IssueKind,
    JudgementEvent,
    ReviewIssue,
    SecondReading,
    Statement,
)
from hawkari.evidence.reviewing.issues import Issue, raise_issues
from tests.desks.intelligence.case import Case, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


def first(access: Access, kind: str = "") -> Pair:
    """The first item as it is shown."""
    shown = queue(access, Wanted(kinds=frozenset({kind} if kind else ()))).pair
    assert shown is not None
    return shown


def to(pair: Pair, kind: str, **more) -> Answer:
    """An answer as the page sends it."""
    ids = {"left": pair.left.id, "right": pair.right.id}
    return Answer(kind, item=pair.key, token=pair.item.token, **{**ids, **more})


def refused(access: Access, given: Answer) -> RefusedBecause:
    with pytest.raises(Refused) as found:
        answer(access, given)
    return found.value.because


def doubt(case: Case, cause: str = "birth date") -> JudgementEvent:
    access = case.access()
    join = judge(access, "krg-1", "uk-1", JudgementKind.POSITIVE)
    late = Statement.objects.get(entity_id="uk-1", prop="birthDate").pk
    about = {"events": (join.pk,), "statements": (late,)}
    assert raise_issues(access, [Issue(IssueKind.DOUBTFUL, cause, ("krg-1", "uk-1"), **about)]) == 1
    return join


@pytest.mark.parametrize("kind", ["positive", "negative", "unsure"])
def test_an_answer_sent_twice_is_kept_once_and_told_alike(case: Case, kind: str):
    case.propose()
    access = case.access()
    given = to(first(access), kind, reason="seen")
    assert answer(access, given) == answer(access, given)
    assert JudgementEvent.objects.count() == 1


def test_two_records_decided_twice_without_an_item_are_decided_once(case: Case):
    access = case.access()
    given = Answer("positive", left="krg-1", right="uk-1", reason="seen")
    assert answer(access, given) == answer(access, given)
    other = Answer("positive", left="krg-1", right="uk-1", reason="a second ground")
    assert answer(access, other) != answer(access, given)
    assert JudgementEvent.objects.count() == 2


def test_a_proposal_sent_twice_is_proposed_once(case: Case):
    case.propose()
    access = case.access()
    mark_harm(access, "uk-1", reason="a person under the operation")
    given = to(first(access), "positive")
    assert answer(access, given).code == "proposed"
    assert answer(access, given).code == "proposed"
    assert JudgementEvent.objects.count() == 1


def test_what_a_colleague_decided_meanwhile_is_not_decided_over(case: Case):
    case.propose()
    access = case.access()
    shown = first(access)
    judge(case.access("krg"), "krg-1", "uk-1", JudgementKind.UNSURE)
    assert refused(access, to(shown, "positive")) is RefusedBecause.CHANGED
    assert answer(access, to(first(access), "positive")).code == "positive"


def test_a_record_that_got_another_value_is_shown_anew(case: Case):
    case.propose()
    access = case.access()
    shown = first(access)
    case.world.person("nca", "uk-1", name="Rebwar Hama Amin", birthDate="1991-02-03")
    assert refused(access, to(shown, "positive")) is RefusedBecause.CHANGED


def test_a_record_that_was_joined_to_a_third_is_shown_anew(case: Case):
    case.propose()
    access = case.access()
    shown = first(access)
    judge(case.access(), "uk-1", "uk-3", JudgementKind.POSITIVE)
    assert refused(access, to(shown, "positive")) is RefusedBecause.CHANGED


def test_a_mark_of_harm_lifted_meanwhile_does_not_turn_a_proposal_into_a_join(case: Case):
    case.propose()
    access = case.access()
    mark = mark_harm(access, "uk-1", reason="a person under the operation")
    shown = first(access)
    assert shown.item.needs_two
    lift_harm_mark(access, mark.pk, reason="arrested")
    assert refused(access, to(shown, "positive")) is RefusedBecause.CHANGED


def test_what_a_reader_may_not_see_changes_no_token(case: Case):
    case.propose()
    access = case.access()
    token = first(access).item.token
    case.world.person(
        "fr", "uk-1", how={"shared_with": ["fr"], "slot": "hidden.csv"}, birthDate="1991"
    )
    assert first(access).item.token == token


@pytest.mark.parametrize("kind", sorted(OFFERED))
def test_no_kind_takes_an_answer_that_it_does_not_offer(case: Case, kind: str):
    access = case.access("krg")
    if kind in {"pair", "cut"}:
        case.propose(cut="contradicting gender" if kind == "cut" else "")
    elif kind == "proposal":
        case.propose()
        mark_harm(case.access(), "uk-1", reason="a person under the operation")
        judge(case.access(), "krg-1", "uk-1", JudgementKind.POSITIVE)
    elif kind == "reading":
        case.propose()
        event = judge(case.access(), "krg-1", "uk-1", JudgementKind.NEGATIVE)
        stands = Answer("settle", item=f"reading-{event.pk}", reason="seen")
        assert refused(access, stands) is RefusedBecause.NOT_OFFERED
        return
    else:
        join = doubt(case)
        ReviewIssue.objects.filter(events=[join.pk]).update(kind=kind)
    shown = first(access, kind)
    for one in {"positive", "negative", "unsure", "settle", "withdraw", "decline"}.difference(
        OFFERED[shown.item.kind]
    ):
        event = shown.judgements[0].event if shown.judgements else 0
        given = to(shown, one, reason="seen", event=event)
        assert refused(access, given) is RefusedBecause.NOT_OFFERED, one


def test_only_a_judgement_that_the_item_is_about_is_withdrawn(case: Case):
    join = doubt(case)
    other = judge(case.access(), "uk-3", "uk-5", JudgementKind.NEGATIVE)
    access = case.access()
    shown = first(access)
    given = to(shown, "withdraw", event=other.pk, reason="two birth years")
    assert refused(access, given) is RefusedBecause.ANOTHER_DECISION
    given = to(shown, "withdraw", event=join.pk, reason="two birth years")
    assert answer(access, given) == answer(access, given)


def test_an_item_is_answered_on_its_own_records_only(case: Case):
    case.propose()
    access = case.access()
    given = to(first(access), "positive", right="uk-3")
    assert refused(access, given) is RefusedBecause.ANOTHER_PAIR


def test_settling_and_reading_twice_are_one(case: Case):
    doubt(case)
    access = case.access()
    given = to(first(access), "settle", reason="a registrar's default")
    assert answer(access, given) == answer(access, given)
    assert refused(access, to(first_of(given), "settle", reason="other")) is RefusedBecause.GONE


def first_of(given: Answer):
    """What an answer was to, as something to answer again."""

    class Shown:
        key = given.item

        class item:  # noqa: N801
            token = given.token

        class left:  # noqa: N801
            id = given.left

        class right:  # noqa: N801
            id = given.right

    return Shown


def test_a_second_withdrawal_says_what_the_first_said(case: Case):
    access = case.access()
    event = judge(access, "krg-1", "uk-1", JudgementKind.NEGATIVE).pk
    for _ in range(2):
        withdraw(access, event, reason="wrong key")
    assert JudgementEvent.objects.filter(withdraws=event).count() == 1


def test_a_colleague_declines_a_proposal_with_a_reason_and_the_pair_is_open_again(case: Case):
    case.propose()
    mark_harm(case.access(), "uk-1", reason="a person under the operation")
    proposal = judge(case.access(), "krg-1", "uk-1", JudgementKind.POSITIVE)
    second = case.access("krg")
    shown = first(second)
    assert refused(second, to(shown, "decline")) is RefusedBecause.NO_REASON
    assert answer(second, to(shown, "decline", reason="another father")).code == "decline"
    assert JudgementEvent.objects.get(withdraws=proposal).reason == "another father"
    assert first(second).item.kind == "pair"


def test_the_page_says_that_a_pair_has_changed_and_shows_it_as_it_is(case: Case):
    case.propose()
    user = case.world.member("nca")
    client, access = case.client_of(user), case.access_of(user)
    shown = first(access)
    judge(case.access("krg"), "krg-1", "uk-1", JudgementKind.UNSURE)
    given = {"item": shown.key, "token": shown.item.token, "judgement": "positive"}
    page = text_of(client.post(reverse("intelligence:decide"), given, follow=True))
    assert "it has changed since it was shown" in page
    assert 'value="krg-1"' in page
    assert shown.item.token not in page


def test_a_second_reading_needs_no_second_person(case: Case, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("hawkari.evidence.reviewing.second_readings.ONE_IN", 1)
    judge(case.access(), "krg-1", "uk-1", JudgementKind.NEGATIVE)
    mark_harm(case.access(), "uk-1", reason="a person under the operation")
    access = case.access("krg")
    shown = first(access)
    assert shown.item.kind == "reading"
    assert not shown.item.needs_two
    assert [one.code for one in shown.because] == ["second reading"]
    given = to(shown, "unsure")
    assert answer(access, given) == answer(access, given)
    assert SecondReading.objects.count() == 1


def test_once_the_mark_is_lifted_the_same_answer_joins(case: Case):
    access = case.access()
    mark = mark_harm(access, "uk-1", reason="a person under the operation")
    given = Answer("positive", left="krg-1", right="uk-1", reason="seen")
    assert answer(access, given).code == "proposed"
    assert answer(access, given).code == "proposed"
    lift_harm_mark(access, mark.pk, reason="arrested")
    assert answer(access, given).code == "positive"
    assert answer(access, given).code == "positive"
    assert [one.judgement for one in live_events(access)] == ["positive"]


def test_to_a_pair_shown_before_the_mark_was_lifted_nothing_is_swallowed(case: Case):
    case.propose()
    access = case.access()
    mark = mark_harm(access, "uk-1", reason="a person under the operation")
    given = to(first(access), "positive", reason="seen")
    answer(access, given)
    lift_harm_mark(access, mark.pk, reason="arrested")
    assert refused(access, given) is RefusedBecause.CHANGED


def test_an_answer_to_a_proposal_is_to_that_one(case: Case):
    mark_harm(case.access(), "uk-1", reason="a person under the operation")
    proposal = judge(case.access(), "krg-1", "uk-1", JudgementKind.POSITIVE)
    case.world.person("fr", "krg-1", name="Rebwar")
    second = case.access("krg")
    kept = answer(second, to(first(second), "unsure"))
    assert list(JudgementEvent.objects.get(pk=kept.event).answers.all()) == [proposal]
    assert queue(second, Wanted(kinds=frozenset({"proposal"}))).pair is None


@pytest.mark.parametrize("key", ["pair-²", "pair-٣", "pair-1-2", "nothing", "PAIR-1", "pair-007"])
def test_what_is_no_key_of_an_item_is_refused_in_words_by_every_door(case: Case, key: str):
    case.propose()
    user = case.world.member("nca")
    client, access = case.client_of(user), case.access_of(user)
    with pytest.raises(BadInput, match="no item of the queue"):
        answer(access, Answer("positive", item=key))
    given = {"item": key, "judgement": "positive", "left": "krg-1", "right": "uk-1"}
    page = text_of(client.post(reverse("intelligence:decide"), given, follow=True))
    assert "there is no such item in the queue" in page
    assert client.get(reverse("intelligence:review"), {"after": key}).status_code == 200
    asked = client.get("/api/intelligence/review/queue", {"after": key})
    assert asked.status_code == 422
    assert JudgementEvent.objects.count() == 0


def test_a_yes_to_a_proposal_sent_twice_by_its_key_alone_is_kept_once(case: Case):
    proposer, reviewer = case.access(), case.access()
    mark_harm(proposer, "uk-1", reason="a victim's brother")
    judge(proposer, "krg-1", "uk-1", JudgementKind.POSITIVE)
    item = first(reviewer, "proposal").item
    given = Answer("positive", item=item.key, token=item.token)
    assert answer(reviewer, given) == answer(reviewer, given)
    assert [one.judgement for one in live_events(reviewer)] == ["positive"]
    assert refused(case.access(), given) is RefusedBecause.GONE, "it was somebody else's answer"
