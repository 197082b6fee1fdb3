"""Hands messages over: seals them, and keeps what the partner's node answers.

How the bytes travel is somebody else's business: over the network, or on a stick.
"""

import hashlib

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.exchange.models import Delivery, DeliveryState, Partner, PartnerState
from hawkari.desks.exchange.node.handling import listener_of
from hawkari.desks.exchange.node.receiving import OK, open_sealed
from hawkari.desks.exchange.node.sending import signed_for
from hawkari.desks.exchange.node.speaking import RECEIPT
from hawkari.engines.envelopes import EnvelopeRefused, RefusalCode, seal
from hawkari.evidence import audit
from hawkari.evidence.audit import Act

__all__ = ["fail", "next_waiting", "open_deliveries", "sealed_bytes", "take_receipt"]

OPEN = (DeliveryState.WAITING, DeliveryState.DELIVERED)


def open_deliveries() -> QuerySet[Delivery]:
    """What no partner has confirmed yet, oldest first; what has expired meanwhile fails here."""
    now = timezone.now()
    for late in Delivery.objects.filter(state__in=OPEN, message__expires_at__lte=now):
        fail(late, "expired", "nobody confirmed it before it expired")
    return (
        Delivery.objects.filter(state__in=OPEN, partner__state=PartnerState.PINNED)
        .select_related("message", "partner__agency")
        .order_by("pk")
    )


def next_waiting(partner: Partner, skip: int = 0) -> Delivery | None:
    """The oldest message that a partner has not confirmed, but for so many that it passes over."""
    return open_deliveries().filter(partner=partner)[skip : skip + 1].first()


def sealed_bytes(delivery: Delivery) -> bytes:
    """The message as it travels to its partner, readable to the partner alone.

    What waited while the partner got new keys is signed anew for them: a recall must not be lost
    because its recipient changed its keys in time.
    """
    if delivery.partner.pinned_at > delivery.message.created_at:
        signed = signed_for(delivery.message, delivery.partner).decode()
        if signed != delivery.signed:
            delivery.signed = signed
            delivery.save(update_fields=["signed"])
    return seal(delivery.signed.encode(), [delivery.partner.sealing_key])


def take_receipt(sealed: bytes) -> Delivery:
    """Keep a partner's receipt; the same one again changes nothing.

    Raises:
        EnvelopeRefused: if it is no receipt of that partner for a message of ours.
    """
    envelope, _ = open_sealed(sealed)
    refused = EnvelopeRefused(RefusalCode.UNREADABLE, "this is no receipt for a message of ours")
    body = envelope.body
    outcome, words = body.get("outcome"), body.get("words")
    if envelope.kind != RECEIPT or not isinstance(outcome, str) or not isinstance(words, str):
        raise refused
    with transaction.atomic():
        delivery = (
            Delivery.objects.select_for_update(of=("self",))
            .select_related("message", "partner__agency")
            .filter(message_id=envelope.in_reply_to, partner__agency__slug=envelope.sender.name)
            .first()
        )
        if delivery is None or body.get("sha256") != _digest(delivery):
            raise refused
        if delivery.state == DeliveryState.RECEIVED or delivery.outcome:
            return delivery
        return _settle(delivery, outcome[:40], words[:2000])


def fail(delivery: Delivery, code: str, words: str) -> Delivery:
    """Keep that a message will not arrive."""
    with transaction.atomic():
        return _settle(delivery, code, words)


def _settle(delivery: Delivery, outcome: str, words: str) -> Delivery:
    done = outcome == OK
    delivery.state = DeliveryState.RECEIVED if done else DeliveryState.FAILED
    delivery.outcome, delivery.last_error = outcome, "" if done else words
    delivery.at = timezone.now()
    delivery.save()
    listener = listener_of(delivery.message.kind)
    if listener is not None:
        listener(delivery)
    slug = delivery.partner.agency.slug
    audit.record(
        Act.EXCHANGE,
        actor=f"{slug}: node",
        objects=[delivery.message_id],
        recipient=slug,
        outcome="ok" if done else "refused",
        detail={"what": "receipt", "way": "in", "answer": outcome},
    )
    return delivery


def _digest(delivery: Delivery) -> str:
    return hashlib.sha256(delivery.signed.encode()).hexdigest()
