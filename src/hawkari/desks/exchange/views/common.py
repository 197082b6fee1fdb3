"""What the desk's views share."""

from django.contrib import messages
from django.http import HttpRequest

__all__ = ["refuse"]


def refuse(request: HttpRequest, what: str, why: str) -> None:
    """Tell the reader on the next page what was not done, and why; both in their language."""
    messages.error(request, f"{what} {why}")
