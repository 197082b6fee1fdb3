"""People chosen by keyboard, two choices side by side, in both directions."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.looking import far_labels, sideways_scroll, unmirrored, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1400, "height": 1000}


@pytest.fixture
def session(live_server) -> str:
    """The session cookie of an analyst of a small case."""
    from hawkari.site.warming import warm
    from tests.desks.intelligence.case import Case

    warm(lambda _: None)  # or the first answer waits for the compiler
    client = Client()
    client.force_login(Case().load().access().user)
    return client.cookies["sessionid"].value


@pytest.fixture
def visit(chromium: Browser, live_server, session: str) -> Iterator:
    opened: list[BrowserContext] = []

    def visited(path: str, *, language: str) -> Page:
        context = chromium.new_context(base_url=live_server.url, viewport=WIDE)
        opened.append(context)
        for name, value in (("sessionid", session), ("django_language", language)):
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield visited
    for context in opened:
        context.close()


def test_two_choices_are_put_side_by_side_by_keyboard_in_both_directions(visit):
    page = visit("/network/what-if", language="en")
    complaints = watch(page)
    assert violations(page) == []
    page.locator("#id_q").fill("Nawzad Rahim")
    page.keyboard.press("Enter")
    expect(page.get_by_text("never: protected")).to_be_visible()
    page.locator("#id_q").fill("Rebwar Hama Amin")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="First choice Rebwar Hama Amin").press("Enter")
    page.locator("#find > summary").press("Enter")
    page.get_by_role("link", name="Second choice Saman Karim").press("Enter")
    expect(page.locator("#compared")).to_be_visible()
    expect(page.locator("#choice-1 li")).to_have_count(1)
    assert violations(page) == []
    mirrored = visit(
        page.url.partition("/network")[1] + page.url.partition("/network")[2], language="ckb"
    )
    expect(mirrored.locator("#compared")).to_be_visible()
    assert violations(mirrored) == []
    for each in (page, mirrored):
        assert (sideways_scroll(each), far_labels(each)) == (0, [])
    assert unmirrored(page, mirrored, ["#choices > :first-child", "#choices > :last-child"]) == []
    page.get_by_role("link", name="Leave out again Saman Karim").press("Enter")
    expect(page.locator("#compared")).to_have_count(0)
    assert complaints == []


def test_tasks_of_a_large_network_come_first_and_their_figures_without_a_click(visit, monkeypatch):
    views = import_module("hawkari.desks.intelligence.views.tasks")
    monkeypatch.setattr(views, "AT_ONCE", 3)
    page = visit("/tasks", language="en")
    complaints = watch(page)
    expect(page.locator("#questions-list tbody tr").first).to_be_visible()
    expect(page.locator("#planned table")).to_be_visible()
    expect(page.locator("#lead")).to_contain_text("To ask about first")
    expect(page.get_by_text("Not worked out yet")).to_have_count(0)
    expect(page.locator("main [aria-busy]")).to_have_count(0)
    assert (violations(page), complaints) == ([], [])


def test_a_task_is_proposed_and_accepted_by_keyboard_in_both_directions(visit):
    page = visit("/tasks", language="en")
    complaints = watch(page)
    page.locator("#questions-list summary").first.press("Enter")
    page.locator("#reason-1").fill("it decides the plan")
    page.keyboard.press("Enter")
    task = page.locator("ul.todo > li")
    expect(task).to_have_count(1)
    task.locator("summary", has_text="Accept").press("Enter")
    task.locator("input[type=date]").fill("2999-01-31")
    words = task.locator("input[name=words]").first
    words.fill("agreed by telephone")
    assert violations(page) == []
    words.press("Enter")
    expect(task.locator("summary", has_text="Answer")).to_be_visible()
    mirrored = visit("/tasks", language="ckb")
    expect(mirrored.locator("ul.todo > li")).to_have_count(1)
    assert violations(mirrored) == []
    for each in (page, mirrored):
        assert (sideways_scroll(each), far_labels(each)) == (0, [])
    assert unmirrored(page, mirrored, ["ul.todo > li", "#questions-list"]) == []
    assert complaints == []
