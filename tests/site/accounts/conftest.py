"""Cheap hashes, so that hundreds of logins take seconds; what the product uses has its own test.

Models are imported inside the fixtures: pytest reads this file before Django is set up.
"""

import time
from types import SimpleNamespace

import pytest


@pytest.fixture(autouse=True)
def cheap_hashes(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let codes of authenticator apps not change between being worked out and being looked at."""
    now = time.time()
    for module in (
        "allauth.mfa.totp.internal.auth",
        "hawkari.site.accounts.forms",
        "tests.site.accounts.team",
    ):
        monkeypatch.setattr(f"{module}.time", SimpleNamespace(time=lambda: now))


@pytest.fixture
def team(db: None) -> None:
    from tests.site.accounts.team import make_team

    make_team()


@pytest.fixture
def strict(settings) -> None:
    """A team's server: everybody needs a second factor."""
    from hawkari.site.accounts.configuration import SecondFactor

    settings.SECOND_FACTOR = SecondFactor(everybody=True)
