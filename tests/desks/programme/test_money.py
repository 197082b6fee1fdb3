"""Money: ceilings hold, two people look at every sum, nothing is edited, each sum has its paper."""

from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from hawkari.desks.programme.models import Transaction
from hawkari.desks.programme.services.documents import NewDocument, open_document
from hawkari.desks.programme.services.money import (
    NewBudget,
    NewRate,
    RecordedAlready,
    add_budget,
    approve_transaction,
    decline_transaction,
    lines,
    prove,
    record_rate,
    record_transaction,
    reverse_transaction,
    totals_of,
    view_document,
    view_line,
    view_transaction,
)
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.playing import (
    COMMITMENT,
    DISBURSEMENT,
    Desk,
    approved,
    invoice,
    movement,
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


def row_of(access, line):
    return next(one for one in lines(access) if one.line.pk == line.pk)


def test_up_to_a_sum_is_a_ceiling_and_becomes_a_commitment_only_by_a_signed_document(
    desk, first, second
):
    line = desk.line(first)
    row = row_of(first, line)
    assert (row.committed, row.paid, row.left) == (None, None, None), "not published is not 0"
    unsigned = record_transaction(
        first, movement(line, COMMITMENT, amount=Decimal(250_000)), proof=invoice()
    )
    with pytest.raises(BadInput, match="signed document"):
        approve_transaction(second, unsigned.reference)
    assert row_of(first, line).committed is None
    prove(first, unsigned.reference, signed())
    approve_transaction(second, unsigned.reference)
    assert row_of(first, line).committed == Decimal(250_000)
    assert row_of(first, line).paid is None


def test_nothing_is_paid_of_a_ceiling_beyond_what_is_committed(desk, first, second):
    line = desk.line(first)
    with pytest.raises(BadInput, match="of a ceiling of which 0 GBP is committed"):
        recorded(first, line, amount=Decimal(1))
    pledge = recorded(first, line, COMMITMENT, amount=Decimal(1000))
    early = recorded(first, line, amount=Decimal(900))
    with pytest.raises(BadInput, match="committed"):
        approve_transaction(second, early.reference)
    approve_transaction(second, pledge.reference)
    approve_transaction(second, early.reference)
    assert row_of(first, line).left == Decimal(299_100)


def test_what_counts_as_paid_never_exceeds_the_line(desk, first, second):
    line = desk.line(first, bound="amount", amount=Decimal(200_000))
    approved(first, second, line, DISBURSEMENT, amount=Decimal("199999.99"))
    with pytest.raises(BadInput, match=r"200000\.02 GBP would be paid"):
        recorded(first, line, amount=Decimal("0.03"))
    one, two = (recorded(first, line, amount=Decimal("0.01")) for _ in range(2))
    approve_transaction(second, one.reference)
    with pytest.raises(BadInput, match="above the line"):
        approve_transaction(second, two.reference)
    assert row_of(first, line).left == Decimal("0.00")


def test_only_what_a_second_person_approved_counts(desk, first, second):
    line = desk.line(first, bound="amount")
    entry = recorded(first, line)
    assert row_of(first, line).paid is None
    assert row_of(first, line).waiting == 1
    with pytest.raises(BadInput, match="yourself"):
        approve_transaction(first, entry.reference)
    with pytest.raises(AccessDenied):
        approve_transaction(desk.officer("communications"), entry.reference)
    done = approve_transaction(second, entry.reference)
    assert done.decided_by == second.user
    with pytest.raises(BadInput, match="decided already"):
        decline_transaction(desk.officer(), entry.reference, "too late")
    with pytest.raises(IntegrityError), transaction.atomic():
        Transaction.objects.filter(pk=entry.pk).update(decided_by=first.user)
    assert row_of(first, line).paid == Decimal(1000)


def test_what_is_declined_never_counts_and_says_why(desk, first, second):
    line = desk.line(first, bound="amount")
    entry = recorded(first, line)
    with pytest.raises(BadInput, match="reason"):
        decline_transaction(second, entry.reference, " ")
    decline_transaction(second, entry.reference, "the invoice is of another project")
    assert row_of(first, line).paid is None
    assert view_transaction(first, entry.reference).transaction.decided_why.startswith("the inv")


def test_nothing_is_approved_without_a_document(desk, first, second):
    line = desk.line(first, bound="amount")
    bare = record_transaction(first, movement(line))
    with pytest.raises(BadInput, match="no document"):
        approve_transaction(second, bare.reference)
    kept = prove(first, bare.reference, invoice(content=b"%PDF of 1000"))
    approve_transaction(second, bare.reference)
    found, content = open_document(second, kept.reference)
    assert content == b"%PDF of 1000"
    assert found.sha256 == sha256(content).hexdigest()
    assert view_document(second, kept.reference).proves == (bare,)
    with pytest.raises(BadInput, match="decided"):
        prove(first, bare.reference, invoice())


def test_a_document_that_was_changed_on_disk_is_not_handed_out(desk, first):
    line = desk.line(first, bound="amount")
    entry = recorded(first, line)
    (document,) = view_transaction(first, entry.reference).documents
    document.content.content = b"another"
    document.content.save()
    with pytest.raises(BadInput, match="not what was handed in"):
        open_document(first, document.reference)


def test_a_wrong_entry_is_reversed_in_whole_by_two_people_and_stays(desk, first, second):
    line = desk.line(first, bound="amount")
    entry = approved(first, second, line, amount=Decimal("70.10"))
    back = reverse_transaction(first, entry.reference, "paid twice by the bank")
    assert row_of(first, line).paid == Decimal("70.10"), "not before it is approved"
    with pytest.raises(BadInput, match="reversed already"):
        reverse_transaction(second, entry.reference, "again")
    with pytest.raises(BadInput, match="yourself"):
        approve_transaction(first, back.reference)
    approve_transaction(second, back.reference)
    row = row_of(first, line)
    assert (row.paid, row.left) == (Decimal("0.00"), Decimal(300_000))
    with pytest.raises(BadInput, match="no approved entry that could be reversed"):
        reverse_transaction(first, back.reference, "reverse the reversal")
    assert Transaction.objects.filter(line=line).count() == 2
    assert view_transaction(first, back.reference).documents, "the same papers prove it"


def test_a_commitment_is_not_reversed_from_under_what_was_paid_of_it(desk, first, second):
    line = desk.line(first)
    promise = approved(first, second, line, COMMITMENT, amount=Decimal(1000))
    approved(first, second, line, amount=Decimal(400))
    back = reverse_transaction(first, promise.reference, "signed by the wrong office")
    with pytest.raises(BadInput, match="would be paid of a ceiling"):
        approve_transaction(second, back.reference)


def test_the_same_payment_is_not_recorded_twice_but_by_its_own_number(desk, first):
    line = desk.line(first, bound="amount")
    same = movement(line, their_number="")
    kept = record_transaction(first, same)
    with pytest.raises(RecordedAlready, match=kept.reference):
        record_transaction(first, same)
    numbered = movement(line, their_number="INV-7")
    record_transaction(first, numbered)
    with pytest.raises(RecordedAlready):
        record_transaction(first, movement(line, their_number="INV-7", amount=Decimal(5)))


def test_a_foreign_sum_keeps_both_amounts_and_the_rate_with_its_source(desk, first, second):
    line = desk.line(first, bound="amount")
    day = first.today - timedelta(days=10)
    with pytest.raises(BadInput, match="no rate of IQD to GBP"):
        recorded(first, line, amount=Decimal(1_000_000), currency="IQD")
    late = NewRate("GBP", "IQD", day + timedelta(days=1), Decimal(9999), "too late to count")
    old = NewRate("GBP", "IQD", day - timedelta(days=30), Decimal(1), "too old beside a newer one")
    record_rate(first, late)
    record_rate(first, old)
    record_rate(first, NewRate("GBP", "IQD", day, Decimal("1702.5"), "Central Bank, invented"))
    entry = approved(first, second, line, amount=Decimal(1_000_000), currency="IQD")
    assert entry.line_amount == Decimal("587.37")
    assert entry.rate.source == "Central Bank, invented"
    row = row_of(first, line)
    assert row.left == Decimal(300_000) - Decimal("587.37")
    back = reverse_transaction(first, entry.reference, "wrong account")
    record_rate(first, NewRate("GBP", "IQD", first.today, Decimal(1), "another day"))
    approve_transaction(second, back.reference)
    assert row_of(first, line).paid == Decimal("0.00"), "reversed at the rate it was recorded at"


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": Decimal("NaN")},
        {"amount": Decimal("1e30")},
        {"amount": Decimal(0)},
        {"amount": Decimal(-5)},
        {"amount": Decimal("0.001")},
        {"amount": Decimal("Infinity")},
        {"currency": "XXX"},
        {"kind": "99"},
        {"kind": ""},
        {"provider": "  "},
        {"receiver": "x" * 201},
        {"day": date(2999, 1, 1)},
        {"value_day": date(1999, 12, 31)},
        {"their_number": "7" * 61},
    ],
)
def test_what_cannot_be_is_refused_at_its_field(desk, first, changes):
    line = desk.line(first, bound="amount")
    with pytest.raises(BadInput) as refused:
        record_transaction(first, movement(line, **changes))
    assert refused.value.where == (next(iter(changes)),)
    assert refused.value.remedy
    assert not Transaction.objects.exists()


