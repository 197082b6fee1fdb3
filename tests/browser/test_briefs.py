"""A brief is asked for on the page, made while the page says so, and saved by the browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.looking import far_labels, sideways_scroll, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BRIEF = "section[aria-labelledby=brief] form"


def test_a_brief_is_chosen_by_keyboard_and_saved(visit_chart):
    page = visit_chart("/network")
    page.get_by_label("Language of the brief").select_option(label="کوردی")
    page.get_by_role("region", name="Brief").get_by_label("What it is for").fill("for court")
    with page.expect_download() as saved:
        page.get_by_role("region", name="Brief").get_by_role("button", name="PDF").press("Enter")
    assert saved.value.suggested_filename.endswith("-ckb.pdf")
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")
    expect(page.locator(f"{BRIEF} [data-status]")).to_have_text(
        "The brief is made and saved by your browser."
    )
    expect(page.locator(BRIEF)).not_to_have_attribute("aria-busy", "true")


def test_while_it_is_made_the_page_says_so_and_asks_once(visit_chart):
    page = visit_chart("/network")
    asked: list[str] = []
    page.context.route("**/network/brief.*", lambda route: asked.append(route.request.url))
    button = page.get_by_role("button", name="Word (.docx)")
    button.click()
    expect(page.locator(f"{BRIEF} [data-status]")).to_contain_text("is being made")
    expect(page.locator(BRIEF)).to_have_attribute("aria-busy", "true")
    button.click()
    expect(page.locator(BRIEF)).to_have_attribute("aria-busy", "true")
    assert len(asked) == 1


def test_a_refused_brief_leads_to_a_page_that_says_why(visit_chart, monkeypatch):
    from hawkari.desks.intelligence.services import network_briefing

    page = visit_chart("/network")
    monkeypatch.setattr(network_briefing, "MOST_PEOPLE", 2)
    page.get_by_role("button", name="Word (.docx)").click()
    expect(page.get_by_text("No brief was made.")).to_be_visible()


def test_the_part_of_the_page_is_accessible_in_both_directions(visit_chart):
    for language in ("en", "ckb"):
        page = visit_chart("/network", language=language)
        page.locator("#brief").scroll_into_view_if_needed()
        assert violations(page) == []
        assert far_labels(page) == []
        assert sideways_scroll(page) == 0
