"""Reading money: the lines of a reader, one with all of its transactions, one transaction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction as in_transaction
from django.db.models import Count, QuerySet

from hawkari.desks.programme.models import (
    Amendment,
    Bound,
    Budget,
    Document,
    Line,
    Transaction,
    TransactionState,
)
from hawkari.desks.programme.services.access import require_reading
from hawkari.desks.programme.services.documents import document_of
from hawkari.desks.programme.services.money.known import (
    PAYMENTS,
    Sums,
    approved_amendments,
    holding_budgets,
    known_amendments,
    known_lines,
    known_transactions,
    line_of,
    record_of_money,
    sum_on,
    sums_of,
    transaction_of,
)
from hawkari.desks.programme.services.money.plan import (
    Forecast,
    Span,
    forecast,
    planned_by,
    quarters_between,
)
from hawkari.evidence.access import Access, Action
from hawkari.evidence.indicators import Period
from hawkari.evidence.models import Act

__all__ = [
    "DocumentView",
    "LineRow",
    "LineView",
    "Quarter",
    "Total",
    "TransactionView",
    "lines",
    "quarters_of",
    "rows_of",
    "totals_of",
    "view_document",
    "view_line",
    "view_transaction",
    "waiting_transactions",
]

SHOWN = 500


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line and how it stands, in its currency; None is not published, and never 0.

    Attributes:
        line: with its item of the register.
        planned: the sum of its budgets.
        sums: what is approved.
        left: of its ceiling or amount, after what is paid.
        waiting: how many transactions and amendments await a decision.
    """

    line: Line
    planned: Decimal | None
    sums: Sums
    waiting: int

    @property
    def is_kept(self) -> bool:
        """Whether anything of the line's money is approved here."""
        return not self.sums.is_empty

    @property
    def budget(self) -> Decimal | None:
        """The same as `planned`."""
        return self.planned

    @property
    def committed(self) -> Decimal | None:
        """What signed documents commit to."""
        return self.sums.committed

    @property
    def paid(self) -> Decimal | None:
        """What is paid to partners or spent."""
        return self.sums.paid

    @property
    def left(self) -> Decimal | None:
        """What of the line is not paid yet; None where nothing is known to be."""
        return None if self.sums.paid is None else self.line.amount - self.sums.paid


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over the lines of one currency, and how many of them it leaves out.

    Attributes:
        currency: of all that is added.
        promised: of every line.
        is_up_to: whether a ceiling is among them, so that it holds only if that is used in full.
        committed, paid: of the lines where it is known; None if it is of none.
        uncommitted, unpaid: how many lines are left out of each.
        lines: how many there are.
    """

    currency: str
    promised: Decimal
    is_up_to: bool
    committed: Decimal | None
    paid: Decimal | None
    uncommitted: int
    unpaid: int
    lines: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter of a line: what was planned for it, paid in it, and left at its end.

    `left` and `paid` are None in quarters still to come, and while nothing was ever paid.
    """

    period: Period
    planned: Decimal | None
    paid: Decimal | None
    left: Decimal | None
    payments: tuple[Transaction, ...] = ()
    is_to_come: bool = False


@dataclass(frozen=True, slots=True)
class LineView:
    """One line with everything of it.

    Attributes:
        amendments: every change of its sum, also one that waits or was declined, newest first.
        first_sum: the sum that it was made with.
        may_amend: whether the reader may record an amendment now.
    """

    row: LineRow
    amendments: tuple[Amendment, ...]
    first_sum: Decimal
    budgets: tuple[Budget, ...]
    replaced: tuple[Budget, ...]
    transactions: tuple[Transaction, ...]
    more: int
    quarters: tuple[Quarter, ...]
    forecast: Forecast
    may_record: bool
    may_amend: bool


