"""What views of letters, packages and history share."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from hawkari.evidence.access import Access

__all__ = ["WorkRequest", "handling_words", "refuse"]


class WorkRequest(HttpRequest):
    """A request of somebody who is logged in, for the types only."""

    access: Access


def handling_words() -> str:
    """The line above and below what is shown of a case."""
    return gettext("Personal data: returns casework only. Share the least needed.")


def refuse(request: HttpRequest, why: str) -> None:
    """Tell the reader on the next page that nothing was changed, and why."""
    said = gettext("Nothing was changed:")
    messages.error(request, f"{said} {why}")
