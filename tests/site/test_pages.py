"""Every page answers in the three languages, in the language's direction, under the policy."""

import re

import pytest
from django.test import Client

from hawkari.evidence.models import LoadRun, Source
from tests.evidence.factories import World
from tests.site.loaded import make_source

PUBLIC = ("/login",)
PRIVATE = ("/", "/sources")
LANGUAGES = (("en", "ltr"), ("ar", "rtl"), ("ckb", "rtl"))


@pytest.mark.parametrize(("language", "direction"), LANGUAGES)
@pytest.mark.parametrize("path", [*PUBLIC, *PRIVATE])
def test_a_page_speaks_the_language_in_its_direction(
    client: Client, analyst, path: str, language: str, direction: str
):
    if path in PRIVATE:
        client.force_login(analyst)
    response = client.get(path, headers={"accept-language": language})
    text = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="{direction}"' in text
    assert response.headers["Content-Language"] == language


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("ku", "ckb"),
        ("ku-IQ,en;q=0.5", "ckb"),
        ("ku-Arab;q=0.9", "ckb"),
        ("ckb-IQ", "ckb"),
        ("ar-IQ", "ar"),
        ("ku-TR", "en"),
        ("de", "en"),
    ],
)
def test_a_browser_that_asks_for_kurdish_gets_sorani(
    client: Client, db, wanted: str, language: str
):
    response = client.get("/login", headers={"accept-language": wanted})
    assert response.headers["Content-Language"] == language


@pytest.mark.parametrize("path", [*PUBLIC, *PRIVATE, "/nothing-here"])
def test_no_page_names_another_host_or_carries_inline_code(logged_in: Client, path: str):
    make_source("lists", refused=1)
    text = logged_in.get(path, follow=True).content.decode()
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", text) == []


@pytest.mark.parametrize("path", [*PUBLIC, *PRIVATE, "/nothing-here", "/health"])
def test_every_answer_carries_the_content_policy(logged_in: Client, path: str):
    policy = logged_in.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_page_asks_for_a_login_first(client: Client, db):
    for path in PRIVATE:
        assert client.get(path).headers["Location"].startswith("/login?next=")


def test_handling_is_said_first_and_last(logged_in: Client):
    text = logged_in.get("/").content.decode()
    body = text[text.index("<body") :]
    landmarks = re.findall(r'<(aside class="\w+"|header class="top"|main|nav)', body)
    assert landmarks[0] == landmarks[-1] == 'aside class="handling"'
    assert body.count("Conditions apply") == 2


def test_an_empty_installation_says_how_to_load(logged_in: Client):
    text = logged_in.get("/").content.decode()
    assert "Nothing is loaded yet" in text
    assert "hawkari load FILE" in text


def test_home_lists_refused_rows_and_sources_say_why(logged_in: Client):
    make_source("lists", refused=2)
    home = logged_in.get("/").content.decode()
    assert "2 rows" in home
    assert "Look at refused rows" in home
    sources = logged_in.get("/sources").content.decode()
    assert "no date" in sources
    assert "Correct the day." in sources
    assert ">persons<" in sources


def test_home_lists_what_is_interrupted_and_overdue(logged_in: Client):
    source = make_source("lists")
    Source.objects.filter(pk=source.pk).update(
        review_due="2001-01-01", agency=logged_in.get("/").wsgi_request.user.agency
    )
    LoadRun.objects.update(state="running")
    text = logged_in.get("/").content.decode()
    assert "interrupted" in text
    assert "review overdue" in text


def test_a_partners_source_under_unmet_conditions_is_not_named(logged_in: Client):
    make_source("secret", handling="C", refused=1)
    make_source("open")
    for path in ("/", "/sources"):
        text = logged_in.get(path).content.decode()
        assert "open.csv" in text
        assert "secret" not in text


def test_health_tells_nothing_but_that_it_answers(client: Client, db):
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_static_files_come_from_the_package(client: Client, db):
    response = client.get("/static/hawkari/tokens.css")
    assert response.status_code == 200
    assert b"--accent" in b"".join(response)
    response.close()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        ("auditor", {"/oversight/audit"}, {"/search", "/review", "/network", "/people"}),
        ("administrator", {"/people"}, {"/search", "/review", "/network", "/oversight/audit"}),
        ("caseworker", {"/search", "/network"}, {"/review", "/oversight/retention"}),
    ],
)
def test_the_navigation_leads_only_where_the_role_may_go(role, shown, hidden):
    world = World()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(world.member("nca", role))
    text = client.get("/").content.decode()
    assert {path for path in shown if f'href="{path}"' in text} == shown
    assert not {path for path in hidden if f'href="{path}"' in text}
    assert ('role="search"' in text) == ("/search" in shown)
