"""Step-up: a sensitive act asks for the second factor, or the password, again.

A view is marked by `hawkari.evidence.confirmation.needs_confirmation`; the middleware of this
package asks. `recently_confirmed` answers for anybody else.
"""

import time
from collections.abc import Iterable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as translate

from hawkari.evidence.models import User

__all__ = ["ask_to_confirm", "has_second_factor", "needs_second_factor", "recently_confirmed"]

# What browsers say of a request that our own page, or the user's own typing, began.
OWN_WAYS = frozenset({"same-origin", "none"})
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Whether the user has a passkey or an authenticator app; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def needs_second_factor(user: User) -> bool:
    """Whether this user must have a second factor, by the setting."""
    rule = settings.SECOND_FACTOR
    if rule.everybody or not rule.roles:
        return bool(rule.everybody)
    return user.memberships.filter(role__in=rule.roles).exists()


def confirming_methods(user: User) -> frozenset[str]:
    """What counts as a confirmation by this user; empty when they have nothing to confirm with.

    Nothing is left only to an account without password and second factor, as the demonstration's
    is; where second factors are required, such an account does not get this far.
    """
    if has_second_factor(user):
        return frozenset({"mfa"})
    # Django calls an empty hash usable, but no password matches it.
    if user.password and user.has_usable_password():
        return frozenset({"password"})
    return frozenset()


def recently_confirmed(request: HttpRequest) -> bool:
    """Whether whoever asks showed their strongest factor within `CONFIRM_SECONDS` (10 minutes).

    Never of a request that another site began.
    """
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated:
        return False
    counted = confirming_methods(user)
    if not counted:
        return True
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in OWN_WAYS:
        # A link elsewhere led here: what is marked must be meant, however fresh the confirmation.
        return False
    records: Iterable[dict[str, Any]] = get_authentication_records(request, user)
    oldest = time.time() - settings.CONFIRM_SECONDS
    return any(one["method"] in counted and one["at"] > oldest for one in records)


def ask_to_confirm(request: HttpRequest) -> HttpResponse:
    """The answer to a marked request that comes without a fresh confirmation.

    A page is left for the question and reached again after it. A form's content is not kept
    meanwhile, so its page is reached instead. Programs are told 403.
    """
    asking = f"{reverse('account_reauthenticate')}?{urlencode({'next': _back(request)})}"
    if "/api/" in request.path:
        message = "this needs a fresh confirmation"
        remedy = "Confirm on the pages that it is you, then try again."
        error = {"code": "confirm", "message": message, "remedy": remedy}
        return JsonResponse({"error": error}, status=403)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": asking})
    if request.method != "GET":
        messages.info(request, translate("Nothing was done yet. Confirm first, then do it again."))
    return redirect(asking)


def _back(request: HttpRequest) -> str:
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    return came_from if ours else reverse("home")
