"""Sends a message: kept with what decided it, signed by person and agency, handed over later.

`send` belongs to the caller's transaction. What it keeps is what every recipient gets, however
often the way there breaks: handing over is `hawkari.desks.exchange.node.handing`.
"""

import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.models import Delivery, OutMessage, Partner
from hawkari.desks.exchange.node.identity import own_agency
from hawkari.desks.exchange.node.keys import person_key, signing_key
from hawkari.desks.exchange.node.partners import partners_of
from hawkari.desks.exchange.node.people import require_own
from hawkari.engines.envelopes import LARGEST, Envelope, Party, close_envelope
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.audit import Act
from hawkari.evidence.models import Agency, User

__all__ = ["EXPIRES_IN", "send", "send_as_node", "signed_for"]

EXPIRES_IN = timedelta(days=30)
LARGEST_BODY = LARGEST // 2
NODE_KINDS = frozenset({
    "tree-head", "blind-index", "blind-index-wanted", "blind-query", "blind-answer",
    "blind-suspended", "deconfliction", "deconfliction-call",
})  # fmt: skip
"""What a node may say by itself: heads of logs, and blind matching without content."""


def send(  # noqa: PLR0913  the fields of a message
    kind: str,
    body: Mapping[str, Any],
    *,
    to: Collection[Agency],
    by: User,
    in_reply_to: str = "",
    operation: str = "",
    expires_in: timedelta = EXPIRES_IN,
) -> OutMessage:
    """Send a message to partners, inside the caller's transaction.

    Each partner gets a text of its own, which names no other recipient. That it was sent is an
    entry of the audit log; the caller checked access before, and records what it decided.

    Args:
        kind: what sort of message it is; its handler at the recipient has the same.
        body: JSON; texts, whole numbers, lists, objects. Times as ISO 8601 texts.
        to: the agencies of pinned partners.
        by: who releases it; signs with their own key.
        in_reply_to: id of the message that it answers, or empty.
        operation: short name of the operation, or empty.
        expires_in: afterwards nobody takes it any more.

    Raises:
        BadInput: if a recipient is no pinned partner, the body is no JSON or too large, or `by` is
            of another agency: partners take what we sign for our own people's word.
        NodeUnset: before ``hawkari node init``.
        AuditUnavailable: if the entry cannot be written; then nothing is sent.
    """
    require_own(by)
    now = timezone.now().replace(microsecond=0)
    message = OutMessage(
        id=secrets.token_hex(16), kind=kind, body=dict(body), signer=by.get_username(),
        in_reply_to=in_reply_to, operation=operation, created_at=now, expires_at=now + expires_in,
    )  # fmt: skip
    return _keep(message, to)


def send_as_node(
    kind: str,
    body: Mapping[str, Any],
    *,
    to: Collection[Agency],
    in_reply_to: str = "",
    operation: str = "",
) -> OutMessage:
    """Send what no person has to release: see `NODE_KINDS`; else as `send`.

    Raises:
        BadInput: as `send`, and for any other kind.
    """
    if kind not in NODE_KINDS:
        raise BadInput(f"a node sends no {kind} by itself", "A person releases it.")
    now = timezone.now().replace(microsecond=0)
    message = OutMessage(
        id=secrets.token_hex(16), kind=kind, body=dict(body), in_reply_to=in_reply_to,
        operation=operation, created_at=now, expires_at=now + EXPIRES_IN,
    )  # fmt: skip
    return _keep(message, to)


def signed_for(message: OutMessage, partner: Partner) -> bytes:
    """The text of a message of ours for one partner, under both signatures, to its present keys.

    Raises:
        ValueError: if the body is no JSON that has a place in it.
    """
    own, agency_key, person = own_agency(), signing_key(), person_key(message.signer)
    envelope = Envelope(
        id=message.id,
        kind=message.kind,
        sender=Party(own.slug, agency_key.public),
        signer=Party(message.signer, person.public),
        recipient=Party(partner.agency.slug, partner.sealing_key),
        sent_at=message.created_at,
        expires_at=message.expires_at,
        body=message.body,
        in_reply_to=message.in_reply_to,
        operation=message.operation,
    )
    return close_envelope(envelope, person=person, agency=agency_key)


def _keep(message: OutMessage, to: Collection[Agency]) -> OutMessage:
    partners = partners_of(to)
    with transaction.atomic():
        message.save(force_insert=True)
        for partner in partners:
            try:
                signed = signed_for(message, partner)
            except ValueError as error:
                raise BadInput(f"this cannot be sent: {error}") from error
            if len(signed) > LARGEST_BODY:
                raise BadInput(
                    f"the message has {len(signed):,} bytes; {LARGEST_BODY:,} at most are sent",
                    "Send it in parts.",
                )
            Delivery.objects.create(
                message=message, partner=partner, signed=signed.decode(), at=message.created_at
            )
        audit.record(
            Act.EXCHANGE,
            actor=message.signer or "node",
            objects=[message.id],
            count=len(partners),
            recipient=", ".join(partner.agency.slug for partner in partners),
            detail={"what": message.kind, "way": "out", "in_reply_to": message.in_reply_to},
        )
    return message
