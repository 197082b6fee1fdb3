"""The site's own pages: home, sources, choices kept for a person, one-time login, health."""

from typing import cast

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.evidence import audit
from hawkari.evidence.access import open_access
from hawkari.evidence.models import Act, User
from hawkari.evidence.overview import sources_overview
from hawkari.site.display import Display
from hawkari.site.login_links import comes_from_this_machine, redeem
from hawkari.site.middleware import SESSION_KEY
from hawkari.site.worklist import worklist

__all__ = ["display", "health", "home", "login_once", "operation", "sources"]


def back(request: HttpRequest) -> HttpResponse:
    """To the page the form stood on; home when it names none of ours."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return redirect(target if ours else "home")


@require_GET
def home(request: WorkRequest) -> HttpResponse:
    """What needs this person now."""
    now = timezone.now()
    context = {"work": worklist(request.access, now=now), "now": now, "section": "home"}
    return render(request, "home.html", context)


@require_GET
def sources(request: WorkRequest) -> HttpResponse:
    """Each source with its files, loads, and refused rows with reason and remedy."""
    found = sources_overview(request.access)
    return render(
        request, "sources.html", {"sources": found, "section": "sources", "density": "compact"}
    )


@require_POST
def operation(request: HttpRequest) -> HttpResponse:
    """Switch the operation that access is asked for; audited. A refusal leaves the old in use."""
    chosen = request.POST.get("operation", "")
    access = open_access(cast("User", request.user), chosen)
    with transaction.atomic():
        audit.record(Act.LOGIN, access=access, detail={"what": "operation chosen"})
    request.session[SESSION_KEY] = chosen
    return back(request)


@login_not_required
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep how this person wants pages to look."""
    response = back(request)
    Display.checked(request.POST.dict()).keep(response)
    return response


@login_not_required
@require_GET
def login_once(request: HttpRequest, token: str) -> HttpResponse:
    """Log in by a one-time link, from this machine only."""
    user = redeem(token, now=timezone.now()) if comes_from_this_machine(request) else None
    if user is None:
        return render(request, "login_once.html", {"handling": ""}, status=403)
    # Through every step of a login: a second factor, where there is one, is asked for.
    answer: HttpResponse = perform_login(request, Login(user=user))
    return answer


@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's form of a view
    """Whether the server answers and reaches its database; tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
