"""Watch alerts and border checks by keyboard, in both directions: accessible and in shape."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.looking import far_labels, sideways_scroll, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_an_alert_is_answered_and_a_border_post_checks_by_keyboard(
    chromium: Browser, live_server, contexts: list[BrowserContext], language: str
):
    from hawkari.evidence.watchlists import match_standing
    from tests.desks.intelligence.case import Case
    from tests.evidence.watchlists.watched import place

    case = Case().load()
    access = case.access()
    place(access, "Rebwar Hama Amin", at_least=0.5, call="+964 700 000 0009")
    place(access, "Nawzad Rahim", category="migrant", ground="safeguarding")
    match_standing(access)
    client = Client()
    client.force_login(access.user)
    context = chromium.new_context(base_url=live_server.url, locale=language)
    contexts.append(context)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    complaints = watch(page)
    for path in ("/watch/entries", "/watch"):
        for width in (1360, 400):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path)
            assert sideways_scroll(page) == 0, (path, width)
            assert far_labels(page) == []
            assert violations(page) == []
    row = page.locator("section[aria-labelledby=alerts] tbody tr").filter(has_text="محەمەد")
    row.locator("button[value=acknowledged]").focus()
    page.keyboard.press("Enter")
    answered = page.locator("section[aria-labelledby=answered] tbody tr")
    expect(answered).to_have_count(1)
    expect(answered).to_contain_text("محەمەد")
    client = Client()
    client.force_login(case.world.member("krg", "border"))
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/check")
    page.keyboard.type("ڕێبوار حەمە ئەمین")
    page.keyboard.press("Enter")
    expect(page.locator(".answered.call a[href='tel:+9647000000009']")).to_be_visible()
    assert page.locator(".check button").bounding_box()["height"] >= 48
    assert sideways_scroll(page) == 0
    assert far_labels(page) == []
    assert violations(page) == []
    assert complaints == []


def test_the_field_of_a_border_post_has_the_focus_before_the_page_counts_as_there(
    chromium: Browser, live_server, contexts: list[BrowserContext]
):
    from tests.desks.intelligence.case import Case

    client = Client()
    client.force_login(Case().load().world.member("krg", "border"))
    context = chromium.new_context(base_url=live_server.url)
    contexts.append(context)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { then = document.activeElement?.name; })"
    )
    # The browser alone gives the focus a frame later; about every third time letters went nowhere.
    for _ in range(5):
        page.goto("/check")
        page.keyboard.type("ڕێبوار حەمە ئەمین")
        assert page.evaluate("then") == "asked"
        assert page.locator(".check input[name=asked]").input_value() == "ڕێبوار حەمە ئەمین"
