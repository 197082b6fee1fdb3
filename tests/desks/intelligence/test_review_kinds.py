"""Items of the queue that are more than a pair to decide: what the page asks, and what it keeps."""

from itertools import pairwise

import pytest
from django.urls import reverse

from hawkari.desks.intelligence.services.reviewing import Wanted, queue
from hawkari.evidence.harm import mark_harm
from hawkari.evidence.judgements import JudgementConflict, JudgementKind, judge, live_events
from hawkari.evidence.models import IssueKind, JudgementEvent, ReviewIssue, Statement
from hawkari.evidence.reviewing.issues import Issue, raise_issues
from tests.desks.intelligence.case import Case, text_of

pytestmark = pytest.mark.django_db
REVIEW = "intelligence:review"
PAIR = {"left": "krg-1", "right": "uk-1"}


def send(client, **given: str):
    return client.post(reverse("intelligence:decide"), given, follow=True)


def doubt(case: Case) -> JudgementEvent:
    """A join by a person that a later date of birth puts in doubt."""
    access = case.access()
    join = judge(access, "krg-1", "uk-1", JudgementKind.POSITIVE)
    late = Statement.objects.get(entity_id="uk-1", prop="birthDate").pk
    issue = Issue(
        IssueKind.DOUBTFUL, "birth date", ("krg-1", "uk-1"), events=(join.pk,), statements=(late,)
    )
    assert raise_issues(access, [issue]) == 1
    return join


def test_why_a_pair_is_here_now_is_said(case: Case):
    matters = {
        "uncertainty": 0.9,
        "records": 5,
        "is_subject": True,
        "fewest_judged": 3,
        "level": "name: rather the same",
    }
    case.propose(probability=0.62, matters=matters)
    page = text_of(case.client().get(reverse(REVIEW)))
    for said in (
        "Why this one now",
        "gives \u20680.62\u2069",
        "5 records hang on it",
        "subject of the operation",
        "3 pairs were decided on",
    ):
        assert said in page, said


def test_a_join_above_a_stated_harm_is_proposed_and_agreed_to_by_another(case: Case):
    case.propose()
    mark_harm(case.access(), "uk-1", reason="a person under the operation")
    first = case.client()
    page = text_of(first.get(reverse(REVIEW)))
    assert "Same person: propose the join" in page
    assert "A second person has to agree" in text_of(send(first, **PAIR, judgement="positive"))
    proposal = JudgementEvent.objects.get()
    assert proposal.judgement == "proposed"

    second = case.client()
    page = text_of(second.get(reverse(REVIEW)))
    assert "Do you agree that these are the same person?" in page
    assert "proposed the join" in page
    send(second, **PAIR, judgement="positive", item=f"proposal-{proposal.pk}")
    (held,) = live_events(case.access())
    assert (held.judgement, held.proposed_by) == ("positive", proposal.made_by.username)


def test_a_join_in_doubt_is_shown_with_what_came_later_and_kept_with_a_reason(case: Case):
    doubt(case)
    client = case.client()
    page = text_of(client.get(reverse(REVIEW)))
    for said in ("Are these still the same person?", "What came later", "date of birth"):
        assert said in page, said
    key = f"doubtful-{ReviewIssue.objects.get().pk}"
    assert "say why" in text_of(send(client, judgement="settle", item=key))
    assert ReviewIssue.objects.get().settled_at is None
    page = text_of(send(client, judgement="settle", item=key, reason="a registrar's default"))
    assert "left as it is" in page
    assert ReviewIssue.objects.get().settlement == "a registrar's default"


def test_a_join_in_doubt_is_taken_back_with_a_reason(case: Case):
    join = doubt(case)
    key = f"doubtful-{ReviewIssue.objects.get().pk}"
    given = {"judgement": "withdraw", "item": key, "event": str(join.pk)}
    page = text_of(send(case.client(), **given, reason="two birth years"))
    assert "the pair is open again" in page
    assert live_events(case.access()) == []


