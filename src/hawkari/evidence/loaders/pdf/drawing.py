"""What is drawn on one page: glyphs with their places, straight lines, and how many pictures."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdftypes import resolve1
from pdfminer.utils import Matrix, apply_matrix_pt, decode_text

from hawkari.errors import HawkariError
from hawkari.evidence.loaders.pdf.glyphs import UNKNOWN, Glyph, Rule

__all__ = ["Drawing", "TooMuch", "Upright"]

MOST_GLYPHS = 100_000
MOST_LINES = 100_000
MOST_FIGURES = 5_000
DEEPEST_FIGURES = 20
LONGEST_TEXT = 2_000
THICKEST_LINE = 3.0
STRAIGHT = 0.7
SHORTEST_LINE = 2.0
QUARTER = 90


class TooMuch(HawkariError):
    """A page draws more than any page of text does."""

    def __init__(self) -> None:
        super().__init__("the page draws too much")


@dataclass(frozen=True, slots=True)
class Upright:
    """What a page shows, its letters upright.

    Attributes:
        glyphs, rules: as in `Page`.
        unread: letters that are not read, counted by why.
    """

    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    unread: Counter[str]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A glyph as it is drawn: its origin, its width along its own line, its slope in degrees."""

    text: str
    x: float
    y: float
    width: float
    size: float
    slope: int


class Drawing(PDFTextDevice):
    """Takes what pdfminer's interpreter draws of one page.

    Text that a program gives for a run of glyphs (`ActualText`) stands in place of theirs.
    """

    def __init__(self, manager: Any) -> None:
        super().__init__(manager)
        self.pictures = 0
        self._glyphs: list[_Placed] = []
        self._edges: list[tuple[float, float, float, float]] = []
        self._spans: list[tuple[str | None, int]] = []
        self._figures = self._depth = self._read = 0

    def render_char(self, matrix: Matrix, font: PDFFont, fontsize: float, *details: Any) -> float:
        """Take one glyph; its width in the units of its text."""
        scaling, rise, cid = details[:3]
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        width = float(font.char_width(cid) * fontsize * scaling)
        if len(self._glyphs) >= MOST_GLYPHS:
            raise TooMuch
        self._glyphs.append(_placed(_known(text), matrix, width=width, sizes=(fontsize, rise)))
        return width

    def paint_path(self, gstate: Any, stroke: Any, *details: Any) -> None:  # noqa: ARG002  pdfminer's own
        """Take the straight edges of a path that is stroked, and thin filled shapes as lines."""
        path = details[-1]
        corners: list[tuple[float, float]] = []
        start = (0.0, 0.0)
        for step in path:
            if step[0] == "m":
                self._take(corners, stroke=stroke)
                corners = [start := apply_matrix_pt(self._matrix(), step[-2:])]
            elif step[0] == "h":
                corners.append(start)
            else:
                corners.append(apply_matrix_pt(self._matrix(), step[-2:]))
        self._take(corners, stroke=stroke)

    def render_image(self, name: str, stream: Any) -> None:  # noqa: ARG002  only counted
        """Count a picture; it is not unpacked."""
        self.pictures += 1

    def read(self, size: int | None, most: int) -> None:
        """Contents of so many bytes are read, of the page or of a drawing on it; None: broken ones.

        Raises:
            TooMuch: if those of the page and its drawings are more than `most`, repeats included.
            PDFException: if a drawing is broken; a page that is has said so before.
        """
        self._read += size or 0
        if self._read > most:
            raise TooMuch
        if size is None and self._depth:
            raise PDFException("a drawing is broken")

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:  # noqa: ARG002  only counted
        """A drawing within the drawing begins."""
        self._figures += 1
        self._depth += 1
        if self._figures > MOST_FIGURES or self._depth > DEEPEST_FIGURES:
            raise TooMuch

    def end_figure(self, name: str) -> None:  # noqa: ARG002  only counted
        """It ends."""
        self._depth -= 1

    def begin_tag(self, tag: Any, props: Any = None) -> None:  # noqa: ARG002  any tag may have it
        """A run of glyphs begins, perhaps with its own text."""
        given = resolve1(props.get("ActualText")) if isinstance(props, dict) else None
        text = decode_text(given) if isinstance(given, bytes) else None
        self._spans.append((text, len(self._glyphs)))

    def end_tag(self) -> None:
        """It ends: its own text takes the place of what its glyphs say."""
        text, start = self._spans.pop() if self._spans else (None, 0)
        run = self._glyphs[start:]
        if text is None or not run or len(text) > LONGEST_TEXT:
            return
        del self._glyphs[start:]
        if text.strip("\u00ad\u200b"):
            self._glyphs.append(_together(run, _known(text)))

    def do_tag(self, tag: Any, props: Any = None) -> None:
        """A mark without content."""

    def upright(self) -> Upright:
        """What is on the page, turned so that most letters are upright; y grows downwards."""
        slopes = Counter(glyph.slope for glyph in self._glyphs if not glyph.text.isspace())
        slope = slopes.most_common(1)[0][0] if slopes else 0
        straight = [glyph for glyph in self._glyphs if glyph.slope == slope]
        turn = _turn(slope)
        unread = Counter[str]()
        tilted = sum(slopes.values()) - slopes[slope]
        if tilted:
            unread["letters set at an angle"] = tilted
        glyphs = tuple(_stood_up(glyph, turn) for glyph in straight)
        rules = [rule for edge in self._edges if (rule := _rule(edge, turn)) is not None]
        return Upright(glyphs, tuple(rules), unread)

    def _matrix(self) -> Matrix:
        matrix: Matrix | None = self.ctm
        return matrix if matrix is not None else (1, 0, 0, 1, 0, 0)

    def _take(self, corners: Sequence[tuple[float, float]], *, stroke: bool) -> None:
        if len(corners) < 2:
            return
        if len(self._edges) + len(corners) > MOST_LINES:
            raise TooMuch
        if stroke:
            self._edges += [(*a, *b) for a, b in pairwise(corners)]
            return
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if high - low <= THICKEST_LINE < right - left:
            self._edges.append((left, (low + high) / 2, right, (low + high) / 2))
        elif right - left <= THICKEST_LINE < high - low:
            self._edges.append(((left + right) / 2, low, (left + right) / 2, high))


