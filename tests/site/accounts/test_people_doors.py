"""Every address under /people asks who administers, is audited, and serves nothing unlogged."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from hawkari.evidence import audit
from hawkari.evidence.models import AuditEntry, User
from tests.site.accounts.team import logged_in
from tests.trust.watching import cannot_record, patch_everywhere

pytestmark = pytest.mark.contract

VISITS = {
    "people": ("get", [], {}),
    "person": ("get", ["shirin"], {}),
    "person_add": ("post", [], {"username": "newcomer"}),
    "person_act": ("post", ["shirin"], {"act": "end"}),
}


def go(client: Client, name: str):
    method, arguments, data = VISITS[name]
    return getattr(client, method)(reverse(name, args=arguments), data)


def test_every_address_is_listed_here():
    (accounts,) = [
        one
        for one in get_resolver().url_patterns
        if getattr(one, "urlconf_name", None).__class__.__name__ == "module"
        and one.urlconf_name.__name__ == "hawkari.site.accounts.urls"
    ]
    under = {one.name for one in accounts.url_patterns if str(one.pattern).startswith("people")}
    assert under == set(VISITS)


@pytest.mark.parametrize("name", VISITS)
def test_an_administrator_is_served_and_audited(team, name: str):
    client = logged_in("rojin")
    before = AuditEntry.records.count()
    assert go(client, name).status_code < 400
    entries = AuditEntry.records.filter(seq__gte=before)
    assert entries.exists()
    assert {entry.actor for entry in entries} == {"rojin"}


@pytest.mark.parametrize("name", VISITS)
@pytest.mark.parametrize("who", ["shirin", "azad"])
def test_anybody_else_is_refused_and_that_is_audited(team, name: str, who: str):
    client = logged_in(who)
    assert go(client, name).status_code == 403
    # Behind it may stand what the page's frame looked at, such as the length of the queue.
    assert AuditEntry.records.filter(act="deny", actor=who).exists()
    assert not User.objects.filter(username="newcomer").exists()


@pytest.mark.parametrize("name", VISITS)
def test_whoever_is_not_logged_in_is_sent_to_the_login(client: Client, team, name: str):
    assert go(client, name).headers["Location"].startswith("/login")


@pytest.mark.parametrize("name", VISITS)
def test_what_cannot_be_logged_is_not_done(team, name: str, monkeypatch: pytest.MonkeyPatch):
    client, person = logged_in("rojin"), logged_in("shirin")
    with monkeypatch.context() as broken:
        patch_everywhere(broken, audit.record, cannot_record)
        assert go(client, name).status_code == 503
    assert person.get("/").status_code == 200
    assert not User.objects.filter(username="newcomer").exists()


def test_nobody_is_logged_in_when_that_cannot_be_logged(team, monkeypatch: pytest.MonkeyPatch):
    client = Client(raise_request_exception=False)
    with monkeypatch.context() as broken:
        patch_everywhere(broken, audit.record, cannot_record)
        form = {"login": "shirin", "password": "quiet-lantern-orchard"}
        assert client.post("/login", form).status_code == 503
    assert client.get("/").status_code == 302
