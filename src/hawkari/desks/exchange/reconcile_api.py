"""A W3C Reconciliation 0.2 service, so that OpenRefine's users reconcile a spreadsheet.

OpenRefine sends no headers of its own, so the token stands in the address; such a token opens
nothing else. ``-`` stands for a token in the header. No cookie is read, so any origin may ask.
"""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt
from followthemoney import model
from ninja import Form, Path, Query, Schema

from hawkari.desks.exchange.program_api import REFUSED, make_program_api
from hawkari.desks.exchange.reconcile_queries import read_cells, read_extension
from hawkari.desks.exchange.services.matching import Wanted, kind_of, search_entities
from hawkari.desks.exchange.services.reconciling import (
    Candidate,
    entities_for,
    properties_like,
    reconcile,
    types_like,
)
from hawkari.desks.exchange.services.told_entities import ToldEntity
from hawkari.desks.exchange.tokens import Door, TokenAuth, access_of_text
from hawkari.desks.programs import access_of, addresses
from hawkari.evidence.access import Access
from hawkari.evidence.entities import EntityNotFound

__all__ = ["api", "urls"]

HEADER = "-"
WIDTH, HEIGHT = 430, 300
SUGGESTED = 10
# OpenRefine runs on its user's own machine.
FRAMED_BY = ("http://127.0.0.1:3333", "http://localhost:3333")
SHOWN = ("name", "alias", "birthDate", "birthPlace", "nationality", "phone", "idNumber", "country")


class AddressToken(TokenAuth):
    """Lets the token in the address open an operation."""

    def __call__(self, request: HttpRequest) -> Access:
        """The access of the token that the address holds."""
        match = request.resolver_match
        text = str(match.kwargs.get("token", "")) if match is not None else ""
        if text == HEADER:
            return super().__call__(request)
        access = access_of_text(text, self.door)
        request.access = access  # type: ignore[attr-defined]
        return access


class TypeOut(Schema):
    """A type or property by id and name."""

    id: str
    name: str


class SuggestedOut(TypeOut):
    """A suggestion."""

    description: str = ""
    notable: list[TypeOut] = []


class SuggestOut(Schema):
    """Suggestions, best first."""

    result: list[SuggestedOut]


class ProposedOut(Schema):
    """Properties that may be put beside a column."""

    type: str
    limit: int
    properties: list[TypeOut]


class AskedForm(Schema):
    """Either is the JSON that the specification describes; none asks for the manifest."""

    queries: str = ""
    extend: str = ""


api = make_program_api(
    "Hawkari reconciliation",
    "exchange:reconcile",
    Door.RECONCILE,
    auth=[AddressToken(Door.RECONCILE)],
)
Token = Path[str]
Beginning = Annotated[str, Query(max_length=200)]


@api.get("/{token}", response={200: dict[str, Any], **REFUSED})
def service(request: HttpRequest, token: Token, asked: Query[AskedForm]) -> dict[str, Any]:
    """The manifest; or answers to queries; or values beside rows. Audited."""
    return _served(request, token, asked)


@api.post("/{token}", response={200: dict[str, Any], **REFUSED})
def service_by_form(request: HttpRequest, token: Token, asked: Form[AskedForm]) -> dict[str, Any]:
    """As by get."""
    return _served(request, token, asked)


@api.get("/{token}/suggest/entity", response={200: SuggestOut, **REFUSED})
def suggest_entity(request: HttpRequest, token: Token, prefix: Beginning) -> dict[str, Any]:  # noqa: ARG001
    """Entities that somebody may mean who is still typing; audited as such."""
    found, _ = search_entities(access_of(request), prefix, Wanted(), limit=SUGGESTED, as_typed=True)
    return {"result": [_suggested(one) for one in found]}


@api.get("/{token}/suggest/property", response={200: SuggestOut, **REFUSED})
def suggest_property(request: HttpRequest, token: Token, prefix: Beginning) -> dict[str, Any]:  # noqa: ARG001
    """Properties whose name begins so."""
    return {"result": [_named(*one) for one in properties_like(prefix)[: 2 * SUGGESTED]]}


@api.get("/{token}/suggest/type", response={200: SuggestOut, **REFUSED})
def suggest_type(request: HttpRequest, token: Token, prefix: Beginning) -> dict[str, Any]:  # noqa: ARG001
    """Types whose name begins so."""
    return {"result": [_named(*one) for one in types_like(prefix)]}


@api.get("/{token}/propose", response={200: ProposedOut, **REFUSED})
def propose(
    request: HttpRequest,  # noqa: ARG001
    token: Token,  # noqa: ARG001
    *,
    type: Annotated[str, Query(max_length=100)] = "",  # noqa: A002  the specification's word
    limit: Annotated[int, Query(ge=0, le=500)] = 100,
) -> dict[str, Any]:
    """Properties that may be put beside a column of a type."""
    known = type if model.get(type) is not None else ""
    found = [_named(*one) for one in properties_like("", schema=known)]
    return {"type": type, "limit": limit, "properties": found[:limit]}


@api.get(
    "/{token}/preview",
    response={200: Any, **REFUSED},
    openapi_extra={"responses": {200: {"content": {"text/html": {"schema": {"type": "string"}}}}}},
)
def preview(
    request: HttpRequest,
    token: Token,  # noqa: ARG001
    id: Annotated[str, Query(max_length=500)],  # noqa: A002  the specification's word
) -> HttpResponseBase:
    """A small page on one entity, to be shown inside OpenRefine; audited."""
    found = entities_for(access_of(request), [id]).get(id)
    if found is None:
        raise EntityNotFound(id)
    return _preview(request, found)


