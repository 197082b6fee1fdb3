"""Guessing passwords: slowed down, told nothing, audited."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django.utils import timezone

from hawkari.evidence.models import AuditEntry, User
from hawkari.site.accounts.models import Throttle
from tests.site.accounts.team import PASSWORD, logged_in, outcomes, post_login

pytestmark = pytest.mark.contract

WRONG = "not-this-one-at-all"


def said(client: Client, name: str, password: str = WRONG) -> str:
    """The words of the page that answers a login, without what differs by name or token."""
    text = post_login(client, name, password).content.decode().replace(name, "NAME")
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", text)


def test_five_wrong_passwords_make_the_right_one_wait(client: Client, team):
    for _ in range(5):
        assert "not right" in said(client, "shirin")
    assert "Wait one minute" in said(client, "shirin", PASSWORD)
    assert "_auth_user_id" not in client.session
    assert outcomes("shirin") == ["failed"] * 5 + ["locked"]
    Throttle.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert post_login(client, "shirin").status_code == 302
    assert outcomes("shirin")[-1] == "ok"


def test_a_name_that_does_not_exist_is_answered_word_for_word_like_one_that_does(team):
    for _ in range(7):
        assert said(Client(), "shirin") == said(Client(), "nobody")


def test_a_closed_account_is_answered_like_a_wrong_password(client: Client, team):
    User.objects.filter(username="shirin").update(is_active=False)
    assert said(client, "shirin", PASSWORD) == said(Client(), "azad")
    assert outcomes("shirin") == ["failed"]


def test_an_address_waits_after_twenty_wrong_passwords_for_whatever_name(team):
    for number in range(20):
        post_login(Client(), f"name{number}", WRONG, REMOTE_ADDR="192.0.2.7")
    blocked = post_login(Client(), "shirin", REMOTE_ADDR="192.0.2.7")
    assert "Wait one minute" in blocked.content.decode()
    assert post_login(Client(), "shirin", REMOTE_ADDR="192.0.2.8").status_code == 302


def test_logging_in_to_ones_own_account_wipes_no_failures_against_others(team):
    for number in range(19):
        post_login(Client(), f"name{number}", WRONG, REMOTE_ADDR="192.0.2.7")
    for _ in range(3):
        assert post_login(Client(), "azad", REMOTE_ADDR="192.0.2.7").status_code == 302
    post_login(Client(), "name20", WRONG, REMOTE_ADDR="192.0.2.7")
    assert post_login(Client(), "azad", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_an_entry_says_from_where_and_how_and_never_what_was_typed(client: Client, team):
    post_login(client, "hunter2-typed-in-the-wrong-field", WRONG, REMOTE_ADDR="192.0.2.7")
    entry = AuditEntry.records.get(act="login")
    assert (entry.actor, entry.outcome) == ("", "failed")
    assert entry.detail == {"address": "192.0.2.7", "method": "password"}


def test_a_sender_cannot_choose_the_address_it_is_counted_under(team, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(20):
        claim = f"198.51.100.{number}, 192.0.2.7"
        post_login(Client(), f"name{number}", WRONG, HTTP_X_FORWARDED_FOR=claim)
    answer = post_login(Client(), "shirin", HTTP_X_FORWARDED_FOR="203.0.113.5, 192.0.2.7")
    assert "Wait one minute" in answer.content.decode()


def test_guesses_at_the_password_in_use_are_locked_out_too(team):
    client = logged_in("shirin")
    form = {"oldpassword": WRONG, "password1": "copper-violin-meadow"}
    for _ in range(5):
        client.post("/account/password", {**form, "password2": form["password1"]})
    form["oldpassword"] = PASSWORD
    answer = client.post("/account/password", {**form, "password2": form["password1"]})
    assert "Too many tries" in answer.content.decode()
    assert User.objects.get(username="shirin").check_password(PASSWORD)


def test_an_unknown_name_costs_as_many_hashes_as_a_known_or_closed_one(team, settings, monkeypatch):
    """Hashing is nearly all of the time a login takes, so equal counts are equal times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    for name in ("shirin", "azad"):
        user = User.objects.get(username=name)
        user.set_password(PASSWORD)
        user.is_active = name == "shirin"
        user.save()
    hashed = []
    real = hashlib.scrypt

    def counted(*arguments, **options):
        hashed.append(1)
        return real(*arguments, **options)

    monkeypatch.setattr(hashlib, "scrypt", counted)
    counts = {}
    for name in ("shirin", "azad", "nobody"):
        hashed.clear()
        post_login(Client(), name, WRONG)
        counts[name] = len(hashed)
    assert counts == {"shirin": 1, "azad": 1, "nobody": 1}


def test_passwords_are_kept_as_scrypt():
    from hawkari.site import settings as ours

    assert ours.PASSWORD_HASHERS[0].endswith("ScryptPasswordHasher")


@pytest.mark.django_db
def test_an_older_hash_is_renewed_at_login(team, settings):
    settings.PASSWORD_HASHERS = [
        f"django.contrib.auth.hashers.{name}"
        for name in ("ScryptPasswordHasher", "MD5PasswordHasher")
    ]
    assert post_login(Client(), "shirin").status_code == 302
    kept = User.objects.get(username="shirin").password
    assert identify_hasher(kept).algorithm == "scrypt"
