"""What programs read as a whole: FollowTheMoney line by line, and events for MISP as a feed."""

from datetime import UTC, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from ninja import Path, Query

from hawkari.desks.exchange.program_api import REFUSED, make_program_api
from hawkari.desks.exchange.services.catalog import check_datasets
from hawkari.desks.exchange.services.misp import misp_event, misp_manifest
from hawkari.desks.exchange.services.streaming import stream_entities
from hawkari.desks.exchange.tokens import Door
from hawkari.desks.programs import access_of, addresses

__all__ = ["misp_api", "misp_urls", "stream_api", "stream_urls"]

LINES = "application/x-ndjson; charset=utf-8"
"""One JSON object a line."""

stream_api = make_program_api("Hawkari as FollowTheMoney", "exchange:stream", Door.STREAM)
misp_api = make_program_api("Hawkari as a MISP feed", "exchange:misp", Door.MISP)


@stream_api.get(
    "/entities.ftm.json",
    response={200: Any, **REFUSED},
    openapi_extra={"responses": {200: {"content": {LINES: {"schema": {"type": "string"}}}}}},
)
def entities(
    request: HttpRequest,
    *,
    since: datetime | None = None,
    dataset: Annotated[str, Query(max_length=100)] = "",
) -> HttpResponseBase:
    """Every entity that the token may see, a line of JSON for each marking; audited.

    `since` gives only entities of which something was recorded after it, `dataset` only what one
    source says.
    """
    access = access_of(request)
    if dataset:
        check_datasets(access, frozenset({dataset}))
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    lines = stream_entities(access, since=since, dataset=dataset)
    return StreamingHttpResponse(lines, content_type=LINES)


@misp_api.get("/manifest.json", response={200: dict[str, Any], **REFUSED})
def manifest(request: HttpRequest) -> dict[str, Any]:
    """The events there are, one for each source that the token may see; audited."""
    return misp_manifest(access_of(request))


@misp_api.get("/{event}.json", response={200: dict[str, Any], **REFUSED})
def event(request: HttpRequest, event: Path[str]) -> dict[str, Any]:
    """One event with its objects; audited, and kept for corrections."""
    return misp_event(access_of(request), event)


stream_urls, misp_urls = addresses(stream_api), addresses(misp_api)
