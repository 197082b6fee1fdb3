"""The desk's API: search, entity, network, review, model; ``/api/intelligence/openapi.json``.

Whoever is logged in (session cookie) asks under their own access, as on the pages. Every error has
one shape: ``{"error": {"code", "message", "remedy"}}``.
"""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Schema

from hawkari.desks.intelligence.brief_api import brief_router
from hawkari.desks.intelligence.goods_api import goods_router
from hawkari.desks.intelligence.loading_api import loading_router
from hawkari.desks.intelligence.network_query import TieQuery
from hawkari.desks.intelligence.review_api import review_router
from hawkari.desks.intelligence.review_schemas import MarkOut
from hawkari.desks.intelligence.services.exporting import entity_for_program
from hawkari.desks.intelligence.services.networks import MOST_ELEMENTS, chart_of, whole
from hawkari.desks.intelligence.services.saved_charts import ChartNotFound
from hawkari.desks.intelligence.services.searching import LIMIT, find
from hawkari.desks.intelligence.services.two_people import marks_on
from hawkari.desks.intelligence.tasks_api import tasks_router
from hawkari.desks.intelligence.views.charts import chart_data
from hawkari.desks.intelligence.what_if_api import what_if_router
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of, addresses, make_api, says
from hawkari.evidence.entities import EntityNotFound, EntityView
from hawkari.evidence.judgements import JudgementConflict

__all__ = ["api", "urls"]


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
    marks: list[MarkOut] = Field(description="Why joining it needs two people, as marked here")
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


class NetworkQuery(TieQuery):
    """Filters, as on the network page."""

    most: int = Field(400, ge=1, le=MOST_ELEMENTS, description="Nodes and edges together")


VALUE_FIELDS = tuple(name for name in ValueOut.model_fields if name != "property")

api = make_api("Hawkari intelligence", "intelligence:api")
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
    access = access_of(request)
    view = entity_for_program(access, canonical_id)
    return {**entity_data(view), "marks": [asdict(one) for one in marks_on(access, view)]}


@api.get("/network.json", response={200: NetworkOut, **REFUSALS, 404: ErrorOut}, by_alias=True)
def network(request: HttpRequest, asked: Query[NetworkQuery]) -> dict[str, Any]:
    """The network of the operation or around a focus, cut to what a chart holds; audited."""
    access = access_of(request)
    return chart_data(chart_of(access, whole(access, asked.filters), most=asked.most))


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


api.add_router("", review_router)
api.add_router("", loading_router)
api.add_router("", what_if_router)
api.add_router("", tasks_router)
api.add_router("", goods_router)
api.add_router("", brief_router)
api.add_exception_handler(
    JudgementConflict,
    says(api, 409, code="conflict", remedy="Withdraw one of the decisions first, with a reason."),
)
api.add_exception_handler(
    EntityNotFound, says(api, 404, code="not_found", remedy="Search for it again.")
)
api.add_exception_handler(
    ChartNotFound, says(api, 404, code="not_found", remedy="Look at the list of saved charts.")
)

urls = addresses(api)
