"""Money in the quarterly report: each figure with the transactions and budgets it adds up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hawkari.desks.programme.figures import Figure, Row, Table
from hawkari.desks.programme.models import (
    Amendment,
    Bound,
    Line,
    Transaction,
    TransactionKind,
    TransactionState,
)
from hawkari.desks.programme.services.access import require_reading
from hawkari.desks.programme.services.known_on import NOW, KnownOn
from hawkari.desks.programme.services.money.known import (
    PAYMENTS,
    approved_amendments,
    holding_budgets,
    known_lines,
    record_of_money,
)
from hawkari.desks.programme.services.money.plan import Span, planned_by
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Period
from hawkari.evidence.models import Act

__all__ = ["tables"]

BEFORE = 1


def tables(access: Access, period: Period, known: KnownOn = NOW) -> tuple[Table, ...]:
    """Money of a quarter, line by line, and the sums of each currency.

    Only what is approved counts, by the day of the transaction.

    Args:
        access: who asks.
        period: the quarter.
        known: whose knowledge is told: lines, budgets and approvals that were recorded by then.

    Raises:
        AccessDenied: if the role may not read money.
    """
    require_reading(access)
    with transaction.atomic():
        lines = list(known.recorded(known_lines(access)).order_by("pk"))
        until = Transaction.objects.filter(
            line__in=lines, state=TransactionState.APPROVED, day__lte=period.last
        )
        of_line: dict[int, list[Transaction]] = {}
        for one in known.recorded(until, "decided_at").order_by("day", "pk"):
            of_line.setdefault(one.line_id, []).append(one)
        amended = approved_amendments(lines)
        objects = [one.reference for one in lines]
        record_of_money(
            access, Act.CONSULT, objects, what="money of a quarter", day=str(period.last)
        )
    if not lines:
        return ()
    promised = {
        one.pk: _promised(one, amended.get(one.pk, ()), period, known=known) for one in lines
    }
    figures = [
        figure
        for line in lines
        for figure in (
            *_promised_and_planned(line, promised[line.pk], period, known=known),
            *_spent(line, promised[line.pk], of_line.get(line.pk, []), since=period.first),
        )
    ]
    said = _("Only what a second person approved counts. Money of two currencies is never added.")
    sums: list[Figure] = []
    for currency in dict.fromkeys(one.currency for one in lines):
        own = [one for one in lines if one.currency == currency]
        sums.append(_promised_in_all(own, promised))
        sums += [_paid_in_all(own, of_line, period, now=now) for now in (True, False)]
    return (Table("money", _("Money"), (*sums, *figures), (said,)),)


def _promised(
    line: Line, amended: Sequence[Amendment], period: Period, *, known: KnownOn
) -> tuple[Row, ...]:
    """A line's first sum, and what each amendment up to the quarter's end changed of it."""
    at = reverse("programme:line", args=[line.reference])
    first = amended[0].before if amended else line.amount
    changes = (
        Row(
            one.reference, reverse("programme:amendment", args=[one.reference]), one.change, one.day
        )
        for one in amended
        if one.day <= period.last and known.had(one.decided_at)
    )
    return (Row(line.reference, at, first, line.first), *changes)


def _added(rows: Iterable[Row]) -> Decimal:
    return sum((one.value for one in rows if one.value is not None), Decimal(0))


def _promised_and_planned(
    line: Line, promised: tuple[Row, ...], period: Period, *, known: KnownOn
) -> Iterable[Figure]:
    words = _("Promised, up to: %s") if line.bound == Bound.CEILING else _("Promised: %s")
    key, amount = f"money.promised.{line.reference}", _added(promised)
    yield Figure(key, words % line.name, amount, line.currency, promised)
    yield _planned(line, period, known)


def _spent(
    line: Line, promised: tuple[Row, ...], standing: Sequence[Transaction], *, since: date
) -> Iterable[Figure]:
    key, name = line.reference, line.name
    committed = [one for one in standing if one.kind == TransactionKind.OUTGOING_COMMITMENT]
    yield _sum(f"money.committed.{key}", _("Committed: %s") % name, line, found=committed)
    paid = [one for one in standing if one.kind in PAYMENTS]
    now = [one for one in paid if one.day >= since]
    yield _sum(f"money.paid_now.{key}", _("Paid in the quarter: %s") % name, line, found=now)
    yield _sum(f"money.paid.{key}", _("Paid so far: %s") % name, line, found=paid)
    left = _added(promised) - sum((one.line_amount for one in paid), Decimal(0))
    yield Figure(
        f"money.left.{key}",
        _("Left: %s") % name,
        left if paid else None,
        line.currency,
        (*promised, *(_row(one, minus=True) for one in paid)) if paid else (),
    )


def _planned(line: Line, period: Period, known: KnownOn) -> Figure:
    rows, at = [], reverse("programme:line", args=[line.reference])
    for one in holding_budgets(line, known):
        span = [Span(one.first, one.last, one.amount)]
        if one.first <= period.last and one.last >= period.first:
            before = planned_by(span, period.first.fromordinal(period.first.toordinal() - BEFORE))
            rows.append(Row(line.reference, at, planned_by(span, period.last) - before, one.first))
    return Figure(
        f"money.planned.{line.reference}",
        _("Planned for the quarter: %s") % line.name,
        _added(rows) if rows else None,
        line.currency,
        tuple(rows),
        _("a budget counts on each of its days alike") if rows else "",
    )


def _sum(key: str, words: str, line: Line, *, found: Sequence[Transaction]) -> Figure:
    rows = tuple(_row(one) for one in found)
    value = sum((one.line_amount for one in found), Decimal(0)) if found else None
    return Figure(key, words, value, line.currency, rows)


def _row(one: Transaction, *, minus: bool = False) -> Row:
    at = reverse("programme:transaction", args=[one.reference])
    return Row(one.reference, at, -one.line_amount if minus else one.line_amount, one.day)


def _promised_in_all(own: Sequence[Line], promised: Mapping[int, tuple[Row, ...]]) -> Figure:
    up_to = any(one.bound == Bound.CEILING for one in own)
    rows = tuple(
        Row(
            one.reference, reverse("programme:line", args=[one.reference]), _added(promised[one.pk])
        )
        for one in own
    )  # fmt: skip
    return Figure(
        f"money.promised.{own[0].currency}",
        _("Promised in all lines, up to") if up_to else _("Promised in all lines"),
        _added(rows),
        own[0].currency,
        rows,
        _("holds only if each ceiling is used in full") if up_to else "",
    )


def _paid_in_all(
    own: Sequence[Line], of_line: dict[int, list[Transaction]], period: Period, *, now: bool
) -> Figure:
    paid = {
        line.pk: [
            one
            for one in of_line.get(line.pk, ())
            if one.kind in PAYMENTS and (one.day >= period.first or not now)
        ]
        for line in own
    }
    rows = tuple(_row(one) for line in own for one in paid[line.pk])
    left_out = sum(
        not any(one.kind in PAYMENTS for one in of_line.get(line.pk, ())) for line in own
    )
    words = _("Paid in the quarter, all lines") if now else _("Paid so far, all lines")
    note = _("lines without any payment published, left out: %s") % left_out if left_out else ""
    return Figure(
        f"money.paid{'_now' if now else ''}.{own[0].currency}",
        words,
        sum((row.value for row in rows if row.value is not None), Decimal(0)) if rows else None,
        own[0].currency,
        rows,
        note,
    )
