"""What TAXII's answers look like, and what its requests must say of themselves."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from hawkari.errors import HawkariError

__all__ = [
    "MEDIA_TYPE",
    "MOST_BYTES",
    "TaxiiError",
    "answer",
    "check_accept",
    "envelope_of",
    "error_answer",
]

MEDIA_TYPE = "application/taxii+json;version=2.1"
MOST_BYTES = 10 << 20
_ANY = frozenset({"*/*", "application/*"})
_TAXII = re.compile(r"application/taxii\+json(?:;version=([^;]*))?(?:;q=[0-9.]+)?", re.IGNORECASE)


class TaxiiError(HawkariError):
    """A request that is answered with an error.

    Args:
        status: of HTTP.
        title: what is wrong, without full stop.
        remedy: what to do about it, as a sentence.
    """

    def __init__(self, status: int, title: str, remedy: str = "") -> None:
        self.status, self.title, self.remedy = status, title, remedy
        super().__init__(title)


def answer(
    body: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """A TAXII resource."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=headers)


def error_answer(error: TaxiiError) -> HttpResponse:
    """The error message resource."""
    body = {"title": error.title, "http_status": str(error.status)}
    if error.remedy:
        body["description"] = error.remedy
    return answer(body, status=error.status)


def check_accept(request: HttpRequest) -> None:
    """Refuse a program that does not take TAXII 2.1.

    Raises:
        TaxiiError: 406.
    """
    asked = request.headers.get("Accept", "*/*").replace(" ", "").split(",")
    if not any(one.split(";")[0] in _ANY or _is_ours(one) for one in asked):
        raise TaxiiError(406, "the answer is TAXII 2.1 only", f"Send Accept: {MEDIA_TYPE}.")


def _is_ours(media_type: str) -> bool:
    found = _TAXII.fullmatch(media_type)
    return found is not None and found[1] in {None, "2.1"}


def envelope_of(request: HttpRequest) -> list[Any]:
    """The objects that a request hands in.

    Raises:
        TaxiiError: 415 for another media type, 413 for too much, 400 for what is no JSON, 422 for
            what is no envelope.
    """
    if not _is_ours(request.headers.get("Content-Type", "").replace(" ", "")):
        raise TaxiiError(415, "objects come as TAXII 2.1 only", f"Send Content-Type: {MEDIA_TYPE}.")
    content = request.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TaxiiError(413, f"the request is longer than {MOST_BYTES:,} bytes", "Send less.")
    try:
        body = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise TaxiiError(400, "the content is no JSON that can be read", "Correct it.") from error
    objects = body.get("objects") if isinstance(body, dict) else None
    if not isinstance(objects, list):
        raise TaxiiError(422, "the content is no envelope with objects", 'Send {"objects": […]}.')
    return objects


def _no_number(word: str) -> None:
    raise ValueError(word)
