"""What can be checked about a drawn page: accessibility, geometry, and what it asked for.

axe does not notice a broken right-to-left page, so geometry is measured beside it.
"""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LABEL_WITHIN_PX = 60
MIRROR_WITHIN_PX = 2
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LABELS = """() => [...document.querySelectorAll('label')].filter(label => {
  const box = label.getBoundingClientRect();
  return box.width > 2 && label.control && label.control.getBoundingClientRect().width > 2;
}).map(label => {
  const a = label.getBoundingClientRect(), b = label.control.getBoundingClientRect();
  const across = Math.max(0, b.left - a.right, a.left - b.right);
  const down = Math.max(0, b.top - a.bottom, a.top - b.bottom);
  return [label.textContent.trim(), Math.hypot(across, down)];
})"""

CENTRES = """selectors => selectors.map(selector => {
  const element = document.querySelector(selector);
  if (!element) throw new Error('nothing is ' + selector);
  const box = element.getBoundingClientRect();
  return (box.left + box.right) / 2;
})"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong (WCAG 2.2 AA and best practice): rule, help, and the first place."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:200]})" for one in found]


def sideways_scroll(page: Page) -> int:
    """By how many pixels the page is wider than its window; 0 when it fits."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def far_labels(page: Page) -> list[tuple[str, float]]:
    """Labels further from their control than 60 px, with the distance."""
    found: list[list[Any]] = page.evaluate(LABELS)
    return [(words, distance) for words, distance in found if distance > LABEL_WITHIN_PX]


def unmirrored(left_to_right: Page, right_to_left: Page, selectors: Sequence[str]) -> list[str]:
    """Those of `selectors` whose middle is not where a mirror would put it, within 2 px.

    Only for things whose width does not depend on their words.
    """
    width = right_to_left.evaluate("document.documentElement.clientWidth")
    one = left_to_right.evaluate(CENTRES, list(selectors))
    two = right_to_left.evaluate(CENTRES, list(selectors))
    pairs = zip(selectors, one, two, strict=True)
    return [name for name, x, y in pairs if abs((width - x) - y) > MIRROR_WITHIN_PX]


def watch(page: Page) -> list[str]:
    """A list that fills with the page's console errors and requests to other hosts."""
    seen: list[str] = []
    page.on("console", lambda m: seen.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on(
        "request",
        lambda r: (
            seen.append(r.url)
            if not r.url.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "blob:"))
            else None
        ),
    )
    return seen