def test_a_refused_decision_stays_in_the_queue_until_it_is_settled(case: Case):
    access = case.access()
    judge(access, "uk-1", "krg-1", JudgementKind.POSITIVE)
    against = judge(access, "krg-1", "krg-2", JudgementKind.NEGATIVE)
    with pytest.raises(JudgementConflict):
        judge(access, "krg-2", "uk-1", JudgementKind.POSITIVE)
    client = case.client()
    page = text_of(client.get(reverse(REVIEW)))
    assert "Which of these decisions is wrong?" in page
    assert f'name="event" value="{against.pk}"' in page
    key = f"conflict-{ReviewIssue.objects.get().pk}"
    send(client, judgement="settle", item=key, reason="the file was wrong")
    assert "No pair is waiting" in text_of(client.get(reverse(REVIEW)))


def test_a_join_that_the_engine_refused_says_why(case: Case):
    case.propose(cut="contradicting dates of birth")
    page = text_of(case.client().get(reverse(REVIEW)))
    assert "join refused" in page
    assert "dates of birth contradict each other" in page


def test_filters_narrow_the_queue_and_stay_with_every_answer(case: Case):
    case.propose(agencies="krg nca", languages="Latn ckb")
    case.propose("uk-3", "uk-5", agencies="nca", languages="Latn")
    client = case.client()
    page = text_of(client.get(reverse(REVIEW), {"agencies": "nca"}))
    assert 'value="uk-3"' in page
    assert '<input type="hidden" name="agencies" value="nca">' in page
    assert 'value="uk-3"' in text_of(client.get(reverse(REVIEW), {"reads": ["Latn"]}))
    assert 'value="krg-1"' in text_of(client.get(reverse(REVIEW), {"reads": ["Latn", "ckb"]}))
    page = text_of(client.get(reverse(REVIEW), {"kind": "conflict"}))
    assert "Nothing waits under these filters" in page
    answer = client.post(
        reverse("intelligence:decide"),
        {"left": "uk-3", "right": "uk-5", "judgement": "unsure", "agencies": "nca"},
    )
    assert answer["Location"].endswith("?agencies=nca")


@pytest.mark.parametrize("asked", [{"kind": "x"}, {"agencies": "zz yy"}, {"reads": "Cyrl"}])
def test_a_filter_that_is_none_is_left_out(case: Case, asked: dict[str, str]):
    case.propose()
    assert 'value="krg-1"' in text_of(case.client().get(reverse(REVIEW), asked))


def test_an_answer_to_something_that_is_gone_says_so(case: Case):
    page = text_of(send(case.client(), judgement="settle", item="conflict-9", reason="seen"))
    assert "Nothing was decided:" in page


def test_unmerge_by_hand_after_three_merges_gives_the_old_entities_back(case: Case):
    """Three joins make one of four; taking them back gives the four, statement by statement."""
    case.world.load("nca", list(case.rows("m", 4)), slot="four.csv", grade="2B")
    records = [f"m-{number}" for number in range(4)]
    user = case.world.member("nca")
    before = {one: case.statements(user, one) for one in records}
    client = case.client_of(user)
    for left, right in pairwise(records):
        send(client, left=left, right=right, judgement="positive")
    assert {case.statements(user, one) for one in records} == {
        tuple(sorted(pk for one in before.values() for pk in one))
    }
    page = reverse("intelligence:entity", args=[case.id_of("m-0")])
    assert text_of(client.get(page)).count("Withdraw this judgement") == 3
    for event in JudgementEvent.objects.order_by("pk").values_list("pk", flat=True):
        given = {"event": str(event), "reason": "not one person"}
        client.post(reverse("intelligence:withdraw", args=[case.id_of("m-0")]), given)
    assert {one: case.statements(user, one) for one in records} == before


def test_a_decision_that_an_item_is_about_is_told_by_the_names_on_it(case: Case):
    case.propose()
    mark_harm(case.access(), "uk-1", reason="a person under the operation")
    judge(case.access(), "krg-1", "uk-1", JudgementKind.POSITIVE)
    shown = queue(case.access("krg"), Wanted(kinds=frozenset({"proposal"}))).pair
    assert shown is not None
    ((event, left, right),) = shown.decided
    assert (event.left, left, right) == ("krg-1", "ڕێبوار محەمەد ئەمین", "Rebwar Hama Amin")
