"""Two saved charts are merged: what is done where they differ, then a chart that names both."""

import pytest
from playwright.sync_api import expect

from tests.browser.charting import find, people, save_as
from tests.browser.looking import far_labels, sideways_scroll, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_charts_become_a_third_once_their_differences_were_said(visit_chart):
    page = visit_chart("/network")
    save_as(page, "Everybody")
    page.goto("/network")
    expect(page.locator(".chart canvas").first).to_be_attached()
    find(page, "Nawzad Rahim")
    page.keyboard.press("h")
    expect(people(page)).to_have_count(4)
    save_as(page, "Without one")

    page.get_by_role("link", name="Saved charts").first.click()
    page.get_by_role("button", name="See what they become").click()
    differing = page.get_by_role("row", name="Hidden on one, shown on the other")
    expect(differing).to_contain_text("Nawzad Rahim")
    address = page.url
    for language in ("English", "کوردی"):
        page.get_by_role("button", name=language).click()
        page.goto(address)
        assert violations(page) == []
        assert far_labels(page) == []
        assert sideways_scroll(page) == 0
    page.locator("#merged-name").fill("Both")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Both")
    expect(people(page)).to_have_count(5)
    merged_from = page.locator("section[aria-labelledby=versions]")
    expect(merged_from).to_contain_text("Everybody")
    expect(merged_from).to_contain_text("Without one")
