"""Signed tree heads of the audit logs, exchanged between nodes: neither rewrites its log unseen.

Each node tells its partners once a day what its log was, with a proof that it grew from what it was
the last time (RFC 9162 section 2.1.4). A head that does not follow is kept beside the one it
contradicts, and shown: people find out what happened.
"""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.models import (
    Delivery,
    DeliveryState,
    OutMessage,
    Partner,
    PartnerHead,
    PartnerState,
)
from hawkari.desks.exchange.node.handling import Received, Refuse
from hawkari.desks.exchange.node.sending import send_as_node
from hawkari.engines.merkle import consistency_proof, is_consistent
from hawkari.errors import BadInput
from hawkari.evidence.audit.heads import head_key, sign_head, stored_tree
from hawkari.evidence.tree_heads import SignedHead, public_key, public_pem

__all__ = ["KIND", "keep_head", "newest_heads", "send_due_heads"]

KIND = "tree-head"
EVERY = timedelta(hours=20)
"""A little less than a day, so that a daily task that starts early is not a day late."""
Standing = PartnerHead.Standing


def send_due_heads() -> list[OutMessage]:
    """Send this log's head to every pinned partner that got none today.

    Raises:
        NodeUnset: before ``hawkari node init``.
        AuditUnavailable: if the entry cannot be written.
    """
    since = timezone.now() - EVERY
    sent = []
    for partner in Partner.objects.filter(state=PartnerState.PINNED).select_related("agency"):
        mine = Delivery.objects.filter(partner=partner, message__kind=KIND)
        if mine.filter(message__created_at__gt=since).exists():
            continue
        confirmed = mine.filter(state=DeliveryState.RECEIVED).order_by("-pk").first()
        sent.append(_send(partner, confirmed))
    return sent


def _send(partner: Partner, confirmed: Delivery | None) -> OutMessage:
    with transaction.atomic():
        head = sign_head()
        before = int(confirmed.message.body["head"]["size"]) if confirmed is not None else None
        proof = consistency_proof(stored_tree(), before, head.size) if before is not None else []
        body = {
            "head": asdict(head),
            "key": public_pem(head_key().public),
            "since": before,
            "consistency": [step.hex() for step in proof],
        }
        return send_as_node(KIND, body, to=[partner.agency])


def keep_head(message: Received) -> PartnerHead:
    """Keep a partner's head, and how it follows from the last one.

    Raises:
        Refuse: if it is no signed head of a log.
    """
    head, key = _signed_head(message), message.text("key", longest=2000)
    partner = Partner.objects.get(agency=message.sender)
    last = partner.heads.exclude(standing=Standing.BROKEN).order_by("-pk").first()
    return PartnerHead.objects.create(
        partner=partner, size=head.size, root=head.root, signed_at=head.at,
        signature=head.signature, key=key, received_at=timezone.now(),
        standing=_standing(last, head, key=key, message=message),
    )  # fmt: skip


def newest_heads() -> dict[int, PartnerHead]:
    """The last head of each partner that sent one, by the partner's number."""
    rows = PartnerHead.objects.select_related("partner__agency").order_by("pk")
    return {one.partner_id: one for one in rows}


def _signed_head(message: Received) -> SignedHead:
    try:
        head = SignedHead.of(message.fields("head"))
        signed = head.is_signed_by(public_key(message.text("key", longest=2000)))
        fits = signed and len(head.root) == 64 and len(head.at) <= 40 and 0 <= head.size < 2**53
    except (ValueError, BadInput):
        fits = False
    if not fits:
        raise Refuse("malformed", "this is no signed tree head")
    return head


def _standing(
    last: PartnerHead | None, head: SignedHead, *, key: str, message: Received
) -> PartnerHead.Standing:
    if last is None:
        return Standing.FIRST
    if last.key != key or head.size < last.size:
        return Standing.BROKEN
    if message.body.get("since") != last.size:
        return Standing.UNSHOWN
    old, new = (last.size, bytes.fromhex(last.root)), (head.size, _hex(head.root))
    proof = [_hex(step) for step in message.listed("consistency", most=200)]
    return Standing.GROWN if is_consistent(old, new, proof) else Standing.BROKEN


def _hex(text: Any) -> bytes:
    try:
        return bytes.fromhex(text)
    except (ValueError, TypeError):
        raise Refuse("malformed", "a hash is no hexadecimal text") from None
