"""A piece of a table: what of it is on one page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hawkari.evidence.loaders.pdf.glyphs import Glyph, TextLine, lines_of

__all__ = ["Piece", "RawRow", "line_glyphs"]


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: the lines of text in each cell, from the left.

    `problem` is set where the text does not say which column it is in.
    """

    cells: tuple[tuple[TextLine, ...], ...]
    problem: str = ""

    @classmethod
    def of(cls, cells: Sequence[Sequence[Glyph]]) -> "RawRow":
        """The row that cells of glyphs make."""
        return cls(tuple(tuple(lines_of(cell)) for cell in cells))


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a table is on one page.

    Attributes:
        top, bottom, left: where it is.
        edges: for a table with rules, where its columns begin and end; for one without, the left
            and right edge of each column in turn.
        is_ruled: whether its columns are told by rules.
        rows: from the top.
    """

    top: float
    bottom: float
    left: float
    edges: tuple[float, ...]
    is_ruled: bool
    rows: tuple[RawRow, ...]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.edges) - 1 if self.is_ruled else len(self.edges) // 2

    def texts(self) -> Iterator[tuple[Glyph, ...]]:
        """Every line of text in it, from left to right."""
        for row in self.rows:
            for cell in row.cells:
                for line in cell:
                    yield line_glyphs(line)


def line_glyphs(line: TextLine) -> tuple[Glyph, ...]:
    """The glyphs of a line, wide gaps as spaces."""
    glyphs: list[Glyph] = []
    for segment in line.segments:
        if glyphs:
            glyphs.append(Glyph(" ", glyphs[-1].x1, segment.x0, line.base, line.size))
        glyphs += segment.glyphs
    return tuple(glyphs)
