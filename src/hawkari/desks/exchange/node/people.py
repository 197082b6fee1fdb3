"""Whose people act and look for this node: those of its own agency, and nobody else.

An operation has members of several agencies, and they may share an installation; but a partner
takes what the node says for its agency's word, and what the node holds of a partner was told to
that agency. Every service that acts for the node asks here (`require_own`), and every service
that shows what is the node's reads through here (`own_rows`).
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

from hawkari.desks.exchange.node.identity import NodeUnset, own_agency
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Agency, User

__all__ = ["AnothersNode", "is_own", "own_rows", "require_own"]

Row = TypeVar("Row", bound=Model)


class AnothersNode(BadInput):
    """This is the node of another agency than theirs who act."""

    def __init__(self, own: Agency) -> None:
        super().__init__(f"this node speaks for {own.slug}", "Let somebody of that agency do it.")


def is_own(user: User) -> bool:
    """Whether somebody is of the agency whose node this is; nobody is where it is no node."""
    try:
        return user.agency_id == own_agency().pk
    except NodeUnset:
        return False


def own_rows(access: Access, rows: "QuerySet[Row]") -> "QuerySet[Row]":
    """Rows that are the node's, for people of its agency; none for anybody else."""
    return rows if is_own(access.user) else rows.none()


def require_own(user: User) -> Agency:
    """The agency whose node this is, if somebody is of it.

    Raises:
        AnothersNode: if they are of another agency.
        NodeUnset: before ``hawkari node init``.
    """
    own = own_agency()
    if user.agency_id != own.pk:
        raise AnothersNode(own)
    return own
