"""Glyphs and lines of a page, and how glyphs make lines and pieces of text.

Lengths are in points (1/72 inch); y grows downwards from the page's upper edge.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

__all__ = [
    "COLUMN_GAP",
    "UNKNOWN",
    "Glyph",
    "Rule",
    "Segment",
    "TextLine",
    "lines_of",
    "whole_glyphs",
]

UNKNOWN = "\ufffd"
"""Stands for a glyph of which the file does not say what letter it is."""

SAME_LINE = 0.4
WORD_GAP = 0.22
COLUMN_GAP = 0.7
"""Parts of the letters' size: how far baselines of one line lie apart, and how wide a gap parts
words and columns."""

NEAR_IN_STREAM = 4


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph, or several that stand for one text: ``لا``.

    Attributes:
        text: in the order in which it is read; ``" "`` for a space.
        x0, x1: its left and right edge.
        base: y of the line it stands on.
        size: of the letters.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float

    @property
    def middle(self) -> float:
        """Halfway through it, its x."""
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """Halfway up a letter without ascender, its y: what tells in which row it stands."""
        return self.base - 0.25 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, level or upright: at y (or x) `at`, from x (or y) `start` to `end`."""

    is_level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Segment:
    """Glyphs of one line that stand close together, from left to right, spaces among them."""

    glyphs: tuple[Glyph, ...]

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(glyph.x1 for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text in its segments, from left to right."""

    base: float
    size: float
    segments: tuple[Segment, ...]


def whole_glyphs(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs with their marks, each letter once.

    A mark is drawn as a glyph of its own, with or before its letter. Programs that draw a letter
    from its body and its dots give both the letter's text, the one without a width. Others draw a
    letter twice, a little apart, to make it bold.
    """
    kept: list[Glyph] = []
    marks: list[tuple[int, Glyph]] = []
    for at, glyph in enumerate(glyphs):
        near = glyphs[max(0, at - NEAR_IN_STREAM) : at + NEAR_IN_STREAM + 1]
        if all(map(unicodedata.combining, glyph.text)):
            marks.append((len(kept), glyph))
        elif not (_has_no_width(glyph) and any(_is_body_of(one, glyph) for one in near)):
            kept.append(glyph)
    kept = _with_marks(kept, marks)
    return _once(kept)


def _has_no_width(glyph: Glyph) -> bool:
    return glyph.x1 - glyph.x0 < 0.02 * glyph.size


def _is_body_of(body: Glyph, dots: Glyph) -> bool:
    """Whether a glyph is the body of the letter of which another is the dots."""
    return (
        body is not dots
        and body.text == dots.text
        and not _has_no_width(body)
        and abs(body.base - dots.base) < dots.size
        and body.x0 - dots.size <= dots.x0 <= body.x1 + dots.size
    )


def _with_marks(glyphs: list[Glyph], marks: Iterable[tuple[int, Glyph]]) -> list[Glyph]:
    """Each mark behind the letter that it stands over or under."""
    for at, mark in marks:
        near = range(max(0, at - NEAR_IN_STREAM), min(len(glyphs), at + NEAR_IN_STREAM))
        holders = [
            one
            for one in near
            if abs(glyphs[one].base - mark.base) < mark.size and not glyphs[one].text.isspace()
        ]
        if holders:
            best = min(holders, key=lambda one: _away(glyphs[one], mark))
            glyphs[best] = replace(glyphs[best], text=glyphs[best].text + mark.text)
    return glyphs


def _away(glyph: Glyph, mark: Glyph) -> float:
    return max(glyph.x0 - mark.middle, mark.middle - glyph.x1, 0.0)


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs without those that are drawn a second time at nearly the same place."""
    seen: dict[tuple[str, int, int], Glyph] = {}
    kept = []
    for glyph in glyphs:
        at, base = round(glyph.x0), round(glyph.base)
        around = [(glyph.text, at + x, base + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        twins = [seen[key] for key in around if key in seen]
        if any(abs(twin.x0 - glyph.x0) < 0.08 * glyph.size for twin in twins):
            continue
        seen[glyph.text, at, base] = glyph
        kept.append(glyph)
    return kept


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The lines of text from top to bottom."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.base, one.x0)):
        if lines and glyph.base - lines[-1][0].base <= SAME_LINE * max(glyph.size, 1.0):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    made = [_line(line) for line in lines]
    return [line for line in made if line.segments]


def _line(glyphs: list[Glyph]) -> TextLine:
    ordered = sorted(glyphs, key=lambda one: (one.middle, one.x0))
    segments: list[list[Glyph]] = []
    right, is_spaced = 0.0, False
    for glyph in ordered:
        if glyph.text.isspace():
            is_spaced = True
            continue
        gap = glyph.x0 - right
        if not segments or gap > COLUMN_GAP * glyph.size:
            segments.append([])
        elif is_spaced or gap > WORD_GAP * glyph.size:
            segments[-1].append(Glyph(" ", right, glyph.x0, glyph.base, glyph.size))
        segments[-1].append(glyph)
        right, is_spaced = max(right, glyph.x1) if len(segments[-1]) > 1 else glyph.x1, False
    return TextLine(
        glyphs[0].base,
        max(glyph.size for glyph in glyphs),
        tuple(Segment(tuple(one)) for one in segments),
    )