def _known(text: str) -> str:
    """The text of a glyph: letters of nobody's, and of no use, are unknown; controls are spaces."""
    if len(text) == 1 and " " < text < "\x7f":
        return text
    if not text or any(one == "\x00" or "\ue000" <= one <= "\uf8ff" for one in text):
        return UNKNOWN
    clean = "".join(one for one in text if one not in "\u200b\u200e\u200f\ufeff\u00ad")
    return "".join(" " if one.isspace() or one < " " else one for one in clean) or " "


def _placed(text: str, matrix: Matrix, *, width: float, sizes: tuple[float, float]) -> _Placed:
    fontsize, rise = sizes
    a, b, c, d, _, _ = matrix
    along, up = math.hypot(a, b), math.hypot(c, d)
    x, y = apply_matrix_pt(matrix, (0, rise))
    slope = round(math.degrees(math.atan2(b, a)) * 2) / 2 % 360
    nearest = round(slope / QUARTER) * QUARTER % 360
    is_straight = min(abs(slope - nearest), 360 - abs(slope - nearest)) < 1.5
    size = abs(fontsize * up) or 1.0
    return _Placed(text, x, y, width * along, size, nearest if is_straight else int(slope) or 1)


def _together(run: Sequence[_Placed], text: str) -> _Placed:
    """Glyphs as one, which says a text; those on another line than the first take no room."""
    first = max(run, key=lambda one: abs(one.width))
    line = [one for one in run if one.slope == first.slope]
    turn = _turn(first.slope)
    spots = [(_turned(turn, one.x, one.y), one) for one in line]
    (_, base) = _turned(turn, first.x, first.y)
    same = [(x, one) for (x, y), one in spots if abs(y - base) < first.size]
    left = min(min(x, x + one.width) for x, one in same)
    right = max(max(x, x + one.width) for x, one in same)
    begin = next(one for x, one in same if min(x, x + one.width) == left)
    return _Placed(text, *_back(turn, (left, base)), right - left, begin.size, first.slope)


_TURNS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}


def _turn(slope: int) -> tuple[float, float]:
    """The direction in which text of a slope runs."""
    if slope in _TURNS:
        return _TURNS[slope]
    return math.cos(math.radians(slope)), math.sin(math.radians(slope))


def _turned(turn: tuple[float, float], x: float, y: float) -> tuple[float, float]:
    """A place as text of that direction sees it; y grows downwards."""
    along, up = turn
    return x * along + y * up, x * up - y * along


def _back(turn: tuple[float, float], place: tuple[float, float]) -> tuple[float, float]:
    along, up = turn
    x, y = place
    return x * along + y * up, x * up - y * along


def _stood_up(glyph: _Placed, turn: tuple[float, float]) -> Glyph:
    x, y = _turned(turn, glyph.x, glyph.y)
    return Glyph(glyph.text, min(x, x + glyph.width), max(x, x + glyph.width), y, glyph.size)


def _rule(edge: tuple[float, float, float, float], turn: tuple[float, float]) -> Rule | None:
    """A level or upright line, if it is one and long enough."""
    x0, y0 = _turned(turn, *edge[:2])
    x1, y1 = _turned(turn, *edge[2:])
    if abs(y0 - y1) <= STRAIGHT and abs(x0 - x1) >= SHORTEST_LINE:
        return Rule(is_level=True, at=(y0 + y1) / 2, start=min(x0, x1), end=max(x0, x1))
    if abs(x0 - x1) <= STRAIGHT and abs(y0 - y1) >= SHORTEST_LINE:
        return Rule(is_level=False, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1))
    return None
