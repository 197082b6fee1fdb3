"""What a line's ceiling allows: one rule for what is recorded, approved, reversed and imported."""

from dataclasses import replace
from decimal import Decimal

from hawkari.desks.programme.models import Bound, Line, TransactionKind
from hawkari.desks.programme.services.money.known import PAYMENTS, Sums
from hawkari.errors import BadInput

__all__ = ["refuse_below", "refuse_beyond"]

_OUTGOING = {
    TransactionKind.OUTGOING_COMMITMENT: "committed",
    TransactionKind.OUTGOING_PLEDGE: "pledged",
    **dict.fromkeys(PAYMENTS, "paid"),
}


def refuse_beyond(
    line: Line, approved: Sums, kind: str, *, amount: Decimal, committed_later: Decimal = Decimal(0)
) -> None:
    """Refuse what a line does not allow; call with the line locked.

    What is pledged, committed and paid each stay within the line. A ceiling is no money by itself:
    of it no more is paid than is committed by signed documents.

    Args:
        line: whose.
        approved: of it so far.
        kind: of what comes to it.
        amount: in the line's currency; below 0 for a reversal.
        committed_later: what is recorded as committed and awaits its approval, where that is
            enough: a payment may be recorded before, but not approved.

    Raises:
        BadInput: if a sum would exceed the line.
    """
    part = _OUTGOING.get(TransactionKind(kind))
    if part is None:
        return
    total = (getattr(approved, part) or Decimal(0)) + amount
    if amount > 0 and total > line.amount:
        raise BadInput(
            f"with this, {total} {line.currency} would be {part}, "
            f"above the line's {line.amount} {line.currency}",
            "Correct the amount, or take another line.",
            where=("amount",),
        )
    if line.bound == Bound.CEILING and part != "pledged":
        _refuse_uncommitted(line, replace(approved, **{part: total}), committed_later)


def refuse_below(line: Line, approved: Sums, planned: Decimal, *, amount: Decimal) -> None:
    """Refuse a sum that is less than what stands of the line already; call with the line locked.

    Args:
        line: whose.
        approved: of it so far.
        planned: the sum of the budgets that hold.
        amount: what its sum would be.

    Raises:
        BadInput: if more is committed, pledged, paid or planned.
    """
    stands = {part: getattr(approved, part) or Decimal(0) for part in _OUTGOING.values()}
    for part, total in {**stands, "planned": planned}.items():
        if total > amount:
            raise BadInput(
                f"{total} {line.currency} is {part} of the line, more than the new sum of {amount}",
                "Revise the budgets first." if part == "planned" else "Correct the sum.",
                where=("amount",),
            )


def _refuse_uncommitted(line: Line, then: Sums, later: Decimal) -> None:
    committed = (then.committed or Decimal(0)) + later
    paid = then.paid or Decimal(0)
    if paid > committed:
        raise BadInput(
            f"{paid} {line.currency} would be paid of a ceiling of which {committed} "
            f"{line.currency} is committed",
            "Record the commitment with its signed document first.",
            where=("amount",),
        )
