"""The network page as an analyst works on it: one selection, by keyboard, in both directions."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.looking import far_labels, sideways_scroll, unmirrored, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1400, "height": 1000}
CENTRED = ("[data-chart-panel]", ".chart", "[data-timeline] .scroll", "[data-selected]")


@pytest.fixture
def case():
    """People are imported inside: pytest reads this file before Django is set up."""
    from hawkari.site.warming import warm
    from tests.desks.intelligence.case import Case

    warm(lambda _: None)  # or the first answer waits for the compiler
    return Case().load()


@pytest.fixture
def visit(chromium: Browser, live_server, case) -> Iterator:
    """Open an address as an analyst, in a language; what the page complains of fails the test."""
    cookie = case.client().cookies["sessionid"].value
    opened: list[BrowserContext] = []
    complaints: list[list[str]] = []

    def visited(path: str, *, language: str = "en") -> Page:
        context = chromium.new_context(base_url=live_server.url, locale=language, viewport=WIDE)
        opened.append(context)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        complaints.append(watch(page))
        page.goto(path)
        expect(page.locator(".chart canvas").first).to_be_attached()
        return page

    yield visited
    for context in opened:
        context.close()
    assert [said for listed in complaints for said in listed] == []


def people(page: Page) -> Locator:
    """Rows of those who are on the chart, whether the table is open or not."""
    return page.locator("[data-people] tr[data-el]:not([hidden])")


def find(page: Page, name: str) -> None:
    page.locator(".chart").focus()
    page.keyboard.press("f")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator("[data-selected]")).to_contain_text(name)
    page.locator(".chart").focus()


def test_one_selection_grows_finds_ways_and_is_undone_by_keyboard(visit, case):
    page = visit(f"/network?focus={case.id_of('uk-3')}&hops=1")
    expect(people(page)).to_have_count(3)

    find(page, "Rebwar Hama Amin")
    page.keyboard.press("e")
    dialog = page.locator("[data-chart-dialog]")
    call = dialog.get_by_role("row", name="call")
    expect(call.locator("[data-new]")).to_have_text("2")
    expect(call.get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(people(page)).to_have_count(5)

    page.locator(".chart").focus()
    page.keyboard.press("z")
    expect(people(page)).to_have_count(3)

    find(page, "Kawa Osman")
    page.keyboard.press("Space")
    chart = page.locator(".chart")
    other = page.locator(f"[data-people] tr[data-el='{case.id_of('uk-1')}']")
    for _ in range(10):
        if other.get_attribute("aria-selected") == "true":
            break
        chart.press("ArrowDown")
    page.keyboard.press("w")
    expect(dialog.get_by_role("heading")).to_contain_text("Ways between")
    expect(dialog.locator("[data-way]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-el][aria-selected=true]").first).to_be_attached()
    assert page.locator("[data-people] tr[aria-selected=true]").count() == 3
    assert page.locator("[data-lines] tr[aria-selected=true]").count() == 2


def test_what_is_chosen_on_the_timeline_is_seen_in_the_tables(visit):
    page = visit("/network")
    page.locator("[data-timeline] .scroll").focus()
    page.keyboard.press("ArrowRight")
    chosen = page.locator("[data-dates] tr[aria-selected=true]")
    expect(chosen.first).to_be_attached()
    assert page.locator("[data-lines] tr[aria-selected=true]").count() == 1
    assert page.locator("[data-timeline] .ev.chosen").count() > 0

    page.keyboard.press("Escape")
    expect(page.locator("tr[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("t")
    page.locator("[data-people] tr[tabindex='0']").focus()
    page.keyboard.press("h")
    expect(people(page)).to_have_count(4)
    expect(page.locator("[data-hidden-count]")).to_have_text("1")
    page.locator("[data-do=show]").click()
    expect(people(page)).to_have_count(5)


def test_a_saved_chart_opens_as_it_was_left(visit, case):
    page = visit("/network")
    find(page, "Kawa Osman")
    page.keyboard.press("p")
    page.keyboard.press("Escape")
    find(page, "Saman Karim")
    page.keyboard.press("h")
    expect(people(page)).to_have_count(4)
    page.get_by_label("Save this chart as").fill("Left so")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Left so")
    expect(page.locator(".chart canvas").first).to_be_attached()
    expect(people(page)).to_have_count(4)
    expect(page.locator("[data-hidden-count]")).to_have_text("1")
    pinned = page.locator(f"[data-people] tr[data-el='{case.id_of('uk-5')}'] [data-standing]")
    expect(pinned).to_have_text("pinned")
    page.get_by_role("button", name="Save as the next version").click()
    expect(page.locator("#versions")).to_be_attached()
    expect(page.locator("tr[aria-current]")).to_contain_text("2")


def test_the_page_is_accessible_and_mirrors_its_frame(visit):
    pages = {language: visit("/network", language=language) for language in ("en", "ckb")}
    for page in pages.values():
        page.locator(".chart").focus()
        page.keyboard.press("ArrowRight")
        assert violations(page) == []
        assert far_labels(page) == []
        assert sideways_scroll(page) == 0
    assert unmirrored(pages["en"], pages["ckb"], CENTRED) == []
    lane = "document.querySelector('[data-timeline] .lane').getBoundingClientRect().left"
    middle = WIDE["width"] / 2
    assert pages["en"].evaluate(lane) < middle < pages["ckb"].evaluate(lane)