def test_budgets_are_for_a_year_at_most_and_revised_never_edited(desk, first):
    line = desk.line(first, amount=Decimal(1000))

    def budget(kind, start, end, amount):
        return add_budget(
            first, line.reference, NewBudget(kind, "indicative", start, end, Decimal(amount))
        )

    budget("original", date(2026, 1, 1), date(2026, 12, 31), 600)
    for kind, start, end, amount, said in (
        ("original", date(2027, 1, 1), date(2028, 1, 1), 1, "one year"),
        ("original", date(2026, 6, 1), date(2027, 5, 31), 1, "Revise that one"),
        ("revised", date(2026, 1, 1), date(2026, 6, 30), 1, "exactly these days"),
        ("original", date(2027, 1, 1), date(2027, 12, 31), 401, "above the line"),
        ("original", date(2027, 2, 1), date(2027, 1, 1), 1, "before it begins"),
    ):
        with pytest.raises(BadInput, match=said):
            budget(kind, start, end, amount)
    budget("revised", date(2026, 1, 1), date(2026, 12, 31), 500)
    view = view_line(first, line.reference)
    assert view.row.planned == Decimal(500)
    assert [one.amount for one in view.budgets] == [Decimal(500)]
    assert [one.amount for one in view.replaced] == [Decimal(600)]
    assert sum(one.planned for one in view.quarters) == Decimal(500)


