"""People chosen by keyboard, two choices side by side, in both directions."""

from importlib import import_module

import pytest
from playwright.sync_api import expect

from tests.browser.looking import far_labels, sideways_scroll, unmirrored, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(visitor):
    """Open an address as an analyst of a small case, in a language."""
    from tests.desks.intelligence.case import Case

    return visitor(Case().load())


def test_two_choices_are_put_side_by_side_by_keyboard_in_both_directions(visit):
    page = visit("/network/what-if", language="en")
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


def test_tasks_of_a_large_network_come_first_and_their_figures_without_a_click(visit, monkeypatch):
    views = import_module("hawkari.desks.intelligence.views.tasks")
    monkeypatch.setattr(views, "AT_ONCE", 3)
    page = visit("/tasks", language="en")
    expect(page.locator("#questions-list tbody tr").first).to_be_visible()
    expect(page.locator("#planned table")).to_be_visible()
    expect(page.locator("#lead")).to_contain_text("To ask about first")
    expect(page.get_by_text("Not worked out yet")).to_have_count(0)
    expect(page.locator("main [aria-busy]")).to_have_count(0)
    assert violations(page) == []


def test_a_task_is_proposed_and_accepted_by_keyboard_in_both_directions(visit):
    page = visit("/tasks", language="en")
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
