"""The shapes of the yente-compatible API, as yente's own clients read them."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema

__all__ = [
    "AdjacentOut",
    "AdjacentPropertyOut",
    "AlgorithmsOut",
    "CatalogOut",
    "EntityOut",
    "MatchIn",
    "MatchOut",
    "MatchQuery",
    "PageQuery",
    "SearchOut",
    "SearchQuery",
    "StatusOut",
]

MOST_QUESTIONS = 100


class StatusOut(Schema):
    """That the server answers."""

    status: Literal["ok"]


class DatasetOut(Schema):
    """One source, or all of them together under the name ``default``."""

    name: str
    title: str
    load: bool = True
    index_current: bool = True
    children: list[str] = []


class CatalogOut(Schema):
    """What can be asked."""

    datasets: list[DatasetOut]
    current: list[str]
    outdated: list[str] = []
    index_stale: bool = False


class AlgorithmOut(Schema):
    """One way to compare."""

    name: str
    description: str
    docs: dict[str, Any]


class AlgorithmsOut(Schema):
    """How is compared: one way only."""

    algorithms: list[AlgorithmOut]
    default: str
    best: str


class EntityOut(Schema):
    """An entity; values of a property may be entities themselves where they are asked nested."""

    id: str
    caption: str
    schema_: str = Field(alias="schema")
    properties: dict[str, list[Any]]
    datasets: list[str]
    referents: list[str]
    target: bool = Field(description="Always false: to be in Hawkari is no accusation")
    first_seen: datetime | None
    last_seen: datetime | None
    last_change: datetime | None
    handling: Literal["P", "C"] = Field(description="C: ask the originator before acting")
    conditions: list[str] = Field(description="The words of the conditions of handling C")


class FeatureOut(Schema):
    """What one comparison says: `weight` in bits, `score` the same within -1 and 1."""

    score: float = Field(ge=-1, le=1)
    weight: float
    detail: str
    query: str
    candidate: str


class ScoredOut(EntityOut):
    """An entity with the probability that it is the one asked for."""

    score: float = Field(ge=0, le=1)
    match: bool
    explanations: dict[str, FeatureOut]


class TotalOut(Schema):
    """How many there are."""

    value: int
    relation: Literal["eq", "gte"] = "eq"


class FacetItemOut(Schema):
    """One value of a facet."""

    name: str
    label: str
    count: int


class FacetOut(Schema):
    """A facet's values among what was found."""

    label: str
    values: list[FacetItemOut]


class SearchOut(Schema):
    """What was found."""

    results: list[EntityOut]
    facets: dict[str, FacetOut]
    total: TotalOut
    limit: int
    offset: int


class AdjacentPropertyOut(Schema):
    """What is around an entity by one property."""

    results: list[EntityOut]
    total: TotalOut
    limit: int
    offset: int


class AdjacentOut(Schema):
    """An entity with everything around it."""

    entity: EntityOut
    adjacent: dict[str, AdjacentPropertyOut]


class QuestionIn(Schema):
    """An entity to look for; what it has beside is passed over."""

    schema_: str = Field("Thing", alias="schema", max_length=60)
    id: str | None = Field(None, max_length=500)
    properties: dict[str, str | list[str]] = Field(max_length=100)


class MatchIn(Schema):
    """Questions by the program's own keys. Weights and settings of yente's scorers do nothing."""

    queries: dict[str, QuestionIn] = Field(min_length=1, max_length=MOST_QUESTIONS)
    weights: dict[str, Any] | None = None
    config: dict[str, Any] | None = None


class AnswerOut(Schema):
    """What one question found."""

    status: int
    query: dict[str, Any]
    results: list[ScoredOut]
    total: TotalOut


class MatchOut(Schema):
    """Answers by the program's own keys."""

    responses: dict[str, AnswerOut]
    matcher: dict[str, str]
    limit: int


class PageQuery(Schema):
    """Which part of a long list; best first is the only order."""

    limit: int = Field(50, ge=0, le=500)
    offset: int = Field(0, ge=0, le=10_000)
    sort: list[str] = Field([], max_length=10)


class _CommonQuery(Schema):
    """Filters of both."""

    include_dataset: list[str] = Field([], max_length=100)
    exclude_dataset: list[str] = Field([], max_length=100)
    exclude_schema: list[str] = Field([], max_length=100)
    topics: list[str] = Field([], max_length=100, description="Nothing here has topics")
    changed_since: str = Field("", max_length=40, description="Statements after this moment")


class SearchQuery(_CommonQuery):
    """What to search for."""

    q: str = Field("", max_length=1000)
    schema_: str = Field("", alias="schema", max_length=60)
    countries: list[str] = Field([], max_length=100)
    limit: int = Field(10, ge=0, le=100)
    offset: int = Field(0, ge=0, le=10_000)
    facets: list[str] = Field(["countries", "topics", "datasets"], max_length=10)
    fuzzy: bool = False
    simple: bool = False
    sort: list[str] = Field([], max_length=10, description="Best first is the only order")
    filter: list[str] = Field([], max_length=20)


class MatchQuery(_CommonQuery):
    """How to match."""

    threshold: float = Field(0.7, ge=0, le=1)
    cutoff: float = Field(0.5, ge=0, le=1)
    algorithm: str = Field("best", max_length=60)
    limit: int = Field(5, ge=0, le=100)
    exclude_entity_ids: list[str] = Field([], max_length=100)
