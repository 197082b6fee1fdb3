"""What the desk's views share."""

from hawkari.desks.pages import missing_is_404
from hawkari.desks.programme.services.refusals import NotFound

__all__ = ["finds"]

finds = missing_is_404(NotFound)
