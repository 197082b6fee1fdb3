"""Money in real Chromium: from a commitment over two people to a payment and its document."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.looking import LANGUAGES, faults_of, shoot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk() -> Any:
    from tests.desks.programme.playing import Desk

    return Desk()


def at(name: str, *arguments: str) -> str:
    return reverse(f"programme:{name}", args=arguments)


def filled(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        control = page.locator(f"main form [name={name}]").first
        if control.evaluate("it => it.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def kept(desk: Any, first: Any, second: Any) -> dict[str, str]:
    """Lines in three states, and the addresses of every page of money."""
    from hawkari.desks.programme.services.money import (
        NewBudget,
        NewRate,
        add_budget,
        approve_amendment,
        record_rate,
        reverse_transaction,
    )
    from hawkari.desks.programme.services.organisations import NewOrganisation, state_organisation
    from tests.desks.programme.playing import COMMITMENT, amended, approved, recorded

    line = desk.line(first)
    desk.line(first, name="هێزی تایبەتی هەرێمی کوردستان", bound="amount", amount=Decimal(200_000))
    desk.line(first, name="Serious organised crime", bound="amount", amount=Decimal(300_000))
    add_budget(
        first,
        line.reference,
        NewBudget("original", "committed", line.first, line.last, Decimal(240_000)),
    )
    approved(first, second, line, COMMITMENT, amount=Decimal(250_000), day=line.first)
    for days, amount in ((20, "41250.50"), (90, "38000"), (170, "62999.99")):
        day = line.first + timedelta(days=days)
        done = approved(first, second, line, amount=Decimal(amount), day=day)
    state_organisation(first, NewOrganisation("Invented Border Office", "XI-GOV-1", "10"))
    reverse_transaction(first, done.reference, "paid to the wrong account")
    day = first.today - timedelta(days=10)
    record_rate(first, NewRate("GBP", "IQD", day, Decimal("1702.5"), "Invented bank, closing rate"))
    waits = recorded(second, line, amount=Decimal(12_500_000), currency="IQD")
    raised = approve_amendment(second, amended(first, line, Decimal(320_000)).reference)
    lowered = amended(second, line, Decimal(260_000))
    return {
        "money": at("money"),
        "line": at("line", line.reference),
        "new-line": at("new_line"),
        "budget": at("new_budget", line.reference),
        "record": at("record_transaction", line.reference),
        "waits": at("transaction", waits.reference),
        "done": at("transaction", done.reference),
        "raised": at("amendment", raised.reference),
        "lowered": at("amendment", lowered.reference),
        "amend": at("amend_line", line.reference),
        "item": at("item", line.item.reference),
        "organisations": at("organisations"),
        "organisation": f"{at('state_organisation')}?name=Invented%20Training%20Ltd",
        "document": at("document", raised.document.reference),
        "waiting": at("waiting_money"),
        "rates": at("rates"),
        "import": at("import_money"),
    }


def test_every_page_of_money_keeps_to_the_rules_in_each_language(desk, enter):
    first, second = desk.officer(), desk.officer()
    pages = kept(desk, first, second)
    faults = [
        (language, fault)
        for language in LANGUAGES
        for fault in faults_of(enter(first, language), pages)
    ]
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_from_a_commitment_to_its_payment_to_its_document_by_keyboard(
    desk, enter, language, tmp_path
):
    from hawkari.desks.programme.models import Line, Transaction

    first, second = desk.officer(), desk.officer()
    desk.item(first)
    one, two = enter(first, language).new_page(), enter(second, language).new_page()
    one.goto(at("money"))
    shoot(one, f"money-empty-{language}")
    one.locator("a.btn-primary").press("Enter")
    filled(one, name="Border-security training", bound="ceiling", amount="300,000")
    filled(one, currency="GBP", funder="Invented Border Office")
    one.locator("main .btn-primary").press("Enter")
    expect(one.locator("h1")).to_have_text("Border-security training")
    line = Line.objects.get()
    day = (timezone.now().date() - timedelta(days=3)).isoformat()
    for kind, amount, proof in (("2", "250000", "signed"), ("4", "1250.50", "invoice")):
        paper = tmp_path / f"{proof}.pdf"
        paper.write_bytes(b"%PDF-1.7 " + proof.encode())
        one.goto(at("record_transaction", line.reference))
        filled(one, kind=kind, day=day, amount=amount, receiver="Invented Training Ltd")
        filled(one, document_kind=proof)
        one.locator("[name=file]").set_input_files(paper)
        one.locator("main .btn-primary").press("Enter")
        expect(one.locator(".tag.unconfirmed").first).to_be_visible()
        expect(one.locator(".btn-primary")).to_have_count(0)
        two.goto(at("waiting_money"))
        two.locator("main tbody a.id").press("Enter")
        two.locator(".btn-primary").press("Enter")
        expect(two.locator(".tag.confirmed").first).to_be_visible()
    one.goto(at("line", line.reference))
    expect(one.locator(".lead")).to_contain_text("£298,749.50")
    payment = Transaction.objects.get(kind="4")
    one.locator("main details summary").press("Enter")
    one.locator(f"main details a.id:text-is('{payment.reference}')").press("Enter")
    with one.expect_download() as saved:
        one.locator("section[aria-labelledby=proof] td a").first.press("Enter")
    assert saved.value.path().read_bytes() == b"%PDF-1.7 invoice"
