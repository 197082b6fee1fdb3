"""The exchange desk's pages in real Chromium: accessible, in both directions, and by keyboard."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import far_labels, sideways_scroll, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("/exchange/", "/exchange/tasks", "/exchange/tasks/new")
WIDTHS = (1360, 1024, 640, 320)
TARGETS = """() =>
  [...document.querySelectorAll('main a.btn, main button, main summary, main input')]
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width > 2 && one.type !== 'hidden')
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([one]) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def visit(chromium: Browser, live_server) -> Iterator:
    """Open an address of a desk with something of everything, as an analyst."""
    from tests.desks.exchange.busy import busy_desk

    cookie = busy_desk().cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}
    )
    complaints: list[list[str]] = []

    def opened(path: str, language: str = "en") -> Page:
        named = {"sessionid": cookie, settings.LANGUAGE_COOKIE_NAME: language}
        context.add_cookies(
            [{"name": name, "value": one, "url": live_server.url} for name, one in named.items()]
        )
        page = context.new_page()
        complaints.append(watch(page))
        page.goto(path)
        return page

    yield opened
    context.close()
    assert [said for listed in complaints for said in listed] == []


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_keeps_its_shape(visit, path: str, language: str):
    page = visit(path, language)
    expect(page.locator("h1")).to_be_visible()
    assert violations(page) == []
    assert far_labels(page) == []
    assert page.evaluate(TARGETS) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways_scroll(page) == 0, width


def test_the_two_directions_mirror_one_another(visit):
    from tests.browser.looking import unmirrored

    for path in PAGES:
        assert unmirrored(visit(path), visit(path, "ckb"), ["main", ".side"]) == []


def test_a_partners_task_is_accepted_by_keyboard(visit):
    page = visit("/exchange/")
    page.get_by_role("link", name="Accept or decline a partner's task").first.press("Enter")
    item = page.locator("li", has_text="ئایا")
    item.get_by_text("Accept", exact=False).first.press("Enter")
    item.get_by_label("Due").fill("2999-01-31")
    item.get_by_role("button", name="Accept").press("Enter")
    expect(page.get_by_text("The task was accepted; the partner is told.")).to_be_visible()
