"""Frames a second of the network chart while it is panned and zoomed, in headless Chromium.

    python benchmarks/network/frames.py [--elements 2000] [--seconds 5] [--json]

Draws an invented network with the script that is shipped, drags it and turns the wheel through
Playwright, and notes the time of every frame by requestAnimationFrame. Prints the median and the
5th percentile of frames a second, for panning and for zooming. Headless Chromium draws without a
graphics processor unless it says otherwise: the renderer is printed beside the figures.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2] / "src" / "hawkari"
STATIC = ROOT / "site" / "static" / "hawkari"
STYLES = (
    STATIC / "tokens.css",
    STATIC / "base.css",
    STATIC / "components.css",
    ROOT / "desks" / "intelligence" / "static" / "intelligence" / "desk.css",
)
CHROMIUM = "/usr/bin/chromium"
WIDE = {"width": 1400, "height": 1000}
# Two people in five elements of an investigation's chart, three lines: as in the sample corridor.
PEOPLE_SHARE = 0.4
Act = Callable[[Page, float, tuple[float, float]], None]
NAMES = ("Rebwar Invented", "Kawa Invented", "Saman Invented", "ئاراس خەیاڵی", "ڕێبوار خەیاڵی")
FRAMES = """() => {
  window.times = [];
  window.watching = true;
  const note = (now) => {
    window.times.push(now);
    if (window.watching) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}"""
RENDERER = """() => {
  const gl = document.createElement('canvas').getContext('webgl');
  const told = gl && gl.getExtension('WEBGL_debug_renderer_info');
  return told ? gl.getParameter(told.UNMASKED_RENDERER_WEBGL) : 'no WebGL: drawn by the processor';
}"""


def network(elements: int, seed: int) -> dict[str, list[dict[str, object]]]:
    """So many people and lines, most lines between people who stand near one another."""
    draw = random.Random(seed)
    people = int(elements * PEOPLE_SHARE)
    spots = [(draw.random(), draw.random()) for _ in range(people)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < elements - people:
        one = draw.randrange(people)
        near = sorted(draw.sample(range(people), 12), key=lambda other: distance(spots, one, other))
        other = near[0] if near[0] != one else near[1]
        pairs.add((min(one, other), max(one, other)))
    nodes = [
        {"id": f"p{n}", "caption": NAMES[n % len(NAMES)], "romanised": "", "schema": "Person",
         "x": x, "y": y, "hidden": 0, "focus": False}
        for n, (x, y) in enumerate(spots)
    ]  # fmt: skip
    edges = [
        {"id": f"p{a}~p{b}", "source": f"p{a}", "target": f"p{b}", "label": "call 3", "count": 3,
         "confirmed": draw.random() < 0.6}
        for a, b in sorted(pairs)
    ]  # fmt: skip
    return {"nodes": nodes, "edges": edges, "events": []}


def distance(spots: list[tuple[float, float]], one: int, other: int) -> float:
    """How far apart two stand, squared."""
    (x1, y1), (x2, y2) = spots[one], spots[other]
    return (x1 - x2) ** 2 + (y1 - y2) ** 2


def open_chart(page: Page, data: dict[str, list[dict[str, object]]]) -> None:
    """A page with the chart alone, drawn by the shipped script."""
    styles = "".join(f"<style>{one.read_text(encoding='utf-8')}</style>" for one in STYLES)
    page.set_content(
        f"<!doctype html><html lang='en'><head>{styles}</head><body><main>"
        "<section class='panel twin links' data-chart-panel><div class='is-chart'>"
        "<div class='chart' hidden tabindex='0' role='application' aria-label='Chart'></div></div>"
        "<p data-selected>Nothing is selected.</p></section>"
        f"<script type='application/json' id='chart-data'>{json.dumps(data)}</script></main></body>"
    )
    page.add_script_tag(path=STATIC / "js" / "chart.js")
    page.locator(".chart canvas").first.wait_for(state="attached")
    page.wait_for_timeout(1500)


def pan(page: Page, until: float, middle: tuple[float, float]) -> None:
    """Drag to and fro."""
    x, y = middle
    # Somewhere that nobody stands: a drag there moves everything.
    page.mouse.move(x, y)
    page.mouse.down()
    step = 0
    while time.monotonic() < until:
        step += 1
        page.mouse.move(x + 8 * (step % 40 - 20), y + 4 * (step % 30 - 15))
    page.mouse.up()


def zoom(page: Page, until: float, middle: tuple[float, float]) -> None:
    """Turn the wheel, nearer and further."""
    page.mouse.move(*middle)
    step = 0
    while time.monotonic() < until:
        step += 1
        page.mouse.wheel(0, -60 if step % 40 < 20 else 60)


def measured(page: Page, act: Act, seconds: float) -> dict[str, float]:
    """Frames a second while something is done: of each frame, so that a slow one shows."""
    box = page.locator(".chart").bounding_box() or {}
    middle = (box["x"] + 6, box["y"] + 6)
    if act is zoom:
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.evaluate(FRAMES)
    act(page, time.monotonic() + seconds, middle)
    times = page.evaluate("() => { window.watching = false; return window.times; }")
    rates = sorted(1000 / max(b - a, 0.1) for a, b in pairwise(times))
    return {
        "frames": len(rates),
        "median": round(statistics.median(rates), 1),
        "p5": round(rates[len(rates) // 20], 1),
        "mean": round(len(rates) * 1000 / (times[-1] - times[0]), 1),
    }


def main() -> None:
    """Measure, and print a line each, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--elements", type=int, default=2000, help="people and lines together")
    parser.add_argument("--seconds", type=float, default=5.0, help="of each movement")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport=WIDE)
        open_chart(page, network(given.elements, given.seed))
        found = {"renderer": page.evaluate(RENDERER), "elements": given.elements}
        for name, act in (("pan", pan), ("zoom", zoom)):
            found[name] = measured(page, act, given.seconds)
        browser.close()
    if given.json:
        print(json.dumps(found))
        return
    print(f"{given.elements} elements, {found['renderer']}")
    for name in ("pan", "zoom"):
        one = found[name]
        print(f"{name}: median {one['median']}, 5th percentile {one['p5']}, mean {one['mean']} "
              f"frames/s ({one['frames']} frames)")  # fmt: skip


if __name__ == "__main__":
    main()
