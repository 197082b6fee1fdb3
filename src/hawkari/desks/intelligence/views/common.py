"""What the desk's views share."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from hawkari.desks.intelligence.chart_content import LARGEST
from hawkari.desks.intelligence.services.exporting import Export
from hawkari.desks.pages import attachment, missing_is_404
from hawkari.evidence.entities import EntityNotFound

__all__ = [
    "AT_ONCE",
    "LARGEST",
    "chart_number",
    "exported",
    "finds_entities",
    "handing_over",
    "query_without",
    "refuse",
]

# A network is worked out at once up to here; a larger one waits to be asked: it takes seconds.
AT_ONCE = 400
LONGEST = len(str(LARGEST))

finds_entities = missing_is_404(EntityNotFound)


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


def exported(export: Export) -> HttpResponse:
    """An export as a file that the browser saves."""
    return attachment(export.content, export.name, export.media_type)
