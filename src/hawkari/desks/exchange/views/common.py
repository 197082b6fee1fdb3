"""What the desk's views share."""

from django.contrib import messages
from django.http import HttpRequest

from hawkari.evidence.access import Access

__all__ = ["WorkRequest", "refuse"]


class WorkRequest(HttpRequest):
    """A request of somebody who is logged in, for the types only."""

    access: Access


def refuse(request: HttpRequest, what: str, why: str) -> None:
    """Tell the reader on the next page what was not done, and why; both in their language."""
    messages.error(request, f"{what} {why}")
