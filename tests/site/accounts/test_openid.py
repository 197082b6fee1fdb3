"""Logging in by a real OpenID provider on loopback: linked people only, and nothing is believed."""

import time
import urllib.error
import urllib.request

import pytest
from django.test import Client

from hawkari.evidence.models import AuditEntry, User
from hawkari.site.accounts.configuration import OpenIDProvider
from hawkari.site.accounts.upkeep import link_openid
from tests.site.accounts.provider import CLIENT, SECRET, Provider, new_key, running
from tests.site.accounts.team import logged_in, outcomes, set_up_app

pytestmark = pytest.mark.contract

REDIRECT = "http://testserver/login/from/agency"


@pytest.fixture
def provider(settings, team):
    with running(REDIRECT) as found:
        settings.OPENID = OpenIDProvider("North login", found.issuer, CLIENT, SECRET)
        settings.SOCIALACCOUNT_PROVIDERS = settings.OPENID.as_settings()
        yield found


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


def follow_to_provider(address: str) -> str:
    """What a browser does at the provider: open its page, be sent back."""
    try:
        urllib.request.build_opener(_Stay).open(address, timeout=600)
    except urllib.error.HTTPError as found:
        with found:
            return str(found.headers["Location"])
    raise AssertionError("the provider sent nobody back")


def log_in(client: Client):
    away = client.get("/login/with/agency")
    assert away.status_code == 302, away.content.decode()
    return client.get(follow_to_provider(away.headers["Location"]))


def link(name: str, subject: str = "person-1") -> None:
    link_openid(User.objects.get(username=name), subject, by="rojin")


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_linked_person_logs_in(provider: Provider):
    link("shirin")
    client = Client()
    assert "Log in with North login" in client.get("/login").content.decode()
    assert log_in(client).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert outcomes("shirin") == ["ok"]
    assert AuditEntry.records.filter(act="login").get().detail["method"] == "socialaccount"


def test_whoever_is_not_linked_is_told_so_and_gets_no_account(provider: Provider):
    before = User.objects.count()
    client = Client()
    answer = log_in(client)
    assert "No account is linked" in answer.content.decode()
    assert not is_in(client)
    assert User.objects.count() == before
    entry = AuditEntry.records.filter(act="login").get()
    assert (entry.actor, entry.outcome) == ("", "failed")


def test_an_open_session_is_linked_to_nothing_by_asking(provider: Provider):
    client = logged_in("shirin")
    away = client.get("/login/with/agency?process=connect")
    client.get(follow_to_provider(away.headers["Location"]))
    other = Client()
    log_in(other)
    assert not is_in(other)


def test_a_link_taken_away_logs_nobody_in(provider: Provider):
    link("shirin")
    link("shirin", "")
    client = Client()
    log_in(client)
    assert not is_in(client)


def test_a_closed_account_is_not_logged_in_by_the_provider(provider: Provider):
    link("shirin")
    User.objects.filter(username="shirin").update(is_active=False)
    client = Client()
    assert log_in(client).headers["Location"] == "/login"
    assert not is_in(client)
    assert outcomes("shirin") == ["failed"]


def test_a_second_factor_is_asked_for_here_too(provider: Provider):
    set_up_app(logged_in("shirin"))
    link("shirin")
    client = Client()
    assert log_in(client).headers["Location"] == "/login/second"
    assert not is_in(client)


@pytest.mark.parametrize(
    "bend",
    [
        {"iss": "http://127.0.0.1:1"},
        {"aud": "another-client"},
        {"exp": int(time.time()) - 3600},
    ],
    ids=["issuer", "audience", "expired"],
)
def test_a_token_that_is_not_for_us_is_refused(provider: Provider, bend: dict):
    link("shirin")
    provider.bend = bend
    client = Client()
    assert "Nobody was logged in" in log_in(client).content.decode()
    assert not is_in(client)
    assert AuditEntry.records.filter(act="login", outcome="failed").exists()


def test_a_token_signed_by_another_key_is_refused(provider: Provider):
    link("shirin")
    provider.signing = new_key()
    client = Client()
    assert "Nobody was logged in" in log_in(client).content.decode()
    assert not is_in(client)


def test_a_provider_that_names_another_issuer_is_refused(provider: Provider):
    link("shirin")
    provider.named = "http://127.0.0.1:1"
    answer = Client().get("/login/with/agency")
    assert answer.status_code == 403
    assert "Nobody was logged in" in answer.content.decode()


def test_an_answer_to_another_browser_is_refused(provider: Provider):
    link("shirin")
    away = Client().get("/login/with/agency")
    stranger = Client()
    answer = stranger.get(follow_to_provider(away.headers["Location"]))
    assert "Nobody was logged in" in answer.content.decode()
    assert not is_in(stranger)


def test_an_answer_is_used_once(provider: Provider):
    link("shirin")
    client = Client()
    back = follow_to_provider(client.get("/login/with/agency").headers["Location"])
    assert client.get(back).status_code == 302
    client.post("/logout")
    client.get(back)
    assert not is_in(client)


def test_a_refusal_at_the_provider_leads_back_to_the_login(provider: Provider):
    client = Client()
    away = client.get("/login/with/agency").headers["Location"]
    state = away.split("state=")[1].split("&")[0]
    answer = client.get(f"/login/from/agency?error=access_denied&state={state}")
    assert answer.headers["Location"] == "/login/cancelled"
    assert client.get("/login/cancelled").headers["Location"] == "/login"


def test_a_provider_that_is_down_is_no_fault_of_ours(provider: Provider, settings):
    settings.OPENID = OpenIDProvider("North login", "http://127.0.0.1:1", CLIENT, SECRET)
    settings.SOCIALACCOUNT_PROVIDERS = settings.OPENID.as_settings()
    assert Client().get("/login/with/agency").status_code == 403


def test_without_a_provider_its_addresses_lead_nowhere(client: Client, team):
    assert client.get("/login/with/agency").status_code == 404
    assert client.get("/login/from/agency?code=x").status_code == 404
    assert "Log in with " not in client.get("/login").content.decode().replace(
        "Log in with a passkey", ""
    )
