"""Amendments: a line's sum changes by a signed document and two people, and its past stays."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from hawkari.desks.programme.models import Amendment, Document, Line
from hawkari.desks.programme.services.documents import keep_document
from hawkari.desks.programme.services.known_on import KnownOn
from hawkari.desks.programme.services.money import (
    NewAmendment,
    NewBudget,
    add_budget,
    approve_amendment,
    approve_transaction,
    decline_amendment,
    lines,
    record_amendment,
    view_amendment,
    view_document,
    view_line,
    waiting_amendments,
)
from hawkari.desks.programme.services.money.known import sum_on
from hawkari.desks.programme.services.money_figures import tables
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.report_parts import period_of, untraced
from hawkari.desks.programme.services.waiting import programme_work
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.playing import (
    COMMITMENT,
    Desk,
    amended,
    approved,
    invoice,
    recorded,
    signed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def first(desk):
    return desk.officer()


@pytest.fixture
def second(desk):
    return desk.officer()


def sum_of(access, line) -> Decimal:
    return next(one.line.amount for one in lines(access) if one.line.pk == line.pk)


def test_a_sum_changes_once_a_second_person_approved_its_signed_document(desk, first, second):
    line = desk.line(first, amount=Decimal(300_000))
    raised = amended(first, line, Decimal(350_000))
    assert sum_of(first, line) == Decimal(300_000), "it does not count before"
    assert view_line(first, line.reference).row.waiting == 1
    with pytest.raises(BadInput, match="yourself"):
        approve_amendment(first, raised.reference)
    assert waiting_amendments(first) == ()
    assert waiting_amendments(second) == (raised,)
    assert programme_work(second).payments == 1
    with pytest.raises(AccessDenied):
        approve_amendment(desk.officer("communications"), raised.reference)
    assert view_amendment(second, raised.reference).may_decide
    approve_amendment(second, raised.reference)
    assert sum_of(first, line) == Decimal(350_000)
    with pytest.raises(BadInput, match="decided already"):
        decline_amendment(second, raised.reference, "too late")
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.update(decided_by=first.user)
    approved(first, second, line, COMMITMENT, amount=Decimal(350_000))
    view = view_line(first, line.reference)
    assert (view.first_sum, view.amendments, view.may_amend) == (300_000, (raised,), True)
    assert view_document(first, raised.document.reference).amends == (raised,)
    acts = AuditEntry.records.filter(object_ids__contains=f'"{raised.reference}"')
    assert list(acts.order_by("seq").values_list("act", flat=True)) == [
        "collect", "consult", "consult", "decide",
    ]  # fmt: skip


def test_what_is_declined_changes_nothing_and_says_why(desk, first, second):
    line = desk.line(first)
    wrong = amended(first, line, Decimal(1))
    with pytest.raises(BadInput, match="waits already"):
        amended(second, line, Decimal(2))
    with pytest.raises(BadInput, match="reason"):
        decline_amendment(second, wrong.reference, " ")
    decline_amendment(second, wrong.reference, "of another line")
    assert sum_of(first, line) == line.amount
    assert view_amendment(first, wrong.reference).amendment.decided_why == "of another line"
    assert amended(second, line, Decimal(2)), "the next one may be recorded"


def test_a_sum_is_never_lowered_below_what_is_committed_pledged_paid_or_planned(
    desk, first, second
):
    line = desk.line(first, amount=Decimal(1000))
    approved(first, second, line, COMMITMENT, amount=Decimal(600))
    with pytest.raises(BadInput, match=r"600\.00 GBP is committed"):
        amended(first, line, Decimal("599.99"))
    approved(first, second, line, "12", amount=Decimal(700))
    with pytest.raises(BadInput, match=r"700\.00 GBP is pledged"):
        amended(first, line, Decimal(699))
    plan = NewBudget("original", "committed", line.first, line.last, Decimal(800))
    add_budget(first, line.reference, plan)
    with pytest.raises(BadInput, match=r"800\.00 GBP is planned"):
        amended(first, line, Decimal(799))
    spent = desk.line(first, bound="amount", amount=Decimal(1000))
    approved(first, second, spent, amount=Decimal(500))
    with pytest.raises(BadInput, match=r"500\.00 GBP is paid"):
        amended(first, spent, Decimal(499))
    waits = recorded(first, spent, amount=Decimal(400))
    lowered = amended(first, spent, Decimal(600))
    approve_transaction(second, waits.reference)
    with pytest.raises(BadInput, match=r"900\.00 GBP is paid"):
        approve_amendment(second, lowered.reference)
    assert sum_of(first, spent) == Decimal(1000)
    decline_amendment(second, lowered.reference, "it was spent meanwhile")
    approve_amendment(second, amended(first, spent, Decimal(900)).reference)
    with pytest.raises(BadInput, match="above the line"):
        recorded(first, spent, amount=Decimal("0.01"))


def test_only_a_signed_document_amends_and_one_that_is_kept_may_be_named(desk, first):
    line = desk.line(first)
    new = NewAmendment(line.reference, Decimal(5), first.today, "they agreed")
    for how in ({}, {"proof": invoice()}, {"document": keep_document(first, invoice()).reference}):
        with pytest.raises(BadInput, match="signed document"):
            record_amendment(first, new, **how)
    assert Document.objects.count() == 1, "what was refused is not kept either"
    kept = keep_document(first, signed())
    assert record_amendment(first, new, document=kept.reference).document == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", Decimal("NaN")),
        ("amount", Decimal("1e30")),
        ("amount", Decimal(-1)),
        ("amount", Decimal("0.001")),
        ("amount", Decimal(300_000)),
        ("day", date(2999, 1, 1)),
        ("day", date(1999, 1, 1)),
        ("why", " "),
        ("why", "half \ud800"),
        ("why", "x" * 501),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(desk, first, field, value):
    line = desk.line(first)
    changes = {"amount": Decimal(5)} | {field: value}
    with pytest.raises(BadInput) as refused:
        amended(first, line, **changes)
    assert refused.value.where == (field,)
    assert refused.value.remedy
    assert not Amendment.objects.exists()


def test_amendments_follow_one_another_by_their_days(desk, first, second):
    line = desk.line(first)
    day = first.today - timedelta(days=30)
    approve_amendment(second, amended(first, line, Decimal(5), day=day).reference)
    with pytest.raises(BadInput, match="was amended from"):
        amended(first, line, Decimal(6), day=day - timedelta(days=1))
    assert amended(first, line, Decimal(6), day=day)


def test_another_agency_and_who_only_reads_amend_nothing(desk, first):
    line = desk.line(first)
    waits = amended(first, line, Decimal(5))
    stranger, reader = desk.officer(agency="elsewhere"), desk.officer("analyst")
    for act in (
        lambda: amended(stranger, line, Decimal(6)),
        lambda: view_amendment(stranger, waits.reference),
        lambda: approve_amendment(stranger, waits.reference),
    ):
        with pytest.raises(NotFound):
            act()
    assert waiting_amendments(stranger) == ()
    assert view_amendment(reader, waits.reference).may_decide is False
    assert view_line(reader, line.reference).may_amend is False
    with pytest.raises(AccessDenied):
        amended(reader, line, Decimal(6))


def test_the_past_keeps_the_sum_that_it_had(desk, first, second):
    line = desk.line(first, bound="amount", amount=Decimal(1000), first=date(2025, 1, 1))
    approved(first, second, line, day=date(2025, 2, 1), amount=Decimal(100))
    for amount, day in ((1500, date(2025, 5, 5)), (700, date(2025, 11, 1))):
        done = approve_amendment(second, amended(first, line, Decimal(amount), day=day).reference)
    left = {one.period.name: one.left for one in view_line(first, line.reference).quarters}
    assert [left[f"2025-Q{number}"] for number in (1, 2, 3, 4)] == [900, 1400, 1400, 600]
    for quarter, promised in (("2025Q1", 1000), ("2025Q2", 1500), ("2025Q4", 700)):
        (table,) = tables(first, period_of(quarter))
        assert untraced([table]) == []
        figures = {one.key: one for one in table.figures}
        assert figures[f"money.promised.{line.reference}"].value == promised
        assert figures["money.promised.GBP"].value == promised
        assert figures[f"money.left.{line.reference}"].value == promised - 100
    rows = figures[f"money.promised.{line.reference}"].rows
    assert [one.value for one in rows] == [1000, 500, -800]
    assert rows[-1].ref == done.reference
    Line.objects.update(made_at=datetime(2025, 1, 1, tzinfo=UTC))
    Amendment.objects.exclude(pk=done.pk).update(decided_at=datetime(2026, 1, 1, 23, tzinfo=UTC))
    for day, promised in ((date(2025, 12, 31), 1000), (date(2026, 1, 1), 1500)):
        (table,) = tables(first, period_of("2025Q4"), KnownOn(day))
        figures = {one.key: one for one in table.figures}
        assert figures[f"money.promised.{line.reference}"].value == promised, "as known then"


STEPS = st.lists(st.tuples(st.integers(1, 10**14), st.integers(0, 900)), max_size=6)


@given(first=st.integers(1, 10**14), steps=STEPS, asked=st.integers(-10, 910))
def test_the_sum_on_a_day_is_the_last_one_agreed_by_then(first, steps, asked):
    """An oracle without the chain: of all amendments up to the day the last, else the first sum."""
    start, held, made = date(2025, 1, 1), Decimal(first) / 100, []
    later = sorted(days for _, days in steps)
    for (amount, _), days in zip(steps, later, strict=True):
        day = start + timedelta(days=days)
        made.append(Amendment(before=held, amount=Decimal(amount) / 100, day=day))
        held = made[-1].amount
    line, day = Line(amount=held), start + timedelta(days=asked)
    upto = [one.amount for one in made if one.day <= day]
    assert sum_on(line, made, day) == (upto[-1] if upto else Decimal(first) / 100)
    assert sum_on(line, made, date(2030, 1, 1)) == line.amount
