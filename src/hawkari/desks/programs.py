"""What the desks' APIs share: who asks, one shape of error, and addresses that answer 401.

Whoever is logged in (session cookie) asks under their own access, as on the pages. Every error has
one shape: ``{"error": {"code", "message", "remedy"}}``.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.security import SessionAuth

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.audit import AuditUnavailable

__all__ = ["REFUSALS", "ErrorOut", "Problem", "access_of", "addresses", "make_api", "says"]

Handler = Callable[[HttpRequest, Any], HttpResponse]


class Problem(Schema):
    """What went wrong, in words, and what to do about it."""

    code: str = Field(examples=["not_found"])
    message: str = Field(examples=["there is no entity 5f0c… that you may see"])
    remedy: str = Field("", examples=["Search for it again."])


class ErrorOut(Schema):
    """The shape of every error."""

    error: Problem


class ReadableJson(JSONRenderer):
    """JSON in UTF-8: names stay readable instead of being escaped."""

    json_dumps_params = {"ensure_ascii": False}


REFUSALS = {401: ErrorOut, 403: ErrorOut, 422: ErrorOut, 503: ErrorOut}


def access_of(request: HttpRequest) -> Access:
    """The access the site's middleware attached; refusals are raised when it is first used."""
    carrier: Any = request
    access: Access = carrier.access
    return access


def make_api(title: str, namespace: str) -> NinjaAPI:
    """An API of a desk: by session cookie with CSRF, errors in the one shape.

    Args:
        title: as in its OpenAPI document.
        namespace: of its addresses, e.g. ``intelligence:api``.
    """
    api = NinjaAPI(
        title=title,
        version="1",
        urls_namespace=namespace,
        renderer=ReadableJson(),
        docs_url=None,
        auth=SessionAuth(csrf=True),
    )
    handlers: dict[type[Exception], Handler] = {
        AccessDenied: says(api, 403, code="denied", remedy="Choose an operation that covers it."),
        AuditUnavailable: says(
            api, 503, code="audit_unavailable", remedy="Tell whoever runs this installation."
        ),
        BadInput: _bad_input(api),
        ValidationError: _invalid(api),
        HttpError: _refused_by_the_framework(api),
    }
    for error, handler in handlers.items():
        api.add_exception_handler(error, handler)
    return api


def says(api: NinjaAPI, status: int, *, code: str, remedy: str) -> Handler:
    """A handler that says an error in its own words.

    Args:
        api: whose answer it is.
        status: of the answer.
        code: for programs; stays when words change.
        remedy: what to do about it.
    """

    def handle(request: HttpRequest, error: Any) -> HttpResponse:
        return _answer(
            api, request, Problem(code=code, message=str(error), remedy=remedy), status=status
        )

    return handle


def _answer(api: NinjaAPI, request: HttpRequest, problem: Problem, *, status: int) -> HttpResponse:
    return api.create_response(request, {"error": problem.dict()}, status=status)


def _bad_input(api: NinjaAPI) -> Handler:
    """422: a value that cannot be used."""

    def handle(request: HttpRequest, error: Any) -> HttpResponse:
        problem = Problem(code="bad_input", message=error.problem, remedy=error.remedy)
        return _answer(api, request, problem, status=422)

    return handle


def _invalid(api: NinjaAPI) -> Handler:
    """422: a parameter that is not of its type or range."""

    def handle(request: HttpRequest, error: Any) -> HttpResponse:
        said = "; ".join(
            f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors
        )
        remedy = "See openapi.json for what is allowed."
        problem = Problem(code="bad_input", message=said, remedy=remedy)
        return _answer(api, request, problem, status=422)

    return handle


def _refused_by_the_framework(api: NinjaAPI) -> Handler:
    """Whatever the framework itself refuses, not being logged in above all."""

    def handle(request: HttpRequest, error: Any) -> HttpResponse:
        code = "not_logged_in" if error.status_code == 401 else "refused"
        problem = Problem(code=code, message=str(error), remedy="Log in on the pages first.")
        return _answer(api, request, problem, status=error.status_code)

    return handle


def addresses(api: NinjaAPI) -> tuple[list[Any], str, str]:
    """The API's addresses, where a program is told 401 instead of being sent to a login page."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.callback is not None:
            pattern.callback = login_not_required(pattern.callback)
    return patterns, app, namespace
