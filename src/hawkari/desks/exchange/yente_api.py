"""A yente-compatible API: clients of yente ask Hawkari without a change, by a token as their key.

What is the same: addresses, parameters, shapes. What is not: there is one way to compare, that of
the linkage engine; a name alone is never a match; nobody is a ``target``.
"""

import math
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from ninja import Path, Query

from hawkari.desks.exchange.program_api import REFUSED, make_program_api
from hawkari.desks.exchange.services.catalog import catalog as sources_of
from hawkari.desks.exchange.services.catalog import check_datasets
from hawkari.desks.exchange.services.entity_answers import EntityAnswer, entity_answer
from hawkari.desks.exchange.services.matching import (
    MOST_HITS,
    Asked,
    Match,
    Wanted,
    match_all,
    search_entities,
)
from hawkari.desks.exchange.services.told_entities import ToldEntity
from hawkari.desks.exchange.tokens import Door
from hawkari.desks.exchange.yente_schemas import (
    AdjacentOut,
    AdjacentPropertyOut,
    AlgorithmsOut,
    CatalogOut,
    EntityOut,
    MatchIn,
    MatchOut,
    MatchQuery,
    PageQuery,
    SearchOut,
    SearchQuery,
    StatusOut,
)
from hawkari.desks.programs import access_of, addresses
from hawkari.errors import BadInput
from hawkari.evidence.access import Access

__all__ = ["api", "urls"]

ALL = "default"
ALGORITHM = "hawkari-linkage"
EVEN_BITS = 8

api = make_program_api("Hawkari for clients of yente", "exchange:yente", Door.MATCH)


@api.get("/healthz", response={200: StatusOut}, auth=None)
def healthz(request: HttpRequest) -> dict[str, str]:  # noqa: ARG001  the framework gives it
    """That the server answers."""
    return {"status": "ok"}


@api.get("/readyz", response={200: StatusOut}, auth=None)
def readyz(request: HttpRequest) -> dict[str, str]:  # noqa: ARG001  the framework gives it
    """That questions are answered: there is no index to wait for."""
    return {"status": "ok"}


@api.get("/catalog", response={200: CatalogOut, **REFUSED})
def catalog(request: HttpRequest) -> dict[str, Any]:
    """The sources that this token may ask, and ``default`` for all of them; audited."""
    access = access_of(request)
    found = sources_of(access)
    whole = {"name": ALL, "title": access.operation.name, "children": list(found)}
    single = [{"name": slug, "title": name} for slug, name in found.items()]
    return {"datasets": [whole, *single], "current": [ALL, *found]}


