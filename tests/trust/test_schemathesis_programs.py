"""Requests nobody thought of, by tokens that open everything: no traceback, no HTTP 500."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hawkari.desks.exchange.models import Door
from tests.desks.exchange.tokens import bearer, token_of
from tests.desks.intelligence.case import Case
from tests.trust.fuzzing import Tally, watched

pytestmark = pytest.mark.django_db
APIS = {
    "/exchange/yente/openapi.json": Door.MATCH,
    "/exchange/reconcile/openapi.json": Door.RECONCILE,
    "/exchange/stream/openapi.json": Door.STREAM,
    "/exchange/misp/openapi.json": Door.MISP,
}
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


def operations(place: str) -> Iterator[Any]:
    """The operations of one API, as schemathesis sees them."""
    schema = schemathesis.openapi.from_wsgi(place, WSGIHandler())
    return (found.ok() for found in schema.get_all_operations())


def fuzzed(operation: Any, mode: GenerationMode, tally: Tally, how: dict[str, Any]) -> None:
    """Send cases to one operation; the token of an address stands in the header as well."""

    @settings(QUIET, max_examples=how["examples"])
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        if "token" in (case.path_parameters or {}):
            case.path_parameters["token"] = "-"
        answer = case.call(headers={"Host": "127.0.0.1", **how["headers"]})
        tally.count(f"{case.method} {case.formatted_path}", answer.status_code)
        # What cannot be an id meets no operation: the site's own page says so, not the API.
        kind = answer.headers.get("content-type", [""])[0]
        is_page = kind.startswith("text/html")
        case.validate_response(answer, checks=CHECKS[:1] if is_page else CHECKS)

    # What takes nothing can be asked in one way only.
    with suppress(Unsatisfiable) if mode is GenerationMode.NEGATIVE else nullcontext():
        check()


@sizes
def test_no_case_that_schemathesis_makes_fails_a_program(
    cases: int, trust_line: Callable[[str, str], None]
):
    case = Case().load()
    user = case.world.member("nca")
    found = [(one, door) for place, door in APIS.items() for one in operations(place)]
    with watched() as tally:
        while tally.requests < cases:
            share = -(-(cases - tally.requests) // (2 * len(found)))
            for operation, door in found:
                headers = bearer(token_of(user, case.world.operation, door))
                how = {"examples": share, "headers": headers}
                for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:
                    fuzzed(operation, mode, tally, how)
    assert tally.tracebacks == []
    assert tally.failed == []
    trust_line(
        "schemathesis on the APIs for programs",
        f"{tally.requests:,} cases, 0 tracebacks, 0 HTTP 500",
    )
