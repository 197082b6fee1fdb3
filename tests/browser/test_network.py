"""The network page as an analyst works on it: one selection, by keyboard, in both directions."""

import pytest
from playwright.sync_api import expect

from tests.browser.charting import find, people
from tests.browser.looking import far_labels, sideways_scroll, unmirrored, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CENTRED = ("[data-chart-panel]", ".chart", "[data-timeline] .scroll", "[data-selected]")


def test_one_selection_grows_finds_ways_and_is_undone_by_keyboard(visit_chart, charted):
    page = visit_chart(f"/network?focus={charted.id_of('uk-3')}&hops=1")
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
    other = page.locator(f"[data-people] tr[data-el='{charted.id_of('uk-1')}']")
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


def test_what_is_chosen_on_the_timeline_is_seen_in_the_tables(visit_chart):
    page = visit_chart("/network")
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


def test_a_saved_chart_opens_as_it_was_left(visit_chart, charted):
    page = visit_chart("/network")
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
    pinned = page.locator(f"[data-people] tr[data-el='{charted.id_of('uk-5')}'] [data-standing]")
    expect(pinned).to_have_text("pinned")
    page.get_by_role("button", name="Save as the next version").click()
    expect(page.locator("#versions")).to_be_attached()
    expect(page.locator("tr[aria-current]")).to_contain_text("2")


def test_the_page_is_accessible_and_mirrors_its_frame(visit_chart):
    pages = {language: visit_chart("/network", language=language) for language in ("en", "ckb")}
    for page in pages.values():
        page.locator(".chart").focus()
        page.keyboard.press("ArrowRight")
        assert violations(page) == []
        assert far_labels(page) == []
        assert sideways_scroll(page) == 0
    assert unmirrored(pages["en"], pages["ckb"], CENTRED) == []
    lane = "document.querySelector('[data-timeline] .lane').getBoundingClientRect().left"
    middle = pages["en"].evaluate("innerWidth / 2")
    assert pages["en"].evaluate(lane) < middle < pages["ckb"].evaluate(lane)
