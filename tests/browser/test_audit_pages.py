"""The auditor's pages in real Chromium: accessible, in both directions, and by keyboard."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import far_labels, sideways_scroll, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("/oversight/audit", "/oversight/audit/patterns")


@pytest.fixture
def auditor(live_server) -> str:
    """The session of an auditor of a case in which somebody looked at people all night."""
    from hawkari.evidence.entities import get_entity, search
    from tests.desks.intelligence.case import Case

    case = Case().load()
    access = case.access()
    for one in ("uk-1", "krg-1", "uk-3"):
        get_entity(access, one)
    for _ in range(10):
        search(access, "Nobody Whatsoever")
    client = Client()
    client.force_login(case.world.member("nca", "auditor", name="shirin"))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def visit(chromium: Browser, live_server, auditor: str) -> Iterator:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}
    )

    def opened(path: str, language: str = "en") -> Page:
        context.add_cookies(
            [
                {"name": settings.SESSION_COOKIE_NAME, "value": auditor, "url": live_server.url},
                {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url},
            ]
        )
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    context.close()


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_keeps_its_shape(visit, path: str, language: str):
    page = visit(path, language)
    assert violations(page) == []
    assert far_labels(page) == []
    for width in (1360, 1024, 640, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways_scroll(page) == 0, width


def test_who_saw_a_person_is_asked_and_answered_by_keyboard(visit):
    page = visit("/oversight/audit")
    page.get_by_label("Person or thing (id)").fill("uk-1")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Who saw this person or thing?")
    expect(page.locator("table.tbl tbody tr").first).to_contain_text("looked at")


def test_a_term_that_was_searched_stands_in_no_address(visit):
    page = visit("/oversight/audit")
    page.get_by_label("Words or number that may have been searched").fill("nobody whatsoever")
    page.keyboard.press("Enter")
    expect(page.locator(".lead")).to_contain_text("Yes: 10 searches")
    assert "whatsoever" not in page.url
