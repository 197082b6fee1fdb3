"""A chart exported from the browser: as it stands there, in every form, and said."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.charting import find, people
from tests.browser.looking import far_labels, sideways_scroll, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def exported(page: Page, form: str) -> Path:
    """Press the button of a form and wait for the file."""
    with page.expect_download() as download:
        page.locator("[data-export]").get_by_role("button", name=form, exact=True).click()
    name = download.value.suggested_filename
    expect(page.locator("[data-export-said]")).to_contain_text(name)
    assert "-P." in name
    return Path(download.value.path())


def test_the_chart_is_exported_as_it_stands_on_the_screen(visit_chart):
    page = visit_chart("/network")
    find(page, "Nawzad Rahim")
    page.keyboard.press("h")
    expect(people(page)).to_have_count(4)
    page.locator("#play-at").focus()
    page.keyboard.press("Home")
    expect(page.locator("[data-play-said]")).to_contain_text("2026-03-01")
    page.locator("#why").fill("for the court")

    drawing = exported(page, "SVG").read_text(encoding="utf-8")
    assert "as seen until 2026-03-01" in drawing
    assert "Nawzad Rahim" not in drawing
    lines = exported(page, "FollowTheMoney").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert {day for one in told for day in one["properties"].get("date", [])} == {"2026-03-01"}
    assert "3E" in exported(page, "CSV").read_text(encoding="utf-8")
    # The page stays as it was left.
    expect(people(page)).to_have_count(4)
    expect(page.locator("[data-play-said]")).to_contain_text("2026-03-01")


def test_a_saved_chart_is_exported_under_its_name_and_the_page_is_accessible(visit_chart):
    page = visit_chart("/network", language="ckb")
    page.locator("#chart-name").fill("هێڵە دراوییەکان 3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("هێڵە دراوییەکان 3")
    expect(page.locator(".chart canvas").first).to_be_attached()
    picture = exported(page, "PNG").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert "هێڵە دراوییەکان 3" in exported(page, "SVG").read_text(encoding="utf-8")
    assert violations(page) == []
    assert far_labels(page) == []
    assert sideways_scroll(page) == 0


def test_no_answer_is_said(visit_chart):
    page = visit_chart("/network")
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('no network')); }")
    page.get_by_role("button", name="CSV", exact=True).click()
    expect(page.locator("[data-export-said]")).to_contain_text("No file was made")


def test_who_must_confirm_first_does_so_beside_the_chart(visit_chart):
    page = visit_chart("/network")
    page.evaluate(
        "() => { window.fetch = () => Promise.resolve({redirected: true, url: '/confirm'}); }"
    )
    page.get_by_role("button", name="CSV", exact=True).click()
    link = page.locator("[data-export-said] a")
    expect(link).to_contain_text("Confirm first that it is you")
    assert (link.get_attribute("target"), link.get_attribute("href")) == ("_blank", "/confirm")
    expect(people(page)).to_have_count(5)
