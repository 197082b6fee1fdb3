"""Playback through time: by keyboard and by the clock, said, followed by the tables, and saved."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.charting import lines, people, save_as
from tests.browser.looking import far_labels, sideways_scroll, unmirrored, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def said(page: Page):
    return page.locator("[data-play-said]")


def test_steps_show_people_and_ties_by_their_dates_and_say_so(visit_chart):
    page = visit_chart("/network")
    expect(said(page)).to_contain_text("The whole time: 5 people or things, 5 lines.")
    expect(said(page)).to_contain_text("Undated, and there throughout: 1.")
    page.locator(".chart").focus()
    page.keyboard.press("Shift+N")
    expect(said(page)).to_contain_text("2026-03-05")
    for _ in range(4):
        page.keyboard.press("Shift+N")
    expect(said(page)).to_contain_text("2026-03-01\u2069: 4 people or things, 3 lines.")
    # Those who were seen that day, and Kawa, with whom Saman shares a phone: that has no date.
    expect(people(page)).to_have_count(4)
    expect(lines(page)).to_have_count(3)

    page.keyboard.press("n")
    expect(said(page)).to_contain_text("2026-03-02")
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(people(page)).to_have_count(5)
    expect(lines(page)).to_have_count(4)
    page.keyboard.press("Shift+D")
    expect(people(page)).to_have_count(5)


def test_tables_and_timeline_tell_what_was_seen_until_then(visit_chart, charted):
    page = visit_chart("/network")
    pair = sorted((charted.id_of("uk-1"), charted.id_of("uk-3")))
    row = page.locator(f"[data-lines] tr[data-el='{'~'.join(pair)}']")
    expect(row.locator("[data-count]")).to_have_text("2")
    dated = page.locator("[data-dates] tbody tr:not([hidden])")
    marks = page.locator("[data-timeline] .ev")
    expect(row.locator("[data-state]")).to_have_text("confirmed")
    expect(dated).to_have_count(7)
    whole = marks.count()
    page.locator("#play-at").focus()
    page.keyboard.press("Home")
    expect(row.locator("[data-count]")).to_have_text("1")
    expect(row.locator("[data-when]")).to_have_text("2026-03-01")
    expect(row.locator("[data-grade]")).to_contain_text("3E")
    expect(row.locator("[data-state]")).to_have_text("unconfirmed")
    expect(dated).to_have_count(3)
    assert 0 < marks.count() < whole
    expect(page.locator("[data-timeline] .now")).to_be_attached()

    page.locator("[data-play=all]").click()
    expect(row.locator("[data-count]")).to_have_text("2")
    expect(row.locator("[data-state]")).to_have_text("confirmed")
    expect(dated).to_have_count(7)
    expect(page.locator("[data-timeline] .now")).to_have_count(0)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_playing_runs_to_the_end_and_can_be_stopped(visit_chart, motion):
    page = visit_chart("/network", reduced_motion=motion)
    page.get_by_label("Speed").select_option("fast")
    page.locator(".chart").focus()
    page.keyboard.press("d")
    button = page.locator("[data-play=toggle]")
    expect(said(page)).to_contain_text("2026-03-05")
    expect(button).to_contain_text("Play")
    expect(people(page)).to_have_count(5)

    page.get_by_label("Speed").select_option("slow")
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    button.click()
    expect(button).to_contain_text("Pause")
    expect(said(page)).to_contain_text("2026-03-01")
    page.clock.run_for(2_000)
    expect(said(page)).to_contain_text("2026-03-02")
    button.click()
    expect(button).to_contain_text("Play")
    page.clock.run_for(10_000)
    expect(said(page)).to_contain_text("2026-03-02")


def test_steps_by_month_or_year_stop_at_their_last_day(visit_chart):
    page = visit_chart("/network")
    page.get_by_label("Steps").select_option("month")
    page.locator("#play-at").focus()
    page.keyboard.press("Home")
    expect(said(page)).to_contain_text("2026-03-31")
    page.get_by_label("Steps").select_option("year")
    expect(said(page)).to_contain_text("2026-12-31")


def test_the_day_is_saved_with_the_chart_and_opened_again(visit_chart):
    page = visit_chart("/network")
    page.locator("#play-at").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(said(page)).to_contain_text("2026-03-02")
    save_as(page, "Until the second")
    expect(said(page)).to_contain_text("2026-03-02")
    expect(people(page)).to_have_count(4)
    page.reload()
    expect(people(page)).to_have_count(4)
    page.locator(".chart").focus()
    page.keyboard.press("n")
    expect(said(page)).to_contain_text("2026-03-03")


def test_playback_is_accessible_and_mirrors_with_the_page(visit_chart):
    pages = {language: visit_chart("/network", language=language) for language in ("en", "ckb")}
    for page in pages.values():
        page.locator("#play-at").focus()
        page.keyboard.press("Home")
        expect(said(page)).to_contain_text("2026-03-01")
        assert violations(page) == []
        assert far_labels(page) == []
        assert sideways_scroll(page) == 0
    assert unmirrored(pages["en"], pages["ckb"], ("[data-playback]", "[data-play-said]")) == []
    handle = "document.querySelector('#play-at').getBoundingClientRect().left"
    assert pages["en"].evaluate(handle) != pages["ckb"].evaluate(handle)
