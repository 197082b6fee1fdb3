"""Sessions: listed, ended at once, and over after their time."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from hawkari.evidence.models import AuditEntry, User
from hawkari.site.accounts.sessions import end_every
from hawkari.site.accounts.upkeep import deactivate
from tests.site.accounts.team import PASSWORD, logged_in, outcomes, post_login

pytestmark = pytest.mark.contract

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_open_logins_are_listed_with_program_address_and_time(team):
    other = Client(headers={"user-agent": FIREFOX})
    post_login(other, "shirin", REMOTE_ADDR="192.0.2.7")
    client = logged_in("shirin")
    text = client.get("/account/logins").content.decode()
    assert "Firefox, Linux" in text
    assert "192.0.2.7" in text
    assert text.count("this one") == 1
    assert "azad" not in text


def test_one_other_login_is_ended_with_effect_on_its_next_request(team):
    stolen, client = logged_in("shirin"), logged_in("shirin")
    assert is_in(stolen)
    number = UserSession.objects.get(session_key=stolen.session.session_key).pk
    client.post("/account/logins/end", {"number": number})
    assert not is_in(stolen)
    assert is_in(client)


def test_nobody_ends_a_login_of_somebody_else(team):
    other, client = logged_in("azad"), logged_in("shirin")
    number = UserSession.objects.get(session_key=other.session.session_key).pk
    client.post("/account/logins/end", {"number": number})
    client.post("/account/logins/end", {"number": "x"})
    assert is_in(other)


def test_all_other_logins_are_ended_at_once(team):
    others, client = [logged_in("shirin") for _ in range(3)], logged_in("shirin")
    client.post("/account/logins/end-others")
    assert [is_in(one) for one in others] == [False] * 3
    assert is_in(client)
    entry = AuditEntry.records.filter(act="login", outcome="ended").get()
    assert entry.detail["count"] == 3


@pytest.mark.parametrize("how", ["end_every", "deactivate", "taken out of the table"])
def test_an_administrator_ends_logins_with_effect_on_the_next_request(team, how: str):
    client, user = logged_in("shirin"), User.objects.get(username="shirin")
    assert is_in(client)
    if how == "end_every":
        assert end_every(user, by="rojin") == 1
    elif how == "deactivate":
        assert deactivate(user, by="rojin") == 1
    else:
        UserSession.objects.all().delete()
    answer = client.get("/")
    assert answer.headers["Location"].startswith("/login")
    told = client.get("/api/intelligence/search?q=x")
    assert told.status_code == 401


def test_closing_an_account_refuses_it_even_if_its_session_were_left(team):
    client = logged_in("shirin")
    User.objects.filter(username="shirin").update(is_active=False)
    assert Session.objects.exists()
    assert not is_in(client)


def test_a_role_taken_away_is_gone_with_the_next_request(team):
    client, user = logged_in("shirin"), User.objects.get(username="shirin")
    assert is_in(client)
    user.memberships.all().delete()
    assert client.get("/").status_code == 403


def test_a_login_that_is_not_used_ends(team, settings):
    settings.SESSION_IDLE = timedelta(minutes=30)
    client = logged_in("shirin")
    rows = UserSession.objects.filter(user__username="shirin")
    rows.update(last_seen_at=timezone.now() - timedelta(minutes=29))
    assert is_in(client)
    assert timezone.now() - rows.get().last_seen_at < timedelta(minutes=1)
    rows.update(last_seen_at=timezone.now() - timedelta(minutes=31))
    assert not is_in(client)
    assert outcomes("shirin")[-1] == "idle"


def test_a_login_ends_after_its_longest_time_however_busy(team, settings):
    client = logged_in("shirin")
    UserSession.objects.update(created_at=timezone.now() - timedelta(hours=12, seconds=1))
    assert not is_in(client)
    assert outcomes("shirin")[-1] == "too old"


def test_a_new_password_ends_all_other_logins(team):
    stolen, client = logged_in("shirin"), logged_in("shirin")
    new = "copper-violin-meadow"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password", form).headers["Location"] == "/account/logins"
    assert not is_in(stolen)
    assert is_in(client)
    assert post_login(Client(), "shirin", new).status_code == 302


def test_a_weak_new_password_is_refused_with_the_reason(team):
    client = logged_in("shirin")
    form = {"oldpassword": PASSWORD, "password1": "shirin-larkspur", "password2": "shirin-larkspur"}
    answer = client.post("/account/password", form)
    assert "Three random words" in answer.content.decode()


def test_logging_in_takes_a_new_session_key(team):
    client = Client()
    client.get("/login")
    session = client.session
    session["mine"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    post_login(client, "shirin")
    assert client.session.session_key != session.session_key


def test_ones_own_last_tries_are_shown(team):
    post_login(Client(), "shirin", "wrong", REMOTE_ADDR="192.0.2.66")
    text = logged_in("shirin").get("/account/logins").content.decode()
    assert "192.0.2.66" in text
    assert ">failed<" in text
    assert AuditEntry.records.filter(act="consult", actor="shirin").exists()


def test_logging_out_ends_this_login_only(team):
    other, client = logged_in("shirin"), logged_in("shirin")
    assert client.get("/logout").status_code == 200
    assert is_in(client)
    client.post("/logout")
    assert not is_in(client)
    assert is_in(other)
