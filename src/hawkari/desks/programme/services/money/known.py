"""Which lines and transactions a reader knows of, and what is approved of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from hawkari.desks.programme.models import (
    Amendment,
    Budget,
    Line,
    Transaction,
    TransactionKind,
    TransactionState,
)
from hawkari.desks.programme.services.known_on import NOW, KnownOn
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "PAYMENTS",
    "Sums",
    "amendment_of",
    "approved_amendments",
    "holding_budgets",
    "known_amendments",
    "known_lines",
    "known_transactions",
    "line_of",
    "locked_line",
    "record_of_money",
    "sum_on",
    "sums_of",
    "sums_of_line",
    "transaction_of",
]

PAYMENTS = (TransactionKind.DISBURSEMENT, TransactionKind.EXPENDITURE)
"""What counts as paid."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What is approved of one line, in its currency; None where nothing of the kind is."""

    received: Decimal | None = None
    promised_in: Decimal | None = None
    pledged: Decimal | None = None
    committed: Decimal | None = None
    paid: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is approved: then nobody knows, which is not 0."""
        return self == Sums()


_PART = {
    TransactionKind.INCOMING_FUNDS: "received",
    TransactionKind.INCOMING_COMMITMENT: "promised_in",
    TransactionKind.OUTGOING_PLEDGE: "pledged",
    TransactionKind.OUTGOING_COMMITMENT: "committed",
    TransactionKind.DISBURSEMENT: "paid",
    TransactionKind.EXPENDITURE: "paid",
}


def known_lines(access: Access) -> QuerySet[Line]:
    """The lines that a reader may know of: those of the operation that their agency keeps."""
    return Line.objects.filter(operation=access.operation, agency=access.user.agency_id)


def line_of(access: Access, reference: str) -> Line:
    """A line by its reference.

    Raises:
        NotFound: if there is none that the reader may know of.
    """
    wanted = known_lines(access).filter(reference=reference.replace("\0", ""))
    found = wanted.select_related("item", "item__parent").first()
    if found is None:
        raise NotFound("line", reference)
    return found


def locked_line(access: Access, reference: str) -> Line:
    """The same, locked: whatever is decided about its money waits; call inside a transaction.

    Raises:
        NotFound: as `line_of`.
    """
    return Line.objects.select_for_update().get(pk=line_of(access, reference).pk)


def known_transactions(access: Access) -> QuerySet[Transaction]:
    """The transactions of the lines that a reader may know of."""
    return Transaction.objects.filter(
        line__operation=access.operation, line__agency=access.user.agency_id
    )


def transaction_of(access: Access, reference: str) -> Transaction:
    """A transaction by its reference.

    Raises:
        NotFound: if there is none that the reader may know of.
    """
    wanted = known_transactions(access).filter(reference=reference.replace("\0", ""))
    found = wanted.select_related("line", "rate", "reverses", "made_by", "decided_by").first()
    if found is None:
        raise NotFound("transaction", reference)
    return found


def known_amendments(access: Access) -> QuerySet[Amendment]:
    """The amendments of the lines that a reader may know of."""
    return Amendment.objects.filter(
        line__operation=access.operation, line__agency=access.user.agency_id
    )


def amendment_of(access: Access, reference: str) -> Amendment:
    """An amendment by its reference.

    Raises:
        NotFound: if there is none that the reader may know of.
    """
    wanted = known_amendments(access).filter(reference=reference.replace("\0", ""))
    found = wanted.select_related("line", "document", "made_by", "decided_by").first()
    if found is None:
        raise NotFound("amendment", reference)
    return found


def approved_amendments(lines: QuerySet[Line] | Sequence[Line]) -> dict[int, list[Amendment]]:
    """What of some lines' sums was amended, by their keys, in the order it was approved."""
    rows = Amendment.objects.filter(line__in=lines, state=TransactionState.APPROVED)
    found: dict[int, list[Amendment]] = {}
    for one in rows.order_by("decided_at", "pk"):
        found.setdefault(one.line_id, []).append(one)
    return found


def sum_on(line: Line, amendments: Sequence[Amendment], day: date) -> Decimal:
    """A line's sum as it was on a day.

    Args:
        line: with the sum that it has now.
        amendments: all of its approved ones, in the order they were approved.
        day: which; amendments count from their own day.
    """
    until = [one for one in amendments if one.day <= day]
    if until:
        return until[-1].amount
    return amendments[0].before if amendments else line.amount


def holding_budgets(line: Line, known: KnownOn = NOW) -> list[Budget]:
    """The budgets that hold, or held on a day: of each period the newest."""
    newest: dict[tuple[object, object], Budget] = {}
    for one in known.recorded(Budget.objects.filter(line=line)).order_by("pk"):
        newest[one.first, one.last] = one
    return sorted(newest.values(), key=lambda one: one.first)


def sums_of(lines: QuerySet[Line]) -> dict[int, Sums]:
    """What is approved of some lines, by their keys; lines without anything are left out."""
    rows = Transaction.objects.filter(line__in=lines, state=TransactionState.APPROVED)
    found: dict[int, dict[str, Decimal]] = {}
    # Added up here: SQLite adds decimals as floats.
    for line, kind, amount in rows.order_by().values_list("line", "kind", "line_amount"):
        sums, part = found.setdefault(line, {}), _PART[TransactionKind(kind)]
        sums[part] = sums.get(part, Decimal(0)) + amount
    return {line: Sums(**sums) for line, sums in found.items()}


def sums_of_line(line: Line) -> Sums:
    """What is approved of one line."""
    return sums_of(Line.objects.filter(pk=line.pk)).get(line.pk, Sums())


def record_of_money(
    access: Access, act: Act, objects: Sequence[str], *, what: str, **detail: object
) -> None:
    """Leave the audit entry of something done to money; call last in its transaction."""
    audit.record(
        act, access=access, objects=objects, count=len(objects), detail={"what": what, **detail}
    )
