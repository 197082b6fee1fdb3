"""Attacks through pages and the API, as a browser makes them. Invented people."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hawkari.evidence.models import CanonicalEntity, Operation
from tests.desks.intelligence.case import Case
from tests.security.test_web import plain_routes

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

UNKNOWN = "0" * 32
# What the case holds of people; the last is France's alone.
CONTENT = ("Rebwar", "ڕێبوار", "ئاراس", "Saman", "Nawzad", "Kawa", "447700900", "96470000", "Amine")
# Logging out ends the visit; the API's description has made-up examples.
NO_CONTENT = ("/logout", "/api/intelligence/openapi.json")
GETS = (
    "/entities/{}", "/entities/{}/brief.docx", "/network?focus={}", "/network/export.csv?focus={}",
    "/ties/{}/{}", "/api/intelligence/entities/{}", "/api/intelligence/network.json?focus={}",
    "/entities/{}/values/1/grade", "/oversight/retention/entity/{}",
    "/oversight/subject-access?entity={}",
)  # fmt: skip
POSTS = {
    "/entities/{}/category": {"category": "victim", "basis": "fact", "reason": "x"},
    "/entities/{}/regradings/1/undo": {"reason": "x"},
    "/review/decide": {"left": "{}", "right": "uk-1", "judgement": "positive", "reason": "x"},
    "/oversight/retention/entity/{}/keep": {"reason": "x", "rule": ""},
    "/oversight/retention/entity/{}/extend": {"reason": "x", "until": "2027-01-01"},
    "/oversight/retention/entity/{}/dispose": {"reason": "x"},
    "/oversight/holds": {"what": "entity", "named": "{}", "kind": "court", "reason": "x"},
    "/oversight/subject-access": {"entity": "{}", "requester": "x"},
}


def said(answer, *ids: str) -> tuple[int, str]:
    """Status and text of an answer without what differs each time."""
    text = answer.content.decode("utf-8", "replace")
    for one in (*ids, UNKNOWN):
        text = text.replace(one, "ID")
    text = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", text)
    return answer.status_code, re.sub(r"\d\d:\d\d(:\d\d)?", "TIME", text)


def hidden_id(case: Case) -> str:
    case.id_of("fr-9", "fr")
    return CanonicalEntity.objects.get(entity_id="fr-9").canonical_id


@pytest.mark.parametrize("address", GETS)
def test_no_page_tells_a_hidden_person_from_nobody(case: Case, address: str):
    browser = case.client("nca", "reviewer")
    hidden = hidden_id(case)
    for one in (hidden, "fr-9"):
        wanted = said(browser.get(address.format(UNKNOWN, UNKNOWN)))
        assert said(browser.get(address.format(one, one)), one) == wanted
    assert "Amine" not in wanted[1]


@pytest.mark.parametrize("address", POSTS)
def test_no_form_tells_a_hidden_person_from_nobody(case: Case, address: str):
    browser = case.client("nca", "reviewer")

    def send(one: str) -> tuple[int, str]:
        data = {name: text.format(one) for name, text in POSTS[address].items()}
        return said(browser.post(address.format(one), data), one)

    assert send(hidden_id(case)) == send(UNKNOWN)
    assert send("fr-9") == send(UNKNOWN)


@pytest.mark.parametrize(
    "role", ["administrator", "auditor", "trainer", "programme", "communications"]
)
def test_roles_that_read_no_content_meet_none_on_any_page(case: Case, role: str):
    case.propose()
    browser = case.client("nca", role)
    ids = [case.id_of("uk-1"), "uk-1"]
    addresses = [*plain_routes(), *(one.format(each, each) for one in GETS for each in ids)]
    # What is asked for comes back on the page: in small letters it is told from an answer.
    for address in [*addresses, "/search?q=rebwar", "/api/intelligence/search?q=rebwar"]:
        if address in NO_CONTENT:
            continue
        text = browser.get(address).getvalue().decode("utf-8", "replace")
        assert not [one for one in CONTENT if one in text], address


def test_an_operation_that_ended_shows_nothing_on_any_page(case: Case):
    case.propose()
    browser, known = case.client("nca", "reviewer"), case.id_of("uk-1")
    assert "Rebwar" in browser.get(f"/entities/{known}").content.decode()
    Operation.objects.update(ends=timezone.now().date() - timedelta(days=1))
    addresses = [*plain_routes(), *(one.format(known, known) for one in GETS)]
    # What is asked for comes back on the page: in small letters it is told from an answer.
    for address in [*addresses, "/search?q=rebwar", "/api/intelligence/search?q=rebwar"]:
        if address not in NO_CONTENT:
            text = browser.get(address).getvalue().decode("utf-8", "replace")
            assert not [one for one in CONTENT if one in text], address


def test_what_one_browser_saw_no_other_one_is_served(case: Case):
    french, british = case.client("fr"), case.client("nca")
    case.propose()
    pages = ("/", "/sources", "/network?analyse=1", "/search?q=Rebwar", "/review",
             "/api/intelligence/search?q=Amine", "/api/intelligence/network.json")  # fmt: skip
    first = [said(british.get(address)) for address in pages]
    for address in pages:
        french.get(address)
    again = [said(british.get(address)) for address in pages]
    assert again == first
    assert "Amine" not in str(again).replace('"Amine"', "")
    assert "Amine" in french.get("/search?q=Rebwar").content.decode()


@pytest.mark.parametrize("start", ["R", "Re", "Am", "ri", "ئە", "رێ", "ا", "1990", "fr-9", "fr-"])
def test_no_beginning_in_any_script_finds_somebody_hidden(case: Case, start: str):
    hidden = hidden_id(case)
    answer = case.client("nca").get("/api/intelligence/search", {"q": start, "limit": 100})
    assert hidden not in answer.content.decode()
    assert "Amine" not in answer.content.decode()


def test_a_list_of_operations_is_not_a_way_into_them(case: Case, client: Client):
    other = Operation.objects.create(
        slug="secret-op", name="Secret", purpose="x", starts=timezone.now().date()
    )
    other.agencies.add(case.world.agency("nca"))
    browser = case.client("nca")
    for slug in ("secret-op", "no-such-op", ""):
        answer = browser.post("/operation", {"operation": slug, "next": "/"})
        assert answer.status_code == 403
        assert "Secret" not in answer.content.decode()
    assert browser.get("/sources").status_code == 200
