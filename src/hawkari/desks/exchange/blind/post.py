"""What blind matching asks of the node: who we are, who our partners are, and to send."""

from collections.abc import Mapping
from typing import Any

from hawkari.desks.exchange.models import Partner
from hawkari.desks.exchange.node.identity import NodeUnset, own_agency
from hawkari.desks.exchange.node.sending import send, send_as_node
from hawkari.evidence.models import Agency, User

__all__ = ["is_anothers", "is_ours", "own_agency", "partners", "post"]


def is_ours(agency: int | None) -> bool:
    """Whether an agency, by its number, is the one whose node this is; no where it is no node."""
    try:
        return agency is not None and agency == own_agency().pk
    except NodeUnset:
        return False


def is_anothers(agency: int | None) -> bool:
    """Whether this is the node of another agency than the one of this number."""
    try:
        return agency != own_agency().pk
    except NodeUnset:
        return False


def partners() -> list[Agency]:
    """The agencies whose keys are pinned, by short name."""
    pinned = Partner.objects.filter(state="pinned").select_related("agency")
    return [one.agency for one in pinned.order_by("agency__slug")]


def post(
    kind: str,
    body: Mapping[str, Any],
    *,
    to: Agency,
    by: User | None = None,
    in_reply_to: str = "",
    operation: str = "",
) -> None:
    """Send a message to one partner, in the caller's transaction; `by` of None is the node itself.

    Raises:
        BadInput: if the partner is unknown or its keys were revoked.
    """
    if by is None:
        send_as_node(kind, body, to=[to], in_reply_to=in_reply_to, operation=operation)
    else:
        send(kind, body, to=[to], by=by, in_reply_to=in_reply_to, operation=operation)
