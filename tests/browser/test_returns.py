"""Return cases in real Chromium: the reason on one screen, in three languages, and who wins."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import LANGUAGES, SCREEN, faults_of, unmirrored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk() -> Any:
    from tests.desks.returns.playing import Desk

    return Desk()


def story(desk: Any) -> tuple[Any, dict[str, str]]:
    """An officer, and the addresses of cases at every kind of stage and of their steps."""
    from hawkari.desks.returns.services.barriers import open_barrier
    from hawkari.desks.returns.services.moving import close
    from hawkari.engines.casework import State

    officer, other = desk.officer("reviewer"), desk.officer()
    fresh = desk.case(officer)
    stopped = desk.to(officer, State.BOOKED, route="enforced")
    opened = open_barrier(other, stopped.reference, "appeal_pending", source="IA/123/2026")
    booked, closed = desk.to(officer, State.BOOKED), desk.case(officer)
    close(officer, closed.reference, "may_stay")
    pages = {
        one: reverse("returns:case", args=[case.reference])
        for one, case in {
            "fresh": fresh, "stopped": stopped, "booked": booked, "closed": closed,
        }.items()
    }  # fmt: skip
    pages |= {"cases": reverse("returns:cases"), "new": reverse("returns:new_case")}
    steps = ("open_barrier", "check", "notice", "book", "asked", "confirm", "person", "details")
    pages |= {one: reverse("returns:step", args=[fresh.reference, one]) for one in steps}
    pages |= {
        one: reverse("returns:step", args=[stopped.reference, one])
        for one in ("assign", "leave", "void_notice")
    }
    lift = reverse("returns:step", args=[stopped.reference, "lift"])
    pages["lift"] = f"{lift}?barrier=appeal_pending&opening={opened[0].number}"
    return officer, pages


def test_every_page_is_accessible_and_keeps_its_shape_in_three_languages(desk, enter):
    officer, pages = story(desk)
    faults = []
    for language in LANGUAGES:
        faults += faults_of(enter(officer, language), pages)
    assert not faults, "\n".join(faults)


def test_the_case_page_mirrors_in_sorani(desk, enter):
    officer, pages = story(desk)
    left, right = enter(officer).new_page(), enter(officer, "ckb").new_page()
    left.goto(pages["stopped"])
    right.goto(pages["stopped"])
    assert unmirrored(left, right, ["main", ".side", ".answer", "#stops"][:3]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caseworker_finds_the_reason_in_one_screen(desk, enter, language: str):
    from hawkari.engines.casework import load_table

    officer, pages = story(desk)
    page = enter(officer, language).new_page()
    page.goto(pages["stopped"])
    guard = load_table().guards["appeal_pending"]
    reason = page.locator(".barriers > li").first
    expect(reason.locator("h3")).to_contain_text(guard.title[language])
    expect(reason).to_contain_text(guard.authority)
    expect(reason).to_contain_text(load_table().say("lifts_on", guard.lifts_on, language))
    expect(reason.locator("time").first).to_be_visible()
    box = reason.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= SCREEN["height"], box
    assert page.evaluate("window.scrollY") == 0


def test_a_barrier_raised_by_a_second_user_during_depart_wins(desk, enter):
    from hawkari.desks.returns.services.recording import facts_of
    from hawkari.engines.casework import State, load_table
    from tests.desks.returns.playing import proposed

    first, second, third = desk.officer(), desk.officer("reviewer"), desk.officer()
    case = desk.to(first, State.BOOKED)
    proposed(first, case.reference)
    address = reverse("returns:case", args=[case.reference])
    departing, raising = enter(second).new_page(), enter(third).new_page()
    departing.goto(address)
    departing.get_by_role("link", name="Look at the proposed departure").click()
    expect(departing.get_by_role("button", name="Confirm the departure")).to_be_visible()

    raising.goto(address)
    raising.get_by_role("link", name="Open a barrier").first.click()
    title = load_table().guards["asylum_claim"].title["en"]
    raising.get_by_label("What stops this return").select_option(label=title)
    raising.get_by_label("What says so").fill("asked for protection at the gate")
    raising.get_by_role("button", name="Open the barrier").click()
    expect(raising.get_by_text("The barrier is open.")).to_be_visible()

    departing.get_by_role("button", name="Confirm the departure").press("Enter")
    expect(departing.get_by_text("Nothing was changed:")).to_be_visible()
    expect(departing.locator(".barriers > li").first).to_contain_text(title)
    assert facts_of(case).state is State.HELD
    assert facts_of(case).live_booking() is None


def test_a_departure_takes_two_officers_by_keyboard(desk, enter):
    from hawkari.desks.returns.services.recording import facts_of
    from hawkari.engines.casework import State

    first, second = desk.officer(), desk.officer("reviewer")
    case = desk.to(first, State.BOOKED)
    address = reverse("returns:case", args=[case.reference])
    page = enter(first).new_page()
    page.goto(address)
    page.get_by_role("link", name="Propose the departure").press("Enter")
    page.get_by_label("Why, in words").fill("papers seen, person asked")
    page.get_by_role("button", name="Propose the departure").press("Enter")
    expect(page.get_by_text("Another officer confirms it.")).to_be_visible()
    other = enter(second).new_page()
    other.goto(address)
    other.get_by_role("link", name="Look at the proposed departure").press("Enter")
    other.get_by_role("button", name="Confirm the departure").press("Enter")
    expect(other.get_by_text("The departure is confirmed.")).to_be_visible()
    assert facts_of(case).state is State.DEPARTED