@api.get("/algorithms", response={200: AlgorithmsOut}, auth=None)
def algorithms(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001  the framework gives it
    """How is compared."""
    words = "Fellegi-Sunter weights of Hawkari's linkage; scores are probabilities"
    one = {"name": ALGORITHM, "description": words, "docs": {}}
    return {"algorithms": [one], "default": ALGORITHM, "best": ALGORITHM}


@api.get("/search/{dataset}", response={200: SearchOut, **REFUSED}, by_alias=True)
def search(request: HttpRequest, dataset: Path[str], asked: Query[SearchQuery]) -> dict[str, Any]:
    """Entities that a query may mean, best first; audited, and kept for corrections."""
    access = access_of(request)
    wanted = _wanted(
        access, dataset, asked, schema=asked.schema_, countries=_lowered(asked.countries)
    )
    found, total = search_entities(access, asked.q, wanted, limit=asked.limit, offset=asked.offset)
    return {
        "results": [entity_data(one) for one in found],
        "facets": _facets(found, asked.facets),
        "total": {"value": total, "relation": "gte" if total >= MOST_HITS else "eq"},
        "limit": asked.limit,
        "offset": asked.offset,
    }


@api.post("/match/{dataset}", response={200: MatchOut, **REFUSED}, by_alias=True)
def match(
    request: HttpRequest, dataset: Path[str], *, body: MatchIn, asked: Query[MatchQuery]
) -> dict[str, Any]:
    """For each question, the entities that may be the one asked for, likeliest first; audited."""
    if asked.algorithm not in {"best", ALGORITHM}:
        raise BadInput(f"there is no algorithm {asked.algorithm!r}", f"Use best or {ALGORITHM}.")
    access = access_of(request)
    wanted = _wanted(access, dataset, asked, without_ids=frozenset(asked.exclude_entity_ids))
    questions = {
        key: Asked(one.schema_, _lists(one.properties)) for key, one in body.queries.items()
    }
    found = match_all(access, questions, wanted, limit=MOST_HITS)
    return {
        "responses": {
            key: _answer(questions[key], matches, asked) for key, matches in found.items()
        },
        "matcher": {"name": ALGORITHM},
        "limit": asked.limit,
    }


@api.get("/entities/{entity_id}", response={200: EntityOut, 308: None, **REFUSED}, by_alias=True)
def entity(
    request: HttpRequest, entity_id: Path[str], *, nested: bool = True
) -> dict[str, Any] | HttpResponseBase:
    """One entity, with what is around it unless `nested` is false; audited.

    An id that was joined to another leads there.
    """
    found = entity_answer(access_of(request), entity_id, nested=nested)
    if found.entity.id != entity_id:
        where = reverse("exchange:yente:entity", args=[found.entity.id])
        told = urlencode({"nested": str(nested).lower()})
        return HttpResponse(status=308, headers={"Location": f"{where}?{told}"})
    return _nested_data(found) if nested else entity_data(found.entity)


@api.get("/entities/{entity_id}/adjacent", response={200: AdjacentOut, **REFUSED}, by_alias=True)
def adjacent(request: HttpRequest, entity_id: Path[str], asked: Query[PageQuery]) -> dict[str, Any]:
    """What is around an entity, by property; audited."""
    found = entity_answer(access_of(request), entity_id, nested=True)
    return {
        "entity": entity_data(found.entity),
        "adjacent": {prop: _page(some, asked) for prop, some in found.beside.items()},
    }


@api.get(
    "/entities/{entity_id}/adjacent/{prop}",
    response={200: AdjacentPropertyOut, **REFUSED},
    by_alias=True,
)
def adjacent_by(
    request: HttpRequest, entity_id: Path[str], *, prop: Path[str], asked: Query[PageQuery]
) -> dict[str, Any]:
    """What is around an entity by one property; audited."""
    found = entity_answer(access_of(request), entity_id, nested=True)
    return _page(found.beside.get(prop, ()), asked)


def _wanted(access: Access, dataset: str, asked: SearchQuery | MatchQuery, **more: Any) -> Wanted:
    named = {dataset, *asked.include_dataset}
    datasets = frozenset() if ALL in named else frozenset(named)
    without = frozenset(asked.exclude_dataset)
    check_datasets(access, datasets | without)
    return Wanted(
        datasets=datasets,
        without_datasets=without,
        without_schemata=frozenset(asked.exclude_schema),
        topics=frozenset(asked.topics),
        since=_moment(asked.changed_since),
        **more,
    )


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is no date or time", "Give it as 2026-11-27.") from error
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _lowered(values: list[str]) -> frozenset[str]:
    return frozenset(one.casefold() for one in values)


def _lists(properties: Mapping[str, str | list[str]]) -> dict[str, list[str]]:
    return {prop: [said] if isinstance(said, str) else said for prop, said in properties.items()}


def entity_data(one: ToldEntity) -> dict[str, Any]:
    """An entity as yente tells it."""
    return {
        "id": one.id,
        "caption": one.caption,
        "schema": one.schema,
        "properties": {prop: list(values) for prop, values in one.properties.items()},
        "datasets": list(one.datasets),
        "referents": list(one.referents),
        "target": False,
        "first_seen": one.first_seen,
        "last_seen": one.last_seen,
        "last_change": one.last_seen,
        "handling": one.handling,
        "conditions": list(one.conditions),
    }


def _nested_data(found: EntityAnswer) -> dict[str, Any]:
    data = entity_data(found.entity)
    for prop, some in found.beside.items():
        data["properties"][prop] = [_with_ends(one, found) for one in some]
    return data


def _with_ends(one: ToldEntity, found: EntityAnswer) -> dict[str, Any]:
    data = entity_data(one)
    data["properties"] = {
        prop: [entity_data(found.ends[value]) if value in found.ends else value for value in values]
        for prop, values in one.properties.items()
    }
    return data


def _page(some: tuple[ToldEntity, ...], asked: PageQuery) -> dict[str, Any]:
    given = some[asked.offset : asked.offset + asked.limit]
    return {
        "results": [entity_data(one) for one in given],
        "total": {"value": len(some)},
        "limit": asked.limit,
        "offset": asked.offset,
    }


def _facets(found: list[ToldEntity], wanted: list[str]) -> dict[str, Any]:
    """What the answers have in common; of this page of them, since no more was read."""
    values = {
        "datasets": [one.datasets for one in found],
        "countries": [one.properties.get("country", ()) for one in found],
        "topics": [one.properties.get("topics", ()) for one in found],
    }
    return {
        name: {
            "label": name.capitalize(),
            "values": [
                {"name": value, "label": value, "count": count}
                for value, count in Counter(v for some in values[name] for v in some).most_common()
            ],
        }
        for name in wanted
        if name in values
    }


def _answer(question: Asked, matches: list[Match], asked: MatchQuery) -> dict[str, Any]:
    likely = [one for one in matches if one.probability >= asked.cutoff]
    results = [_scored(one, asked.threshold) for one in likely[: asked.limit]]
    return {
        "status": 200,
        "query": {"schema": question.schema, "properties": dict(question.properties)},
        "results": results,
        "total": {"value": len(likely)},
    }


def _scored(one: Match, threshold: float) -> dict[str, Any]:
    return {
        **entity_data(one.entity),
        "score": one.probability,
        "match": one.probability >= threshold and one.is_more_than_a_name,
        "explanations": {
            reason.comparison: {
                "score": math.tanh(reason.weight / EVEN_BITS),
                "weight": reason.weight,
                "detail": reason.level,
                "query": reason.left,
                "candidate": reason.right,
            }
            for reason in one.reasons
        },
    }


urls = addresses(api)
