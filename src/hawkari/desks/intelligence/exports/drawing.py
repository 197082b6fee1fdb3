"""The network chart as SVG and PNG, from the same positions as on the screen."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import typst

from hawkari.desks.intelligence.values import Chart, ChartEdge, ChartNode, Furniture

__all__ = ["DocumentFonts", "draw_png", "draw_svg"]

DocumentFonts = Path

WIDTH, HEIGHT = 1200, 860
# Room for the title and handling line above the drawing, the legend and note below, and at the
# sides for half a label.
TOP, BOTTOM, SIDE = 96, 96, 90
# Past this many lines their labels would cover one another; the table holds what they say.
LABELLED_EDGES = 80
# Width of a letter of a caption, about.
LETTER = 6.8
FONT = "Noto Sans Arabic, Noto Sans, Arial, sans-serif"
INK, MUTED, LINE = "#12161b", "#57606b", "#353d47"

RIGHT_TO_LEFT = frozenset({"R", "AL"})
STRONG = RIGHT_TO_LEFT | {"L"}

Point = tuple[float, float]


def draw_svg(chart: Chart, furniture: Furniture, *, is_inline: bool = False) -> str:
    """The chart as one SVG document, 1200 by 860 units.

    Solid lines are confirmed ties, dashed ones are not; each node has its caption in the original
    script and the romanisation beneath, unless it would cover another. Geometry and colour are
    attributes: nothing in it needs a style sheet, and a page's style sheet may restyle it by its
    classes.

    Args:
        chart: what to draw.
        furniture: handling, title, note and legend around it.
        is_inline: leave out the furniture and the XML head, for a page that has its own.
    """
    places = {node.id: _place(node) for node in chart.nodes}
    parts = [
        *([] if is_inline else _furniture(furniture)),
        *(_edge(edge, places) for edge in chart.edges),
        *_edge_labels(chart, places, furniture),
        *(part for node in chart.nodes for part in _node(node, places[node.id])),
        *_captions(chart, places),
        *([] if is_inline else _legend(furniture)),
    ]
    top, height = (TOP - 56, HEIGHT - TOP - BOTTOM + 112) if is_inline else (0, HEIGHT)
    head = "" if is_inline else '<?xml version="1.0" encoding="UTF-8"?>\n'
    size = "" if is_inline else f' width="{WIDTH}" height="{HEIGHT}"'
    return (
        f'{head}<svg class="draw" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 {top} {WIDTH} {height}"{size} font-family="{FONT}" role="img">'
        f"<title>{escape(furniture.title)}</title>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def draw_png(svg: str, *, fonts: DocumentFonts, pixels_per_inch: int = 144) -> bytes:
    """A PNG of an SVG from `draw_svg`: 2400 by 1720 pixels at the default 144 per inch.

    Args:
        svg: the document.
        fonts: folder of the fonts to draw with; no others are used, so the picture is the same on
            every machine.
        pixels_per_inch: 72 gives one pixel a unit.
    """
    page = (
        f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    picture = typst.compile(
        page.encode(),
        format="png",
        ppi=pixels_per_inch,
        sys_inputs={"svg": svg},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
    )
    return bytes(picture)


def _place(node: ChartNode) -> Point:
    x = SIDE + node.x * (WIDTH - 2 * SIDE)
    y = TOP + 24 + node.y * (HEIGHT - TOP - BOTTOM - 64)
    return round(x, 1), round(y, 1)


def _edge(edge: ChartEdge, places: dict[str, Point]) -> str:
    (x1, y1), (x2, y2) = places[edge.left], places[edge.right]
    dash = "" if edge.is_confirmed else ' stroke-dasharray="5 4"'
    style = "edge" if edge.is_confirmed else "edge dash"
    return (
        f'<path class="{style}" data-el={quoteattr(edge.id)} d="M{x1} {y1} {x2} {y2}" fill="none" '
        f'stroke="{LINE}" stroke-width="1.5"{dash}/>'
    )


def _edge_labels(chart: Chart, places: dict[str, Point], furniture: Furniture) -> Iterator[str]:
    if len(chart.edges) > LABELLED_EDGES:
        return
    for edge in chart.edges:
        (x1, y1), (x2, y2) = places[edge.left], places[edge.right]
        said = ", ".join(
            f"{furniture.kinds.get(tie.kind, tie.kind)} {tie.count} {tie.grade}".strip()
            for tie in edge.ties
        )
        middle = (round((x1 + x2) / 2, 1), round((y1 + y2) / 2, 1))
        yield _text(said, middle, size=10.5, fill=MUTED, style="halo lab")


def _node(node: ChartNode, place: Point) -> Iterator[str]:
    x, y = place
    fill, style = (INK, "node me") if node.is_focus else ("#ffffff", "node")
    common = f'class="{style}" data-el={quoteattr(node.id)} fill="{fill}" stroke="{LINE}"'
    if node.schema == "Group":
        for size in (26, 20):
            yield (
                f'<rect {common} stroke-width="1.5" x="{x - size / 2}" y="{y - size / 2}" '
                f'width="{size}" height="{size}" rx="3"/>'
            )
    elif node.schema == "Person":
        radius = 11 if node.is_focus else 8
        yield f'<circle {common} stroke-width="1.5" cx="{x}" cy="{y}" r="{radius}"/>'
    else:
        yield (
            f'<rect {common} stroke-width="1.5" x="{x - 8}" y="{y - 8}" width="16" height="16" '
            'rx="3"/>'
        )
    if node.hidden:
        yield _text(f"+{node.hidden}", (x + 16, y - 8), size=10, fill=MUTED, style="halo lab")


def _captions(chart: Chart, places: dict[str, Point]) -> Iterator[str]:
    for node in _captioned(chart, places):
        x, y = places[node.id]
        style = "halo strong" if node.is_focus else "halo"
        yield _text(node.caption, (x, y + 24), size=12, style=style, lang=node.lang)
        if node.romanised:
            yield _text(node.romanised, (x, y + 38), size=10.5, fill=MUTED, style="halo lab")


def _captioned(chart: Chart, places: dict[str, Point]) -> Iterator[ChartNode]:
    """Nodes whose caption covers no other caption, the focus and the most tied first."""
    taken: list[tuple[float, float, float, float]] = []
    for node in sorted(chart.nodes, key=lambda one: not one.is_focus):
        x, y = places[node.id]
        half = max(len(node.caption), len(node.romanised)) * LETTER / 2
        box = (x - half, y + 12, x + half, y + (42 if node.romanised else 28))
        if all(
            box[2] < other[0] or other[2] < box[0] or box[3] < other[1] or other[3] < box[1]
            for other in taken
        ):
            taken.append(box)
            yield node


def _text(
    words: str, place: Point, *, size: float, fill: str = INK, style: str = "", lang: str = ""
) -> str:
    language = f" lang={quoteattr(lang)}" if lang else ""
    return (
        f'<text class="{style}" x="{place[0]}" y="{place[1]}" font-size="{size}" fill="{fill}" '
        f'text-anchor="middle" paint-order="stroke" stroke="#ffffff" stroke-width="4"'
        f"{language}>{_isolated(words)}</text>"
    )


def _isolated(words: str) -> str:
    """Text for a drawing: where it begins right-to-left, all of it is read so, numbers included."""
    kinds = [unicodedata.bidirectional(letter) for letter in words]
    first = next((kind for kind in kinds if kind in STRONG), "")
    mixed = first in RIGHT_TO_LEFT and set(kinds) - RIGHT_TO_LEFT - {"WS", "NSM"}
    return _right_to_left(escape(words)) if mixed and "RLI" not in kinds else escape(words)


def _right_to_left(words: str) -> str:
    return f"\u2067{words}\u2069"


def _sentence(words: str, furniture: Furniture) -> str:
    """Words in the reader's language run as it does, whatever they begin with."""
    return _right_to_left(words) if furniture.is_rtl else words


