"""The board of return cases in real Chromium: accessible, in three languages, and by keyboard."""

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looking import wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = {
    "en": "What waits, where, and for how long?",
    "ar": "ماذا ينتظر، وأين، ومنذ متى؟",
    "ckb": "چی چاوەڕێیە، لە کوێ، و چەندە؟",
}


@pytest.fixture
def caseworker(live_server) -> str:
    """The session of a caseworker whose cases wait in every list of the board."""
    from django.test import Client

    from hawkari.engines.casework import State
    from tests.desks.returns.playing import Desk
    from tests.desks.returns.standing import ago, standing

    desk = Desk()
    officer = desk.officer()
    for days in (20, 60, 200):
        standing(
            officer, since=ago(days), touched=ago(days), idle_since=ago(days), duty="follow_up_3",
            duty_from=ago(days + 90), first_expires=ago(days - 100).date(), asked_at=ago(days),
            late_learned=ago(days), late_barrier="rule39", pool="leave",
        )  # fmt: skip
    desk.to(officer, State.INTAKE)
    client = Client()
    client.force_login(officer.user)
    session = client.session
    session["operation"] = desk.operation.slug
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/returns/?view=idle")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_is_accessible_in_each_language_and_width(enter, caseworker: str, language: str):
    page = opened(enter(caseworker, language))
    expect(page.get_by_role("heading", level=1)).to_have_text(LANGUAGES[language])
    assert wrong(page) == []


def test_one_thing_is_done_to_many_by_keyboard_and_each_outcome_is_listed(enter, caseworker: str):
    page = opened(enter(caseworker))
    page.get_by_role("link", name="All open cases").press("Enter")
    page.get_by_role("link", name="Tick all").press("Enter")
    hold = page.get_by_role("radio", name="Hold them")
    hold.focus()
    page.keyboard.press("Space")
    page.get_by_label("Why, in words").press_sequentially("the flight was cancelled")
    page.get_by_role("button", name="Do it, case by case").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What became of the cases")
    rows = page.locator("tbody tr")
    assert rows.count() == 4
    # Three have no history, so no step leads from where they stand; the fourth is held.
    expect(rows.filter(has_text="not done")).to_have_count(3)
    assert wrong(page) == []
