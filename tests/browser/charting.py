"""What tests of the network's chart share: a network in time, and what stands on its page."""

from playwright.sync_api import Locator, Page, expect

from tests.desks.intelligence.case import Case
from tests.evidence.factories import row

__all__ = ["case_with_dates", "find", "lines", "people", "save_as"]


def case_with_dates() -> Case:
    """Calls of Rebwar's: to Aras on 1 and 2 March 2026, to Saman on the 3rd, to Nawzad on the 4th.

    Aras calls Nawzad on the 5th. That Saman was called on the 1st as well is suspected false. Saman
    and Kawa share a telephone, which has no date.
    """
    case = Case().load()
    early = (("caller", "uk-1"), ("receiver", "uk-3"), ("date", "2026-03-01"))
    told = [row("early", prop, value, schema="Call") for prop, value in early]
    case.world.load("nca", told, slot="early.csv", grade="3E")
    return case


def people(page: Page) -> Locator:
    """Rows of those who are on the chart, whether the table is open or not."""
    return page.locator("[data-people] tr[data-el]:not([hidden])")


def lines(page: Page) -> Locator:
    """Rows of the lines that are on the chart."""
    return page.locator("[data-lines] tr[data-el]:not([hidden])")


def find(page: Page, name: str) -> None:
    """Select somebody on the chart by name."""
    page.locator(".chart").focus()
    page.keyboard.press("f")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator("[data-selected]")).to_contain_text(name)
    page.locator(".chart").focus()


def save_as(page: Page, name: str) -> None:
    """Save the chart anew under a name; its own page opens."""
    page.get_by_label("Save this chart as").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".chart canvas").first).to_be_attached()
