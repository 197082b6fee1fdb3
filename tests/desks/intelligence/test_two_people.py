"""Joining needs two people: marked, seen, lifted, agreed to and declined, by every door."""

import io

import pytest
from django.urls import reverse

from hawkari.desks.intelligence.terminal import Session
from hawkari.evidence.judgements import JudgementKind, judge, live_events
from hawkari.evidence.models import HarmMark
from tests.desks.intelligence.case import Case, text_of
from tests.desks.intelligence.test_api import BASE, error_of

pytestmark = pytest.mark.django_db
WHY = "a person under threat"


def test_an_officer_marks_an_entity_sees_why_and_lifts_it(case: Case):
    client, known_as = case.client(), case.id_of("uk-1")
    page = text_of(client.get(reverse("intelligence:entity", args=[known_as])))
    assert "One person may join it" in page
    address = reverse("intelligence:mark", args=[known_as])
    page = text_of(client.post(address, {"reason": WHY}, follow=True))
    assert WHY in page
    assert "joining it needs two people" in page
    mark = HarmMark.objects.get()
    lift = reverse("intelligence:lift_mark", args=[known_as, mark.pk])
    assert "say why" in text_of(client.post(lift, {"reason": " "}, follow=True))
    page = text_of(client.post(lift, {"reason": "safe now"}, follow=True))
    assert "The mark was lifted." in page
    assert "joining it needs two people" not in page
    page = text_of(client.post(lift, {"reason": "safe now"}, follow=True))
    assert "no such mark stands" in page


def test_a_mark_needs_a_reason_and_the_right_to_set_categories(case: Case):
    known_as = case.id_of("uk-1")
    address = reverse("intelligence:mark", args=[known_as])
    assert "say why" in text_of(case.client().post(address, {"reason": ""}, follow=True))
    assert case.client("nca", "auditor").post(address, {"reason": WHY}).status_code == 403
    assert case.client().post(reverse("intelligence:mark", args=["none"]), {"reason": WHY})
    assert HarmMark.objects.count() == 0


def test_a_program_marks_sees_and_lifts(case: Case):
    client, known_as = case.client(), case.id_of("uk-1")
    as_json = {"content_type": "application/json"}
    given = client.post(f"{BASE}/entities/{known_as}/marks", {"reason": WHY}, **as_json).json()
    (seen,) = client.get(f"{BASE}/entities/{known_as}").json()["marks"]
    assert (seen["mark"], seen["reason"]) == (given["mark"], WHY)
    lift = f"{BASE}/marks/{given['mark']}/lift"
    assert client.post(lift, {"reason": "safe now"}, **as_json).json() == given
    assert client.get(f"{BASE}/entities/{known_as}").json()["marks"] == []
    again = client.post(lift, {"reason": "safe now"}, **as_json)
    assert again.status_code == 422
    assert "no mark" in error_of(again)["message"]


def test_the_terminal_marks_proposes_declines_and_lifts(case: Case):
    case.propose()
    first, second = case.access(), case.access("krg")

    def sit(access, answers: str) -> str:
        out = io.StringIO()
        Session(access, io.StringIO(answers), out).run()
        return out.getvalue()

    said = sit(first, f"m\nm a {WHY}\ny\n")
    assert "Say `m a` or `m b`" in said
    mark = HarmMark.objects.get()
    assert f"Marked {mark.pk}" in said
    assert "Proposed: a second person" in said
    said = sit(second, f"x\nx another father\nlift {mark.pk} safe now\n")
    assert f"needs two people: mark {mark.pk}" in said
    assert "Refused: a reason is missing" in said
    assert live_events(second) == []
    assert HarmMark.objects.get().lift_reason == "safe now"


def test_a_program_agrees_to_and_declines_a_colleagues_proposal(case: Case):
    case.propose()
    client, known_as = case.client(), case.id_of("uk-1")
    as_json = {"content_type": "application/json"}
    client.post(f"{BASE}/entities/{known_as}/marks", {"reason": WHY}, **as_json)
    judge(case.access(), "krg-1", "uk-1", JudgementKind.POSITIVE)

    def item() -> dict:
        shown = client.get(f"{BASE}/review/queue", {"kind": "proposal"}).json()["pairs"]
        return {"item": shown[0]["key"], "token": shown[0]["token"]}

    decline = {**item(), "judgement": "decline", "reason": "another father"}
    kept = client.post(f"{BASE}/review/decisions", decline, **as_json).json()
    assert kept["kept"] == "decline"
    assert live_events(case.access()) == []
    judge(case.access(), "krg-1", "uk-1", JudgementKind.POSITIVE)
    agree = {**item(), "judgement": "positive"}
    kept = client.post(f"{BASE}/review/decisions", agree, **as_json).json()
    assert kept["kept"] == "positive"
    (held,) = live_events(case.access())
    assert held.proposed_by


def test_a_mark_is_lifted_on_the_page_of_its_own_entity_only(case: Case):
    client, known_as, other = case.client(), case.id_of("uk-1"), case.id_of("uk-3")
    client.post(reverse("intelligence:mark", args=[known_as]), {"reason": WHY})
    mark = HarmMark.objects.get()
    lift = reverse("intelligence:lift_mark", args=[other, mark.pk])
    page = text_of(client.post(lift, {"reason": "safe now"}, follow=True))
    assert "no such mark stands" in page
    lift = reverse("intelligence:lift_mark", args=["none", mark.pk])
    assert client.post(lift, {"reason": "safe now"}).status_code == 404
    assert HarmMark.objects.get().lifted_at is None


def test_the_page_says_for_whom_joining_takes_two(case: Case):
    client, known_as = case.client(), case.id_of("uk-1")
    client.post(reverse("intelligence:mark", args=[known_as]), {"reason": WHY})
    page = text_of(client.get(reverse("intelligence:entity", args=[known_as])))
    assert "a second person agrees or declines" in page
    assert "works only in other operations" in page
