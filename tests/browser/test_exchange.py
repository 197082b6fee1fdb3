"""The exchange desk's pages in real Chromium: accessible, in both directions, and by keyboard.

Which pages there are is not listed here: links are followed from the desk's first page, at both
nodes of a played exchange, in each role that has something to do there.
"""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.looking import LANGUAGES, faults_of, unmirrored
from tests.desks.exchange.conftest import empty_nodes, three_nodes

__all__ = ["empty_nodes", "three_nodes"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROLES = ("analyst", "reviewer", "administrator")


@pytest.fixture
def on_stage(three_nodes, live_server) -> Iterator[Callable]:
    """Everything has happened between two nodes; put one of them behind the server."""
    from tests.desks.exchange.story import play, put_on

    play(three_nodes)
    ends = []

    def staged(name: str):
        node = getattr(three_nodes, name)
        with node:
            cookies = {
                role: node.client(role).cookies[settings.SESSION_COOKIE_NAME].value
                for role in (*ROLES, "liaison")
            }
        ends.append(put_on(node))
        return node, cookies

    yield staged
    for end in ends:
        end()


@pytest.mark.parametrize("name", ["uk", "krg"])
def test_every_page_is_accessible_and_keeps_its_shape_in_three_languages(
    on_stage, enter, name: str
):
    from tests.desks.exchange.story import addresses

    node, cookies = on_stage(name)
    seen: set[str] = set()
    faults: list[str] = []
    for role in ROLES:
        with node:
            pages = addresses(node.client(role))
        new = {page: address for page, address in pages.items() if page not in seen}
        seen |= set(new)
        for language in LANGUAGES:
            faults += faults_of(enter(cookies[role], language), new)
    assert not faults, "\n".join(faults)
    assert len(seen) > 4, seen


def test_the_two_directions_mirror_one_another(on_stage, enter):
    from tests.desks.exchange.story import addresses

    node, cookies = on_stage("uk")
    with node:
        pages = addresses(node.client("analyst"))
    left, right = enter(cookies["analyst"]), enter(cookies["analyst"], "ckb")
    for address in pages.values():
        one, two = left.new_page(), right.new_page()
        one.goto(address)
        two.goto(address)
        assert unmirrored(one, two, ["main", ".side"]) == [], address


def test_a_partners_task_is_accepted_by_keyboard(on_stage, enter):
    _, cookies = on_stage("uk")
    page = enter(cookies["analyst"]).new_page()
    page.goto("/exchange/")
    page.get_by_role("link", name="Accept or decline a partner's task").first.press("Enter")
    item = page.locator("li", has_text="Still in use?")
    item.get_by_text("Accept", exact=False).first.press("Enter")
    item.get_by_label("Due").fill("2999-01-31")
    item.get_by_role("button", name="Accept").press("Enter")
    expect(page.get_by_text("The task was accepted; the partner is told.")).to_be_visible()


class Keys:
    """A page used by nothing but its keys, which are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed, self.thought = page, 0, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.pressed += len(keys)

    def write(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.pressed += len(words)

    def to(self, words: str, *, key: str = "Tab") -> None:
        """Go on with Tab until what has the focus is called so."""
        self.thought += 1
        for _ in range(MOST_TABS):
            self.press(key)
            called = self.page.evaluate(FOCUSED)
            if called == words:
                return
        raise AssertionError(f"no Tab leads to {words!r}")

    @property
    def seconds(self) -> float:
        """How long a person takes, by the keystroke-level model (Card, Moran, Newell 1980).

        An average typist's 0.28 s a key, and 1.35 s to make up one's mind before each place.
        """
        return 0.28 * self.pressed + 1.35 * self.thought


MOST_TABS = 40
FOCUSED = """() => {
  const one = document.activeElement;
  return (one.labels && one.labels[0] ? one.labels[0] : one).textContent.trim();
}"""


def test_a_liaison_officer_asks_for_what_stands_behind_a_hit_by_keyboard_within_two_minutes(
    on_stage, enter, record_property
):
    from hawkari.desks.exchange.models import InformationRequest

    _, cookies = on_stage("uk")
    page = enter(cookies["liaison"]).new_page()
    page.goto("/")
    keys = Keys(page)
    keys.press("g", "i")
    expect(page.locator("h1")).to_have_text("Which hits wait for a person?")
    confirmed = page.get_by_role("link", name="confirmed by both", exact=True)
    expect(confirmed).to_be_visible()
    keys.to("Skip to content")
    keys.press("Enter")
    keys.to("confirmed by both")
    keys.press("Enter")
    page.wait_for_url("**/hits?state=confirmed")
    reference = page.locator("tbody th a").text_content() or ""
    keys.to("Skip to content")
    keys.press("Enter")
    keys.to(reference)
    keys.press("Enter")
    expect(page.get_by_role("link", name="Ask the partner for what it holds")).to_be_visible()
    keys.to("Skip to content")
    keys.press("Enter")
    keys.to("Ask the partner for what it holds")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("What do you need to know from a partner?")
    keys.to("Skip to content")
    keys.press("Enter")
    keys.to("What do you want to know?")
    keys.write("Who uses this number, and since when?")
    keys.to("Why is it necessary?")
    keys.write("It rang before two crossings.")
    keys.to("Answer wanted by")
    keys.write("01312999")
    keys.to("Sign and send")
    keys.press("Enter")
    expect(page.get_by_text("The request is on its way to")).to_be_visible()
    asked = InformationRequest.objects.order_by("pk").last()
    assert asked is not None
    assert asked.ticket.startswith(reference)
    assert asked.deadline.isoformat() == "2999-01-31"
    said = f"{keys.pressed} keys, {keys.thought} places, {keys.seconds:.0f} s by the model"
    record_property("line", f"exchange: a request after a hit by keyboard … {said}")
    assert keys.seconds < 120, keys.seconds
