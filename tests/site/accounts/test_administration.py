"""Administrators: of their agency's accounts and their operations' roles, never of content."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry, Operation, OperationMember, User
from hawkari.site.accounts import upkeep
from hawkari.site.accounts.administration import administers, open_administration
from hawkari.site.accounts.models import StartLink
from tests.site.accounts.team import (
    PASSWORD,
    logged_in,
    make_user,
    post_login,
    set_up_app,
)

pytestmark = pytest.mark.contract

NEW = "copper-violin-meadow"


def user(name: str) -> User:
    return User.objects.get(username=name)


def do(client: Client, name: str, act: str, **form: str):
    return client.post(f"/people/{name}/do", {"act": act, **form}, follow=True)


def changes(name: str) -> list[tuple[str, str]]:
    """Who changed an account, and what, oldest first."""
    rows = AuditEntry.records.filter(act="alter").order_by("seq")
    return [(row.actor, row.detail["what"]) for row in rows if list(row.object_ids) == [name]]


def test_only_an_administrator_of_a_running_operation_administers(team):
    assert administers(user("rojin"))
    assert not administers(user("shirin"))
    assert logged_in("shirin").get("/people").status_code == 403
    assert "People and roles" not in logged_in("shirin").get("/").content.decode()
    assert "People and roles" in logged_in("rojin").get("/").content.decode()
    Operation.objects.update(ends="2021-01-01")
    assert logged_in("rojin").get("/people").status_code == 403
    assert AuditEntry.records.filter(act="deny", actor="rojin").exists()


def test_an_administrator_reads_no_content(team):
    client = logged_in("rojin")
    for path in ("/search?q=Rojin", "/review", "/network", "/network/export.csv"):
        assert client.get(path).status_code == 403, path


def test_the_list_shows_own_people_and_members_but_no_strangers(team):
    make_user("stranger", "south")
    text = logged_in("rojin").get("/people").content.decode()
    for name in ("rojin", "dara", "shirin", "azad"):
        assert f'href="/people/{name}"' in text, name
    assert "stranger" not in text
    entry = AuditEntry.records.filter(act="consult", actor="rojin").last()
    assert entry.count == 4


def test_a_person_is_added_and_sets_a_password_that_nobody_else_knows(team):
    answer = logged_in("rojin").post("/people/add", {"username": "hêvî"})
    address = re.search(r"/account/start/[\w-]+", answer.content.decode()).group()
    assert answer.headers["Cache-Control"] == "no-store"
    assert not user("hêvî").has_usable_password()
    person = Client()
    assert person.get(address).status_code == 200
    weak = person.post(address, {"password1": "larkspur-hêvî", "password2": "larkspur-hêvî"})
    assert "Three random words" in weak.content.decode()
    differ = person.post(address, {"password1": NEW, "password2": NEW + "x"})
    assert "differ" in differ.content.decode()
    done = person.post(address, {"password1": NEW, "password2": NEW})
    assert done.headers["Location"] == "/login"
    assert post_login(person, "hêvî", NEW).headers["Location"] == "/"
    assert Client().get(address).status_code == 403
    assert changes("hêvî")[0] == ("rojin", "user")
    assert ("hêvî", "password") in changes("hêvî")
    assert address.rsplit("/", 1)[1] not in StartLink.objects.get().token_hash


def test_a_name_taken_in_other_letter_case_is_refused_with_the_reason(team):
    answer = logged_in("rojin").post("/people/add", {"username": "Shirin"})
    assert "exists" in answer.content.decode()
    assert User.objects.count() == 4


def test_roles_are_given_changed_and_taken_with_effect_at_once(team):
    client, person = logged_in("rojin"), logged_in("azad")
    assert person.get("/").status_code == 200
    do(client, "azad", "give", operation="larkspur", role="liaison")
    assert OperationMember.objects.get(user=user("azad")).role == "liaison"
    do(client, "azad", "take", operation="larkspur")
    assert person.get("/").status_code == 403
    assert changes("azad") == [("rojin", "member")] * 2


def test_a_role_is_given_only_to_agencies_that_take_part(team):
    make_user("outsider", "west")
    with pytest.raises(AccessDenied):
        open_administration(user("rojin")).give_role("outsider", "larkspur", "analyst")
    user("rojin").agency.operations.add(
        other := Operation.objects.create(
            slug="heron", name="Heron", purpose="x", starts="2020-01-01"
        )
    )
    OperationMember.objects.create(user=user("rojin"), operation=other, role="administrator")
    with pytest.raises(BadInput, match="does not take part"):
        open_administration(user("rojin")).give_role("azad", "heron", "analyst")


def test_roles_of_operations_that_one_does_not_administer_are_out_of_reach(team):
    Operation.objects.create(slug="heron", name="Heron", purpose="x", starts="2020-01-01")
    for slug in ("heron", "nothing"):
        assert do(logged_in("rojin"), "shirin", "give", operation=slug).status_code == 403


def test_nobody_changes_their_own_account(team):
    client = logged_in("rojin")
    for act in ("give", "take", "close", "end", "start", "ask-reset", "confirm-reset", "link"):
        form = {"operation": "larkspur", "role": "analyst", "reason": "x"}
        assert do(client, "rojin", act, **form).status_code == 403, act
    assert user("rojin").memberships.get().role == "administrator"


def test_accounts_of_a_partner_are_looked_after_by_the_partner(team):
    client = logged_in("rojin")
    for act in ("close", "end", "start", "ask-reset", "link"):
        assert do(client, "azad", act, reason="x").status_code == 403, act
    text = client.get("/people/azad").content.decode()
    assert "Their own agency looks after this account" in text
    assert "Close the account" not in text


def test_unknown_names_and_names_out_of_reach_are_told_apart_by_nobody(team):
    make_user("outsider", "west")
    client = logged_in("rojin")
    hidden, unknown = (client.get(f"/people/{name}") for name in ("outsider", "nobody"))
    assert hidden.status_code == unknown.status_code == 403
    strip = re.compile(r'value="[^"]*"|outsider|nobody')
    assert strip.sub("", hidden.content.decode()) == strip.sub("", unknown.content.decode())


def test_closing_an_account_ends_its_logins_and_its_start_links(team):
    client, person = logged_in("rojin"), logged_in("shirin")
    link = do(client, "shirin", "start").content.decode()
    address = re.search(r"/account/start/[\w-]+", link).group()
    assert "One login ended." in do(client, "shirin", "close").content.decode()
    assert person.get("/").status_code == 302
    assert Client().get(address).status_code == 403
    assert post_login(Client(), "shirin").status_code == 200
    do(client, "shirin", "open")
    assert post_login(Client(), "shirin").status_code == 302


def test_a_new_start_link_takes_the_place_of_the_earlier_one(team):
    client = logged_in("rojin")
    first, second = (
        re.search(r"/account/start/[\w-]+", do(client, "shirin", "start").content.decode()).group()
        for _ in range(2)
    )
    assert Client().get(first).status_code == 403
    person = logged_in("shirin")
    Client().post(second, {"password1": NEW, "password2": NEW})
    assert person.get("/").status_code == 302
    assert post_login(Client(), "shirin", PASSWORD).status_code == 200
    person = Client()
    post_login(person, "shirin", NEW)
    told = person.get("/account/logins").content.decode()
    assert "start link" in told
    assert "rojin" in told


def test_a_reset_of_second_factors_takes_two_people(team):
    person = logged_in("shirin")
    set_up_app(person)
    client = logged_in("rojin")
    assert "A reason is needed" in do(client, "shirin", "ask-reset").content.decode().replace(
        "a reason", "A reason"
    )
    do(client, "shirin", "ask-reset", reason="lost telephone; I know her voice")
    assert "Confirm the reset" not in client.get("/people/shirin").content.decode()
    refused = do(client, "shirin", "confirm-reset")
    assert "whoever asked cannot confirm" in refused.content.decode()
    assert Authenticator.objects.exists()
    text = logged_in("dara").get("/people/shirin").content.decode()
    assert "I know her voice" in text
    do(logged_in("dara"), "shirin", "confirm-reset")
    assert not Authenticator.objects.exists()
    assert person.get("/").status_code == 302
    assert changes("shirin")[-2:] == [("dara", "sessions ended"), ("dara", "second factor")]


def test_a_reset_is_turned_down_or_lapses(team):
    client, other = logged_in("rojin"), logged_in("dara")
    do(client, "shirin", "ask-reset", reason="she says so")
    do(other, "shirin", "withdraw-reset")
    assert "no request waits" in do(other, "shirin", "confirm-reset").content.decode()
    asked = upkeep.ask_reset(user("shirin"), reason="x", by="rojin")
    asked.asked_at -= upkeep.RESET_LIFETIME
    asked.save()
    assert "no request waits" in do(other, "shirin", "confirm-reset").content.decode()
    upkeep.ask_reset(user("shirin"), reason="again", by="rojin")


def test_what_nobody_offers_is_not_done(team):
    answer = do(logged_in("rojin"), "shirin", "promote")
    assert answer.status_code == 400
    assert "nothing of this name" in answer.content.decode()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("ckb", "rtl")])
@pytest.mark.parametrize("path", ["/people", "/people/shirin", "/people/add", "/account/logins"])
def test_pages_carry_no_code_of_their_own_in_any_language(team, path, language, direction):
    page = logged_in("rojin").get(path, headers={"accept-language": language})
    text = page.content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in text
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text) == []
    assert "unsafe" not in page.headers["Content-Security-Policy"]
