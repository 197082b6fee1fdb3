"""Deciding on transactions: a second person approves or declines; a wrong one is reversed."""

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import (
    DocumentKind,
    Proof,
    Transaction,
    TransactionKind,
    TransactionState,
)
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.money.ceilings import refuse_beyond
from hawkari.desks.programme.services.money.known import (
    locked_line,
    record_of_money,
    sums_of_line,
    transaction_of,
)
from hawkari.desks.programme.services.money.second_person import (
    checked_reason,
    decide,
    deciding,
)
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["approve_transaction", "decline_transaction", "reverse_transaction"]

UNDERTAKEN = (TransactionKind.OUTGOING_COMMITMENT, TransactionKind.INCOMING_COMMITMENT)
"""What needs a signed document: "up to" so much is no commitment before it."""


def approve_transaction(access: Access, reference: str) -> Transaction:
    """Approve, as the second person, what somebody else recorded; it counts from now on.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such transaction.
        BadInput: if the same person recorded it, it is decided, no document proves it, or the
            line does not allow it.
    """
    with deciding(access, lambda: transaction_of(access, reference)) as found:
        _check_proof(found)
        line = found.line
        refuse_beyond(line, sums_of_line(line), found.kind, amount=found.line_amount)
        decide(access, found, TransactionState.APPROVED)
    return found


def decline_transaction(access: Access, reference: str, why: str) -> Transaction:
    """Decline, as the second person, what somebody else recorded; it never counts.

    Raises:
        AccessDenied, NotFound: as `approve_transaction`.
        BadInput: if the same person recorded it, it is decided, or there is no reason.
    """
    with deciding(access, lambda: transaction_of(access, reference)) as found:
        decide(access, found, TransactionState.DECLINED, why=checked_reason(why))
    return found


def reverse_transaction(access: Access, reference: str, why: str) -> Transaction:
    """Record that an approved transaction is reversed in whole; a second person approves that too.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such transaction.
        BadInput: if it is not approved, is itself a reversal, or is reversed already.
    """
    require_programme(access)
    reason = checked_reason(why)
    with transaction.atomic():
        line = locked_line(access, transaction_of(access, reference).line.reference)
        found = transaction_of(access, reference)
        if found.state != TransactionState.APPROVED or found.reverses_id is not None:
            raise BadInput(
                f"{reference} is no approved entry that could be reversed",
                "Decline what is not approved; record anew what was reversed wrongly.",
            )
        if found.reversals.exclude(state=TransactionState.DECLINED).exists():
            raise BadInput(f"{reference} is reversed already", "Look at the line.")
        now = timezone.now()
        made = Transaction.objects.create(
            reference=new_reference("T", Transaction.objects.all(), access.today),
            line=line,
            kind=found.kind,
            day=access.today,
            value_day=access.today,
            amount=-found.amount,
            currency=found.currency,
            line_amount=-found.line_amount,
            rate=found.rate,
            provider=found.provider,
            receiver=found.receiver,
            description=found.description,
            reverses=found,
            why=reason,
            made_at=now,
            made_by=access.user,
        )
        Proof.objects.bulk_create(
            Proof(transaction=made, document_id=of, made_at=now, made_by=access.user)
            for of in found.proofs.values_list("document", flat=True)
        )
        record_of_money(
            access, Act.COLLECT, [made.reference], what="transaction", reverses=reference
        )
    return made


def _check_proof(found: Transaction) -> None:
    kinds = set(found.proofs.values_list("document__kind", flat=True))
    if not kinds:
        raise BadInput(
            "no document proves it", "Have the document handed in that proves it.",
        )  # fmt: skip
    if found.kind in UNDERTAKEN and DocumentKind.SIGNED not in kinds:
        raise BadInput(
            "a commitment needs its signed document", "Have the signed document handed in."
        )