@dataclass(frozen=True, slots=True)
class TransactionView:
    """One transaction, what proves it, what else that proves, and what the reader may do."""

    transaction: Transaction
    documents: tuple[Document, ...]
    also_proved: tuple[Transaction, ...]
    reversals: tuple[Transaction, ...]
    may_decide: bool
    may_prove: bool
    may_reverse: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document, and the transactions and amendments that it proves."""

    document: Document
    proves: tuple[Transaction, ...]
    amends: tuple[Amendment, ...] = ()


def lines(access: Access) -> tuple[LineRow, ...]:
    """The lines that the reader knows of and how each stands; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with in_transaction.atomic():
        rows = rows_of(known_lines(access).select_related("item"))
        record_of_money(access, Act.CONSULT, [one.line.reference for one in rows], what="lines")
    return rows


def totals_of(rows: Sequence[LineRow]) -> tuple[Total, ...]:
    """The sums of some lines, one for each currency: money of two currencies is never added."""
    currencies = dict.fromkeys(one.line.currency for one in rows)
    return tuple(_total(of, [one for one in rows if one.line.currency == of]) for of in currencies)


def view_line(access: Access, reference: str) -> LineView:
    """One line with its budgets, transactions, quarters and forecast; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the reader may know of.
    """
    require_reading(access)
    with in_transaction.atomic():
        line = line_of(access, reference)
        (row,) = rows_of(Line.objects.filter(pk=line.pk).select_related("item", "item__parent"))
        holding = holding_budgets(line)
        held = {one.pk for one in holding}
        others = [one for one in line.budgets.order_by("pk") if one.pk not in held]
        standing = line.transactions.select_related("made_by", "reverses").order_by("-day", "-pk")
        shown = tuple(standing[:SHOWN])
        amendments = line.amendments.select_related("made_by", "decided_by", "document")
        amended = approved_amendments([line]).get(line.pk, [])
        may = access.may(Action.PROGRAMME)
        spans = [Span(one.first, one.last, one.amount) for one in holding]
        period = (line.first, line.last) if line.first and line.last else None
        found = LineView(
            row=row,
            amendments=tuple(amendments.order_by("-pk")),
            first_sum=amended[0].before if amended else line.amount,
            budgets=tuple(holding),
            replaced=tuple(others),
            transactions=shown,
            more=max(standing.count() - SHOWN, 0),
            quarters=quarters_of(line, spans, access.today, amended=amended),
            forecast=forecast(spans, row.paid or Decimal(0), access.today, period=period),
            may_record=may,
            may_amend=may and all(one.state != TransactionState.RECORDED for one in amendments),
        )
        record_of_money(access, Act.CONSULT, [reference], what="line")
    return found


def quarters_of(
    line: Line, spans: Sequence[Span], today: date, *, amended: Sequence[Amendment] = ()
) -> tuple[Quarter, ...]:
    """A line by quarters: from its first plan or payment to its last plan, or today.

    Args:
        line: which.
        spans: its plan.
        today: the day.
        amended: its approved amendments in order; what is left is of the sum of each quarter's end.
    """
    rows = line.transactions.filter(state=TransactionState.APPROVED, kind__in=PAYMENTS)
    payments = tuple(rows.order_by("day", "pk"))
    days = [one.first for one in spans] + [one.day for one in payments]
    if not days:
        return ()
    ends = [one.last for one in spans] + ([today] if payments else [])
    found, so_far = [], Decimal(0)
    for period in quarters_between(min(days), max(ends)):
        of = tuple(one for one in payments if period.first <= one.day <= period.last)
        paid = sum((one.line_amount for one in of), Decimal(0))
        so_far += paid
        before = planned_by(spans, date.fromordinal(period.first.toordinal() - 1))
        known = bool(payments) and period.first <= today
        found.append(
            Quarter(
                period=period,
                planned=planned_by(spans, period.last) - before if spans else None,
                paid=paid if known else None,
                left=sum_on(line, amended, period.last) - so_far if known else None,
                payments=of,
                is_to_come=period.first > today,
            )
        )
    return tuple(found)


