"""Requests nobody thought of: no traceback, no HTTP 500, from the API or from any page."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.desks.intelligence.case import Case
from tests.trust.fuzzing import Tally, field_names, requests, routes, send, watched

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
QUIET = settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
sizes = pytest.mark.parametrize("cases", [1_000, pytest.param(10_000, marks=pytest.mark.full)])


@pytest.fixture
def case(db: None) -> Case:
    return Case().load()


def schemas() -> list[str]:
    """Where each API describes itself."""
    return sorted({f"/{place}" for place in routes() if place.endswith("openapi.json")})


def operations(place: str) -> Iterator[Any]:
    """The operations of one API, as schemathesis sees them."""
    schema = schemathesis.openapi.from_wsgi(place, WSGIHandler())
    return (found.ok() for found in schema.get_all_operations())


def fuzzed(tally: Tally, examples: int, cookies: dict[str, str]) -> None:
    """Send that many cases to all APIs together, half of them as described, half not."""
    found = [one for place in schemas() for one in operations(place)]
    share = -(-examples // (2 * len(found)))
    for operation in found:
        for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:
            _fuzz(operation, mode, tally, examples=share, cookies=cookies)


def _fuzz(
    operation: Any, mode: GenerationMode, tally: Tally, *, examples: int, cookies: dict[str, str]
) -> None:
    @settings(QUIET, max_examples=examples)
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        answer = case.call(cookies=cookies, headers={"Host": "127.0.0.1"})
        tally.count(f"{case.method} {case.formatted_path}", answer.status_code)
        # What cannot be an id meets no operation: the site's own page says so, not the API.
        kind = answer.headers.get("content-type", [""])[0]
        elsewhere = answer.status_code == 404 and kind.startswith("text/html")
        case.validate_response(answer, checks=CHECKS[:1] if elsewhere else CHECKS)

    # What takes nothing can be asked in one way only.
    with suppress(Unsatisfiable) if mode is GenerationMode.NEGATIVE else nullcontext():
        check()


@sizes
def test_no_case_that_schemathesis_makes_fails(
    cases: int, case: Case, client: Client, trust_line: Callable[[str, str], None]
):
    client.force_login(case.access().user)
    session = {"sessionid": client.cookies["sessionid"].value}
    with watched() as tally:
        while tally.requests < cases:
            fuzzed(tally, (cases - tally.requests) * 9 // 10 + 10, session)
            fuzzed(tally, (cases - tally.requests) + 10, {})
    assert tally.tracebacks == []
    assert tally.failed == []
    trust_line("schemathesis", f"{tally.requests:,} cases, 0 tracebacks, 0 HTTP 500")


@sizes
def test_no_odd_form_fails(cases: int, case: Case, client: Client):
    client.raise_request_exception = False
    user = case.access().user
    names = field_names()
    with watched() as tally:

        @settings(QUIET, max_examples=cases // 2)
        @given(sent=requests(names))
        def check(sent: tuple[str, str, dict[str, list[str]]]) -> None:
            client.force_login(user)  # an odd request may have logged them out
            answer = send(client, *sent)
            tally.count(f"{sent[0]} {sent[1]!r} {sent[2]!r}", answer.status_code)

        check()
    assert tally.tracebacks == []
    assert tally.failed == []


def test_every_api_is_fuzzed():
    assert "/api/intelligence/openapi.json" in schemas()
