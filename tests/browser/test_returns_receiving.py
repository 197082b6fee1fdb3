"""Letters, packages and history of a case in real Chromium: accessible, in both directions."""

import pytest
from django.conf import settings
from django.test import Client

from tests.browser.looking import faults_of
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_accessible_and_fit_at_every_width(enter, told, language: str):
    reference, number, session = told
    paths = (
        f"cases/{reference}/letters", f"cases/{reference}/receiver",
        f"cases/{reference}/receiver/request", f"cases/{reference}/receiver/{number}/compare",
        f"cases/{reference}/history", "inbox",
    )  # fmt: skip
    pages = {path: f"/returns/{path}" for path in paths}
    assert faults_of(enter(session, language), pages) == []


def test_an_officer_compares_by_keyboard_and_decides(enter, told):
    reference, number, session = told
    page = enter(session).new_page()
    page.goto(f"/returns/cases/{reference}/receiver/{number}/compare")
    page.get_by_label("What it is for").fill("To find out who he is")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Both records side by side").wait_for()
    assert page.get_by_role("table").get_by_text("Hemin Qadir Rasul").count() == 1
    page.get_by_label("Why, in words").fill("His father is known to both")
    page.get_by_role("button", name="Keep the decision").press("Enter")
    page.get_by_text("Your decision is kept").wait_for()
