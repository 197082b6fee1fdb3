"""What can be reached without an account: nothing that makes one."""

import re

import pytest
from allauth.account.urls import urlpatterns as account_urls
from allauth.mfa.urls import urlpatterns as factor_urls
from allauth.socialaccount.urls import urlpatterns as social_urls
from django.test import Client
from django.urls import URLPattern, get_resolver

from hawkari.evidence.models import User

OFFERED = {
    "account_login",
    "account_logout",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
    "socialaccount_login_cancelled",
}
WITHOUT_LOGIN = {
    "login",
    "account_login",
    "logout",
    "account_logout",
    "login_once",
    "account_start",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "display",
    "health",
    "set_language",
}
# Programs log in here by their token, see tests/desks/exchange.
FOR_PROGRAMS = re.compile(r"exchange/(misp|reconcile|stream|yente)/|taxii2/")
# What they are told without: what the API is, and whether it answers.
TOLD_TO_ALL = re.compile(r"/(openapi\.json|healthz|readyz|algorithms)$")


def every(patterns, within: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for pattern in patterns:
        path = within + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append((path, pattern))
        else:
            found += every(pattern.url_patterns, path)
    return found


def test_of_all_that_allauth_can_do_only_what_is_named_is_reached():
    theirs = {p.name for _path, p in every([*account_urls, *factor_urls, *social_urls])}
    ours = {p.name for _path, p in every(get_resolver().url_patterns)}
    assert {"account_signup", "account_reset_password", "socialaccount_signup"} <= theirs
    assert theirs & ours == OFFERED


def test_no_address_is_called_after_signing_up():
    paths = [path for path, _p in every(get_resolver().url_patterns)]
    assert [path for path in paths if re.search(r"sign.?up|register|reset|e-?mail", path)] == []


def test_what_needs_no_login_is_listed_here_one_by_one():
    free = {
        pattern.name
        for path, pattern in every(get_resolver().url_patterns)
        if not getattr(pattern.callback, "login_required", True)
        and "api/" not in path
        and not FOR_PROGRAMS.match(path)
    }
    assert free == WITHOUT_LOGIN


def test_an_address_for_programs_tells_nothing_without_a_token(client: Client, db):
    paths = [path for path, _p in every(get_resolver().url_patterns) if FOR_PROGRAMS.match(path)]
    assert len(paths) > 30
    for path in paths:
        address = "/" + re.sub(r"<[^>]*>", "x", path)
        for answer in (client.get(address), client.post(address)):
            told = answer.status_code not in {401, 403, 404, 405}
            assert not told or TOLD_TO_ALL.search(address), (address, answer.status_code)


@pytest.mark.parametrize(
    "path", ["/accounts/signup/", "/account/signup", "/signup", "/login/signup", "/account/email"]
)
def test_nobody_signs_up(client: Client, db, path: str):
    form = {"username": "new", "password1": "quiet-lantern-orchard"}
    client.post(path, {**form, "password2": form["password1"]})
    assert not User.objects.exists()
