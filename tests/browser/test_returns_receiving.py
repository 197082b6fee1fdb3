"""Letters, packages and history of a case in real Chromium: accessible, in both directions."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.browser.looking import sideways_scroll, violations, watch
from tests.desks.returns.letters import FONTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "ckb")


@pytest.fixture
def told(live_server) -> tuple[str, int, str]:
    """A case with a letter, a request, and a reply that waits; and a session of an officer."""
    from hawkari.desks.returns.services.letters import make_letter
    from hawkari.engines.casework import State
    from tests.desks.returns.playing import Desk
    from tests.desks.returns.receiving import comes, with_receiver
    from tests.desks.returns.test_letter_services import ASKED
    from tests.desks.returns.test_receiving import asked

    desk = with_receiver(Desk())
    officer = desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    make_letter(officer, case.reference, ASKED, fonts=FONTS)
    came = comes(
        officer, asked(desk, officer, case), answer="identity_confirmed",
        full_name="Hemin Qadir Rasul", born="1994-01-01", father_name="Qadir",
    )  # fmt: skip
    client = Client()
    client.force_login(officer.user)
    return case.reference, came.pk, client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def page_in(chromium: Browser, live_server, told) -> Iterator:
    """A page of that officer in a language."""
    opened = []

    def page(language: str, width: int = 1280) -> Page:
        context = chromium.new_context(
            locale=language, viewport={"width": width, "height": 900},
            extra_http_headers={"Accept-Language": language},
        )  # fmt: skip
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": told[2], "url": live_server.url}]
        )
        opened.append(context)
        made = context.new_page()
        complaints.append(watch(made))
        return made

    complaints: list[list[str]] = []
    yield page
    for context in opened:
        context.close()
    assert [one for each in complaints for one in each] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_accessible_and_fit_at_every_width(page_in, live_server, told, language: str):
    reference, number, _ = told
    page = page_in(language)
    for path in (
        f"cases/{reference}/letters", f"cases/{reference}/receiver",
        f"cases/{reference}/receiver/request", f"cases/{reference}/receiver/{number}/compare",
        f"cases/{reference}/history", "inbox",
    ):  # fmt: skip
        page.goto(f"{live_server.url}/returns/{path}")
        assert violations(page) == [], path
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert sideways_scroll(page) == 0, (path, width)


def test_an_officer_compares_by_keyboard_and_decides(page_in, live_server, told):
    reference, number, _ = told
    page = page_in("en")
    page.goto(f"{live_server.url}/returns/cases/{reference}/receiver/{number}/compare")
    page.get_by_label("What it is for").fill("To find out who he is")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Both records side by side").wait_for()
    assert page.get_by_role("table").get_by_text("Hemin Qadir Rasul").count() == 1
    page.get_by_label("Why, in words").fill("His father is known to both")
    page.get_by_role("button", name="Keep the decision").press("Enter")
    page.get_by_text("Your decision is kept").wait_for()
