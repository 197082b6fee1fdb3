"""What the desk's views share."""

from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.desks.pages import missing_is_404

__all__ = ["finds"]

finds = missing_is_404(NotFound)
