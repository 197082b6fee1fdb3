"""The review queue as plain forms: decide, contradict, undo, leave for later."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hawkari.desks.intelligence.services.reviewing import queue
from hawkari.evidence.entities import get_entity
from hawkari.evidence.explaining import why_not
from hawkari.evidence.judgements import JudgementKind, judge, live_events
from tests.desks.intelligence.case import Case, text_of

pytestmark = pytest.mark.django_db
REVIEW = "intelligence:review"


def decide(client, judgement: str, **more: str):
    given = {"left": "krg-1", "right": "uk-1", "judgement": judgement, **more}
    return client.post(reverse("intelligence:decide"), given, follow=True)


def test_the_page_shows_values_verdicts_reasons_and_consequences(case: Case):
    case.propose()
    page = text_of(case.client().get(reverse(REVIEW)))
    for said in (
        "Are these the same person?",
        "Different: never propose again",
        "much in common",
        "+6.4",
        "\u22121.1",
        "almost certain",
        "one waiting",
        "<mark>07</mark>",
        'aria-keyshortcuts="y"',
    ):
        assert said in page, said
    assert re.search(r"one pair of any two records in <span class=\"num\">7</span>", page)


def test_the_next_pair_is_in_the_page_already(case: Case):
    case.propose()
    case.propose("uk-3", "uk-5", probability=0.5)
    page = text_of(case.client().get(reverse(REVIEW)))
    assert '<template id="following">' in page
    assert 'value="uk-3"' in page.split('<template id="following">')[1]


def test_a_decision_is_kept_with_its_reason_and_can_be_undone(case: Case):
    case.propose()
    user = case.world.member("nca")
    client = case.client_of(user)
    page = text_of(decide(client, "positive", reason="same photograph"))
    assert "Saved: the same person." in page
    (event,) = live_events(case.access_of(user))
    assert (event.judgement, event.reason, event.maker) == (
        "positive",
        "same photograph",
        user.username,
    )
    page = text_of(client.post(reverse("intelligence:undo"), {"event": event.event}, follow=True))
    assert "Undone" in page
    assert live_events(case.access_of(user)) == []


def test_different_is_never_proposed_again(case: Case):
    case.propose()
    client = case.client()
    decide(client, "negative")
    assert "No pair is waiting" in text_of(client.get(reverse(REVIEW)))


def test_undo_without_a_decision_says_so(case: Case):
    page = text_of(case.client().post(reverse("intelligence:undo"), follow=True))
    assert "there is no decision of yours to undo." in page


def test_a_contradiction_decides_nothing_and_shows_the_path(case: Case):
    access = case.access()
    judge(access, "uk-1", "krg-1", JudgementKind.POSITIVE)
    refusal = judge(access, "krg-1", "krg-2", JudgementKind.NEGATIVE)
    case.propose("krg-2", "uk-1")
    response = decide(case.client(), "positive", left="krg-2")
    page = text_of(response)
    assert response.status_code == 409
    assert "contradicts an earlier decision" in page
    assert f'name="event" value="{refusal.pk}"' in page
    assert "ئاراس جەمال" in page


def test_a_pair_left_for_later_is_not_lost(case: Case):
    first = case.propose()
    case.propose("uk-3", "uk-5", probability=0.5)
    client = case.client()
    page = text_of(client.get(reverse(REVIEW), {"after": f"pair-{first.pk}"}))
    assert 'value="uk-3"' in page
    assert f'name="after" value="pair-{first.pk}"' in page
    decide(client, "unsure", left="uk-3", right="uk-5", after=f"pair-{first.pk}")
    assert 'value="krg-1"' in text_of(client.get(reverse(REVIEW)))


@pytest.mark.parametrize("after", ["x", "-1", "pair-" + "9" * 40, "pair-١٢", "pair-999999", "7"])
def test_a_cursor_that_makes_no_sense_is_the_beginning(case: Case, after: str):
    case.propose()
    page = text_of(case.client().get(reverse(REVIEW), {"after": after}))
    assert 'value="krg-1"' in page


def test_an_incomplete_form_decides_nothing(case: Case):
    case.propose()
    client = case.client()
    page = text_of(decide(client, "perhaps"))
    assert "Nothing was decided" in page


def test_a_pair_that_the_user_may_not_see_cannot_be_decided(case: Case):
    response = decide(case.client(), "positive", right="fr-9")
    assert response.status_code == 404


def test_the_return_key_in_the_reason_decides_nothing(case: Case):
    """A form is sent by its first button when Enter is pressed; that one is disabled."""
    case.propose()
    page = text_of(case.client().get(reverse(REVIEW)))
    form = page[page.index('id="decide"') :]
    assert "disabled" in form[: form.index('name="judgement"')]


def test_the_queue_is_empty_in_words(case: Case):
    page = text_of(case.client().get(reverse(REVIEW)))
    assert "Every proposed pair is decided" in page


def test_a_judgement_is_withdrawn_from_the_queue_with_a_reason(case: Case):
    case.propose()
    user = case.world.member("nca")
    client = case.client_of(user)
    decide(client, "negative")
    (event,) = live_events(case.access_of(user))
    address = reverse("intelligence:withdraw_from_review")
    assert "say why" in text_of(client.post(address, {"event": event.event}, follow=True))
    client.post(address, {"event": event.event, "reason": "wrong key"}, follow=True)
    assert live_events(case.access_of(user)) == []


def test_a_page_of_the_queue_and_an_answer_ask_the_database_so_often_at_most(case: Case):
    case.propose()
    case.propose("uk-3", "uk-5", probability=0.5)
    case.propose("krg-2", "uk-5", probability=0.4)
    user = case.world.member("nca")
    client = case.client_of(user)
    judge(case.access_of(user), "uk-1", "krg-2", JudgementKind.UNSURE)
    client.get(reverse(REVIEW))
    with CaptureQueriesContext(connection) as looked:
        page = text_of(client.get(reverse(REVIEW)))
    given = {
        name: re.findall(f'name="{name}" value="([^"]+)"', page)[0]
        for name in ("token", "item", "left", "right")
    }
    with CaptureQueriesContext(connection) as answered:
        decide(client, "negative", **given)
    assert len(live_events(case.access_of(user))) == 2
    assert len(looked) <= 90, len(looked)
    assert len(answered) <= 156, len(answered)


def test_of_ones_own_words_on_a_pair_the_newest_is_shown(case: Case):
    """The earlier stands beside it: others know of that one alone."""
    user = case.world.member("krg")
    access = case.access_of(user)
    judge(access, "krg-1", "uk-1", JudgementKind.UNSURE, reason="too far away")
    case.world.person("krg", "uk-1", how={"shared_with": []}, gender="male")
    judge(access, "krg-1", "uk-1", JudgementKind.NEGATIVE, reason="another scar")
    assert [one.judgement for one in live_events(access)] == ["unsure", "negative"]
    assert [one.judgement for one in queue(access).last] == ["negative"]
    grounds = why_not(access, "krg-1", "uk-1").grounds
    assert [one.judgement for ground in grounds for one in ground.judgements] == ["negative"]
    entity = reverse("intelligence:entity", args=[get_entity(access, "uk-1").canonical_id])
    page = text_of(case.client_of(user).get(entity))
    assert "another scar" in page
    assert "too far away" not in page
    assert [one.judgement for one in live_events(case.access())] == ["unsure"]
