"""Claims without an answer in real Chromium: from what posts say to a myth, by keyboard."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import LANGUAGES, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def member() -> Any:
    """A communications officer whose agency imported posts that say the same."""
    from tests.desks.campaign.playing import Desk
    from tests.desks.campaign.test_claims import PAPERS, TALK, posted, reread

    desk = Desk()
    access = desk.officer()
    reread(posted(desk, access, *PAPERS, *TALK, language="en"))
    return access


def claim_address() -> str:
    from hawkari.desks.campaign.models import Claim

    return reverse("campaign:claim", args=[Claim.objects.get().reference])


def test_the_pages_of_claims_keep_to_the_rules_in_each_language(member, enter):
    pages = {"claims": reverse("campaign:claims"), "claim": claim_address()}
    faults = []
    for language in LANGUAGES:
        faults += faults_of(enter(member, language), pages)
    assert not faults, "\n".join(faults)


def test_a_claim_of_three_posts_becomes_a_myth_by_keyboard(member, enter):
    page = enter(member).new_page()
    page.goto(reverse("campaign:claims"))
    page.locator("th a.id").first.press("Enter")
    page.get_by_label("What is said").fill("Kurds get papers in London without an interview")
    page.get_by_role("button", name="Keep the myth").press("Enter")
    expect(page.locator("h1")).to_contain_text("Kurds get papers")
    page.goto(reverse("campaign:claims"))
    expect(page.get_by_text("There is no such claim")).to_be_visible()
