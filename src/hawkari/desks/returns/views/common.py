"""What the desk's views share."""

from django.http import HttpRequest

from hawkari.evidence.access import Access

__all__ = ["WorkRequest"]


class WorkRequest(HttpRequest):
    """A request of somebody who is logged in, for the types only."""

    access: Access