def view_transaction(access: Access, reference: str) -> TransactionView:
    """One transaction, what proves it and what may be done with it; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the reader may know of.
    """
    require_reading(access)
    with in_transaction.atomic():
        found = transaction_of(access, reference)
        documents = tuple(Document.objects.filter(proofs__transaction=found))
        hashes = [one.sha256 for one in documents]
        also = known_transactions(access).filter(proofs__document__sha256__in=hashes)
        also = also.exclude(pk=found.pk).exclude(reverses=found).distinct()
        reversals = tuple(found.reversals.all())
        is_open = found.state == TransactionState.RECORDED
        own = found.made_by_id == access.user.pk
        view = TransactionView(
            transaction=found,
            documents=documents,
            also_proved=tuple(also.select_related("line")[:20]),
            reversals=reversals,
            may_decide=is_open and not own and access.may(Action.APPROVE_MONEY),
            may_prove=is_open and access.may(Action.PROGRAMME),
            may_reverse=found.state == TransactionState.APPROVED
            and found.reverses_id is None
            and all(one.state == TransactionState.DECLINED for one in reversals)
            and access.may(Action.PROGRAMME),
        )
        record_of_money(access, Act.CONSULT, [reference], what="transaction")
    return view


def view_document(access: Access, reference: str) -> DocumentView:
    """A document and what it proves, without its content; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the reader may know of.
    """
    require_reading(access)
    with in_transaction.atomic():
        found = document_of(access, reference)
        proves = known_transactions(access).filter(proofs__document=found).select_related("line")
        amends = known_amendments(access).filter(document=found).select_related("line")
        record_of_money(access, Act.CONSULT, [reference], what="document")
    return DocumentView(found, tuple(proves), tuple(amends))


def waiting_transactions(access: Access) -> tuple[Transaction, ...]:
    """The transactions that await a decision which this reader may take, oldest first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    if not access.may(Action.APPROVE_MONEY):
        return ()
    with in_transaction.atomic():
        waiting = known_transactions(access).filter(state=TransactionState.RECORDED)
        waiting = waiting.exclude(made_by=access.user).select_related("line").order_by("pk")
        found = tuple(waiting[:SHOWN])
        record_of_money(
            access, Act.CONSULT, [one.reference for one in found], what="transactions waiting"
        )
    return found


def rows_of(found: QuerySet[Line]) -> tuple[LineRow, ...]:
    """How some lines stand, in as many queries for a hundred as for one; looks past access."""
    sums = sums_of(found.order_by())
    waiting = Counter(_waiting(Transaction, found)) + Counter(_waiting(Amendment, found))
    budgets: dict[int, dict[tuple[date, date], Decimal]] = {}
    standing = Budget.objects.filter(line__in=found.order_by()).order_by("pk")
    for of, first, last, amount in standing.values_list("line", "first", "last", "amount"):
        budgets.setdefault(of, {})[first, last] = amount
    return tuple(
        LineRow(
            line=one,
            planned=sum(budgets[one.pk].values(), Decimal(0)) if one.pk in budgets else None,
            sums=sums.get(one.pk, Sums()),
            waiting=waiting[one.pk],
        )
        for one in found
    )


def _waiting(of: type[Transaction] | type[Amendment], lines: QuerySet[Line]) -> dict[int, int]:
    """How many of them await a decision, by line."""
    rows = of.objects.filter(line__in=lines.order_by(), state=TransactionState.RECORDED)
    return dict(rows.order_by().values_list("line").annotate(number=Count("pk")))


def _total(currency: str, rows: Sequence[LineRow]) -> Total:
    committed = [one.committed for one in rows if one.committed is not None]
    paid = [one.paid for one in rows if one.paid is not None]
    return Total(
        currency=currency,
        promised=sum((one.line.amount for one in rows), Decimal(0)),
        is_up_to=any(one.line.bound == Bound.CEILING for one in rows),
        committed=sum(committed, Decimal(0)) if committed else None,
        paid=sum(paid, Decimal(0)) if paid else None,
        uncommitted=len(rows) - len(committed),
        unpaid=len(rows) - len(paid),
        lines=len(rows),
    )
