"""What the desk's views share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from hawkari.desks.returns.services.refusals import CaseNotFound
from hawkari.evidence.access import Access

__all__ = ["WorkRequest", "attachment", "finds_cases", "refuse"]

View = Callable[..., HttpResponse]


class WorkRequest(HttpRequest):
    """A request of somebody who is logged in, for the types only."""

    access: Access


def finds_cases(view: View) -> View:
    """Turn a case that is not there, or another agency's, into a 404: nobody is told which."""

    @wraps(view)
    def found(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except CaseNotFound as missing:
            raise Http404 from missing

    return found


def refuse(request: HttpRequest, why: str) -> None:
    """Tell the reader on the next page that nothing was changed, and why."""
    said = gettext("Nothing was changed:")
    messages.error(request, f"{said} {why}")


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
