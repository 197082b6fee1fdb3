"""Recording transactions: what one person enters; it counts once another has approved it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import (
    Document,
    Line,
    Proof,
    Rate,
    Transaction,
    TransactionKind,
    TransactionState,
)
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.checking import checked_text
from hawkari.desks.programme.services.documents import NewDocument, document_of, keep
from hawkari.desks.programme.services.money.amounts import CURRENCIES, check_amount, convert
from hawkari.desks.programme.services.money.ceilings import refuse_beyond
from hawkari.desks.programme.services.money.known import (
    locked_line,
    record_of_money,
    sums_of_line,
    transaction_of,
)
from hawkari.desks.programme.services.money.rates import rate_on
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["NewTransaction", "RecordedAlready", "prove", "record_transaction"]

EARLIEST = date(2000, 1, 1)
_TEXTS = (
    ("provider", 200, True),
    ("receiver", 200, True),
    ("description", 500, False),
    ("their_number", 60, False),
)


@dataclass(frozen=True, slots=True)
class NewTransaction:
    """A transaction as it is recorded; see `Transaction`. Without `value_day`, `day` is it."""

    line: str
    kind: str
    day: date
    amount: Decimal
    currency: str
    provider: str
    receiver: str
    value_day: date | None = None
    description: str = ""
    their_number: str = ""


class RecordedAlready(BadInput):
    """The same transaction stands there already.

    Args:
        reference: of the one that does.
    """

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(
            f"the same is recorded as {reference}",
            "If it happened twice, give each its own number.",
            where=("their_number",),
        )


def record_transaction(
    access: Access,
    new: NewTransaction,
    *,
    proof: NewDocument | None = None,
    document: str = "",
) -> Transaction:
    """Record a transaction, with the document that proves it; nothing is counted yet.

    Args:
        access: who records.
        new: what.
        proof: a document that is handed in with it.
        document: the reference of one that is kept already.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such line or document.
        RecordedAlready: if the same is recorded already.
        BadInput: if something of it cannot be, the line does not allow it, or no rate is known.
    """
    require_programme(access)
    new = _checked(new, access.today)
    with transaction.atomic():
        line = locked_line(access, new.line)
        _refuse_twice(line, new)
        rate, amount = _in_currency_of(access, line, new)
        _refuse_impossible(line, new.kind, amount)
        made = Transaction.objects.create(
            reference=new_reference("T", Transaction.objects.all(), access.today),
            line=line,
            kind=new.kind,
            day=new.day,
            value_day=new.value_day or new.day,
            amount=new.amount,
            currency=new.currency,
            line_amount=amount,
            rate=rate,
            provider=new.provider,
            receiver=new.receiver,
            description=new.description,
            their_number=new.their_number,
            made_at=timezone.now(),
            made_by=access.user,
        )
        if proof is not None:
            _prove(access, made, keep(access, proof))
        if document:
            _prove(access, made, document_of(access, document))
        record_of_money(
            access, Act.COLLECT, [made.reference], what="transaction", line=line.reference
        )
    return made


def prove(access: Access, reference: str, proof: NewDocument) -> Document:
    """Hand in a document that proves a transaction, before it is decided.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such transaction.
        BadInput: if it is decided already, or the document cannot be kept.
    """
    require_programme(access)
    with transaction.atomic():
        locked_line(access, transaction_of(access, reference).line.reference)
        found = transaction_of(access, reference)
        if found.state != TransactionState.RECORDED:
            raise BadInput(
                f"{reference} is decided: what proves it stands", "Record another transaction."
            )
        made = keep(access, proof)
        _prove(access, found, made)
        record_of_money(access, Act.ALTER, [reference], what="proof", document=made.reference)
    return made


def _prove(access: Access, of: Transaction, document: Document) -> None:
    Proof.objects.get_or_create(
        transaction=of,
        document=document,
        defaults={"made_at": timezone.now(), "made_by": access.user},
    )


def _checked(new: NewTransaction, today: date) -> NewTransaction:
    texts: dict[str, Any] = {
        name: checked_text(getattr(new, name), name, most=most, required=needed)
        for name, most, needed in _TEXTS
    }
    if new.kind not in TransactionKind.values:
        raise BadInput(
            f"{new.kind[:20]!r} is no kind of transaction",
            f"One of {', '.join(TransactionKind.values)} (IATI TransactionType).",
            where=("kind",),
        )
    if new.currency not in CURRENCIES:
        raise BadInput(
            "the currency is not one that is kept",
            f"One of {', '.join(CURRENCIES)}.",
            where=("currency",),
        )
    for name, day in (("day", new.day), ("value_day", new.value_day or new.day)):
        if not EARLIEST <= day <= today:
            raise BadInput(
                "the day is still to come, or before 2000", "Record what has happened.",
                where=(name,),
            )  # fmt: skip
    return replace(new, amount=check_amount(new.amount), **texts)


def _refuse_twice(line: Line, new: NewTransaction) -> None:
    """Refuse what stands there: by its number, and without one by all that it says."""
    standing = Transaction.objects.filter(line=line, kind=new.kind, reverses=None).exclude(
        state=TransactionState.DECLINED
    )
    same = standing.filter(their_number=new.their_number)
    if not new.their_number:
        same = same.filter(
            day=new.day,
            amount=new.amount,
            currency=new.currency,
            provider=new.provider,
            receiver=new.receiver,
        )
    # What was reversed in whole may be recorded again, rightly this time.
    same = same.exclude(reversals__state=TransactionState.APPROVED)
    found = same.first()
    if found is not None:
        raise RecordedAlready(found.reference)


def _in_currency_of(access: Access, line: Line, new: NewTransaction) -> tuple[Rate | None, Decimal]:
    if new.currency == line.currency:
        return None, new.amount
    rate, at = rate_on(access, (new.currency, line.currency), new.value_day or new.day)
    return rate, convert(new.amount, at)


def _refuse_impossible(line: Line, kind: str, amount: Decimal) -> None:
    """What can never be approved is refused at once, while its papers are at hand."""
    waiting = Transaction.objects.filter(
        line=line,
        kind=TransactionKind.OUTGOING_COMMITMENT,
        state=TransactionState.RECORDED,
        reverses=None,
    ).values_list("line_amount", flat=True)
    refuse_beyond(
        line,
        sums_of_line(line),
        kind,
        amount=amount,
        committed_later=sum(waiting, Decimal(0)),
    )
