"""The page of goods in both directions, by its filter; its tables accessible and in shape."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from tests.browser.looking import far_labels, sideways_scroll, unmirrored, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1400, "height": 1000}


def test_goods_are_filtered_by_keyboard_and_groups_shown_in_both_directions(
    chromium: Browser, live_server
):
    from tests.desks.intelligence.case import Case
    from tests.desks.intelligence.test_goods import seize, travel

    case = Case().load()
    travel(case, "uk-1", "uk-3", "krg-2", "uk-4")
    seize(case, "2.5 kg heroin", "uk-1", "uk-3")
    seize(case, "٤٠ سترة نجاة", "uk-3", number=2)
    seize(case, "1.500 kg zzz", "uk-3", number=3)
    client = Client()
    client.force_login(case.access().user)
    pages = []
    for language in ("en", "ckb"):
        context = chromium.new_context(base_url=live_server.url, viewport=WIDE)
        for name, value in (
            ("sessionid", client.cookies["sessionid"].value),
            ("django_language", language),
        ):
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        complaints = watch(page)
        page.goto("/network/goods")
        expect(page.locator("section table")).to_have_count(2)
        assert violations(page) == []
        assert (sideways_scroll(page), far_labels(page), complaints) == (0, [], [])
        pages.append(page)
    english, sorani = pages
    assert unmirrored(english, sorani, ["form.filters .field", "section table"]) == []
    english.locator("#goods").focus()
    english.keyboard.type("heroin")
    english.keyboard.press("Tab")
    english.keyboard.press("Enter")
    english.wait_for_url("**goods=heroin")
    expect(english.locator("section[aria-labelledby=seizures] tbody tr")).to_have_count(1)
    for page in pages:
        page.context.close()
