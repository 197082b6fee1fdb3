"""What the desk's APIs for programs share: tokens instead of cookies, and one shape of error.

An error has ``detail``, where clients of such services look for words, beside the desks' own
``{"error": {"code", "message", "remedy"}}``.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from hawkari.desks.exchange.tokens import CHALLENGE, Door, TokenAuth, TokenRefused
from hawkari.desks.programs import Problem, ReadableJson
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.audit import AuditUnavailable
from hawkari.evidence.entities import EntityNotFound

__all__ = ["REFUSED", "ProblemOut", "make_program_api"]

Said = Callable[[Any], Problem]


class ProblemOut(Schema):
    """The shape of every error of these APIs."""

    detail: str = Field(description="What is wrong and what to do, in one line")
    error: Problem


REFUSED = {
    400: ProblemOut, 401: ProblemOut, 403: ProblemOut, 404: ProblemOut, 422: ProblemOut,
    503: ProblemOut,
}  # fmt: skip
"""Answers that every operation may give instead of its own."""


def make_program_api(
    title: str, namespace: str, door: Door, *, auth: Sequence[Any] | None = None
) -> NinjaAPI:
    """An API that programs open by a token.

    Args:
        title: as in its OpenAPI document.
        namespace: of its addresses, e.g. ``exchange:yente``.
        door: what the token must open.
        auth: another way to ask for the token than in a header.
    """
    api = NinjaAPI(
        title=title,
        version="1",
        urls_namespace=namespace,
        renderer=ReadableJson(),
        docs_url=None,
        auth=list(auth) if auth is not None else [TokenAuth(door)],
    )
    kinds: dict[type[Exception], tuple[int, Said]] = {
        TokenRefused: (401, lambda error: _problem("no_token", error.problem, error.remedy)),
        AccessDenied: (403, lambda error: _problem("denied", str(error), "Use another token.")),
        EntityNotFound: (404, lambda error: _problem("not_found", str(error), "Search again.")),
        BadInput: (400, lambda error: _problem("bad_input", error.problem, error.remedy)),
        AuditUnavailable: (
            503,
            lambda error: _problem(
                "audit_unavailable", str(error), "Tell whoever runs this installation."
            ),
        ),
        ValidationError: (422, _invalid),
    }
    for kind, (status, say) in kinds.items():
        api.add_exception_handler(kind, _handler(api, status, say))
    api.add_exception_handler(HttpError, _of_the_framework(api))
    return api


def _problem(code: str, message: str, remedy: str) -> Problem:
    return Problem(code=code, message=message, remedy=remedy)


def _invalid(error: Any) -> Problem:
    said = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors)
    return _problem("bad_input", said, "See openapi.json for what is allowed.")


def _handler(api: NinjaAPI, status: int, say: Said) -> Callable[[HttpRequest, Any], HttpResponse]:
    def handle(request: HttpRequest, error: Any) -> HttpResponse:
        return _answer(api, request, say(error), status=status)

    return handle


def _of_the_framework(api: NinjaAPI) -> Callable[[HttpRequest, Any], HttpResponse]:
    """Whatever the framework itself refuses, e.g. a body that is no JSON."""

    def handle(request: HttpRequest, error: Any) -> HttpResponse:
        problem = _problem("refused", str(error), "See openapi.json for what is allowed.")
        return _answer(api, request, problem, status=int(error.status_code))

    return handle


def _answer(api: NinjaAPI, request: HttpRequest, problem: Problem, *, status: int) -> HttpResponse:
    body = {"detail": f"{problem.message}. {problem.remedy}", "error": problem.dict()}
    answer = api.create_response(request, body, status=status)
    if status == 401:
        answer.headers["WWW-Authenticate"] = CHALLENGE
    return answer
