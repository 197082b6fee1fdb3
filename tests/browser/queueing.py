"""The review queue in a browser: what is shown, what was kept, answers that are held back."""

import time

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PATIENCE_MS


def pair_on(page: Page) -> str:
    """The pair that is on the screen, as its two ids."""
    return str(page.locator("#pair [data-pair]").get_attribute("data-pair"))


def is_saved(page: Page, decided: int) -> None:
    """Wait until the server has kept so many decisions and answered."""
    expect(page.locator("#pair[aria-busy]")).to_have_count(0)
    expect(page.locator("#review progress")).to_have_attribute("value", str(decided))


def kept() -> list[tuple[str, str]]:
    from hawkari.evidence.models import JudgementEvent

    rows = JudgementEvent.objects.filter(withdrawal__isnull=True).exclude(judgement="withdrawn")
    return list(rows.order_by("pk").values_list("right_id", "judgement"))


class Slow:
    """Holds what the page sends under an address until it is let go, and then one after another.

    The page's context has been prepared by `allow_holding`.
    """

    def __init__(self, page: Page, address: str) -> None:
        self._waiting: list[Route] = []
        self._open = False
        page.route(address, self._take)
        self._page = page

    def _take(self, route: Route) -> None:
        if self._open:
            route.continue_()
        else:
            self._waiting.append(route)

    def arrives(self) -> None:
        """Wait until something has been sent; an error says so where nothing is."""
        ends = time.monotonic() + PATIENCE_MS / 1000
        while not self._waiting:
            assert time.monotonic() < ends, "the page sent nothing"
            self._page.wait_for_timeout(20)

    def let_go(self) -> None:
        """Let everything through, now and from now on."""
        self._open = True
        for route in self._waiting:
            route.continue_()
        self._waiting.clear()


def saving(page: Page, key: str) -> Slow:
    """Press a key and wait until its decision is on the way, where it stays until it is let go."""
    slow = Slow(page, "**/review/decide")
    page.keyboard.press(key)
    slow.arrives()
    return slow


def newest_operation():
    from hawkari.evidence.models import Operation

    return Operation.objects.latest("pk")
