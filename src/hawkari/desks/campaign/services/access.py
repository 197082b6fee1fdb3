"""Who may do what at this desk, and which posts they know of at all."""

from django.db.models import QuerySet

from hawkari.desks.campaign.models import Channel, Import, Post
from hawkari.evidence.access import Access, Action, own_agency, require

__all__ = [
    "READING",
    "known_channels",
    "known_imports",
    "known_posts",
    "own_agency",
    "require_campaign",
    "require_reading",
]

READING = (Action.CAMPAIGN, Action.SIGN_ANSWER, Action.READ_CAMPAIGN)
"""Each of these includes reading myths, answers, plans and effects; only the first, posts."""


def require_campaign(access: Access) -> None:
    """Refuse whoever may not work with posts.

    Raises:
        AccessDenied: if the role may not; the denial is audited.
    """
    require(access, Action.CAMPAIGN)


def require_reading(access: Access) -> None:
    """Refuse whoever may not read myths, answers, plans and effects.

    Raises:
        AccessDenied: if the role may not; the denial is audited.
    """
    require(access, next((one for one in READING if access.may(one)), Action.READ_CAMPAIGN))


def known_imports(access: Access) -> QuerySet[Import]:
    """The imports that a reader may know of: those of the operation that their agency made."""
    return Import.objects.filter(operation=access.operation, agency=access.user.agency_id)


def known_channels(access: Access) -> QuerySet[Channel]:
    """The channels of those imports."""
    return Channel.objects.filter(operation=access.operation, agency=access.user.agency_id)


def known_posts(access: Access) -> QuerySet[Post]:
    """The posts that a reader may know of: those of the operation that their agency imported."""
    return Post.objects.filter(operation=access.operation, agency=access.user.agency_id)
