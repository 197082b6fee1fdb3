"""What the views of every desk share."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hawkari.evidence.access import Access

__all__ = ["View", "WorkRequest", "attachment", "form_page", "missing_is_404"]

View = Callable[..., HttpResponse]


class WorkRequest(HttpRequest):
    """A request after `AccessMiddleware`, for the types only: somebody is logged in."""

    access: Access


def missing_is_404(missing: type[Exception]) -> Callable[[View], View]:
    """Turn what is not there, or another agency's, into a 404: nobody is told which.

    Args:
        missing: what the services of the desk raise then.
    """

    def finds(view: View) -> View:
        @wraps(view)
        def found(*args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(*args, **kwargs)
            except missing as error:
                raise Http404 from error

        return found

    return finds


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


def form_page(
    request: HttpRequest, page: str, context: Mapping[str, Any], *parts: Any
) -> HttpResponse:
    """A page with a form; its status is 400 while what was sent cannot be used.

    Args:
        request: of the reader.
        page: its template.
        context: of the template; the form is its `form`.
        parts: formsets on the same page.
    """
    wrong = context["form"].errors or any(one.is_bound and not one.is_valid() for one in parts)
    return render(request, page, context, status=400 if wrong else 200)
