"""The administrator's pages: people, one person, and what is done to an account."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as translate
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.errors import BadInput
from hawkari.evidence.confirmation import needs_confirmation
from hawkari.evidence.models import Role, User
from hawkari.site.accounts import starting, upkeep
from hawkari.site.accounts.administration import Administration, open_administration
from hawkari.site.accounts.sessions import end_every
from hawkari.site.shell import ROLE_WORDS

__all__ = ["act", "add", "people", "person"]

Act = Callable[[Administration, str, HttpRequest], str]


def _open(request: HttpRequest) -> Administration:
    return open_administration(cast("User", request.user))


def _role_choices() -> list[tuple[str, str]]:
    return [(role, str(ROLE_WORDS.get(role, role))) for role in Role.values]


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Who has an account, of which agency, in which roles; no content."""
    administration = _open(request)
    context = {
        "people": administration.people(),
        "administration": administration,
        "section": "people",
        "density": "compact",
        "handling": "",
    }
    return render(request, "accounts/people.html", context)


@needs_confirmation
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new account, and the link with which its person starts."""
    administration = _open(request)
    context = {"administration": administration, "section": "people", "handling": ""}
    if request.method == "POST":
        name = request.POST.get("username", "").strip()
        try:
            user, token = administration.add(name)
        except BadInput as error:
            context |= {"error": error, "name": name}
        else:
            return _start_link(request, user.get_username(), token)
    return render(request, "accounts/add.html", context)


def _start_link(request: HttpRequest, name: str, token: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("account_start", args=[token]))
    context = {"name": name, "address": address, "section": "people", "handling": ""}
    answer = render(request, "accounts/start_link.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@needs_confirmation
@require_GET
def person(request: HttpRequest, username: str) -> HttpResponse:
    """One account: roles, logins, and what was done to it."""
    return _person(request, _open(request), username)


def _person(
    request: HttpRequest, administration: Administration, username: str, *, error: object = None
) -> HttpResponse:
    found = administration.person(username)
    context = {
        "person": found,
        "administration": administration,
        "sessions": administration.sessions(found),
        "subject": administration.subject(found),
        "openid": settings.OPENID,
        "reset": administration.waiting_reset(found),
        "changes": administration.changes(found),
        "roles": _role_choices(),
        "error": error,
        "section": "people",
        "handling": "",
    }
    return render(request, "accounts/person.html", context, status=400 if error else 200)


@needs_confirmation
@require_POST
def act(request: HttpRequest, username: str) -> HttpResponse:
    """One of `ACTS`, named by the button that was pressed."""
    administration = _open(request)
    wanted = request.POST.get("act", "")
    try:
        if wanted == "start":
            return _start_link(request, username, _new_link(administration, username))
        messages.success(request, ACTS.get(wanted, _unknown)(administration, username, request))
    except BadInput as error:
        return _person(request, administration, username, error=error)
    return redirect("person", username=username)


def _new_link(administration: Administration, name: str) -> str:
    return starting.hand_out(administration.own(name), by=administration.by)


def _give(administration: Administration, name: str, request: HttpRequest) -> str:
    slug, role = request.POST.get("operation", ""), request.POST.get("role", "")
    administration.give_role(name, slug, role)
    return translate("The role was given.")


def _take(administration: Administration, name: str, request: HttpRequest) -> str:
    administration.take_role(name, request.POST.get("operation", ""))
    return translate("The role was taken away.")


def _ended(count: int) -> str:
    words = ngettext("One login ended.", "%(count)s logins ended.", count)
    return words % {"count": count}


def _close(administration: Administration, name: str, _request: HttpRequest) -> str:
    return (
        translate("The account is closed.")
        + " "
        + _ended(upkeep.deactivate(administration.own(name), by=administration.by))
    )


def _reopen(administration: Administration, name: str, _request: HttpRequest) -> str:
    upkeep.activate(administration.own(name), by=administration.by)
    return translate("The account is open again.")


def _end(administration: Administration, name: str, _request: HttpRequest) -> str:
    return _ended(end_every(administration.own(name), by=administration.by))


def _link(administration: Administration, name: str, request: HttpRequest) -> str:
    subject = request.POST.get("subject", "").strip()
    upkeep.link_openid(administration.own(name), subject, by=administration.by)
    return translate("The link to the provider was kept.")


def _ask(administration: Administration, name: str, request: HttpRequest) -> str:
    reason = request.POST.get("reason", "")
    upkeep.ask_reset(administration.own(name), reason=reason, by=administration.by)
    return translate("Asked. Another administrator has to confirm within 72 hours.")


def _confirm(administration: Administration, name: str, _request: HttpRequest) -> str:
    upkeep.confirm_reset(administration.own(name), by=administration.by)
    return translate("The second factors were taken away. The person sets up new ones.")


def _withdraw(administration: Administration, name: str, _request: HttpRequest) -> str:
    upkeep.withdraw_reset(administration.own(name), by=administration.by)
    return translate("The request was turned down.")


def _unknown(_administration: Administration, _name: str, _request: HttpRequest) -> str:
    raise BadInput("nothing of this name can be done here", "Use the page's buttons.")


ACTS: dict[str, Act] = {
    "give": _give,
    "take": _take,
    "close": _close,
    "open": _reopen,
    "end": _end,
    "link": _link,
    "ask-reset": _ask,
    "confirm-reset": _confirm,
    "withdraw-reset": _withdraw,
}
