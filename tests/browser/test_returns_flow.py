"""The page of flow in real Chromium: accessible, in three languages, and by keyboard."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.looking import wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = {
    "en": "Where do cases wait?",
    "ar": "أين تنتظر الملفات؟",
    "ckb": "دۆسیەکان لە کوێ چاوەڕێن؟",
}
ASKED = (
    "officers=4&more=2&backlog=5&arrivals_low=1&arrivals_high=2&work_low=5&work_high=9"
    "&outside_low=5&outside_high=20"
)


# Words of the map that lie in no box: cut off, or too long for it.
OUTSIDE = """() => {
  const map = document.querySelector('.flowmap');
  const boxes = [...map.querySelectorAll('rect')].map(one => one.getBoundingClientRect());
  return [...map.querySelectorAll('text:not(.num)')].map(one => [
    one.textContent, one.getBoundingClientRect()
  ]).filter(([, text]) => !boxes.some(box =>
    box.left <= text.left && text.right <= box.right &&
    box.top <= text.top && text.bottom <= box.bottom
  )).map(([words]) => words);
}"""


@pytest.fixture
def caseworker(live_server) -> str:
    """The session of a caseworker in an operation whose cases wait at several stages."""
    from django.test import Client

    from tests.desks.returns.playing import Desk
    from tests.desks.returns.test_flow import case

    desk = Desk()
    officer = desk.officer()
    for ago in range(40, 400, 30):
        case(officer, ("opened", ago), ("screening", ago - 3), ("documenting", ago - 20))
    case(officer, ("opened", 300), ("screening", 290), ("held", 200), ("screening", 100))
    case(officer, ("opened", 260), ("screening", 250), ("documenting", 200), ("booked", 60))
    client = Client()
    client.force_login(officer.user)
    session = client.session
    session["operation"] = desk.operation.slug
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_accessible_keeps_its_shape_and_cuts_no_word_off(
    enter, caseworker: str, language: str
):
    page = enter(caseworker, language).new_page()
    page.goto(f"/returns/flow?{ASKED}")
    expect(page.locator("h1")).to_have_text(LANGUAGES[language])
    expect(page.locator(".flowmap")).to_be_visible()
    expect(page.locator(".answer")).to_be_visible()
    assert page.locator("main .btn-primary:visible").count() == 1
    assert page.evaluate(OUTSIDE) == []
    assert wrong(page) == []


def test_the_map_becomes_its_table_by_keyboard_with_the_same_numbers(enter, caseworker: str):
    page = enter(caseworker).new_page()
    page.goto("/returns/flow")
    table = page.locator("section:has(#follows) table")
    expect(table).to_be_hidden()
    numbers = sorted(page.locator(".flowmap .num").all_text_contents())
    page.locator("input[name=follows-as].as-chart").focus()
    page.keyboard.press("ArrowRight")
    expect(table).to_be_visible()
    expect(page.locator(".flowmap")).to_be_hidden()
    assert sorted(table.locator("td.n:nth-child(3)").all_text_contents()) == numbers


def test_a_caseworker_simulates_by_keyboard_and_reads_a_range(enter, caseworker: str):
    page = enter(caseworker).new_page()
    page.goto("/returns/flow")
    for name, value in (pair.split("=") for pair in ASKED.split("&")):
        page.locator(f"input[name={name}]").fill(value)
    page.locator("input[name=outside_high]").press("Enter")
    expect(page.locator(".answer")).to_contain_text("With 2 more officers, 80 % of cases are done")
    page.locator("input[name=work_high]").fill("1")
    page.locator("input[name=work_high]").press("Enter")
    expect(page.locator(".errors")).to_contain_text("This is less than the least.")
