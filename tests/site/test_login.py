"""Logging in: by password, and by a link that works once, on this machine, for a while."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hawkari.evidence.models import AuditEntry, User
from hawkari.site.login_links import issue, redeem
from hawkari.site.logs import NoTokens
from hawkari.site.models import LoginLink

LOCAL = {"REMOTE_ADDR": "127.0.0.1", "SERVER_NAME": "127.0.0.1"}


def test_a_link_logs_in_once(client: Client, analyst: User):
    token = issue(analyst, now=timezone.now())
    first = client.get(f"/login/once/{token}", **LOCAL)
    assert first.headers["Location"] == "/"
    assert client.get("/").status_code == 200
    second = Client().get(f"/login/once/{token}", **LOCAL)
    assert second.status_code == 403
    assert "Nobody was logged in" in second.content.decode()


def test_a_link_is_kept_only_as_a_hash(analyst: User):
    token = issue(analyst, now=timezone.now())
    assert token not in LoginLink.objects.get().token_hash


def test_a_lapsed_link_logs_nobody_in(analyst: User):
    now = timezone.now()
    token = issue(analyst, now=now)
    assert redeem(token, now=now + timedelta(minutes=31)) is None
    assert redeem(token, now=now + timedelta(minutes=29)) == analyst


def test_a_link_of_a_closed_account_logs_nobody_in(analyst: User):
    token = issue(analyst, now=timezone.now())
    User.objects.update(is_active=False)
    assert redeem(token, now=timezone.now()) is None


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
    ],
)
def test_a_link_works_on_this_machine_only(client: Client, analyst: User, elsewhere: dict):
    token = issue(analyst, now=timezone.now())
    assert client.get(f"/login/once/{token}", **{**LOCAL, **elsewhere}).status_code == 403
    assert redeem(token, now=timezone.now()) == analyst


@pytest.mark.parametrize("path", ["/login/once/", "/account/start/"])
def test_the_servers_log_holds_no_token(path: str):
    line = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "failed: %s", (f"{path}abc-DEF_9?x=1",), None
    )
    assert NoTokens().filter(line)
    assert line.getMessage() == f"failed: {path}…?x=1"


def test_logins_failed_logins_and_logouts_are_audited(client: Client, analyst: User):
    analyst.set_password("an-invented-password")
    analyst.save()
    bad = client.post("/login", {"login": "analyst", "password": "wrong"})
    assert bad.status_code == 200
    client.post("/login", {"login": "a-typed-password", "password": ""})
    client.post("/login", {"login": "a-typed-password", "password": "x"})
    client.post("/login", {"login": "analyst", "password": "an-invented-password"})
    client.post("/logout")
    told = AuditEntry.records.filter(act="login").values_list("actor", "outcome")
    assert list(told) == [
        ("analyst", "failed"),
        ("", "failed"),
        ("analyst", "ok"),
        ("analyst", "logged out"),
    ]


def test_errors_are_summed_up_and_linked_to_their_field(client: Client, db):
    text = client.post("/login", {"login": "", "password": "x"}).content.decode()
    assert '<a href="#id_login">' in text
    assert 'aria-invalid="true"' in text
    assert 'aria-describedby="id_login-error"' in text
