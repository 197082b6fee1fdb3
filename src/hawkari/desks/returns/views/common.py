"""What the desk's views share."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from hawkari.desks.pages import missing_is_404
from hawkari.desks.returns.services.refusals import CaseNotFound

__all__ = ["finds_cases", "refuse"]

finds_cases = missing_is_404(CaseNotFound)


def refuse(request: HttpRequest, why: str) -> None:
    """Tell the reader on the next page that nothing was changed, and why."""
    said = gettext("Nothing was changed:")
    messages.error(request, f"{said} {why}")
