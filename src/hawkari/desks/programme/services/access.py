"""Who may do what at this desk, and which items of the register they know of at all."""

from django.db.models import QuerySet

from hawkari.desks.programme.models import RegisterItem
from hawkari.evidence.access import Access, Action, own_agency, require

__all__ = [
    "known_items",
    "own_agency",
    "require_programme",
    "require_reading",
]

READING = (Action.PROGRAMME, Action.READ_PROGRAMME)
"""Each of these includes reading the register, its money and its results."""


def require_programme(access: Access) -> None:
    """Refuse whoever may not keep the register, its money and its activities.

    Raises:
        AccessDenied: if the role may not; the denial is audited.
    """
    require(access, Action.PROGRAMME)


def require_reading(access: Access) -> None:
    """Refuse whoever may not read the register, its money and its results.

    Raises:
        AccessDenied: if the role may not; the denial is audited.
    """
    require(access, next((one for one in READING if access.may(one)), Action.READ_PROGRAMME))


def known_items(access: Access) -> QuerySet[RegisterItem]:
    """The items that a reader may know of: those of the operation that their agency keeps."""
    return RegisterItem.objects.filter(operation=access.operation, agency=access.user.agency_id)
