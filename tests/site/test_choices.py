"""What a person chooses for themselves: operation, language, how pages look."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from hawkari.evidence.models import Operation, OperationMember, User
from hawkari.site.display import COOKIE, Display


@pytest.mark.parametrize(
    "text", ["", "-", "dark", "dark-compact-more", "x-y-z", "dark-compact-more-x"]
)
def test_only_known_looks_are_taken_from_a_cookie(text: str):
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = text
    found = Display.of(request)
    assert found.theme in {"", "light", "dark"}
    assert found.density in {"", "comfortable", "compact"}
    assert found.contrast in {"", "more"}


def test_a_look_survives_its_cookie():
    display = Display("dark", "compact", "more")
    response = HttpResponse()
    display.keep(response)
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = response.cookies[COOKIE].value
    assert Display.of(request) == display


def test_the_chosen_look_is_on_the_page(client: Client, db):
    client.post("/display", {"theme": "dark", "density": "compact", "contrast": "more"})
    text = client.get("/login").content.decode()
    assert 'data-density="compact" data-theme="dark" data-contrast="more"' in text


def test_a_form_leads_back_to_our_own_pages_only(client: Client, db):
    ours = client.post("/display", {"next": "/login"})
    assert ours.headers["Location"] == "/login"
    theirs = client.post("/display", {"next": "https://example.org/"})
    assert theirs.headers["Location"] == "/"


def test_the_language_switch_is_remembered(client: Client, db):
    client.post("/language", {"language": "ckb", "next": "/login"})
    assert 'lang="ckb" dir="rtl"' in client.get("/login").content.decode()


def test_an_operation_is_switched_and_named_in_the_frame(logged_in: Client, analyst: User):
    other = Operation.objects.create(
        slug="larkspur", name="Operation Larkspur", purpose="boats", starts=date(2020, 1, 1)
    )
    other.agencies.add(analyst.agency)
    OperationMember.objects.create(operation=other, user=analyst, role="auditor")
    logged_in.post("/operation", {"operation": "larkspur"})
    text = logged_in.get("/").content.decode()
    assert "inside <bdi>Operation Larkspur</bdi> only" in text
    assert "Your role reads no records of people" in text
    for words in ("Who did and saw what, and whether the log is whole.", "Your other operations"):
        assert words in text
    assert 'value="local">Work in it' in text
