"""Debian's Chromium under Playwright; nothing is downloaded."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.looking import SCREEN, watch
from tests.browser.serving import answering

CHROMIUM = "/usr/bin/chromium"
# The usual times are too short for the first page on a machine that does other work as well.
PATIENCE_MS = 300_000
WIDE = {"width": 1400, "height": 1000}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run. Its sandbox is off only where the user is root."""
    # Playwright keeps an event loop in this thread, and Django would refuse its database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE_MS)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=arguments, timeout=PATIENCE_MS
        )
        browser.on("context", lambda context: context.set_default_timeout(PATIENCE_MS))
        yield browser
        browser.close()


def allow_holding(context: BrowserContext) -> None:
    """Let tests hold back or lose what pages of this context send.

    To be called before a page is opened. Chromium tells a page that its requests go through the
    test without waiting until the page knows: turned on in an open page, it may miss the next one.
    """
    context.route("**/asked-by-no-page", lambda route: route.fallback())


@pytest.fixture(autouse=True)
def answered(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let every answer be through before the test's database is emptied.

    A page asks while somebody types; a test may end before that is answered. Set up before
    whatever opens pages, so that it ends after they are closed.
    """
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    counter = answering(request.getfixturevalue("live_server").thread.httpd)
    yield
    assert counter.wait(PATIENCE_MS / 1000), "the server still answers after the test"


@pytest.fixture
def contexts(chromium: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


@pytest.fixture
def enter(chromium: Browser, live_server) -> Iterator[Callable[..., BrowserContext]]:
    """A browser that somebody is logged in with, in a language; complaints fail the test.

    Who it is, is said by their access, or by the key of their session.
    """
    from django.conf import settings
    from django.test import Client

    opened: list[BrowserContext] = []
    complaints: list[list[str]] = []

    def entered(who: Any, language: str = "en") -> BrowserContext:
        session = who
        if not isinstance(who, str):
            client = Client()
            client.force_login(who.user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = chromium.new_context(base_url=live_server.url, viewport=SCREEN)
        named = {
            settings.SESSION_COOKIE_NAME: session,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        context.add_cookies(
            [{"name": name, "value": one, "url": live_server.url} for name, one in named.items()]
        )
        context.on("page", lambda page: complaints.append(watch(page)))
        opened.append(context)
        return context

    yield entered
    # Before they are closed: what is cut off by closing complains too.
    said = [one for listed in complaints for one in listed]
    for context in opened:
        context.close()
    assert said == []


@pytest.fixture
def queue(chromium: Browser, live_server, contexts: list[BrowserContext]):
    """Open the queue of so many pairs as an analyst, in a language."""
    from tests.browser.reviewing import queue_of

    def opened(count: int, *, language: str = "en") -> Page:
        case = queue_of(count)
        client = case.client()
        cookie = {
            "name": "sessionid",
            "value": client.cookies["sessionid"].value,
            "url": live_server.url,
        }
        context = chromium.new_context(base_url=live_server.url, locale=language, viewport=WIDE)
        contexts.append(context)
        context.add_cookies([cookie])
        allow_holding(context)
        page = context.new_page()
        page.goto("/review")
        return page

    return opened


@pytest.fixture
def warmed() -> None:
    """What a process does before it listens, or the first answer waits for the compiler."""
    # Imported inside: pytest reads this file before Django is set up.
    from hawkari.site.warming import warm

    warm(lambda _: None)


@pytest.fixture
def charted():
    """A small network in two scripts, with ties of a few days and one undated."""
    from tests.browser.charting import case_with_dates

    return case_with_dates()


@pytest.fixture
def visitor(chromium: Browser, live_server, warmed) -> Iterator[Callable[..., Callable[..., Page]]]:
    """Open addresses as one analyst of a case; what the pages complain of fails the test."""
    opened: list[BrowserContext] = []
    complaints: list[list[str]] = []

    def of(case) -> Callable[..., Page]:
        cookie = case.client().cookies["sessionid"].value

        def visited(path: str, *, language: str = "en", **how: str) -> Page:
            context = chromium.new_context(
                base_url=live_server.url, locale=language, viewport=WIDE, **how
            )
            opened.append(context)
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
            page = context.new_page()
            complaints.append(watch(page))
            page.goto(path)
            return page

        return visited

    yield of
    # Before they are closed: what is cut off by closing complains too.
    said = [one for listed in complaints for one in listed]
    for context in opened:
        context.close()
    assert said == []


@pytest.fixture
def visit_chart(visitor, charted):
    """Open an address with a chart as an analyst of the small network."""
    visit = visitor(charted)

    def visited(path: str, **how: str) -> Page:
        page = visit(path, **how)
        expect(page.locator(".chart canvas").first).to_be_attached()
        return page

    return visited
