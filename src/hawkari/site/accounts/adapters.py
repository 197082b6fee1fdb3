"""What django-allauth asks of us: no sign-up, our lock-out, our words, sealed secrets, no mail."""

import base64
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hawkari.evidence.models import User
from hawkari.site.accounts import events, stepup, throttle
from hawkari.site.accounts.addresses import client_address
from hawkari.site.accounts.throttle import Kind

__all__ = ["AccountAdapter", "FactorAdapter", "OpenIDAdapter", "wait_error"]


def wait_error(wait: timedelta) -> ValidationError:
    """The error of a try that has to wait; rounds up to whole minutes."""
    minutes = -(-int(wait.total_seconds() + 0.5) // 60) or 1
    words = ngettext(
        "Too many tries failed. Wait one minute, then try again.",
        "Too many tries failed. Wait %(minutes)s minutes, then try again.",
        minutes,
    )
    return ValidationError(words % {"minutes": minutes}, code="too_many_tries")


class AccountAdapter(DefaultAccountAdapter):
    """Passwords, with lock-out by account and by address."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The name or the password is not right."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The password in use is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's form
        """Never: accounts are made by administrators."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The sender's address as lock-out and audit see it."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try; refuse it without looking at it while its account or address waits."""
        now, name = timezone.now(), str(credentials.get("username", ""))
        wait = throttle.attempt(Kind.ADDRESS, client_address(request), now=now)
        wait = wait or throttle.attempt(Kind.ACCOUNT, name, now=now)
        if wait:
            events.record_locked(request, name)
            raise wait_error(wait)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The user of these credentials; closed accounts fail like wrong passwords."""
        user: User | None = super().authenticate(request, **credentials)
        if user is None or not user.is_active:
            return None
        throttle.succeed(Kind.ACCOUNT, user.get_username())
        throttle.forgive(Kind.ADDRESS, client_address(request))
        return user

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A closed account is told nothing, whichever way it came."""
        events.record_failure(request, user.get_username(), method="closed")
        return redirect("login")

    def is_reauthentication_required(self, *, app: str = "", **_more: Any) -> bool:  # noqa: ARG002
        """Whether managing one's factors asks again: by the one rule of step-up."""
        return not stepup.recently_confirmed(self.request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Ways to confirm: a second factor where there is one, and only then the password."""
        found = super().get_reauthentication_methods(user)
        words = {
            "reauthenticate": translate("Use your password"),
            "mfa_reauthenticate": translate("Use a code"),
            "mfa_reauthenticate:webauthn": translate("Use a passkey"),
        }
        if stepup.has_second_factor(user):
            found = [one for one in found if one["id"] != "reauthenticate"]
        # A passkey first: it cannot be typed into the wrong page.
        found.sort(key=lambda one: one["id"] != "mfa_reauthenticate:webauthn")
        return [{**one, "description": words[one["id"]]} for one in found]


class FactorAdapter(DefaultMFAAdapter):
    """Second factors; their secrets are sealed with a key made from the installation's own."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not confirm it is you. Try again with a fresh code or key."),
        "cannot_delete_authenticator": _(
            "A second factor is required here. Add another one before you take this one away."
        ),
        "cannot_generate_recovery_codes": _("Set up a passkey or an app first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return _sealing().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed."""
        return _sealing().decrypt(encrypted_text.encode("ascii")).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Not the last factor of somebody who must have one."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=stepup.FACTORS)
        last = not others.exclude(pk=authenticator.pk).exists()
        return not (last and stepup.needs_second_factor(user))

    def build_totp_svg(self, url: str) -> str:
        """The picture of an app's secret, on white: cameras do not read it on a dark page."""
        drawn: str = super().build_totp_svg(url)
        return drawn.replace("<path", '<rect width="100%" height="100%" fill="white"/><path', 1)

    def get_totp_issuer(self) -> str:
        """The name shown in an authenticator app."""
        return "Hawkari"

    def _get_user_identifier(self, user: User) -> str:
        return user.get_username()

    def _get_site_name(self) -> str:
        return "Hawkari"

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002  allauth's
        """A name for the next passkey, from 1."""
        count = Authenticator.objects.filter(user=user, type=type).count() + 1
        return translate("Passkey %(number)s") % {"number": count}


def _sealing() -> Fernet:
    key = salted_hmac("hawkari.second-factors", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


class OpenIDAdapter(DefaultSocialAccountAdapter):
    """Logins by the agency's provider: only for accounts that an administrator linked to it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never; the try is audited without the stranger's name."""
        events.record_failure(request, "", method=sociallogin.account.provider)
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # noqa: ARG002
        """Nothing is linked here: only logging in is offered, never connecting."""
        sociallogin.state["process"] = "login"

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_more: Any) -> None:
        """Audit a login that the provider refused or that came back wrong."""
        events.record_failure(request, "", method=str(provider))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002
        """Where a connection would lead; there is none."""
        return reverse("home")


def code_attempt(user: User, *, now: datetime) -> None:
    """Count one try at a second factor.

    Raises:
        ValidationError: if it has to wait.
    """
    wait = throttle.attempt(Kind.CODE, str(user.pk), now=now)
    if wait:
        raise wait_error(wait)
