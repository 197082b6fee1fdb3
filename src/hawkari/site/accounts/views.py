"""A person's own pages: logging in, logins, password, passkeys."""

from typing import Any, cast

from allauth.account.views import LoginView as AllauthLogin
from allauth.account.views import PasswordChangeView as AllauthPassword
from allauth.mfa.webauthn.internal import auth as key_auth
from allauth.mfa.webauthn.views import AddWebAuthnView as AllauthAddKey
from allauth.mfa.webauthn.views import LoginWebAuthnView as AllauthLoginKey
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView as AllauthConfirmKey
from allauth.mfa.webauthn.views import RemoveWebAuthnView as AllauthRemoveKey
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as translate
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.errors import BadInput
from hawkari.evidence.models import User
from hawkari.site.accounts import sessions, starting, upkeep
from hawkari.site.accounts.forms import NewPasswordForm
from hawkari.site.accounts.stepup import has_second_factor, needs_second_factor

__all__ = [
    "add_key",
    "cancelled",
    "confirm_key",
    "end_login",
    "end_other_logins",
    "login",
    "login_key",
    "logins",
    "no_password",
    "password",
    "remove_key",
    "start",
]


class LoginView(AllauthLogin):
    """Name and password, a passkey, or the agency's provider."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the agency's provider, where one is set."""
        return {**super().get_context_data(**kwargs), "openid": settings.OPENID, "handling": ""}


class PasswordView(AllauthPassword):
    """A new password; every other session of this person ends, since its hash is in them."""

    success_url = reverse_lazy("logins")

    def form_valid(self, form: Any) -> HttpResponse:
        """Say that it was done."""
        answer: HttpResponse = super().form_valid(form)
        messages.success(self.request, translate("The new password holds. Other logins ended."))
        return answer


class AddKeyView(AllauthAddKey):
    """A new passkey, which can log in alone."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the browser needs to make one; the challenge is kept in the session."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        options = key_auth.begin_registration(self.request.user, True)  # noqa: FBT003  allauth's form
        return {**found, "options": options}


class RemoveKeyView(AllauthRemoveKey):
    """Take a passkey away, unless it is the last factor of somebody who must have one."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say why not."""
        user, key = self.request.user, self.get_object()
        others = user.authenticator_set.filter(type__in=("totp", "webauthn")).exclude(pk=key.pk)
        if needs_second_factor(user) and not others.exists():
            words = (
                "A second factor is required here. Add another one before you take this one away."
            )
            messages.error(self.request, translate(words))
            return redirect("mfa_index")
        answer: HttpResponse = super().form_valid(form)
        return answer


class ConfirmKeyView(AllauthConfirmKey):
    """A passkey before a sensitive act; a failed try comes back to the same page."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Ask again, with what was wrong."""
        for words in form.errors.get("credential", []):
            messages.error(self.request, words)
        return redirect(self.request.get_full_path())


login = LoginView.as_view()
login_key = AllauthLoginKey.as_view()
password = PasswordView.as_view()
add_key = AddKeyView.as_view()
remove_key = RemoveKeyView.as_view()
confirm_key = ConfirmKeyView.as_view()


@require_GET
def logins(request: HttpRequest) -> HttpResponse:
    """Where one is logged in, and the last tries to log in."""
    user = cast("User", request.user)
    context = {
        "open": sessions.open_sessions(user, current_key=request.session.session_key or ""),
        "last": sessions.own_logins(user),
        "changes": upkeep.changes(user),
        "second_factor": has_second_factor(user),
        "handling": "",
    }
    return render(request, "accounts/logins.html", context)


@require_POST
def end_login(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions."""
    number = request.POST.get("number", "")
    done = number.isdecimal() and sessions.end_one(request, cast("User", request.user), int(number))
    said = translate("That login ended.") if done else translate("That login had ended already.")
    messages.success(request, said)
    return redirect("logins")


@require_POST
def end_other_logins(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    sessions.end_others(request, cast("User", request.user))
    messages.success(request, translate("All other logins ended."))
    return redirect("logins")


@require_GET
def no_password(request: HttpRequest) -> HttpResponse:
    """For an account that logs in without a password: there is none to change."""
    return render(request, "accounts/no_password.html", {"handling": ""})


@login_not_required
@require_GET
def cancelled(request: HttpRequest) -> HttpResponse:
    """Back from the provider without a login."""
    messages.info(request, translate("Nobody was logged in."))
    return redirect("login")


@never_cache
@login_not_required
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Set one's own password by a start link."""
    now = timezone.now()
    user = starting.whose(token, now=now)
    if user is None:
        return render(request, "accounts/start_over.html", {"handling": ""}, status=403)
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            starting.redeem(token, form.cleaned_data["password1"], request=request, now=now)
        except BadInput as error:
            form.add_error("password1", error.remedy)
        else:
            messages.success(request, translate("Your password is set. Log in with it."))
            return redirect("login")
    return render(request, "accounts/start.html", {"form": form, "person": user, "handling": ""})
