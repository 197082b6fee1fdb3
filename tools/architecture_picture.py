"""Draw the house from its import contracts: `docs/explanation/house.svg`.

The floors come from the layers contract in `pyproject.toml`, the rooms from the folders of each
floor, the arrows from the imports that are really there. A test draws it again and compares, so
the picture cannot go stale.

    python tools/architecture_picture.py          write the picture
    python tools/architecture_picture.py --check  exit 1 when it is out of date
"""

import sys
import tomllib
from pathlib import Path
from xml.sax.saxutils import escape

import grimp

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "explanation" / "house.svg"
WIDTH, FLOOR_HEIGHT, GAP, MARGIN = 900, 92, 34, 20
ROOM_HEIGHT = 44
STYLE = (
    ".floor{fill:#f4f5f6;stroke:#c9ced3}.room{fill:#fff;stroke:#5b646d}"
    ".label{font:600 13px sans-serif;fill:#5b646d}"
    ".name{font:15px sans-serif;text-anchor:middle;fill:#16191d}"
    ".arrow{stroke:#8a939c;stroke-width:1.3}"
)
LABELS = {"cli | site": "doors", "desks": "desks", "evidence": "evidence", "engines": "engines"}


def floors() -> list[str]:
    """The layers of the first contract, from the top, without the package's own name."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")["layers"]
    return [layer.replace("hawkari.", "") for layer in layers if layer != "hawkari.errors"]


def rooms(floor: str) -> list[str]:
    """Module names of one floor: its packages, or the floor itself when it is one app."""
    if "|" in floor:
        return [part.strip() for part in floor.split("|")]
    folder = ROOT / "src" / "hawkari" / floor
    inner = sorted(path.parent.name for path in folder.glob("*/__init__.py"))
    return [f"{floor}.{name}" for name in inner] if floor in {"desks", "engines"} else [floor]


def arrows(names: list[str]) -> list[tuple[str, str]]:
    """Imports between rooms that are really in the code, sorted."""
    graph = grimp.build_graph("hawkari")
    return sorted(
        (importer, imported)
        for importer in names
        for imported in names
        if importer != imported
        and graph.direct_import_exists(
            importer=f"hawkari.{importer}", imported=f"hawkari.{imported}", as_packages=True
        )
    )


Boxes = dict[str, tuple[float, float, float]]


def place() -> tuple[Boxes, list[str]]:
    """Left, top and width of each room, and the floors drawn behind them."""
    boxes: Boxes = {}
    parts: list[str] = []
    for index, floor in enumerate(floors()):
        top = MARGIN + index * (FLOOR_HEIGHT + GAP)
        parts.append(
            f'<rect class="floor" x="{MARGIN}" y="{top}" width="{WIDTH - 2 * MARGIN}" '
            f'height="{FLOOR_HEIGHT}"/><text class="label" x="{MARGIN + 12}" y="{top + 20}">'
            f"{escape(LABELS[floor])}</text>"
        )
        names = rooms(floor)
        space = (WIDTH - 4 * MARGIN) / len(names)
        width = min(space - 16, 200)
        for column, name in enumerate(names):
            boxes[name] = (2 * MARGIN + column * space + (space - width) / 2, top + 34, width)
    return boxes, parts


def arrow(boxes: Boxes, importer: str, imported: str) -> str:
    """One arrow, downwards between floors or sideways within one."""
    (left_a, top_a, width_a), (left_b, top_b, width_b) = boxes[importer], boxes[imported]
    if top_a == top_b:
        y_start = y_end = top_a + ROOM_HEIGHT / 2
        leftwards = left_a > left_b
        x_start = left_a if leftwards else left_a + width_a
        x_end = left_b + width_b if leftwards else left_b
    else:
        y_start, y_end = top_a + ROOM_HEIGHT, top_b
        x_start, x_end = left_a + width_a / 2, left_b + width_b / 2
    return (
        f'<line class="arrow" x1="{x_start:.0f}" y1="{y_start:.0f}" x2="{x_end:.0f}" '
        f'y2="{y_end:.0f}" marker-end="url(#head)">'
        f"<title>{importer} imports {imported}</title></line>"
    )


def draw() -> str:
    """The picture as SVG text."""
    boxes, parts = place()
    parts += [arrow(boxes, *pair) for pair in arrows(list(boxes))]
    for name, (left, top, width) in boxes.items():
        parts.append(
            f'<rect class="room" x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" '
            f'height="{ROOM_HEIGHT}" rx="3"/><text class="name" x="{left + width / 2:.0f}" '
            f'y="{top + 27:.0f}">{escape(name.split(".")[-1])}</text>'
        )
    height = 2 * MARGIN + len(floors()) * FLOOR_HEIGHT + (len(floors()) - 1) * GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">\n'
        "<title>The four floors of Hawkari; every arrow is an import, and all go down</title>\n"
        f"<style>{STYLE}</style>\n"
        '<defs><marker id="head" markerWidth="9" markerHeight="9" refX="8" refY="4" '
        'orient="auto"><path d="M0 0L9 4L0 8z" fill="#8a939c"/></marker></defs>\n'
    )
    return head + "\n".join(parts) + "\n</svg>\n"


def main() -> int:
    """Write the picture, or check it."""
    picture = draw()
    if "--check" in sys.argv:
        return int(not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != picture)
    PICTURE.write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
