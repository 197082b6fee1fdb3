"""Takes a sealed message: opened, checked, kept exactly once, handled, and receipted.

A message is kept, handled and audited in one transaction. Where that breaks off, nothing of it
stays and the sender tries again; where only the answer got lost, the same message gets the same
answer and is not handled again.
"""

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone

from hawkari.desks.exchange.models import InMessage, Partner, PartnerSigner
from hawkari.desks.exchange.node.handling import Received, Refuse, handler_of
from hawkari.desks.exchange.node.identity import own_agency, own_recipient
from hawkari.desks.exchange.node.keys import sealing_key
from hawkari.desks.exchange.node.partners import known_sender
from hawkari.desks.exchange.node.speaking import RECEIPT, WAITING, say
from hawkari.engines.envelopes import (
    Envelope,
    EnvelopeRefused,
    RefusalCode,
    open_envelope,
    unseal,
)
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.audit import Act

__all__ = ["MOST_PASSED_OVER", "OK", "make_receipt", "open_question", "open_sealed", "receive"]

OK = "ok"
MOST_PASSED_OVER = 100


def receive(sealed: bytes) -> bytes:
    """Take a message, and give the sealed receipt for its sender.

    Args:
        sealed: the bytes as they came.

    Raises:
        EnvelopeRefused: if it is not a message for us of a partner in good standing; the refusal
            is in the audit log, and nothing else is kept.
        NodeUnset: before ``hawkari node init``.
        AuditUnavailable: if the entry cannot be written; then nothing is taken.
    """
    try:
        envelope, signed = open_sealed(sealed)
        _refuse_other(envelope)
        kept = _known(envelope, signed) or _take(envelope, signed)
    except EnvelopeRefused as refusal:
        _record_refusal(sealed, refusal)
        raise
    return make_receipt(kept)


def _refuse_other(envelope: Envelope) -> None:
    if envelope.kind in (RECEIPT, WAITING):
        raise EnvelopeRefused(RefusalCode.UNREADABLE, f"a {envelope.kind} is no message")


def open_question(sealed: bytes) -> tuple[Partner, int]:
    """The partner who asks what waits for it, and how many of the oldest it passes over.

    It passes over those that it cannot take: else one of them would hold up all behind it.

    Raises:
        EnvelopeRefused: if it is no such question of a partner in good standing.
    """
    envelope, _ = open_sealed(sealed)
    if envelope.kind != WAITING:
        raise EnvelopeRefused(RefusalCode.UNREADABLE, "this is no question what waits")
    skip = envelope.body.get("skip", 0)
    known = isinstance(skip, int) and not isinstance(skip, bool) and 0 <= skip <= MOST_PASSED_OVER
    partner = Partner.objects.get(agency__slug=envelope.sender.name)
    return partner, skip if known else 0


def open_sealed(sealed: bytes) -> tuple[Envelope, bytes]:
    """The message of sealed bytes, checked against the pinned keys; and its signed text.

    Raises:
        EnvelopeRefused: with the code that says why.
    """
    recipient = own_recipient()
    signed = unseal(sealed, sealing_key())
    return open_envelope(
        signed, recipient=recipient, known=known_sender, now=timezone.now()
    ), signed


def _known(envelope: Envelope, signed: bytes) -> InMessage | None:
    """The same message, where it came before.

    Raises:
        EnvelopeRefused: if another one came under its id.
    """
    kept = InMessage.objects.filter(
        id=envelope.id, sender__agency__slug=envelope.sender.name
    ).first()
    if kept is not None and kept.sha256 != _digest(signed):
        raise EnvelopeRefused(RefusalCode.REPLAY, "another message came under this id before")
    if kept is not None and not kept.receipt_due:
        kept.receipt_due = True
        kept.save(update_fields=("receipt_due",))
    return kept


def _take(envelope: Envelope, signed: bytes) -> InMessage:
    try:
        with transaction.atomic():
            kept = _keep(envelope, signed)
            try:
                with transaction.atomic():
                    _handle(kept)
            except (Refuse, BadInput) as refusal:
                kept.outcome = refusal.code if isinstance(refusal, Refuse) else "unusable"
                kept.words = refusal.words if isinstance(refusal, Refuse) else str(refusal)
                kept.save(update_fields=("outcome", "words"))
            _record(kept, envelope)
            return kept
    except IntegrityError:
        # Two at once brought the same message; the other one's transaction has it.
        known = _known(envelope, signed)
        if known is None:
            raise
        return known


def _keep(envelope: Envelope, signed: bytes) -> InMessage:
    sender = Partner.objects.select_related("agency").get(agency__slug=envelope.sender.name)
    now = timezone.now()
    if envelope.signer.name:
        PartnerSigner.objects.get_or_create(
            partner=sender, name=envelope.signer.name, key=envelope.signer.key,
            defaults={"first_seen_at": now},
        )  # fmt: skip
    with transaction.atomic():
        return InMessage.objects.create(
            id=envelope.id,
            sender=sender,
            signer=envelope.signer.name,
            kind=envelope.kind,
            body=envelope.body,
            in_reply_to=envelope.in_reply_to,
            operation=envelope.operation,
            sent_at=envelope.sent_at,
            expires_at=envelope.expires_at,
            received_at=now,
            sha256=_digest(signed),
        )


def _handle(kept: InMessage) -> None:
    handler = handler_of(kept.kind)
    if handler is None:
        raise Refuse("unknown-kind", f"this node does not know messages of the kind {kept.kind}")
    handler(
        Received(
            number=kept.number,
            id=kept.id,
            kind=kept.kind,
            sender=kept.sender.agency,
            signer=kept.signer,
            body=kept.body,
            sent_at=kept.sent_at,
            in_reply_to=kept.in_reply_to,
            operation=kept.operation,
        )
    )


def _record(kept: InMessage, envelope: Envelope) -> None:
    audit.record(
        Act.EXCHANGE,
        actor=f"{envelope.sender.name}: {envelope.signer.name or 'node'}",
        objects=[kept.id],
        count=1,
        recipient=own_agency().slug,
        outcome="ok" if kept.outcome == OK else "refused",
        detail={
            "what": kept.kind, "way": "in", "in_reply_to": kept.in_reply_to,
            "sha256": kept.sha256, "answer": kept.outcome,
        },
    )  # fmt: skip


def _record_refusal(sealed: bytes, refusal: EnvelopeRefused) -> None:
    """Who sent it is not said: what is not accepted proves nobody."""
    detail = {"what": "message", "way": "in", "code": refusal.code.value, "bytes": len(sealed)}
    audit.record(Act.DENY, actor="unknown sender", outcome="refused", detail=detail)


def make_receipt(kept: InMessage) -> bytes:
    """The node's signed word for what became of a message, sealed to its sender."""
    body = {
        "message": kept.id,
        "sha256": kept.sha256,
        "outcome": kept.outcome,
        "words": kept.words,
    }
    return say(RECEIPT, body, to=kept.sender, in_reply_to=kept.id)


def _digest(signed: bytes) -> str:
    return hashlib.sha256(signed).hexdigest()
