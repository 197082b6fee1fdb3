"""What the desk's views share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from hawkari.desks.intelligence.chart_content import LARGEST
from hawkari.desks.intelligence.services.exporting import Export
from hawkari.evidence.access import Access
from hawkari.evidence.entities import EntityNotFound

__all__ = [
    "AT_ONCE",
    "LARGEST",
    "WorkRequest",
    "attachment",
    "chart_number",
    "finds_entities",
    "handing_over",
    "query_without",
    "refuse",
]

# A network is worked out at once up to here; a larger one waits to be asked: it takes seconds.
AT_ONCE = 400
LONGEST = len(str(LARGEST))

View = Callable[..., HttpResponse]


class WorkRequest(HttpRequest):
    """A request of somebody who is logged in, for the types only."""

    access: Access


def finds_entities(view: View) -> View:
    """Turn an entity that is not there, or hidden, into a 404: the two are told apart by nobody."""

    @wraps(view)
    def found(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except EntityNotFound as missing:
            raise Http404 from missing

    return found


def chart_number(text: str) -> int:
    """The number of a saved chart, or of a version of one, as an address states it; else a 404."""
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST or int(text) > LARGEST:
        raise Http404
    return int(text)


def handing_over(given: QueryDict) -> dict[str, str]:
    """Why a file is made and who is to receive it, as its form states them; both may be empty."""
    return {
        "reason": given.get("why", "")[:1000],
        "recipient": given.get("recipient", "")[:200],
    }


def query_without(given: QueryDict, *names: str) -> str:
    """The query string of an address without some of its fields, for links that add to it."""
    query = given.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()


def refuse(request: HttpRequest, what: str, why: str) -> None:
    """Tell the reader on the next page what was not done, and why; both in their language."""
    messages.error(request, f"{what} {why}")


def attachment(export: Export) -> HttpResponse:
    """A file that the browser saves instead of showing."""
    response = HttpResponse(export.content, content_type=export.media_type)
    response["Content-Disposition"] = f'attachment; filename="{export.name}"'
    response["Cache-Control"] = "no-store"
    return response
