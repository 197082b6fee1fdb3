"""What blind matching asks of the node: who we are, who our partners are, and to send."""

from collections.abc import Mapping
from typing import Any

from hawkari.desks.exchange.models import Partner
from hawkari.desks.exchange.node.identity import own_agency
from hawkari.desks.exchange.node.sending import send, send_as_node
from hawkari.evidence.models import Agency, User

__all__ = ["own_agency", "partners", "post"]


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
