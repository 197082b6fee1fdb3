"""The desk's API: requests and packages, read only. OpenAPI at ``/exchange/api/openapi.json``.

Whoever is logged in (session cookie) reads what the pages show them, and nothing else; deciding,
signing and recalling are done by a person on the page. Every error has one shape:
``{"error": {"code", "message", "remedy"}}``.
"""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Schema

from hawkari.desks.exchange.services import packages, received, requests
from hawkari.desks.programs import REFUSALS, access_of, addresses, make_api

__all__ = ["api", "urls"]


class StepOut(Schema):
    """One step of a request, of either side."""

    state: str
    words: str
    agency: str
    by: str
    at: datetime


class RequestOut(Schema):
    """A request as both sides see it; `steps` are empty in a list."""

    reference: str
    is_ours: bool
    partner: str
    ticket: str
    what: str
    why: str
    legal_basis: str
    purpose: str
    action: str
    identifiers: list[tuple[str, str]]
    deadline: date
    state: str
    is_open: bool
    is_overdue: bool
    asked_by: str
    asked_at: datetime
    language: str
    steps: list[StepOut]


class RequestsOut(Schema):
    """Requests of the operation, open ones first, then by deadline."""

    requests: list[RequestOut]


class PackageLineOut(Schema):
    """A package of ours in a list."""

    reference: str
    request: str
    partner: str
    state: str
    deadline: date
    prepared_by: str
    unanswered: int


class ReceivedLineOut(Schema):
    """A received package in a list."""

    reference: str
    sender: str
    state: str
    size: int
    received_at: datetime
    unanswered: int


class PackagesOut(Schema):
    """The packages that the own agency decides on, and those that it received."""

    ours: list[PackageLineOut]
    received: list[ReceivedLineOut]


class RecipientOut(Schema):
    """One recipient of a package, and what came back."""

    slug: str
    name: str
    ceiling: str
    receipted_at: datetime | None
    receipted_by: str
    is_declined: bool
    loaded_count: int


class RowOut(Schema):
    """One statement with its decision; without a value where it is gone or hidden from you.

    `said_with_it` are the words of its own condition, `condition` those that are added.
    """

    number: int
    prop: str
    value: str | None
    handling: str
    said_with_it: str
    choice: str
    reason: str
    sanitised: str
    condition: str
    condition_until: date | None
    is_recalled: bool


class SaidOut(Schema):
    """One thing said of a package after it left."""

    reference: str
    kind: str
    code: str
    is_ours: bool
    partner: str
    items: int
    words: str
    by: str
    at: datetime
    withdrawn: int
    awaits_answer: bool
    is_overdue: bool
    answer: str
    answered_by: str
    problem: str


class PermissionOut(Schema):
    """A permission that was recorded for a package."""

    kind: str
    originator: str
    recipient: str
    given_by: str
    document: str
    given_on: date
    words: str
    recorded_by: str


class PackageOut(Schema):
    """A package of ours as a whole."""

    reference: str
    state: str
    request: str
    onward: str
    review_by: date | None
    is_bulk: bool
    root: str
    prepared_by: str
    submitted_by: str
    signed_by: str
    signed_at: datetime | None
    recipients: list[RecipientOut]
    rows: list[RowOut]
    permissions: list[PermissionOut]
    events: list[SaidOut]


class ValueOut(Schema):
    """One value of a loaded package that you may see; `condition` goes wherever it goes."""

    statement_id: int
    prop: str
    value: str
    grade: str
    handling: str
    condition: str


class ReceivedOut(Schema):
    """A received package: what stands of it, what was not taken, what was said."""

    reference: str
    state: str
    sender: str
    signer: str
    request: str
    size: int
    root: str
    onward: str
    review_by: date
    received_at: datetime
    supersedes: str
    loaded_by: str
    loaded_at: datetime | None
    values: list[ValueOut]
    refused: list[str]
    withdrawn: int
    events: list[SaidOut]


api = make_api("Hawkari exchange", "exchange:api")


@api.get("/requests", response={200: RequestsOut, **REFUSALS})
def list_requests(request: HttpRequest) -> dict[str, Any]:
    """The requests of the operation in use; audited."""
    return {"requests": [asdict(one) for one in requests.requests_of(access_of(request))]}


@api.get("/requests/{reference}", response={200: RequestOut, **REFUSALS})
def show_request(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One request with its steps; audited."""
    return asdict(requests.request_of(access_of(request), _named(reference)))


@api.get("/packages", response={200: PackagesOut, **REFUSALS})
def list_packages(request: HttpRequest) -> dict[str, Any]:
    """The packages of the operation in use, newest first; audited."""
    access = access_of(request)
    return {
        "ours": [asdict(one) for one in packages.packages_of(access)],
        "received": [asdict(one) for one in received.received_of(access)],
    }


@api.get("/packages/{reference}", response={200: PackageOut, **REFUSALS})
def show_package(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One package of ours with every decision; audited."""
    view = packages.sent_package(access_of(request), _named(reference))
    fields = {name: getattr(view, name) for name in PackageOut.model_fields}
    return fields | {"request": view.request.reference, "rows": [_row(one) for one in view.rows]}


@api.get("/received/{reference}", response={200: ReceivedOut, **REFUSALS})
def show_received(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One package that came, with the values of it that you may see; audited."""
    view = received.received_package(access_of(request), _named(reference))
    return {name: getattr(view, name) for name in ReceivedOut.model_fields}


def _named(reference: str) -> str:
    """A reference as it can be looked up: no database keeps a NUL."""
    return reference.replace("\x00", "")


def _row(one: packages.RowView) -> dict[str, Any]:
    names = ("number", "choice", "reason", "sanitised", "condition", "condition_until",
             "is_recalled")  # fmt: skip
    return {name: getattr(one, name) for name in names} | {
        "prop": one.value.prop if one.value is not None else "",
        "value": one.value.value if one.value is not None else None,
        "handling": one.value.handling if one.value is not None else "",
        "said_with_it": one.value.condition if one.value is not None else "",
    }


urls = addresses(api)
