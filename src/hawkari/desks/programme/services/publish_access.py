"""Who sees what stays inside of publications."""

from hawkari.evidence.access import Access, Action, require

__all__ = ["require_inside"]

INSIDE = (Action.PROGRAMME, Action.APPROVE_MONEY)
"""Whoever keeps the register, and whoever reviews what is published from it."""


def require_inside(access: Access) -> None:
    """Refuse whoever may not see what is withheld from publications.

    Raises:
        AccessDenied: if the role may not; the denial is audited.
    """
    require(access, next((one for one in INSIDE if access.may(one)), Action.PROGRAMME))
