"""What can be checked about a drawn page: accessibility, geometry, and what it asked for.

axe does not notice a broken right-to-left page, so geometry is measured beside it.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

LANGUAGES = ("en", "ar", "ckb")
SCREEN = {"width": 1280, "height": 900}
WIDTHS = (1360, 1024, 640, 320)
PRIMARY = "main .btn-primary:visible"
LABEL_WITHIN_PX = 60
MIRROR_WITHIN_PX = 2
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What is drawn is at least 24 px each way; links inside sentences are exempt (WCAG 2.5.8).
SMALL = """() =>
  [...document.querySelectorAll('main a.btn, main button, main summary, main input, main select')]
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width > 2 && one.type !== 'hidden')
  .filter(([one, box]) => !['radio', 'checkbox'].includes(one.type) || !one.closest('label'))
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([one]) => one.outerHTML.slice(0, 120))"""

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


def wrong(page: Page) -> list[str]:
    """What is wrong with a page that is open: accessibility, labels, targets, actions, width."""
    found = violations(page) + [f"far label {one}" for one in far_labels(page)]
    found += [f"small: {one}" for one in page.evaluate(SMALL)]
    if page.locator(PRIMARY).count() > 1:
        found.append("more than one primary action")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if sideways_scroll(page):
            found.append(f"scrolls sideways at {width} px")
    page.set_viewport_size(SCREEN)
    return found


def faults_of(context: BrowserContext, pages: Mapping[str, str]) -> list[str]:
    """What is wrong with each of some pages, the page's name before it.

    Args:
        context: a browser that somebody is logged in with.
        pages: name and address of each.
    """
    found = []
    page = context.new_page()
    for name, address in pages.items():
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        language = page.locator("html").get_attribute("lang")
        shoot(page, f"{name}-{language}")
        found += [f"{name} ({language}): {one}" for one in wrong(page)]
    page.close()
    return found


def shoot(page: Page, name: str) -> None:
    """Take a picture of a page where the environment variable `SHOTS` names a folder."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


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
