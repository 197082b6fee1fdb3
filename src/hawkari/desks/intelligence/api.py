"""The desk's API: search, entity, network. OpenAPI at ``/api/intelligence/openapi.json``.

Whoever is logged in (session cookie) asks under their own access, as on the pages. Every error has
one shape: ``{"error": {"code", "message", "remedy"}}``.
"""

from typing import Annotated, Any, Literal

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.security import SessionAuth

from hawkari.desks.intelligence.services.exporting import entity_for_program
from hawkari.desks.intelligence.services.networks import MOST_ELEMENTS, Filters, chart_of, whole
from hawkari.desks.intelligence.services.searching import LIMIT, find
from hawkari.desks.intelligence.views.charts import chart_data
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.audit import AuditUnavailable
from hawkari.evidence.entities import EntityNotFound, EntityView

__all__ = ["api", "urls"]


class Problem(Schema):
    """What went wrong, in words, and what to do about it."""

    code: str = Field(examples=["not_found"])
    message: str = Field(examples=["there is no entity 5f0c… that you may see"])
    remedy: str = Field("", examples=["Search for it again."])


class ErrorOut(Schema):
    """The shape of every error."""

    error: Problem


class HitOut(Schema):
    """One entity that answers a query."""

    canonical_id: str = Field(examples=["5f0c2f6e8a5d4b0f9d1f0c7d2f4f9a11"])
    schema_: str = Field(alias="schema", examples=["Person"])
    caption: str = Field(examples=["ڕێبوار محەمەد ئەمین"])
    caption_romanised: str = Field(examples=["Rebwar Muhammad Amin"])
    matched_value: str = Field(examples=["Rebwar Amin"])
    matched_property: str = Field(examples=["name"])
    matched_source: str = Field(examples=["nca-persons"])
    how: str = Field(examples=["name"], description="identifier, name or beginning")
    probability: float = Field(ge=0, le=1, examples=[0.97])
    explanation: str = Field(description="Why it is a hit, in English")
    agencies: list[str]
    is_protected: bool = Field(description="A victim or migrant by anybody's word: never ranked")


class SearchOut(Schema):
    """Hits, best first."""

    query: str
    state: Literal["empty", "short", "none", "found"]
    hits: list[HitOut]


class ValueOut(Schema):
    """One value with its provenance."""

    statement_id: int
    property: str = Field(examples=["birthDate"])
    value: str
    original_value: str = Field(description="The cell as written, where cleaning changed it")
    romanised: str
    lang: str
    source: str
    agency: str
    file: str
    row: str
    grade: str = Field(examples=["2B"])
    handling: Literal["P", "C"]
    condition: str
    marks: str = Field(
        description="Other restrictions and the codes as given",
        examples=["OFFICIAL; TLP:AMBER; uk-5x5x5 B23"],
    )
    seen: str
    entity_id: str = Field(description="The record as stated")


class EntityOut(Schema):
    """An entity as this user may see it."""

    canonical_id: str
    schema_: str = Field(alias="schema")
    caption: str
    caption_romanised: str
    categories: list[str] = Field(description="Set in this operation; empty means unset")
    members: list[str]
    values: list[ValueOut]


class TieOut(Schema):
    """One kind of tie between two ends."""

    kind: str = Field(examples=["call"])
    count: int
    first: str
    last: str
    grade: str
    handling: str


class NodeOut(Schema):
    """One person or thing on the chart; positions are 0-1."""

    id: str
    caption: str
    romanised: str
    lang: str
    schema_: str = Field(alias="schema")
    categories: list[str]
    x: float
    y: float
    degree: int
    hidden: int
    focus: bool


class EdgeOut(Schema):
    """Every tie between two ends; `confirmed` is drawn solid."""

    id: str
    source: str
    target: str
    label: str
    count: int
    confirmed: bool
    ties: list[TieOut]


class NetworkOut(Schema):
    """A chart, with what was left out of it."""

    nodes: list[NodeOut]
    edges: list[EdgeOut]
    left_out_nodes: int
    left_out_edges: int
    handling: Literal["P", "C"]


class NetworkQuery(Schema):
    """Filters, as on the network page."""

    focus: str = Field("", max_length=200, description="Canonical id; empty for the operation")
    hops: int = Field(1, ge=1, le=3)
    grade: Literal["", "A", "B", "C", "D", "E"] = Field("", description="Least assessment")
    kind: list[str] = Field(default_factory=list, description="Kinds of tie; none for all")
    most: int = Field(400, ge=1, le=MOST_ELEMENTS, description="Nodes and edges together")


class ReadableJson(JSONRenderer):
    """JSON in UTF-8: names stay readable instead of being escaped."""

    json_dumps_params = {"ensure_ascii": False}


VALUE_FIELDS = tuple(name for name in ValueOut.model_fields if name != "property")

