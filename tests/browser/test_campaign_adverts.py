"""From a Telegram export to the operator in the chart, in real Chromium, and the referral log."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import sideways_scroll, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "ckb")
LAWFUL = "public channels, exported by the unit"


@pytest.fixture(scope="module")
def corridor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corridor's files: a Telegram export among them."""
    from hawkari.engines.corridor import sample

    folder = tmp_path_factory.mktemp("corridor")
    sample(folder, people=60, seed=7)
    return folder


@pytest.fixture
def analyst(live_server, corridor: Path):
    """An analyst whose agency holds the corridor's records of calls, in an operation."""
    from tests.desks.campaign.playing import Desk

    return Desk().officer("analyst")


@pytest.fixture
def page_in(chromium: Browser, live_server, analyst) -> Iterator:
    """A page of that analyst in a language."""
    client = Client()
    client.force_login(analyst.user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    opened, complaints = [], []

    def page(language: str) -> Page:
        context = chromium.new_context(
            locale=language, viewport={"width": 1280, "height": 900},
            extra_http_headers={"Accept-Language": language},
        )  # fmt: skip
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        opened.append(context)
        made = context.new_page()
        complaints.append(watch(made))
        return made

    yield page
    for context in opened:
        context.close()
    assert [one for each in complaints for one in each] == []
