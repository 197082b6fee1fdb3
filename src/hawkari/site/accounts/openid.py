"""Logging in by the agency's own OpenID provider.

The token is believed only if it is signed by a key that the provider publishes, names this client,
and comes from exactly the issuer that was configured (OpenID Connect Core 1.0, 3.1.3.7).
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.evidence.models import User
from hawkari.site.accounts import events
from hawkari.site.accounts.configuration import PROVIDER_ID

__all__ = ["callback", "link", "linked_subject", "login", "unlink"]


class Provider(OpenIDConnectOAuth2Adapter):
    """The one provider, held to its issuer and signatures."""

    def confirm_issuer(self) -> None:
        """Ask the provider who it is.

        Raises:
            OAuth2Error: if it gives itself another name than the one configured.
        """
        wanted = self.get_provider().app.settings["server_url"]
        if str(self.openid_config.get("issuer", "")).rstrip("/") != wanted:
            raise OAuth2Error("the provider names another issuer")

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """The token's claims; its signature is always checked, also when it came over TLS."""
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return claims


@login_not_required
@require_GET
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the provider."""
    return _run(request, provider_id, OAuth2LoginView)


@login_not_required
@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider: log in the linked user, or nobody."""
    return _run(request, provider_id, OAuth2CallbackView)


def _run(request: HttpRequest, provider_id: str, view: Any) -> HttpResponse:
    try:
        provider = Provider(request, provider_id)
        # Nobody is sent to, or believed from, a provider that calls itself something else.
        provider.confirm_issuer()
        answer: HttpResponse = view.adapter_view(provider)(request)
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
    except ImmediateHttpResponse as found:
        answer = found.response
    except (OAuth2Error, OSError, KeyError, ValueError):
        events.record_failure(request, "", method=PROVIDER_ID)
        return render(
            request, "socialaccount/authentication_error.html", {"handling": ""}, status=403
        )
    return answer


def linked_subject(user: User) -> str:
    """The provider's name (``sub``) for a user; empty when they are not linked."""
    found = SocialAccount.objects.filter(user=user, provider=PROVIDER_ID)
    return found.values_list("uid", flat=True).first() or ""


def link(user: User, subject: str) -> None:
    """Let whoever the provider calls `subject` log in as `user`; replaces an earlier link."""
    unlink(user)
    SocialAccount.objects.create(user=user, provider=PROVIDER_ID, uid=subject)


def unlink(user: User) -> None:
    """Take the link away."""
    SocialAccount.objects.filter(user=user, provider=PROVIDER_ID).delete()
