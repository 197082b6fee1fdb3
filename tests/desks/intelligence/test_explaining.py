"""Why two are apart and why records are one: pages and API, as far as the reader may know."""

import pytest
from django.urls import reverse

from hawkari.evidence.judgements import JudgementKind, judge
from tests.desks.intelligence.case import Case, text_of
from tests.desks.intelligence.test_api import BASE, error_of

pytestmark = pytest.mark.django_db
APART = "intelligence:apart"


def test_two_that_somebody_kept_apart_are_shown_with_whom_and_why(case: Case):
    case.propose()
    user = case.world.member("nca")
    judge(case.access_of(user), "uk-1", "krg-1", JudgementKind.NEGATIVE, reason="brothers")
    page = text_of(case.client().get(reverse(APART), {"of": ["uk-1", "krg-1"]}))
    for said in ("What keeps them apart", "brothers", user.username, "+6.4", "Record A"):
        assert said in page, said


def test_two_that_wait_say_what_the_newest_run_gives(case: Case):
    case.propose(cut="contradicting dates of birth")
    page = text_of(case.client().get(reverse(APART), {"of": ["uk-1", "krg-1"]}))
    assert "the engine refused the join: dates of birth contradict each other." in page
    assert "0.97" in page


def test_two_that_nobody_compared_say_so(case: Case):
    page = text_of(case.client().get(reverse(APART), {"of": ["uk-3", "krg-2"]}))
    assert "No run has read both records" in page
    assert "has not compared these two" in page


def test_two_that_are_one_say_by_which_judgement(case: Case):
    judge(case.access(), "uk-1", "krg-1", JudgementKind.POSITIVE)
    page = text_of(case.client().get(reverse(APART), {"of": ["uk-1", "krg-1"]}))
    assert "These two are one entity" in page


@pytest.mark.parametrize("of", [[], ["uk-1"], ["uk-1", "fr-9"], ["uk-1", "nobody"], ["a"] * 3])
def test_what_is_hidden_or_incomplete_is_not_found(case: Case, of: list[str]):
    assert case.client().get(reverse(APART), {"of": of}).status_code == 404


def test_search_leads_from_an_entity_to_its_namesakes_and_why_they_are_apart(case: Case):
    own = case.id_of("uk-1")
    entity = text_of(case.client().get(reverse("intelligence:entity", args=[own])))
    assert f"beside={own}" in entity
    asked = {"q": "Rebwar", "beside": own}
    page = text_of(case.client().get(reverse("intelligence:search"), asked))
    assert f"?of={own}&amp;of={case.id_of('krg-1')}" in page
    assert f"?of={own}&amp;of={own}" not in page


def test_an_entity_says_of_each_record_why_it_is_in(case: Case):
    user = case.world.member("nca")
    judge(case.access_of(user), "uk-1", "krg-1", JudgementKind.POSITIVE)
    page = text_of(case.client().get(reverse("intelligence:entity", args=[case.id_of("uk-1")])))
    assert "In, because" in page
    assert "the oldest record" in page


def test_a_program_is_told_why_records_are_one(case: Case):
    event = judge(case.access(), "uk-1", "krg-1", JudgementKind.POSITIVE, reason="passport").pk
    found = case.client().get(f"{BASE}/entities/uk-1/explanation").json()
    assert {one["id"] for one in found["records"]} == {"uk-1", "krg-1"}
    assert sorted(one["path"] for one in found["records"]) == [[], [event]]
    assert found["records"][0]["joins"][0]["reason"] == "passport"


def test_a_program_is_told_why_two_are_apart(case: Case):
    case.propose()
    found = case.client().get(f"{BASE}/apart", {"left": "uk-1", "right": "krg-1"}).json()
    assert not found["are_together"]
    (ground,) = found["grounds"]
    assert (ground["kind"], ground["probability"]) == ("waiting", 0.97)
    missing = case.client().get(f"{BASE}/apart", {"left": "uk-1", "right": "fr-9"})
    assert missing.status_code == 404
    assert error_of(missing)["code"] == "not_found"
