"""Around each request of somebody logged in: is the session still good, and are they who they are.

Order of the questions: session ended, too old or idle; second factor missing; confirmation stale.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from hawkari.evidence.confirmation import wants_confirmation
from hawkari.evidence.models import User
from hawkari.site.accounts.sessions import why_over
from hawkari.site.accounts.stepup import (
    ask_to_confirm,
    has_second_factor,
    needs_second_factor,
    recently_confirmed,
)

__all__ = ["AccountsMiddleware"]

Answer = Callable[[HttpRequest], HttpResponse]
WITHOUT_FACTOR = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "display",
        "health",
        "login",
        "account_login",
        "logout",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "set_language",
    }
)
"""Addresses that serve somebody who must set up a second factor and has not yet."""


class AccountsMiddleware:
    """Ends sessions that are over, leads to the second factor, asks for confirmation."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Log out whoever's session is over, before anything else sees them as logged in."""
        if request.user.is_authenticated:
            why = why_over(request, now=timezone.now())
            if why:
                carrier: Any = request
                carrier.session_over = why
                logout(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_arguments: Any
    ) -> HttpResponse | None:
        """An answer in place of the view's, or None to let it answer."""
        user = request.user
        if not isinstance(user, User) or not user.is_authenticated:
            return None
        match = request.resolver_match
        if match is not None and match.url_name in WITHOUT_FACTOR and not match.namespaces:
            return None
        if needs_second_factor(user) and not has_second_factor(user):
            return _lead_to_factor(request)
        if wants_confirmation(view, str(request.method)) and not recently_confirmed(request):
            return ask_to_confirm(request)
        return None


def _lead_to_factor(request: HttpRequest) -> HttpResponse:
    if "/api/" in request.path:
        message = "a second factor is required and not set up"
        error = {"code": "second_factor", "message": message, "remedy": "Set it up on the pages."}
        return JsonResponse({"error": error}, status=403)
    return redirect("mfa_index")
