"""What the environment's text means, and what is refused."""

import json
from datetime import timedelta

import pytest
from django.test import RequestFactory

from hawkari.errors import BadInput
from hawkari.evidence.models import Role
from hawkari.site.accounts.addresses import client_address
from hawkari.site.accounts.configuration import (
    ROLES,
    SecondFactor,
    read_provider,
    second_factor,
    session_limit,
    trusted_proxies,
)


def test_a_teams_server_requires_a_second_factor_unless_told_otherwise():
    assert second_factor("", team=True).everybody
    assert not second_factor("", team=False).everybody
    assert not second_factor("optional", team=True).everybody
    assert second_factor("required", team=False).everybody
    assert second_factor("auditor, administrator", team=True) == SecondFactor(
        everybody=False, roles=frozenset({"auditor", "administrator"})
    )


@pytest.mark.parametrize("said", ["yes", "required,analyst", "boss", "Required"])
def test_a_mistyped_second_factor_is_refused_not_guessed(said: str):
    with pytest.raises(BadInput, match="HAWKARI_SECOND_FACTOR"):
        second_factor(said, team=True)


def test_the_roles_that_may_be_named_are_the_roles_there_are():
    assert set(ROLES) == set(Role.values)


def test_session_limits_are_whole_minutes():
    hour = timedelta(hours=1)
    assert session_limit("", name="X", default=hour) == hour
    assert session_limit(" 45 ", name="X", default=hour) == timedelta(minutes=45)
    for said in ("0", "-5", "1.5", "never"):
        with pytest.raises(BadInput, match="whole minutes"):
            session_limit(said, name="X", default=hour)


def test_proxies_are_counted():
    assert trusted_proxies("", team=True) == 1
    assert trusted_proxies("", team=False) == 0
    assert trusted_proxies("2", team=False) == 2
    with pytest.raises(BadInput):
        trusted_proxies("one", team=False)


@pytest.mark.parametrize(
    ("proxies", "claim", "address"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        (2, "198.51.100.1, 203.0.113.5", "198.51.100.1"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "not-an-address", "0.0.0.0"),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_what_the_trusted_proxy_wrote(settings, proxies, claim, address):
    settings.TRUSTED_PROXIES = proxies
    extra = {"HTTP_X_FORWARDED_FOR": claim} if claim else {}
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", **extra)
    assert client_address(request) == address


def provider_file(folder, **changes) -> str:
    (folder / "secret").write_text("s3cret\n", encoding="utf-8")
    said = {"issuer": "https://id.example.org/", "client_id": "hk", "secret_file": "secret"}
    said = {key: value for key, value in {**said, **changes}.items() if value is not None}
    path = folder / "openid.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    return str(path)


def test_a_provider_is_read_with_its_secret_from_a_file_beside(tmp_path):
    found = read_provider(provider_file(tmp_path, name="North login"))
    assert (found.name, found.issuer, found.client_id, found.secret) == (
        "North login",
        "https://id.example.org",
        "hk",
        "s3cret",
    )
    assert read_provider("") is None
    assert read_provider(provider_file(tmp_path)).name == "id.example.org"


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "http://id.example.org"},
        {"issuer": None},
        {"secret_file": "nothing-here"},
        {"secret": "in the file itself"},
        {"issuer": "http://10.0.0.1"},
    ],
)
def test_a_provider_that_is_incomplete_or_not_reached_by_tls_is_refused(tmp_path, changes):
    with pytest.raises(BadInput):
        read_provider(provider_file(tmp_path, **changes))
