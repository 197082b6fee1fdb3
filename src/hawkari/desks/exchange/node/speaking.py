"""What a node says by itself and keeps nowhere: receipts, and the question what waits for it."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hawkari.desks.exchange.models import Partner
from hawkari.desks.exchange.node.identity import own_agency
from hawkari.desks.exchange.node.keys import signing_key
from hawkari.engines.envelopes import Envelope, Party, close_envelope, seal

__all__ = ["RECEIPT", "WAITING", "say"]

RECEIPT = "receipt"
"""The node's word for what became of a message."""
WAITING = "waiting"
"""The question for the next message that waits for whoever asks."""
LASTS = {RECEIPT: timedelta(days=365), WAITING: timedelta(minutes=10)}


def say(kind: str, body: Mapping[str, Any], *, to: Partner, in_reply_to: str = "") -> bytes:
    """Sealed bytes for a partner, under the agency's key alone.

    Args:
        kind: `RECEIPT` or `WAITING`.
        body: what is said.
        to: the partner.
        in_reply_to: id of the message that a receipt is for.
    """
    now, key = timezone.now().replace(microsecond=0), signing_key()
    envelope = Envelope(
        id=secrets.token_hex(16),
        kind=kind,
        sender=Party(own_agency().slug, key.public),
        signer=Party("", key.public),
        recipient=Party(to.agency.slug, to.sealing_key),
        sent_at=now,
        expires_at=now + LASTS[kind],
        body=body,
        in_reply_to=in_reply_to,
    )
    return seal(close_envelope(envelope, person=key, agency=key), [to.sealing_key])
