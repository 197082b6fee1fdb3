"""What the desk's views share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.evidence.access import Access

__all__ = ["WorkRequest", "attachment", "finds", "handling_words"]

View = Callable[..., HttpResponse]


class WorkRequest(HttpRequest):
    """A request of somebody who is logged in, for the types only."""

    access: Access


def finds(view: View) -> View:
    """Turn what is not there, or another agency's, into a 404: nobody is told which."""

    @wraps(view)
    def found(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing

    return found


def handling_words() -> str:
    """The line above and below what is shown of posts."""
    return gettext("Posts of third parties: for this operation only. Names and phones are masked.")


def attachment(content: bytes | str, name: str, kind: str) -> HttpResponse:
    """A file that the browser saves instead of showing.

    Args:
        content: of the file.
        name: of the file.
        kind: its media type.
    """
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