api = NinjaAPI(
    title="Hawkari intelligence",
    version="1",
    urls_namespace="intelligence:api",
    renderer=ReadableJson(),
    docs_url=None,
    # Only reads so far; the session cookie is SameSite=Lax.
    auth=SessionAuth(csrf=True),
)
REFUSALS = {401: ErrorOut, 403: ErrorOut, 422: ErrorOut, 503: ErrorOut}
Asked = Annotated[str, Query(max_length=200, description="A name in any script, a phone number …")]
Limit = Annotated[int, Query(ge=1, le=100)]


@api.get("/search", response={200: SearchOut, **REFUSALS}, by_alias=True)
def search(request: HttpRequest, q: Asked, limit: Limit = LIMIT) -> dict[str, Any]:
    """Entities that a query may mean, best first; audited."""
    result = find(access_of(request), q, limit=limit)
    hits = [
        {
            "canonical_id": hit.canonical_id,
            "schema": hit.schema,
            "caption": hit.caption,
            "caption_romanised": hit.caption_romanised,
            "matched_value": hit.matched_name,
            "matched_property": hit.matched_prop,
            "matched_source": hit.matched_source,
            "how": hit.how,
            "probability": hit.probability,
            "explanation": hit.explanation,
            "agencies": list(hit.agencies),
            "is_protected": hit.is_protected,
        }
        for hit in result.hits
    ]
    return {"query": result.query, "state": result.state, "hits": hits}


@api.get(
    "/entities/{canonical_id}",
    response={200: EntityOut, **REFUSALS, 404: ErrorOut},
    by_alias=True,
)
def entity(request: HttpRequest, canonical_id: str) -> dict[str, Any]:
    """One entity with every value this user may see; audited."""
    return entity_data(entity_for_program(access_of(request), canonical_id))


@api.get("/network.json", response={200: NetworkOut, **REFUSALS, 404: ErrorOut}, by_alias=True)
def network(request: HttpRequest, filters: Query[NetworkQuery]) -> dict[str, Any]:
    """The network of the operation or around a focus, cut to what a chart holds; audited."""
    access = access_of(request)
    wanted = Filters(
        kinds=frozenset(filters.kind),
        min_grade=filters.grade,
        focus=filters.focus,
        hops=filters.hops,
        most=filters.most,
    )
    return chart_data(chart_of(access, whole(access, wanted), most=wanted.most))


def entity_data(view: EntityView) -> dict[str, Any]:
    """An entity as plain data."""
    values = [
        {"property": one.prop, **{name: getattr(one, name) for name in VALUE_FIELDS}}
        for one in view.values
    ]
    return {
        "canonical_id": view.canonical_id,
        "schema": view.schema,
        "caption": view.caption,
        "caption_romanised": view.caption_romanised,
        "categories": sorted(view.categories),
        "members": list(view.members),
        "values": values,
    }


def access_of(request: HttpRequest) -> Access:
    """The access the site's middleware attached; refusals are raised when it is first used."""
    carrier: Any = request
    access: Access = carrier.access
    return access


def refused(
    request: HttpRequest, status: int, *, code: str, message: str, remedy: str
) -> HttpResponse:
    """An answer in the one error shape."""
    return api.create_response(
        request, {"error": {"code": code, "message": message, "remedy": remedy}}, status=status
    )


@api.exception_handler(AccessDenied)
def on_denied(request: HttpRequest, error: AccessDenied) -> HttpResponse:
    """403: says the rule that refuses."""
    return refused(
        request,
        403,
        code="denied",
        message=str(error),
        remedy="Choose an operation that covers it.",
    )


@api.exception_handler(EntityNotFound)
def on_missing(request: HttpRequest, error: EntityNotFound) -> HttpResponse:
    """404: unknown and hidden are told apart by nobody."""
    return refused(
        request, 404, code="not_found", message=str(error), remedy="Search for it again."
    )


@api.exception_handler(BadInput)
def on_bad_input(request: HttpRequest, error: BadInput) -> HttpResponse:
    """422: a value that cannot be used."""
    return refused(request, 422, code="bad_input", message=error.problem, remedy=error.remedy)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: a parameter that is not of its type or range."""
    said = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors)
    return refused(
        request, 422, code="bad_input", message=said, remedy="See openapi.json for what is allowed."
    )


@api.exception_handler(AuditUnavailable)
def on_unaudited(request: HttpRequest, error: AuditUnavailable) -> HttpResponse:
    """503: the audit log cannot be written, so nothing may be read."""
    return refused(
        request,
        503,
        code="audit_unavailable",
        message=str(error),
        remedy="Tell whoever runs this installation.",
    )


@api.exception_handler(HttpError)
def on_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Whatever the framework itself refuses, not being logged in above all."""
    code = "not_logged_in" if error.status_code == 401 else "refused"
    return refused(
        request,
        error.status_code,
        code=code,
        message=str(error),
        remedy="Log in on the pages first.",
    )


def _addresses() -> tuple[list[Any], str, str]:
    """The API's addresses, where a program is told 401 instead of being sent to a login page."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.callback is not None:
            pattern.callback = login_not_required(pattern.callback)
    return patterns, app, namespace


urls = _addresses()
