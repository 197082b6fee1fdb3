"""The pages that errors become. Each says what happened, what did not, and what to do."""

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from hawkari.errors import AccessDenied, BadInput

__all__ = [
    "audit_unavailable",
    "bad_input",
    "bad_request",
    "csrf_failed",
    "denied",
    "not_found",
    "permission_denied",
    "server_error",
]


def page(request: HttpRequest, name: str, status: int, **context: object) -> HttpResponse:
    """An error page; it holds no evidence, so its handling is empty."""
    return render(request, name, {"handling": "", **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself makes no sense.

    A name that the server does not answer to gets a plain line: any page would ask for that name
    again, and fail.
    """
    if isinstance(exception, DisallowedHost):
        words = gettext("This server does not answer to that name.")
        return HttpResponse(f"{words}\n", status=400, content_type="text/plain; charset=utf-8")
    return page(request, "400.html", 400)


def bad_input(request: HttpRequest, error: BadInput) -> HttpResponse:
    """400: a value in the request cannot be used; says which, and the remedy."""
    return page(request, "400.html", 400, error=error)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """403 of Django itself, which has no rule of ours to name."""
    return page(request, "403.html", 403)


def denied(request: HttpRequest, error: AccessDenied) -> HttpResponse:
    """403: says the rule that refuses, in words."""
    return page(request, "403.html", 403, error=error)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: the form was not sent from one of our pages, or its page is too old."""
    return page(request, "403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """404: nothing is at this address, or nothing that this person may see."""
    return page(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """500: drawn without the database, the session or the frame, any of which may be the fault."""
    return HttpResponse(render_to_string("500.html"), status=500)


def audit_unavailable(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  same form as the others
    """503: the audit log cannot be written, so nothing may be read."""
    return HttpResponse(render_to_string("503.html"), status=503)
