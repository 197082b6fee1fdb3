"""The frame of every page in real Chromium: both directions, both themes, keyboard, paper."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.looking import far_labels, sideways_scroll, unmirrored, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "ar", "ckb")
PAGES = ("/login", "/", "/sources", "/nothing-here")
FRAME = (".brand svg", ".frame > main", ".frame > .side", ".handling")


@pytest.fixture
def session(live_server) -> str:
    """The session cookie of an analyst who sees one source with refused rows."""
    from hawkari.evidence.local import ensure_local_user
    from tests.site.loaded import make_source

    user, _operation = ensure_local_user(username="analyst")
    make_source("lists", refused=2)
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


@pytest.fixture
def contexts(chromium: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


@pytest.fixture
def visit(chromium: Browser, live_server, session: str, contexts: list[BrowserContext]):
    """Open a page as the analyst (or as nobody), in a language, with any context options."""

    def opened(path: str, *, language: str = "en", logged_in: bool = True, **options) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale=language, **options)
        contexts.append(context)
        if logged_in:
            cookie = {"name": "sessionid", "value": session, "url": live_server.url}
            context.add_cookies([cookie])
        page = context.new_page()
        page.goto(path)
        return page

    return opened


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_keeps_its_shape(visit, path: str, language: str):
    page = visit(path, language=language, logged_in=path != "/login")
    assert violations(page) == []
    assert far_labels(page) == []
    for width in (1360, 1024, 640, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways_scroll(page) == 0, width


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_in_the_dark(visit, path: str):
    page = visit(path, logged_in=path != "/login", color_scheme="dark")
    assert violations(page) == []


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_the_frame_is_mirrored(visit, language: str):
    assert unmirrored(visit("/"), visit("/", language=language), FRAME) == []


def test_nothing_is_asked_of_another_host_and_the_policy_is_kept(visit):
    page = visit("/login", logged_in=False)
    seen = watch(page)
    page.goto("/login")
    page.get_by_text("Display").click()
    page.get_by_label("dark").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert seen == []


def test_arabic_script_is_drawn_with_the_font_we_ship(visit):
    page = visit("/", language="ckb")
    page.wait_for_function(
        "[...document.fonts].some(font => font.status === 'loaded'"
        " && font.family.includes('Noto Sans Arabic'))"
    )


def test_the_first_tab_stop_skips_to_the_content(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_pages_are_reached_by_two_keys_and_menus_close_by_one(visit):
    page = visit("/")
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/sources")
    menu = page.locator("details.account")
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")


def test_the_language_is_switched_from_any_page(visit):
    page = visit("/sources")
    page.get_by_role("button", name="کوردی").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.wait_for_url("**/sources")


def test_an_error_summary_is_read_first_and_leads_to_its_field(visit):
    page = visit("/login", logged_in=False)
    page.locator("main .btn-primary").click()
    expect(page.locator(".errors")).to_be_focused()
    page.locator(".errors a").first.click()
    expect(page.locator("#id_login")).to_be_focused()


def test_paper_keeps_the_evidence_and_drops_the_furniture(visit):
    page = visit("/sources")
    page.emulate_media(media="print")
    for gone in (".top", ".side", ".skip"):
        expect(page.locator(gone)).to_be_hidden()
    for kept in (".handling >> nth=0", ".handling >> nth=1", ".grade >> nth=0", "table >> nth=1"):
        expect(page.locator(kept)).to_be_visible()
