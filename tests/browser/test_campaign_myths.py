"""The myth bank in real Chromium: from a claim to a card that three people signed."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import LANGUAGES, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PNG = b"\x89PNG"


@pytest.fixture
def bank() -> Any:
    from tests.desks.campaign.signing import Bank

    return Bank()


def at(name: str, *arguments: str) -> str:
    return reverse(f"campaign:{name}", args=arguments)


def test_every_page_of_the_bank_keeps_to_the_rules_in_each_language(bank, enter):
    from hawkari.desks.campaign.bank import Part
    from hawkari.desks.campaign.services.bank_loading import load_bank, seed_lines

    load_bank(bank.author, seed_lines())
    signed, waits = bank.signed("ckb"), bank.myth()
    bank.written(waits)
    pages = {
        "list": at("myths"),
        "new": at("new_myth"),
        "myth": at("myth", signed.reference),
        "leaves": at("answer", signed.reference, "ckb"),
        "none": at("answer", signed.reference, "fa"),
        "edit": at("edit_answer", signed.reference, "ckb"),
    }
    lawyer = {"waits": at("answer", waits.reference, "en")}
    faults = []
    for language in LANGUAGES:
        for who, addresses in ((bank.author, pages), (bank.signers[Part.LEGAL], lawyer)):
            faults += faults_of(enter(who, language), addresses)
    assert not faults, "\n".join(faults)


def test_a_claim_is_answered_signed_by_three_people_and_leaves_as_a_card(bank, enter):
    from hawkari.desks.campaign.bank import Part
    from tests.desks.campaign.answering import SAID

    page = enter(bank.author).new_page()
    page.goto(at("myths"))
    page.get_by_role("link", name="Keep a myth").press("Enter")
    page.get_by_label("What is said").fill(SAID["ckb"][0])
    page.locator("#id_language").select_option("ckb")
    page.get_by_role("button", name="Keep the myth").press("Enter")
    page.locator("#answers").wait_for()
    page.get_by_role("row", name="سۆرانی").get_by_role("link").press("Enter")
    page.get_by_role("link", name="Write the answer").press("Enter")
    page.get_by_label("The answer, in a few sentences").fill(SAID["ckb"][1])
    page.get_by_label("Help and protection").fill("112 | پەیوەندی بکە")
    page.get_by_label("Sources").fill(
        "On boats | A coastguard | https://example.org/boats | 2026-05"
    )
    page.get_by_label("Who speaks").fill("Invented Border Office")
    page.get_by_label("Last day").fill(bank.author.today.isoformat())
    page.get_by_role("button", name="Keep this version").press("Enter")
    expect(page.get_by_text("No native reader signed it.")).to_be_visible()
    page.wait_for_load_state()  # the draft of the card too, before anybody else writes
    answer = page.url
    for part in Part:
        theirs = enter(bank.signers[part]).new_page()
        theirs.goto(answer)
        signing = theirs.locator(f"form:has(input[value={part.value}])")
        signing.get_by_role("checkbox").press("Space")
        signing.get_by_role("button").press("Enter")
        expect(theirs.get_by_text("You signed it.")).to_be_visible()
        theirs.wait_for_load_state()
    page.goto(answer)
    expect(page.get_by_text("Yes, until")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Card (PNG)").press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(PNG)
    page.goto(answer.replace("ckb", "ckb/edit"))
    page.get_by_label("Who speaks").fill("Another Office")
    page.get_by_role("button", name="Keep this version").press("Enter")
    expect(page.get_by_text("It was changed since a native reader signed it.")).to_be_visible()
    expect(page.get_by_role("button", name="Card (PNG)")).to_have_count(0)
    page.wait_for_load_state()
