"""The page of partners in real Chromium: accessible, in both directions, by keyboard."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, expect

from tests.browser.looking import far_labels, sideways_scroll, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1360, 640, 320)


def test_the_partners_page_is_accessible_and_adds_a_partner_by_keyboard(
    chromium: Browser, live_server, client: Client, tmp_path: Path
):
    from hawkari.desks.exchange.node.cards import write_card
    from tests.desks.exchange.playing import be_node, partner_of
    from tests.desks.exchange.test_partners_page import card
    from tests.desks.oversight.test_access_pages import client_of
    from tests.evidence.factories import World

    world = World()
    be_node("nca")
    partner_of(world.operation, "federal-police", "الشرطة الاتحادية (invented)")
    pages = client_of(world.member("nca", "administrator"), world.operation, client)
    cookie = pages.cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(base_url=live_server.url)
    for language in ("ckb", "ar", "en"):
        named = {"sessionid": cookie, settings.LANGUAGE_COOKIE_NAME: language}
        context.add_cookies(
            [{"name": name, "value": one, "url": live_server.url} for name, one in named.items()]
        )
        page = context.new_page()
        complaints = watch(page)
        page.goto("/exchange/partners")
        page.locator("summary").last.press("Enter")
        assert violations(page) == []
        assert far_labels(page) == []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert sideways_scroll(page) == 0, (language, width)
    found, path = card(), tmp_path / "card.json"
    path.write_text(write_card(found), encoding="utf-8")
    page.get_by_label("The partner's card").set_input_files(path)
    page.get_by_label("The fingerprint").fill(found.fingerprint)
    page.get_by_label("The fingerprint").press("Enter")
    expect(page.get_by_text("is a partner now")).to_be_visible()
    assert complaints == []
    context.close()
