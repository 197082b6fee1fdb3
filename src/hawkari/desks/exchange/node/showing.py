"""What is told of this node and its partners: keys' names and counts, never content."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q

from hawkari.desks.exchange.models import DeliveryState, InMessage, Partner
from hawkari.desks.exchange.node.cards import Card
from hawkari.desks.exchange.node.heads import newest_heads
from hawkari.desks.exchange.node.partners import card_of, own_card
from hawkari.evidence import audit
from hawkari.evidence.audit import Act

__all__ = ["NodeView", "PartnerView", "node_view", "told_by_command"]

OPEN = (DeliveryState.WAITING, DeliveryState.DELIVERED)


@dataclass(frozen=True, slots=True)
class PartnerView:
    """A partner as lists show it.

    Attributes:
        agency: its short name.
        name: its name.
        country: its country's code.
        address: of its node, or empty.
        state: ``pinned`` or ``revoked``.
        fingerprint: of the keys that we pinned.
        pinned_by: who added it.
        pinned_at: when.
        waiting: how many messages it has not confirmed.
        failed: how many it refused, or that expired.
        received: how many came from it.
        heard_at: when the last one came.
        log: how the last head of its audit log follows (`PartnerHead.Standing`), or empty.
    """

    agency: str
    name: str
    country: str
    address: str
    state: str
    fingerprint: str
    pinned_by: str
    pinned_at: datetime
    waiting: int
    failed: int
    received: int
    heard_at: datetime | None
    log: str


@dataclass(frozen=True, slots=True)
class NodeView:
    """This node and its partners."""

    card: Card
    partners: tuple[PartnerView, ...]

    def as_json(self) -> dict[str, Any]:
        """The view as plain data, times in ISO 8601."""
        rows = [
            {
                **asdict(one),
                "pinned_at": one.pinned_at.isoformat(),
                "heard_at": one.heard_at and one.heard_at.isoformat(),
            }
            for one in self.partners
        ]
        own = {**asdict(self.card), "fingerprint": self.card.fingerprint}
        return {"node": own, "partners": rows}


def told_by_command(*, by: str) -> NodeView:
    """This node and its partners, for whoever runs the installation.

    Raises:
        NodeUnset: before ``hawkari node init``.
    """
    with transaction.atomic():
        view = node_view()
        audit.record(Act.CONSULT, actor=by, count=len(view.partners), detail={"what": "node"})
    return view


def node_view() -> NodeView:
    """This node and its partners; whoever calls this records the look.

    Raises:
        NodeUnset: before ``hawkari node init``.
    """
    card = own_card()
    counted = Partner.objects.select_related("agency").annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state__in=OPEN)),
        failed=Count("deliveries", filter=Q(deliveries__state=DeliveryState.FAILED)),
    )
    heard: dict[int, dict[str, Any]] = {
        row["sender"]: dict(row)
        for row in InMessage.objects.values("sender").annotate(
            received=Count("pk"), heard_at=Max("received_at")
        )
    }
    logs = {number: head.standing for number, head in newest_heads().items()}
    views = (_view(one, heard.get(one.pk, {}), logs.get(one.pk, "")) for one in counted)
    return NodeView(card, tuple(views))


def _view(partner: Any, heard: dict[str, Any], log: str) -> PartnerView:
    return PartnerView(
        agency=partner.agency.slug,
        name=partner.agency.name,
        country=partner.agency.country,
        address=partner.address,
        state=partner.state,
        fingerprint=card_of(partner).fingerprint,
        pinned_by=partner.pinned_by,
        pinned_at=partner.pinned_at,
        waiting=partner.waiting,
        failed=partner.failed,
        received=heard.get("received", 0),
        heard_at=heard.get("heard_at"),
        log=log,
    )
