"""Amending a line: its sum raised or lowered by a signed document, by two people, and kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import (
    Amendment,
    Document,
    DocumentKind,
    Line,
    TransactionState,
)
from hawkari.desks.programme.services.access import require_programme, require_reading
from hawkari.desks.programme.services.documents import NewDocument, document_of, keep
from hawkari.desks.programme.services.money.amounts import check_amount
from hawkari.desks.programme.services.money.ceilings import refuse_below
from hawkari.desks.programme.services.money.known import (
    amendment_of,
    approved_amendments,
    holding_budgets,
    known_amendments,
    locked_line,
    record_of_money,
    sums_of_line,
)
from hawkari.desks.programme.services.money.second_person import (
    checked_reason,
    decide,
    deciding,
)
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import Act

__all__ = [
    "AmendmentView",
    "NewAmendment",
    "approve_amendment",
    "decline_amendment",
    "record_amendment",
    "view_amendment",
    "waiting_amendments",
]

EARLIEST = date(2000, 1, 1)
SHOWN = 500


@dataclass(frozen=True, slots=True)
class NewAmendment:
    """An amendment as it is recorded; see `Amendment`. `amount` is the line's new sum."""

    line: str
    amount: Decimal
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """One amendment, and whether the reader may decide on it."""

    amendment: Amendment
    may_decide: bool


def record_amendment(
    access: Access, new: NewAmendment, *, proof: NewDocument | None = None, document: str = ""
) -> Amendment:
    """Record that a line's sum is raised or lowered; it holds once another person approves it.

    Args:
        access: who records.
        new: what.
        proof: the signed document, handed in with it.
        document: the reference of a signed one that is kept already.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such line or document.
        BadInput: if something of it cannot be, the document is not a signed one, another
            amendment waits, or more than the new sum is committed, pledged, paid or planned.
    """
    require_programme(access)
    amount, why = check_amount(new.amount), checked_reason(new.why)
    if not EARLIEST <= new.day <= access.today:
        raise BadInput(
            "the day is still to come, or before 2000", "Record what has happened.", where=("day",)
        )
    with transaction.atomic():
        line = locked_line(access, new.line)
        _refuse_beside(line, amount, new.day)
        _refuse_below(line, amount)
        made = Amendment.objects.create(
            reference=new_reference("A", Amendment.objects.all(), access.today),
            line=line,
            before=line.amount,
            amount=amount,
            day=new.day,
            why=why,
            document=_signed(access, proof, document),
            made_at=timezone.now(),
            made_by=access.user,
        )
        record_of_money(
            access, Act.COLLECT, [made.reference], what="amendment", line=line.reference
        )
    return made


def approve_amendment(access: Access, reference: str) -> Amendment:
    """Approve, as the second person, what somebody else recorded; the line has the new sum.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such amendment.
        BadInput: if the same person recorded it, it is decided, or more than the new sum was
            committed, pledged, paid or planned meanwhile.
    """
    with deciding(access, lambda: amendment_of(access, reference)) as found:
        line = found.line
        _refuse_below(line, found.amount)
        line.amount = found.amount
        line.save(update_fields=["amount"])
        decide(access, found, TransactionState.APPROVED)
    return found


def decline_amendment(access: Access, reference: str, why: str) -> Amendment:
    """Decline, as the second person, what somebody else recorded; the sum stays.

    Raises:
        AccessDenied, NotFound: as `approve_amendment`.
        BadInput: if the same person recorded it, it is decided, or there is no reason.
    """
    with deciding(access, lambda: amendment_of(access, reference)) as found:
        decide(access, found, TransactionState.DECLINED, why=checked_reason(why))
    return found


def view_amendment(access: Access, reference: str) -> AmendmentView:
    """One amendment, and what the reader may do with it; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the reader may know of.
    """
    require_reading(access)
    with transaction.atomic():
        found = amendment_of(access, reference)
        is_open = found.state == TransactionState.RECORDED
        own = found.made_by_id == access.user.pk
        record_of_money(access, Act.CONSULT, [reference], what="amendment")
    return AmendmentView(found, is_open and not own and access.may(Action.APPROVE_MONEY))


def waiting_amendments(access: Access) -> tuple[Amendment, ...]:
    """The amendments that await a decision which this reader may take, oldest first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    if not access.may(Action.APPROVE_MONEY):
        return ()
    with transaction.atomic():
        waiting = known_amendments(access).filter(state=TransactionState.RECORDED)
        found = tuple(waiting.exclude(made_by=access.user).select_related("line")[:SHOWN])
        objects = [one.reference for one in found]
        record_of_money(access, Act.CONSULT, objects, what="amendments waiting")
    return found


def _refuse_beside(line: Line, amount: Decimal, day: date) -> None:
    """One at a time, each a change, and none from before the one that holds."""
    if line.amendments.filter(state=TransactionState.RECORDED).exists():
        raise BadInput(
            "an amendment of this line waits already", "Have it approved or declined first."
        )
    if amount == line.amount:
        raise BadInput("the line has this sum already", "Correct the sum.", where=("amount",))
    held = approved_amendments([line]).get(line.pk)
    if held and day < held[-1].day:
        raise BadInput(
            f"the sum was amended from {held[-1].day} on", "Give that day or a later one.",
            where=("day",),
        )  # fmt: skip


def _refuse_below(line: Line, amount: Decimal) -> None:
    planned = sum((one.amount for one in holding_budgets(line)), Decimal(0))
    refuse_below(line, sums_of_line(line), planned, amount=amount)


def _signed(access: Access, proof: NewDocument | None, reference: str) -> Document:
    if proof is not None:
        found = keep(access, proof)
    elif reference:
        found = document_of(access, reference)
    else:
        raise BadInput("an amendment needs its signed document", "Hand it in.", where=("file",))
    if found.kind != DocumentKind.SIGNED:
        raise BadInput(
            "an amendment needs its signed document", "Choose a signed one.", where=("document",)
        )
    return found
