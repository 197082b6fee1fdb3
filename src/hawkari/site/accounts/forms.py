"""Forms of the accounts, in our words and with our lock-out."""

import time
from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePassword
from allauth.account.forms import LoginForm as AllauthLogin
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticate
from allauth.core import context
from allauth.mfa import app_settings as factor_settings
from allauth.mfa.base.forms import AuthenticateForm as AllauthCode
from allauth.mfa.base.forms import ReauthenticateForm as AllauthConfirmCode
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivate
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthAddKey
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm as AllauthKey
from allauth.mfa.webauthn.forms import LoginWebAuthnForm as AllauthLoginKey
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm as AllauthConfirmKey
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from hawkari.site.accounts import events, throttle
from hawkari.site.accounts.adapters import FactorAdapter, code_attempt, wait_error
from hawkari.site.accounts.addresses import client_address
from hawkari.site.accounts.throttle import Kind

__all__ = [
    "ActivateForm",
    "AddKeyForm",
    "ChangePasswordForm",
    "CodeForm",
    "ConfirmCodeForm",
    "ConfirmKeyForm",
    "ConfirmPasswordForm",
    "KeyForm",
    "LoginForm",
    "LoginKeyForm",
    "NewPasswordForm",
]

PASSWORD_HINT = _("12 characters or more. Three random words are strong and easy to keep.")


def word(form: Any, name: str, label: str | Promise, *, hint: str | Promise = "") -> None:
    """Give a field our label and hint; a placeholder would repeat it and vanish while typing."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)


class LoginForm(AllauthLogin):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "login", _("Username"))
        word(self, "password", _("Password"))


class ConfirmPasswordForm(AllauthReauthenticate):
    """The password once more, before a sensitive act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "password", _("Password"))


class ChangePasswordForm(AllauthChangePassword):
    """The password in use and a new one, once: a shown typing error beats typing twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "oldpassword", _("Password in use"))
        word(self, "password1", _("New password"), hint=PASSWORD_HINT)
        word(self, "password2", _("New password once more"))

    def clean_oldpassword(self) -> str:
        """The password in use; guesses at it are locked out like logins."""
        wait = throttle.attempt(Kind.CODE, f"password {self.user.pk}", now=timezone.now())
        if wait:
            events.record_locked(context.request, self.user.get_username())
            raise wait_error(wait)
        said: str = super().clean_oldpassword()
        throttle.succeed(Kind.CODE, f"password {self.user.pk}")
        return said


class NewPasswordForm(forms.Form):
    """A first or fresh password, by a start link."""

    password1 = forms.CharField(
        label=_("New password"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("New password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password2(self) -> str:
        """The second typing, equal to the first."""
        said: str = self.cleaned_data["password2"]
        if said != self.cleaned_data.get("password1", said):
            raise ValidationError(translate("The two passwords differ."))
        return said


class _Limited(forms.Form):
    """Beside an allauth form with a code: tries are counted, and a code works once."""

    user: Any

    def clean_code(self) -> str:
        """The code, if it is right, fresh, and its turn has come."""
        _count(self.user)
        said: str = super().clean_code()  # type: ignore[misc]
        spend(self.authenticator)  # type: ignore[attr-defined]
        throttle.succeed(Kind.CODE, str(self.user.pk))
        return said


def _count(user: Any) -> None:
    try:
        code_attempt(user, now=timezone.now())
    except ValidationError:
        events.record_locked(context.request, user.get_username(), method="mfa")
        raise


def spend(authenticator: Authenticator) -> None:
    """Mark the code of an authenticator app as used, in the database.

    allauth keeps used codes in the process's memory only, which a restart empties.

    Raises:
        ValidationError: if a code of this time step was used before.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return
    step = int(time.time()) // factor_settings.TOTP_PERIOD
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        if row.data.get("spent", -1) >= step:
            raise FactorAdapter().validation_error("incorrect_code")
        row.data["spent"] = step
        row.save(update_fields=["data"])


class CodeForm(_Limited, AllauthCode):
    """A code at login: of an authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "code", _("Code"), hint=_("From your authenticator app, or one recovery code."))


class ConfirmCodeForm(_Limited, AllauthConfirmCode):
    """A code before a sensitive act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "code", _("Code"), hint=_("From your authenticator app, or one recovery code."))


class ActivateForm(AllauthActivate):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(self, "code", _("Code that the app shows now"))

    def clean_code(self) -> str:
        """The code, if it is right and its turn has come."""
        _count(self.user)
        said: str = super().clean_code()
        throttle.succeed(Kind.CODE, str(self.user.pk))
        return said


class AddKeyForm(AllauthAddKey):
    """A new passkey: always one that asks for a PIN or fingerprint, so that it may log in alone."""

    passwordless = None  # the field of the form above is not offered

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word(
            self, "name", _("Name of this passkey"), hint=_("For you to tell your passkeys apart.")
        )

    def clean(self) -> dict[str, Any]:
        """Whether the answer of the browser holds."""
        self.cleaned_data["passwordless"] = True
        found: dict[str, Any] = super().clean()
        return found


class _AuditedKey(forms.Form):
    """Failed tries with a passkey are counted and audited; allauth says nothing about them."""

    user: Any

    def clean_credential(self) -> Any:
        """The passkey, if its answer holds."""
        name = "" if self.user is None else self.user.get_username()
        kind = Kind.ADDRESS if self.user is None else Kind.CODE
        who = client_address(context.request) if self.user is None else str(self.user.pk)
        wait = throttle.attempt(kind, who, now=timezone.now())
        if wait:
            events.record_locked(context.request, name, method="webauthn")
            raise wait_error(wait)
        try:
            found = super().clean_credential()  # type: ignore[misc]
        except ValidationError:
            events.record_failure(context.request, name, method="webauthn")
            raise
        (throttle.forgive if self.user is None else throttle.succeed)(kind, who)
        return found


class LoginKeyForm(_AuditedKey, AllauthLoginKey):
    """Logging in with a passkey alone."""


class KeyForm(_AuditedKey, AllauthKey):
    """A passkey after the password."""


class ConfirmKeyForm(_AuditedKey, AllauthConfirmKey):
    """A passkey before a sensitive act."""
