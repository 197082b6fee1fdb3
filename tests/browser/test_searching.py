"""Search boxes that answer while somebody types: any script, keyboard, both directions.

The page's clock stands still but for what a test lets pass, so that nothing depends on how fast the
machine types.
"""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from tests.browser.conftest import allow_holding
from tests.browser.looking import far_labels, sideways_scroll, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "ar", "ckb")
LATIN, SORANI, ARABIC = "Barzan Majid", "بەرزان مەجید", "برزان مجيد"
LETTER_MS, WAIT_MS = 40, 500
NOW, LATER = "2026-06-15T09:00:00Z", "2026-06-15T10:00:00Z"


@pytest.fixture
def session(live_server) -> str:
    """The session cookie of an analyst of a case with one name in three scripts."""
    from hawkari.site.warming import warm
    from tests.desks.intelligence.case import Case

    warm(lambda _: None)  # or the first answer waits for the compiler
    case = Case().load()
    case.world.person("nca", "uk-7", name=LATIN)
    case.world.person("krg", "krg-7", name=SORANI)
    case.world.person("iq", "iq-7", name=ARABIC)
    client = Client()
    client.force_login(case.access().user)
    client.get("/search/typed", {"q": "Barzan"})  # loads templates and word lists
    return client.cookies["sessionid"].value


@pytest.fixture
def visit(chromium: Browser, live_server, session: str) -> Iterator:
    opened: list[BrowserContext] = []

    def visited(path: str = "/", *, language: str = "en", **options) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale=language, **options)
        opened.append(context)
        cookie = {"name": "sessionid", "value": session, "url": live_server.url}
        context.add_cookies([cookie])
        allow_holding(context)
        if options.get("java_script_enabled", True):
            context.clock.install(time=NOW)
        page = context.new_page()
        page.goto(path)
        if options.get("java_script_enabled", True):
            page.clock.pause_at(LATER)
        return page

    yield visited
    for context in opened:
        context.close()


def asked(page: Page) -> list[Request]:
    """A list that fills with what the page asks while somebody types."""
    seen: list[Request] = []
    page.on("request", lambda one: seen.append(one) if "/search/typed" in one.url else None)
    return seen


def type_in(page: Page, words: str, box: str = "#site-search") -> None:
    """Type quickly into a box, then wait as long as the page waits for one more letter."""
    page.locator(box).focus()
    go_on_typing(page, words)


def go_on_typing(page: Page, words: str) -> None:
    for letter in words:
        page.keyboard.type(letter)
        page.clock.run_for(LETTER_MS)
    page.clock.run_for(WAIT_MS)


@pytest.mark.parametrize("typed", ["Barz", "berzan m", "بەرز", "برزان"])
def test_half_a_name_in_one_script_finds_it_in_every_script(visit, typed: str):
    page = visit()
    complaints = watch(page)
    type_in(page, typed)
    found = page.locator("#site-found")
    for name in (LATIN, SORANI, ARABIC):
        expect(found.locator("a.hit .val > bdi").filter(has_text=name)).to_have_count(1)
    expect(page.locator("#site-said")).to_contain_text("3 hits")
    assert complaints == []


def test_quick_typing_asks_once_and_each_answer_is_in_the_audit_log(visit):
    from hawkari.evidence.models import AuditEntry

    page = visit()
    requests = asked(page)
    before = AuditEntry.records.filter(act="search").count()
    type_in(page, "Barzan")
    expect(page.locator("#site-found a.hit")).to_have_count(3)
    assert len(requests) == 1
    (entry,) = AuditEntry.records.filter(act="search").order_by("seq")[before:]
    assert (entry.count, entry.detail["as_typed"]) == (3, True)


def test_one_letter_asks_nothing(visit):
    page = visit()
    requests = asked(page)
    type_in(page, "B")
    page.clock.run_for(60_000)
    assert requests == []
    expect(page.locator("#site-found")).to_be_hidden()


def test_two_latin_letters_ask_nothing_and_two_of_arabic_script_do(visit):
    page = visit()
    requests = asked(page)
    type_in(page, "Ba")
    page.clock.run_for(60_000)
    assert requests == []
    page.locator("#site-search").fill("")
    type_in(page, "بە")
    expect(page.locator("#site-found")).to_be_visible()
    assert len(requests) == 1


