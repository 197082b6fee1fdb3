"""Sensitive acts ask for a fresh confirmation, and only those."""

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from ninja import NinjaAPI

from hawkari.evidence.confirmation import needs_confirmation, wants_confirmation
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import User
from hawkari.site.login_links import issue
from tests.site.accounts.team import PASSWORD, age_confirmation, logged_in, outcomes

MARKED = ("/network/export.csv", "/entities/x/brief.docx", "/people/add", "/people/shirin")
FREE = ("/", "/sources", "/account/logins", "/people")
LOCAL = {"REMOTE_ADDR": "127.0.0.1", "SERVER_NAME": "127.0.0.1"}


@pytest.mark.parametrize("path", MARKED)
def test_a_marked_page_asks_again_after_ten_minutes(team, path: str):
    client = logged_in("rojin")
    age_confirmation(client, 599)
    assert "/confirm" not in client.get(path).headers.get("Location", "")
    age_confirmation(client, 2)
    asked = client.get(path)
    assert asked.headers["Location"].startswith("/confirm?next=%2F")
    form = {"password": PASSWORD, "next": path}
    assert client.post(asked.headers["Location"], form).headers["Location"] == path
    assert "/confirm" not in client.get(path).headers.get("Location", "")
    assert outcomes("rojin")[-1] == "confirmed"


@pytest.mark.parametrize("path", FREE)
def test_other_pages_do_not_ask(team, path: str):
    client = logged_in("rojin")
    age_confirmation(client, 3600)
    assert "/confirm" not in client.get(path).headers.get("Location", "")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", MARKED)
def test_a_link_elsewhere_never_does_what_is_marked(team, path: str, site: str):
    client = logged_in("rojin")
    answer = client.get(path, headers={"sec-fetch-site": site})
    assert answer.headers["Location"].startswith("/confirm")
    own = client.get(path, headers={"sec-fetch-site": "same-origin"})
    assert "/confirm" not in own.headers.get("Location", "")


def test_a_form_sent_too_late_is_not_done_and_not_kept(team):
    client = logged_in("rojin")
    age_confirmation(client, 601)
    came_from = "http://testserver/people/shirin"
    form = {"act": "close"}
    answer = client.post("/people/shirin/do", form, headers={"referer": came_from})
    assert answer.status_code == 302
    assert "next=http%3A%2F%2Ftestserver%2Fpeople%2Fshirin" in answer.headers["Location"]
    assert User.objects.get(username="shirin").is_active
    assert "act" not in str(dict(client.session))


def test_nobody_is_sent_to_another_host_after_confirming(team):
    client = logged_in("rojin")
    age_confirmation(client, 601)
    answer = client.post("/people/shirin/do", headers={"referer": "https://evil.example/x"})
    assert answer.headers["Location"] == "/confirm?next=%2F"
    done = client.post("/confirm?next=https://evil.example/", {"password": PASSWORD})
    assert done.headers["Location"] == "/"


def test_a_wrong_password_confirms_nothing_and_is_locked_out(team):
    client = logged_in("rojin")
    age_confirmation(client, 601)
    for _ in range(6):
        answer = client.post("/confirm?next=/people/add", {"password": "wrong"})
        assert answer.status_code == 200
    assert "Too many tries" in answer.content.decode()
    assert client.get("/people/add").headers["Location"].startswith("/confirm")
    assert outcomes("rojin")[1:] == ["failed"] * 5 + ["locked"]


def test_a_part_of_a_page_that_asks_sends_the_whole_page_to_confirm(team):
    client = logged_in("rojin")
    age_confirmation(client, 601)
    answer = client.post("/people/shirin/do", headers={"hx-request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/confirm")


def test_an_account_with_nothing_to_confirm_with_is_not_asked(client: Client, db):
    user, _operation = ensure_local_user(username="demo")
    client.get(f"/login/once/{issue(user, now=timezone.now())}", **LOCAL)
    assert "/confirm" not in client.get("/network/export.csv").headers.get("Location", "")


def test_the_mark_is_seen_on_views_and_on_single_operations_of_an_api():
    api = NinjaAPI(urls_namespace="marks")

    @api.get("/thing")
    def read(request) -> None:
        return None

    @api.post("/thing")
    @needs_confirmation
    def write(request) -> None:
        return None

    view = next(p.callback for p in api.urls[0] if str(p.pattern) == "thing")
    assert not wants_confirmation(view, "GET")
    assert wants_confirmation(view, "POST")
    assert wants_confirmation(needs_confirmation(lambda request: None), "GET")


def test_every_address_that_discloses_or_administers_is_marked():
    marked = {
        pattern.name
        for pattern in _patterns(get_resolver().url_patterns)
        if wants_confirmation(pattern.callback, "GET")
        or wants_confirmation(pattern.callback, "POST")
    }
    assert {"brief", "export", "person", "person_add", "person_act"} <= marked


def _patterns(patterns):
    for pattern in patterns:
        yield from (
            _patterns(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]
        )