def _furniture(furniture: Furniture) -> Iterator[str]:
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    for y in (0, HEIGHT - 30):
        yield f'<rect y="{y}" width="{WIDTH}" height="30" fill="{INK}"/>'
        line = _sentence(furniture.handling_line, furniture)
        yield _plain(line, (WIDTH / 2, y + 20), fill="#ffffff", size=13)
    yield _plain(furniture.title, (WIDTH / 2, 60), size=18, weight="700")
    note = _sentence(furniture.note, furniture)
    yield _plain(note, (WIDTH / 2, 82), size=12, fill=MUTED)


def _plain(
    words: str,
    place: Point,
    *,
    size: float,
    fill: str = INK,
    weight: str = "400",
    anchor: str = "middle",
) -> str:
    return (
        f'<text x="{place[0]}" y="{place[1]}" font-size="{size}" font-weight="{weight}" '
        f'fill="{fill}" text-anchor="{anchor}">{_isolated(words)}</text>'
    )


def _legend(furniture: Furniture) -> Iterator[str]:
    y = HEIGHT - 62
    legend = furniture.legend
    for x, words, dash in (
        (WIDTH / 2 - 300, legend.confirmed, ""),
        (WIDTH / 2 + 20, legend.unconfirmed, ' stroke-dasharray="5 4"'),
    ):
        yield (
            f'<path d="M{x} {y} {x + 40} {y}" fill="none" stroke="{LINE}" '
            f'stroke-width="1.5"{dash}/>'
        )
        said = _sentence(words, furniture)
        yield _plain(said, (x + 50, y + 4), size=12, fill=MUTED, anchor="start")
    if legend.left_out:
        left = _sentence(legend.left_out, furniture)
        yield _plain(left, (WIDTH / 2, y + 22), size=12, fill=MUTED)