def test_an_older_answer_never_stands_under_newer_words(visit):
    page = visit()
    held: list[Route] = []
    page.route("**/search/typed*", lambda route: held.append(route))  # noqa: PLW0108  a builtin cannot be marked
    with page.expect_request("**/search/typed*"):
        type_in(page, "Barzan")
    with page.expect_event("requestfailed"):
        page.keyboard.press("q")  # what was asked for other words is called off at once
    page.unroute("**/search/typed*")
    go_on_typing(page, "q")
    expect(page.locator("#site-found")).to_be_visible()
    expect(page.locator("#site-said")).not_to_contain_text("3 hits")


def test_an_emptied_box_of_the_search_page_keeps_no_hits(visit):
    page = visit("/search?q=Barzan")
    expect(page.locator("#found a.hit")).to_have_count(3)
    page.locator("#q").fill("")
    expect(page.locator("#found a.hit")).to_have_count(0)
    expect(page.locator("#said")).to_be_empty()
    assert page.url.endswith("/search?q=")


def test_hits_are_chosen_by_arrow_and_enter_and_left_by_escape(visit):
    page = visit()
    page.keyboard.press("/")
    go_on_typing(page, "Barzan")
    hits = page.locator("#site-found a.hit")
    expect(hits).to_have_count(3)
    page.keyboard.press("ArrowDown")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#site-search")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#site-found")).to_be_hidden()
    go_on_typing(page, " m")
    expect(hits).to_have_count(3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities/*")


def test_why_a_name_matched_is_opened_beside_it(visit):
    page = visit()
    type_in(page, "Barzan")
    why = page.locator("#site-found li").filter(has_text=SORANI).locator("details")
    why.locator("summary").click()
    expect(why.get_by_role("columnheader", name="Letter by letter")).to_be_visible()
    page.clock.resume()  # the checker of pages waits by it
    assert violations(page) == []


def test_the_list_goes_when_the_keyboard_leaves_it(visit):
    page = visit()
    type_in(page, "Barzan")
    expect(page.locator("#site-found")).to_be_visible()
    page.locator("main a").first.focus()
    expect(page.locator("#site-found")).to_be_hidden()


def test_the_search_page_answers_beneath_its_box_and_keeps_the_address(visit):
    page = visit("/search")
    type_in(page, "berz", "#q")
    expect(page.locator("#found tbody a.hit")).to_have_count(3)
    expect(page.locator("#said")).to_contain_text("3 hits")
    expect(page).to_have_url(re.compile(r"/search\?q=berz$"))
    page.keyboard.press("ArrowDown")
    expect(page.locator("#found a.hit").first).to_be_focused()


def test_a_search_for_somebody_to_hold_beside_keeps_whom(visit):
    page = visit("/search?beside=uk-3&q=")
    type_in(page, "Barzan", "#q")
    expect(page.locator("#found a[href*='of=uk-3']")).to_have_count(3)
    expect(page).to_have_url(re.compile(r"/search\?q=Barzan&beside=uk-3$"))


def test_a_latin_name_is_shown_as_other_systems_may_write_it(visit):
    page = visit()
    type_in(page, "Barzan Majid")
    expect(page.locator("#site-found")).to_contain_text("In other systems the name may be written")
    expect(page.locator("#site-found bdi[lang=ckb]").filter(has_text=SORANI).last).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_open_list_is_accessible_and_keeps_its_shape(visit, language: str):
    page = visit(language=language)
    type_in(page, "Barzan")
    expect(page.locator("#site-found a.hit")).to_have_count(3)
    page.clock.resume()  # the checker of pages waits by it
    assert violations(page) == []
    assert far_labels(page) == []
    for width in (1360, 1024, 640, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways_scroll(page) == 0, width
        box = page.locator("#site-search").bounding_box()
        shown = page.locator("#site-found").bounding_box()
        assert box is not None
        assert shown is not None
        assert shown["y"] >= box["y"] + box["height"]
        assert abs((shown["x"] + shown["width"]) - (box["x"] + box["width"])) <= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_that_answered_while_typing_is_accessible(visit, language: str):
    page = visit("/search", language=language)
    type_in(page, "Barzan", "#q")
    expect(page.locator("#found tbody a.hit")).to_have_count(3)
    page.clock.resume()  # the checker of pages waits by it
    assert violations(page) == []
    assert sideways_scroll(page) == 0


def test_without_a_script_the_box_is_a_form(visit):
    page = visit(java_script_enabled=False)
    page.locator("#site-search").fill("Barzan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Barzan")
    expect(page.locator("#found tbody a.hit")).to_have_count(3)
