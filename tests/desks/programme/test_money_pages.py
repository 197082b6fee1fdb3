"""Pages of money: from a line to a payment and its document, and back from a figure to its rows."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hawkari.desks.programme.models import Amendment, Line, Rate, Transaction
from tests.desks.programme.playing import COMMITMENT, Desk, approved, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def first(desk):
    return desk.officer()


@pytest.fixture
def second(desk):
    return desk.officer()


def browser(access) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(access.user)
    return client


def text(answer) -> str:
    return answer.content.decode()


def at(name: str, *arguments: str) -> str:
    return reverse(f"programme:{name}", args=arguments)


def pdf(content: bytes = b"%PDF-1.7 signed", name: str = "agreement.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def typed(kind: str, amount: str, **more) -> dict:
    day = (timezone.now().date() - timedelta(days=3)).isoformat()
    return {
        "kind": kind,
        "day": day,
        "amount": amount,
        "currency": "GBP",
        "provider": "Invented Border Office",
        "receiver": "Invented Training Ltd",
        "document_kind": "signed" if kind == COMMITMENT else "invoice",
        **more,
    }


def test_a_sum_goes_from_its_line_over_two_people_to_its_document(desk, first, second):
    one, two = browser(first), browser(second)
    item = desk.item(first)
    assert "No line of money is kept yet" in text(one.get(at("money")))
    new = {
        "item": item.reference,
        "name": "Border-security training",
        "bound": "ceiling",
        "amount": "300,000",
        "currency": "GBP",
        "funder": "Invented Border Office",
    }
    answer = one.post(at("new_line"), new, follow=True)
    line = Line.objects.get()
    assert line.amount == Decimal(300_000)
    page = text(answer)
    assert "Promised: up to" in page
    assert "not published" in page
    record = at("record_transaction", line.reference)
    answer = one.post(record, typed(COMMITMENT, "٢٥٠٠٠٠", file=pdf()), follow=True)
    promise = Transaction.objects.get()
    assert "It is recorded, and counts once another person approves it." in text(answer)
    assert "Approve: it counts" not in text(answer), "not by who recorded it"
    approve = at("approve", promise.reference)
    assert "another person decides" in text(one.post(approve, follow=True))
    assert promise.reference in text(two.get(at("waiting_money")))
    assert "It is approved" in text(two.post(approve, follow=True))
    one.post(record, typed("4", "1250.50", their_number="INV-1", file=pdf(b"invoice", "i.pdf")))
    payment = Transaction.objects.get(kind="4")
    two.post(at("approve", payment.reference))
    page = text(one.get(at("line", line.reference)))
    assert "£298,749.50" in page
    (document,) = [proof.document for proof in payment.proofs.all()]
    shown = text(two.get(at("transaction", payment.reference)))
    assert document.sha256 in shown
    file = two.get(at("document_file", document.reference))
    assert file.content == b"invoice"
    assert file["Content-Disposition"] == f'attachment; filename="{document.reference}.pdf"'
    assert payment.reference in text(two.get(at("document", document.reference)))


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(desk, first):
    line = desk.line(first)
    one = browser(first)
    record = at("record_transaction", line.reference)
    for changes, field, said in (
        ({"amount": "12,50"}, "amount", "a point before the cents"),
        ({"amount": "1e5"}, "amount", "a point before the cents"),
        ({"amount": "300000.01"}, "amount", "exceed the line"),
        ({"day": "2999-01-01"}, "day", "still to come"),
        ({"currency": "IQD"}, "currency", "exchange rate"),
        ({"receiver": "\0"}, "receiver", ""),
        ({"file": pdf(b"")}, "file", ""),
    ):
        answer = one.post(record, {**typed(COMMITMENT, "5"), **changes})
        assert answer.status_code == 422, changes
        assert field in answer.context["form"].errors, changes
        assert said in text(answer)
        assert "Invented Training Ltd" in text(answer) or field == "receiver"
    assert not Transaction.objects.exists()


def test_the_same_payment_typed_twice_leads_to_the_first(desk, first):
    line = desk.line(first, bound="amount")
    one, record = browser(first), at("record_transaction", line.reference)
    one.post(record, typed("4", "5"))
    kept = Transaction.objects.get()
    answer = one.post(record, typed("4", "5"))
    assert answer.status_code == 422
    assert at("transaction", kept.reference) in text(answer)


def test_a_budget_is_planned_and_drawn_by_quarter_with_the_same_numbers_as_csv(desk, first, second):
    line = desk.line(first, bound="amount", amount=Decimal(1000))
    one = browser(first)
    budget = {
        "kind": "original",
        "status": "indicative",
        "first": line.first.isoformat(),
        "last": line.last.isoformat(),
        "amount": "1000",
    }
    one.post(at("new_budget", line.reference), budget)
    again = one.post(at("new_budget", line.reference), budget)
    assert "revise that one" in text(again)
    payment = approved(first, second, line, amount=Decimal("33.10"))
    page = text(one.get(at("line", line.reference)))
    assert '<svg class="draw"' in page
    assert page.count(payment.reference) >= 2
    said = one.get(at("quarters_file", line.reference)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(said)))
    assert sum(Decimal(row["planned"]) for row in rows) == Decimal(1000)
    assert sum(Decimal(row["paid"] or 0) for row in rows) == Decimal("33.10")
    assert rows[-1]["paid"] == "", "a quarter still to come is empty, not 0"


def test_a_rate_is_kept_with_its_source(first):
    one = browser(first)
    rate = {"base": "GBP", "quote": "IQD", "rate": "١٧٠٢.٥", "source": "Invented Bank"}
    day = timezone.now().date().isoformat()
    page = text(one.post(at("rates"), {**rate, "day": day}, follow=True))
    assert "1 GBP = 1702.5 IQD" in page
    for wrong in ("NaN", "-1", "1e9", "0"):
        answer = one.post(at("rates"), {**rate, "day": day, "rate": wrong})
        assert answer.status_code == 422
    assert Rate.objects.count() == 1


def test_a_table_of_transactions_ends_in_one_fate_a_row_and_twice_in_none_more(desk, first):
    line = desk.line(first, bound="amount", name="=HYPERLINK(1)")
    day = (timezone.now().date() - timedelta(days=3)).isoformat()
    table = (
        "line,type,date,value,currency,payer,payee,reference\n"
        f"{line.reference},expenditure,{day},12.50,GBP,Office,Firm,A1\n"
        f"{line.reference},3,{day},7,gbp,Office,Firm,A2\n"
        f"{line.reference},expenditure,{day},12;5,GBP,Office,Firm,A3\n"
        f"L-2026-NOTONE,expenditure,{day},1,GBP,Office,Firm,A4\n"
        f"{line.reference},expenditure,27/11/2026,1,GBP,Office,Firm,A5\n"
        f"{line.reference},gift,{day},1,GBP,Office,Firm,A6\n"
    )
    one = browser(first)

    def imported():
        file = SimpleUploadedFile("payments.csv", table.encode())
        return one.post(at("import_money"), {"file": file}).context["done"]

    done = imported()
    assert (done.recorded, done.standing, done.refused) == (2, 0, 4)
    assert [fate.place for fate in done.fates] == ["2", "3", "4", "5", "6", "7"]
    assert all(fate.refused.remedy for fate in done.fates if fate.refused)
    done = imported()
    assert (done.recorded, done.standing, done.refused) == (0, 2, 4)
    answer = one.post(at("import_money"), {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04no")})
    assert answer.status_code == 422
    said = one.get(at("lines_file")).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in said
    assert Transaction.objects.count() == 2


def test_a_wrong_entry_is_declined_or_reversed_on_its_page(desk, first, second):
    line = desk.line(first, bound="amount")
    wrong, done = recorded(first, line), approved(first, second, line)
    two = browser(second)
    assert "Say why" in text(two.post(at("decline", wrong.reference), follow=True))
    page = text(two.post(at("decline", wrong.reference), {"why": "no such firm"}, follow=True))
    assert "It never counts." in page
    page = text(two.post(at("reverse", done.reference), {"why": "paid twice"}, follow=True))
    assert "The reversal is recorded" in page
    back = Transaction.objects.get(reverses=done)
    assert at("transaction", back.reference) in page
    assert "paid twice" in text(two.get(at("transaction", back.reference)))


def test_a_sum_is_amended_over_two_people_and_the_line_says_what_it_was(desk, first, second):
    line = desk.line(first, bound="amount", amount=Decimal(1000))
    approved(first, second, line, amount=Decimal(400))
    one, two = browser(first), browser(second)
    amend = at("amend_line", line.reference)
    day = (timezone.now().date() - timedelta(days=3)).isoformat()
    new = {"amount": "٣٩٩", "day": day, "why": "signed in Baghdad"}
    answer = one.post(amend, {**new, "file": pdf()})
    assert answer.status_code == 422
    assert "More than this is already committed" in text(answer)
    assert "signed in Baghdad" in text(answer), "what was typed stays"
    for wrong, field in (({}, "file"), ({"amount": "1e5"}, "amount"), ({"day": ""}, "day")):
        sent = {**new, "amount": "500", "file": pdf()} | wrong
        if field == "file":
            del sent["file"]
        answer = one.post(amend, sent)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
    page = text(one.post(amend, {**new, "amount": "1,500", "file": pdf()}, follow=True))
    waits = Amendment.objects.get()
    assert "+£500" in page
    assert "Approve: the line has the new sum" not in page, "not by who recorded it"
    assert at("amend_line", line.reference) not in text(one.get(at("line", line.reference)))
    assert waits.reference in text(two.get(at("waiting_money")))
    assert "1" in text(two.get(at("money")))
    decline = at("decline_amendment", waits.reference)
    assert "Say why" in text(two.post(decline, follow=True))
    page = text(two.post(at("approve_amendment", waits.reference), follow=True))
    assert "the line has the new sum" in page
    page = text(one.get(at("line", line.reference)))
    for said in ("£1,500", "£1,000", "£1,100", waits.reference):
        assert said in page
    assert waits.reference in text(one.get(at("document", waits.document.reference)))
    answer = two.post(decline, {"why": "late"}, follow=True)
    assert "It is decided already." in text(answer)
    stranger = browser(desk.officer(agency="elsewhere"))
    assert stranger.get(at("amendment", waits.reference)).status_code == 404
    assert stranger.get(amend).status_code == 404
    assert stranger.post(at("approve_amendment", waits.reference)).status_code == 404


def test_what_is_another_agency_s_is_not_there(desk, first):
    line = desk.line(first, bound="amount")
    entry = recorded(first, line)
    document = entry.proofs.get().document
    stranger = browser(desk.officer(agency="elsewhere"))
    for name, reference in (
        ("line", line.reference),
        ("quarters_file", line.reference),
        ("record_transaction", line.reference),
        ("transaction", entry.reference),
        ("document", document.reference),
        ("document_file", document.reference),
    ):
        assert stranger.get(at(name, reference)).status_code == 404
    for name in ("approve", "decline", "reverse", "prove"):
        assert stranger.post(at(name, entry.reference), {"why": "x"}).status_code == 404


def test_a_long_list_of_lines_is_paged_and_its_sums_are_of_all(desk, first, monkeypatch):
    monkeypatch.setattr("hawkari.desks.programme.views.money.PAGE", 2)
    item = desk.item(first)
    for number in range(3):
        desk.line(first, item, name=f"Line {number}", bound="amount", amount=Decimal(100))
    one = browser(first)
    page = text(one.get(at("money")))
    assert "Line 1" in page
    assert "Line 2" not in page
    assert "£300" in page
    assert 'rel="next"' in page
    assert "Line 2" in text(one.get(at("money"), {"page": "2"}))
    for strange in ("0", "99", "x", "\0"):
        assert one.get(at("money"), {"page": strange}).status_code == 200
