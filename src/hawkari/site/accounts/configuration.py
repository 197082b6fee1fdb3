"""What the account settings mean: pure functions of the environment's text, for `settings` only."""

import json
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hawkari.errors import BadInput

__all__ = [
    "OpenIDProvider",
    "SecondFactor",
    "read_provider",
    "second_factor",
    "session_limit",
    "trusted_proxies",
]

ROLES = (
    "analyst",
    "reviewer",
    "liaison",
    "caseworker",
    "communications",
    "programme",
    "trainer",
    "auditor",
    "administrator",
    "border",
    "monitor",
    "legal",
)
PROVIDER_ID = "agency"
"""Short name of the one provider in addresses."""


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """Who needs a second factor: everybody, or whoever holds one of `roles` anywhere."""

    everybody: bool
    roles: frozenset[str] = frozenset()


def second_factor(said: str, *, team: bool) -> SecondFactor:
    """Who must have a second factor.

    Args:
        said: ``required``, ``optional``, or role names split by commas; empty for the default.
        team: whether the installation serves other machines; then the default is ``required``.

    Raises:
        BadInput: if it is none of these.
    """
    words = frozenset(word.strip() for word in said.split(",") if word.strip())
    if not words:
        return SecondFactor(everybody=team)
    if words in ({"required"}, {"optional"}):
        return SecondFactor(everybody="required" in words)
    if not words <= set(ROLES):
        raise BadInput(
            f"HAWKARI_SECOND_FACTOR is {said!r}",
            f"Say required, optional, or roles split by commas: {', '.join(ROLES)}.",
        )
    return SecondFactor(everybody=False, roles=words)


def session_limit(said: str, *, name: str, default: timedelta) -> timedelta:
    """A limit of a session.

    Args:
        said: whole minutes, 1 or more; empty for the default.
        name: the variable, for the error.
        default: what holds when nothing is said.

    Raises:
        BadInput: if it is no such number.
    """
    if not said.strip():
        return default
    if not said.strip().isdecimal() or int(said) < 1:
        raise BadInput(f"{name} is {said!r}", "Give whole minutes, 1 or more.")
    return timedelta(minutes=int(said))


def trusted_proxies(said: str, *, team: bool) -> int:
    """How many proxies stand in front and add to ``X-Forwarded-For``: 1 for a team, else 0.

    Raises:
        BadInput: if `said` is no number.
    """
    if not said.strip():
        return int(team)
    if not said.strip().isdecimal():
        raise BadInput(f"HAWKARI_TRUSTED_PROXIES is {said!r}", "Give a number, such as 1.")
    return int(said)


@dataclass(frozen=True, slots=True)
class OpenIDProvider:
    """An agency's OpenID provider. `secret` is never shown or logged."""

    name: str
    issuer: str
    client_id: str
    secret: str

    def as_settings(self) -> dict[str, Any]:
        """The provider as django-allauth's settings spell it."""
        app = {
            "provider_id": PROVIDER_ID,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            # The profile is not asked for: who it is stands in the signed token.
            "settings": {"server_url": self.issuer, "fetch_userinfo": False},
        }
        return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid"]}}


def read_provider(path: str) -> OpenIDProvider | None:
    """The provider that a JSON file describes; None when no file is named.

    The file holds ``issuer``, ``client_id``, ``secret_file`` (a path, from the file's own folder)
    and optionally ``name`` (shown on the login page).

    Raises:
        BadInput: if something is missing or unknown, or the issuer is not reached by TLS.
    """
    if not path.strip():
        return None
    file = Path(path)
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        secret = (file.parent / said.pop("secret_file")).read_text(encoding="utf-8").strip()
        issuer, client_id = str(said.pop("issuer")).rstrip("/"), str(said.pop("client_id"))
        name = str(said.pop("name", urlsplit(issuer).hostname))
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise BadInput(
            f"the OpenID provider cannot be read ({type(error).__name__}: {error})",
            "The file holds issuer, client_id, secret_file and, if you like, name.",
            where=(path,),
        ) from error
    if said:
        raise BadInput(f"unknown keys: {', '.join(sorted(said))}", "Take them out.", where=(path,))
    if not _reached_safely(issuer):
        raise BadInput(
            f"the issuer {issuer!r} is not an https address",
            "Its answers are believed, so they must come over TLS.",
            where=(path,),
        )
    return OpenIDProvider(name=name, issuer=issuer, client_id=client_id, secret=secret)


def _reached_safely(issuer: str) -> bool:
    parts = urlsplit(issuer)
    if parts.scheme == "https":
        return bool(parts.hostname)
    try:
        return parts.scheme == "http" and ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
