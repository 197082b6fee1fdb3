"""The pages of operators in real Chromium: accessible, in three languages, and by keyboard."""

from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looking import wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = {
    "en": "Who seems to write the adverts?",
    "ar": "من يبدو أنه يكتب الإعلانات؟",
    "ckb": "وا دیارە کێ ڕیکلامەکان دەنووسێت؟",
}
SORANI = (
    "سڵاو هاوڕێیان ڕێگای {} بۆ {} بە بەلەم هەموو شەوێک کراوەیە، نرخ {} یۆرۆ، پارە دوای گەیشتن،"
    " پەیوەندی بکەن {}"
)


@pytest.fixture
def analyst(live_server) -> str:
    """The session of an analyst whose agency imported adverts of rivals in two languages."""
    from django.test import Client

    from tests.desks.campaign.playing import NOON, Desk
    from tests.desks.campaign.test_operators import ONE, OTHER, read, said

    desk = Desk()
    officer = desk.officer("analyst")
    imported = desk.imported(officer)
    for number in range(5):
        at = NOON + timedelta(days=7 * number)
        desk.post(imported, said(ONE, 1500 + 100 * (number % 3)), at=at, language="en")
        desk.post(imported, said(OTHER, 2600, "Izmir to Athens"), at=at, channel="Kanal 2")
        text = SORANI.format("دانکێرک", "دۆڤەر", 1800 + 100 * number, "+44 7700 900345")
        desk.post(imported, text, at=at, channel="کەناڵی ڕێگا", language="ckb")
    read(imported)
    client = Client()
    client.force_login(officer.user)
    session = client.session
    session["operation"] = desk.operation.slug
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/campaign/operators")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_operators_are_accessible_in_each_language_and_width(enter, analyst: str, language: str):
    page = opened(enter(analyst, language))
    expect(page.get_by_role("heading", level=1)).to_have_text(LANGUAGES[language])
    assert wrong(page) == []
    page.get_by_role("table").get_by_role("link").first.press("Enter")
    expect(page.locator(".wording .slot")).not_to_have_count(0)
    assert wrong(page) == []
    assert "9003" not in page.content()


def test_an_operator_leads_to_its_adverts_by_keyboard_and_the_list_is_saved(enter, analyst: str):
    page = opened(enter(analyst))
    page.get_by_label("Order", exact=True).select_option(label="Most adverts first")
    page.get_by_role("button", name="Apply").press("Enter")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as CSV, without contacts").press("Enter")
    text = saved.value.path().read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("operator,template,posts")
    assert "Dunkirk > Dover" in text
    assert "900163" not in text
    page.get_by_role("table").get_by_role("link").first.press("Enter")
    page.get_by_role("link", name="Read its adverts").press("Enter")
    expect(page.locator("table.posts tbody tr")).to_have_count(5)
