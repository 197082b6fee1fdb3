"""The second factor: set up, asked for, required, guarded."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from hawkari.evidence.models import AuditEntry, User
from hawkari.site.accounts.configuration import SecondFactor
from hawkari.site.accounts.models import Throttle
from hawkari.site.login_links import issue
from tests.site.accounts.team import (
    age_confirmation,
    code_of,
    logged_in,
    outcomes,
    post_login,
    set_up_app,
)

pytestmark = pytest.mark.contract

LOCAL = {"REMOTE_ADDR": "127.0.0.1", "SERVER_NAME": "127.0.0.1"}


def codes_of(client: Client) -> list[str]:
    return list(client.get("/account/factors/codes").context["unused_codes"])


def forget_spent_code() -> None:
    """As if the next code came 30 seconds later."""
    for row in Authenticator.objects.filter(type="totp"):
        row.data.pop("spent", None)
        row.save()


def test_an_app_is_set_up_by_its_first_code_and_asked_for_at_the_next_login(team):
    secret = set_up_app(logged_in("shirin"))
    client = Client()
    assert post_login(client, "shirin").headers["Location"] == "/login/second"
    assert client.get("/").headers["Location"].startswith("/login")
    assert client.post("/login/second", {"code": "000000"}).status_code == 200
    assert client.post("/login/second", {"code": code_of(secret)}).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert outcomes("shirin")[-2:] == ["failed", "ok"]
    assert AuditEntry.records.filter(act="login").last().detail["method"] == "password+mfa"


def test_a_wrong_first_code_sets_nothing_up(team):
    client = logged_in("shirin")
    client.get("/account/factors/app")
    assert client.post("/account/factors/app", {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_secret_is_sealed_in_the_database(team):
    secret = set_up_app(logged_in("shirin"))
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert kept.startswith("gAAAA")


def test_a_code_works_once_also_after_a_restart(team):
    secret = set_up_app(logged_in("shirin"))
    code = code_of(secret)
    for status in (302, 200):
        client = Client()
        post_login(client, "shirin")
        # What a restart empties.
        from django.core.cache import cache

        cache.clear()
        assert client.post("/login/second", {"code": code}).status_code == status


def test_a_code_of_the_minute_before_is_refused(team):
    secret = set_up_app(logged_in("shirin"))
    client = Client()
    post_login(client, "shirin")
    old = code_of(secret, ago=60)
    assert client.post("/login/second", {"code": old}).status_code == 200


def test_guesses_at_the_code_are_locked_out_whatever_the_browser(team):
    secret = set_up_app(logged_in("shirin"))
    for _ in range(5):
        client = Client()
        post_login(client, "shirin")
        client.post("/login/second", {"code": "000000"})
    client = Client()
    post_login(client, "shirin")
    answer = client.post("/login/second", {"code": code_of(secret)})
    assert "Too many tries" in answer.content.decode()
    assert outcomes("shirin").count("failed") == 5
    assert outcomes("shirin")[-1] == "locked"


def test_recovery_codes_are_shown_once_and_work_once(team):
    client = logged_in("shirin")
    set_up_app(client)
    codes = codes_of(client)
    assert len(set(codes)) == 10
    assert set(codes_of(client)) == {"****"}
    for status in (302, 200):
        other = Client()
        post_login(other, "shirin")
        assert other.post("/login/second", {"code": codes[0]}).status_code == status
        Throttle.objects.all().delete()
    text = client.get("/account/factors").content.decode()
    assert "9 codes are left." in text


def test_whoever_needs_a_factor_is_led_to_it_and_reaches_nothing_else(team, strict):
    client = logged_in("shirin")
    for path in ("/", "/search?q=x", "/sources", "/people", "/account/logins", "/network"):
        assert client.get(path).headers["Location"] == "/account/factors", path
    told = client.get("/api/intelligence/search?q=x")
    assert told.status_code == 403
    assert told.json()["error"]["code"] == "second_factor"
    assert client.post("/operation", {"operation": "larkspur"}).status_code == 302
    for path in ("/account/factors", "/account/factors/app", "/account/factors/passkey"):
        assert client.get(path).status_code == 200, path
    set_up_app(client)
    assert client.get("/").status_code == 200


def test_a_factor_may_be_required_of_some_roles_only(team, settings):
    settings.SECOND_FACTOR = SecondFactor(everybody=False, roles=frozenset({"administrator"}))
    assert logged_in("rojin").get("/").headers["Location"] == "/account/factors"
    assert logged_in("shirin").get("/").status_code == 200


def test_the_last_factor_of_somebody_who_needs_one_stays(team, strict):
    client = logged_in("shirin")
    set_up_app(client)
    page = client.get("/account/factors/app/remove").content.decode()
    assert "required here" in page
    client.post("/account/factors/app/remove")
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_factor_is_taken_away_by_its_owner_where_none_is_required(team):
    client = logged_in("shirin")
    set_up_app(client)
    assert client.post("/account/factors/app/remove").status_code == 302
    assert not Authenticator.objects.exists()
    done = AuditEntry.records.filter(act="alter", actor="shirin").values_list("detail", flat=True)
    assert [(one["change"], one["kind"]) for one in done] == [
        ("added", "totp"),
        ("added", "recovery_codes"),
        ("removed", "totp"),
        ("removed", "recovery_codes"),
    ]


def test_a_stolen_session_cannot_add_or_take_factors_later(team):
    client = logged_in("shirin")
    set_up_app(client)
    age_confirmation(client, 601)
    for path in ("app/remove", "passkey", "codes/renew"):
        answer = client.post(f"/account/factors/{path}")
        assert answer.headers["Location"].startswith("/confirm"), path
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_password_does_not_confirm_for_somebody_with_a_second_factor(team):
    client = logged_in("shirin")
    secret = set_up_app(client)
    age_confirmation(client, 601)
    assert client.get("/confirm?next=/").headers["Location"] == "/confirm/code?next=%2F"
    assert (
        client.post("/confirm", {"password": "x"}).headers["Location"].startswith("/confirm/code")
    )
    forget_spent_code()
    done = client.post("/confirm/code?next=/sources", {"code": code_of(secret)})
    assert done.headers["Location"] == "/sources"
    assert outcomes("shirin")[-1] == "confirmed"


def test_a_one_time_link_skips_no_second_factor(team):
    secret = set_up_app(logged_in("shirin"))
    client = Client()
    token = issue(User.objects.get(username="shirin"), now=timezone.now())
    assert client.get(f"/login/once/{token}", **LOCAL).headers["Location"] == "/login/second"
    assert client.post("/login/second", {"code": code_of(secret)}, **LOCAL).status_code == 302


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_secret_is_shown_as_a_picture_and_as_text(team, language: str):
    page = logged_in("shirin").get("/account/factors/app", headers={"accept-language": language})
    text = page.content.decode()
    assert "data:image/svg+xml" in text
    assert '<rect width="100%" height="100%" fill="white"/><path' in page.context["totp_svg"]
    assert page.context["form"].secret in text
    assert "otpauth://totp/shirin?secret=" in page.context["totp_url"]
    assert "issuer=Hawkari" in page.context["totp_url"]
