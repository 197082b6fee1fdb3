"""Money in the quarterly report: every figure is the sum of rows that the reader can open."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from hawkari.desks.programme.models import Transaction
from hawkari.desks.programme.services.money import (
    NewBudget,
    add_budget,
    approve_transaction,
    reverse_transaction,
)
from hawkari.desks.programme.services.money_figures import tables
from hawkari.desks.programme.services.report_parts import PARTS, Trace, period_of, trace, untraced
from hawkari.evidence.indicators import quarter_of
from tests.desks.programme.playing import COMMITMENT, Desk, approved, recorded

pytestmark = pytest.mark.django_db


def by_key(table):
    return {one.key: one for one in table.figures}


def test_every_figure_of_money_adds_up_from_its_rows_and_unknown_is_not_0():
    desk = Desk()
    first, second = desk.officer(), desk.officer()
    line = desk.line(first)
    bare = desk.line(first, name="Nothing known", bound="amount", amount=Decimal(5))
    now = quarter_of(first.today)
    add_budget(
        first,
        line.reference,
        NewBudget("original", "committed", line.first, line.last, Decimal(900)),
    )
    approved(first, second, line, COMMITMENT, amount=Decimal(1000))
    paid = approved(first, second, line, amount=Decimal("70.10"), day=now.first)
    wrong = approved(first, second, line, amount=Decimal(5), day=now.first)
    approve_transaction(second, reverse_transaction(first, wrong.reference, "twice").reference)
    recorded(first, line, amount=Decimal(99))
    (table,) = tables(first, now)
    assert untraced([table]) == []
    figures = by_key(table)
    assert figures[f"money.paid.{line.reference}"].value == Decimal("70.10")
    assert figures[f"money.left.{line.reference}"].value == Decimal("299929.90")
    assert figures[f"money.committed.{line.reference}"].value == Decimal(1000)
    rows = figures[f"money.paid.{line.reference}"].rows
    assert [one.ref for one in rows][:2] == [paid.reference, wrong.reference]
    assert len(rows) == 3, "a reversal stands beside what it reverses"
    for part in ("planned", "committed", "paid", "paid_now", "left"):
        found = figures[f"money.{part}.{bare.reference}"]
        assert (found.value, trace(found)) == (None, Trace.NONE)
    assert figures["money.promised.GBP"].value == Decimal(300_005)
    assert "1" in figures["money.paid.GBP"].note


def test_a_quarter_counts_what_was_paid_by_its_end_and_in_it():
    desk = Desk()
    first, second = desk.officer(), desk.officer()
    line = desk.line(first, bound="amount")
    for day, amount in ((date(2025, 1, 1), 1), (date(2025, 3, 31), 2), (date(2025, 4, 1), 4)):
        approved(first, second, line, day=day, amount=Decimal(amount))
    (table,) = tables(first, period_of("2025Q1"))
    figures = by_key(table)
    assert figures[f"money.paid_now.{line.reference}"].value == 3
    (table,) = tables(first, period_of("2025Q2"))
    figures = by_key(table)
    assert figures[f"money.paid_now.{line.reference}"].value == 4
    assert figures[f"money.paid.{line.reference}"].value == 7
    assert Transaction.objects.filter(made_at__lte=timezone.now()).count() == 3


def test_money_is_a_part_of_the_report_and_nothing_without_lines():
    assert tables in PARTS
    assert tables(Desk().officer(), period_of("2025Q1")) == ()
