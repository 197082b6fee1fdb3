"""A brief is asked for on the page, made while the page says so, and saved by the browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.looking import far_labels, sideways_scroll, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1400, "height": 1000}
BRIEF = "section[aria-labelledby=brief] form"


@pytest.fixture
def case():
    """People are imported inside: pytest reads this file before Django is set up."""
    from hawkari.site.warming import warm
    from tests.desks.intelligence.case import Case

    warm(lambda _: None)  # or the first answer waits for the compiler
    return Case().load()


@pytest.fixture
def visit(chromium: Browser, live_server, case) -> Iterator:
    """Open an address as an analyst, in a language; what the page complains of fails the test."""
    cookie = case.client().cookies["sessionid"].value
    opened: list[BrowserContext] = []
    complaints: list[list[str]] = []

    def visited(path: str, *, language: str = "en") -> Page:
        context = chromium.new_context(base_url=live_server.url, locale=language, viewport=WIDE)
        opened.append(context)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        complaints.append(watch(page))
        page.goto(path)
        return page

    yield visited
    for context in opened:
        context.close()
    assert [said for listed in complaints for said in listed] == []


def test_a_brief_is_chosen_by_keyboard_and_saved(visit):
    page = visit("/network")
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


def test_while_it_is_made_the_page_says_so_and_asks_once(visit):
    page = visit("/network")
    asked: list[str] = []
    page.context.route("**/network/brief.*", lambda route: asked.append(route.request.url))
    button = page.get_by_role("button", name="Word (.docx)")
    button.click()
    expect(page.locator(f"{BRIEF} [data-status]")).to_contain_text("is being made")
    expect(page.locator(BRIEF)).to_have_attribute("aria-busy", "true")
    button.click()
    expect(page.locator(BRIEF)).to_have_attribute("aria-busy", "true")
    assert len(asked) == 1


def test_a_refused_brief_leads_to_a_page_that_says_why(visit, monkeypatch):
    from hawkari.desks.intelligence.services import network_briefing

    page = visit("/network")
    monkeypatch.setattr(network_briefing, "MOST_PEOPLE", 2)
    page.get_by_role("button", name="Word (.docx)").click()
    expect(page.get_by_text("No brief was made.")).to_be_visible()


def test_the_part_of_the_page_is_accessible_in_both_directions(visit):
    for language in ("en", "ckb"):
        page = visit("/network", language=language)
        page.locator("#brief").scroll_into_view_if_needed()
        assert violations(page) == []
        assert far_labels(page) == []
        assert sideways_scroll(page) == 0