def test_the_three_lines_of_800_000_pounds_add_up_and_say_what_they_leave_out(desk, first, second):
    training = desk.line(first)
    region = desk.line(first, name="Kurdistan Region", bound="amount", amount=Decimal(200_000))
    desk.line(first, name="Serious organised crime", bound="amount", amount=Decimal(300_000))
    desk.line(first, name="Abroad", bound="amount", amount=Decimal(5), currency="USD")
    approved(first, second, region, amount=Decimal("1250.55"))
    approved(first, second, training, COMMITMENT, amount=Decimal(90_000))
    pounds, dollars = totals_of(lines(first))
    assert (pounds.currency, pounds.promised, pounds.is_up_to) == ("GBP", Decimal(800_000), True)
    assert (pounds.paid, pounds.unpaid) == (Decimal("1250.55"), 2)
    assert (pounds.committed, pounds.uncommitted) == (Decimal(90_000), 2)
    assert (dollars.promised, dollars.is_up_to, dollars.paid) == (Decimal(5), False, None)


def test_another_agency_and_another_programme_know_of_nothing(desk, first, second):
    line = desk.line(first, bound="amount")
    entry = recorded(first, line)
    (document,) = view_transaction(first, entry.reference).documents
    acts = (
        lambda access: view_line(access, line.reference),
        lambda access: view_transaction(access, entry.reference),
        lambda access: approve_transaction(access, entry.reference),
        lambda access: open_document(access, document.reference),
        lambda access: record_transaction(access, movement(line)),
    )
    for stranger in (desk.officer(agency="elsewhere"), Desk().officer()):
        assert lines(stranger) == ()
        for act in acts:
            with pytest.raises(NotFound):
                act(stranger)


def test_who_may_only_read_changes_nothing_and_who_may_not_read_sees_nothing(desk, first):
    line = desk.line(first, bound="amount")
    entry = recorded(first, line)
    reader = desk.officer("analyst")
    assert view_line(reader, line.reference).may_record is False
    assert view_transaction(reader, entry.reference).may_decide is False
    for act in (
        lambda: desk.line(reader),
        lambda: record_transaction(reader, movement(line)),
        lambda: prove(reader, entry.reference, invoice()),
        lambda: reverse_transaction(reader, entry.reference, "x"),
        lambda: record_rate(reader, NewRate("GBP", "USD", first.today, Decimal(1), "x")),
        lambda: lines(desk.officer("trainer")),
    ):
        with pytest.raises(AccessDenied):
            act()


def test_every_step_leaves_its_entry_in_the_audit_log(desk, first, second):
    line = desk.line(first, bound="amount")
    entry = approved(first, second, line)
    acts = AuditEntry.records.filter(object_ids__contains=f'"{entry.reference}"')
    assert list(acts.order_by("seq").values_list("act", flat=True)) == ["collect", "decide"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"", "invoice"),
        ("\0", b"x", "invoice"),
        ("a\n.pdf", b"x", "invoice"),
        ("a", b"x", "no"),
    ],
)
def test_a_document_that_cannot_be_kept_leaves_no_transaction(desk, first, name, content, kind):
    line = desk.line(first, bound="amount")
    with pytest.raises(BadInput):
        record_transaction(first, movement(line), proof=NewDocument(name, content, kind))
    assert not Transaction.objects.exists()


@pytest.mark.parametrize("bad", ["a\0b", "half \ud800", "x" * 2001])
def test_no_text_that_a_store_cannot_hold_gets_past_its_field(desk, first, second, bad):
    line = desk.line(first)
    waiting = recorded(first, line, COMMITMENT, amount=Decimal(10))
    today = first.today

    def rate() -> NewRate:
        return NewRate("USD", "GBP", today, Decimal("0.8"), bad)

    refused = {
        "name": lambda: desk.line(first, name=bad),
        "funder": lambda: desk.line(first, funder=bad),
        "implementer": lambda: desk.line(first, implementer=bad),
        "provider": lambda: recorded(first, line, COMMITMENT, provider=bad),
        "receiver": lambda: recorded(first, line, COMMITMENT, receiver=bad),
        "description": lambda: recorded(first, line, COMMITMENT, description=bad),
        "their_number": lambda: recorded(first, line, COMMITMENT, their_number=bad),
        "source": lambda: record_rate(first, rate()),
        "why": lambda: decline_transaction(second, waiting.reference, bad),
    }
    for field, work in refused.items():
        with pytest.raises(BadInput) as told:
            work()
        assert told.value.where == (field,)
