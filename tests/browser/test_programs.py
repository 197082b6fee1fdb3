"""The page of programs: a token made and revoked by keyboard, in both directions of writing."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.looking import far_labels, sideways_scroll, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOKEN = re.compile(r"hwk_[0-9a-f]{16}_[\w-]{43}")


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_a_token_is_made_and_revoked_by_keyboard(
    chromium: Browser, live_server, contexts: list[BrowserContext], language: str
):
    from tests.desks.intelligence.case import Case

    case = Case().load()
    user = case.world.member("nca")
    user.set_unusable_password()  # or the page asks for it first
    user.save()
    client = Client()
    client.force_login(user)
    context = chromium.new_context(base_url=live_server.url, locale=language)
    contexts.append(context)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto("/exchange/programs")
    assert violations(page) == []
    page.focus("#token_name")
    page.keyboard.type("OpenRefine")
    page.focus("input[name=doors][value=reconcile]")
    page.keyboard.press("Space")
    page.focus("#token_days")
    page.keyboard.press("Enter")
    expect(page.locator("#token")).to_have_text(TOKEN)
    assert violations(page) == []
    assert sideways_scroll(page) == 0
    assert far_labels(page) == []
    page.focus("table button")
    page.keyboard.press("Enter")
    expect(page.locator("table button")).to_have_count(0)
    assert violations(page) == []
