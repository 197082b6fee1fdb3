"""Packages about people who return: what receiving authorities ask, answer and report.

What is in them is checked by `hawkari.evidence.outbox`, against the same allow-list as at the
sender; they wait there for a person of the desk that works on returns.
"""

from collections.abc import Callable

from django.db import IntegrityError, transaction

from hawkari.desks.exchange.handlers.common import audit_received, operation_of
from hawkari.desks.exchange.models import Delivery
from hawkari.desks.exchange.node.handling import Received, Refuse, handles, hears_receipts_of
from hawkari.desks.exchange.node.identity import own_agency
from hawkari.desks.exchange.node.receiving import OK
from hawkari.desks.exchange.services.posting import kind_of
from hawkari.errors import BadInput
from hawkari.evidence.outbox import PackageKind
from hawkari.evidence.outbox.carrying import Came, keep_incoming, settle

__all__ = ["HANDLERS", "on_receipt"]

HEX = set("0123456789abcdef")
REFERENCE = 32


def _taker(kind: PackageKind) -> Callable[[Received], None]:
    def on_package(message: Received) -> None:
        operation = operation_of(message)
        came = Came(
            kind=kind,
            sender=message.sender,
            holder=own_agency(),
            operation=operation,
            reference=_reference(message, "reference"),
            answers=_reference(message, "answers", may_lack=True),
            body=message.fields("fields"),
            signer=message.signer,
            sent_at=message.sent_at,
        )
        if set(message.body) - {"reference", "answers", "fields"}:
            raise Refuse("malformed", "the package holds more than its fields")
        try:
            with transaction.atomic():
                kept = keep_incoming(came)
        except BadInput as error:
            raise Refuse("not-allowed", str(error)) from error
        except IntegrityError as error:
            raise Refuse("known", "a package of this reference is known already") from error
        audit_received(message, operation, f"package {kept.reference}", what=kind_of(kind))

    return on_package


def on_receipt(delivery: Delivery) -> None:
    """Keep what the partner's node said to a package of ours."""
    settle(delivery.message_id, is_taken=delivery.outcome == OK, words=delivery.last_error[:2000])


def _reference(message: Received, name: str, *, may_lack: bool = False) -> str:
    said = message.text(name, longest=REFERENCE, may_lack=may_lack)
    if said and (len(said) != REFERENCE or set(said) - HEX):
        raise Refuse("malformed", f"{name} is no 32 hexadecimal digits")
    return said


HANDLERS = {kind: handles(kind_of(kind))(_taker(kind)) for kind in PackageKind}
"""What takes each kind."""
for _kind in PackageKind:
    hears_receipts_of(kind_of(_kind))(on_receipt)