def _served(request: HttpRequest, token: str, asked: AskedForm) -> dict[str, Any]:
    access = access_of(request)
    if asked.queries:
        answers = reconcile(access, read_cells(asked.queries))
        return {key: {"result": [_result(one) for one in some]} for key, some in answers.items()}
    if asked.extend:
        return _extended(access, asked.extend)
    return _manifest(request, access, token)


def _manifest(request: HttpRequest, access: Access, token: str) -> dict[str, Any]:
    service_url = request.build_absolute_uri(reverse("exchange:reconcile:service", args=[token]))
    entity = request.build_absolute_uri(reverse("intelligence:entity", args=["ID"]))
    suggest = {
        kind: {"service_url": service_url, "service_path": f"/suggest/{kind}"}
        for kind in ("entity", "property", "type")
    }
    manifest = {
        "versions": ["0.2"],
        "name": f"Hawkari: {access.operation.name}",
        "identifierSpace": entity.removesuffix("ID"),
        "schemaSpace": "https://followthemoney.tech/explorer/schemata/",
        "defaultTypes": [_named(*one) for one in types_like("")],
        "view": {"url": entity.removesuffix("ID") + "{{id}}"},
        "suggest": suggest,
        "preview": {
            "url": f"{service_url}/preview?id={{{{id}}}}",
            "width": WIDTH,
            "height": HEIGHT,
        },
        "extend": {
            "propose_properties": {"service_url": service_url, "service_path": "/propose"},
            "property_settings": [],
        },
    }
    if token == HEADER:
        manifest["authentication"] = {"type": "apiKey", "name": "Authorization", "in": "header"}
    return manifest


def _named(name: str, label: str) -> dict[str, str]:
    return {"id": name, "name": label}


def _type_of(one: ToldEntity) -> dict[str, str]:
    found = model.get(one.schema)
    return _named(one.schema, str(found.label) if found is not None else one.schema)


def _described(one: ToldEntity) -> str:
    """What tells namesakes apart: birth, nationality, who says so; and how it is to be handled."""
    said = [one.properties.get(prop, ()) for prop in ("birthDate", "nationality", "country")]
    told = [*(", ".join(values) for values in said if values), ", ".join(one.datasets)]
    return "; ".join([*told, f"handling {one.handling}", *one.conditions])


def _suggested(one: ToldEntity) -> dict[str, Any]:
    return {
        **_named(one.id, one.caption),
        "description": _described(one),
        "notable": [_type_of(one)],
    }


def _result(one: Candidate) -> dict[str, Any]:
    entity = one.match.entity
    return {
        **_named(entity.id, entity.caption),
        "description": _described(entity),
        "type": [_type_of(entity)],
        "score": round(100 * one.match.probability, 2),
        "match": one.is_sure,
        "features": [
            {"id": reason.comparison, "value": round(reason.weight, 2)}
            for reason in one.match.reasons
        ],
    }


def _extended(access: Access, text: str) -> dict[str, Any]:
    ids, props = read_extension(text)
    found = entities_for(access, ids)
    refers = sorted(
        {value for one in found.values() for prop in props for value in _references(one, prop)}
    )
    beside = entities_for(access, refers) if refers else {}
    labels = dict(properties_like(""))
    rows = {
        asked: {prop: _values(found.get(asked), prop, beside) for prop in props} for asked in ids
    }
    return {"meta": [_named(prop, labels.get(prop, prop)) for prop in props], "rows": rows}


def _references(one: ToldEntity, prop: str) -> tuple[str, ...]:
    is_reference = kind_of(one.schema, prop) == "entity"
    return one.properties.get(prop, ()) if is_reference else ()


def _values(
    one: ToldEntity | None, prop: str, beside: dict[str, ToldEntity]
) -> list[dict[str, str]]:
    if one is None:
        return []
    referred = _references(one, prop)
    if referred:
        return [
            _named(beside[value].id, beside[value].caption) for value in referred if value in beside
        ]
    return [{"str": value} for value in one.properties.get(prop, ())]


def _preview(request: HttpRequest, entity: ToldEntity) -> HttpResponseBase:
    schema = model.get(entity.schema)
    known = schema.properties if schema is not None else {}
    rows = [
        (gettext(str(known[prop].label)) if prop in known else prop, entity.properties[prop])
        for prop in SHOWN
        if entity.properties.get(prop)
    ]

    @csp_replace({"frame-ancestors": list(FRAMED_BY)})
    @xframe_options_exempt
    def page(request: HttpRequest) -> HttpResponse:
        words = "; ".join(entity.conditions)
        told = {"handling": entity.handling, "handling_words": words}
        return render(request, "exchange/preview.html", {"entity": entity, "rows": rows, **told})

    return page(request)


def _for_any_origin(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let scripts of any origin read the answers: only who knows the token gets any."""

    @wraps(view)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        preflight = request.method == "OPTIONS"
        answer = HttpResponse(status=204) if preflight else view(request, *arguments, **named)
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    return answered


def _open_urls() -> tuple[list[Any], str, str]:
    patterns, app, namespace = addresses(api)
    for pattern in patterns:
        if pattern.name not in {"openapi-json", "api-root"}:
            pattern.callback = _for_any_origin(pattern.callback)
    return patterns, app, namespace


urls = _open_urls()
