"""The tables of one page: pieces in reading order, and the lines of text that are in none."""

from dataclasses import dataclass
from statistics import median

from hawkari.evidence.loaders.pdf.columns import Spans, columns_of
from hawkari.evidence.loaders.pdf.directions import Directions, directions_of
from hawkari.evidence.loaders.pdf.glyphs import (
    UNKNOWN,
    Glyph,
    TextLine,
    lines_of,
    whole_glyphs,
)
from hawkari.evidence.loaders.pdf.grids import Grid, grids_of
from hawkari.evidence.loaders.pdf.pages import Page
from hawkari.evidence.loaders.pdf.pieces import Piece, RawRow, line_glyphs
from hawkari.evidence.loaders.values import Cell, Unreadable

__all__ = ["Outside", "PagePiece", "PageTables", "tables_of"]

PROSE_CHARACTERS = 30
NO_LETTERS = Unreadable(
    "the file does not say which letters its glyphs are",
    "Ask for the table as .xlsx or .csv, or have the text recognised (OCR) and check it.",
)


@dataclass(frozen=True, slots=True)
class Outside:
    """A line of text outside tables: how high on the page, and what it says."""

    base: float
    text: str


@dataclass(frozen=True, slots=True)
class PagePiece:
    """A piece of a table with its rows as cells, in the order in which they are read."""

    piece: Piece
    rows: tuple[tuple[Cell, ...], ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageTables:
    """What a page says.

    Attributes:
        number: of the page, from 1.
        pieces: from the top.
        outside: lines in no table, from the top.
        problem: as of the page.
        is_picture: whether it shows pictures and says nothing.
        letters, unknown: how many letters it has, and how many of them cannot be told.
    """

    number: int
    pieces: tuple[PagePiece, ...]
    outside: tuple[Outside, ...]
    problem: str
    is_picture: bool
    letters: int
    unknown: int


def tables_of(page: Page, known: Spans = ()) -> PageTables:
    """The tables of a page.

    Args:
        page: the page.
        known: the columns of a table without rules that may go on here.
    """
    glyphs = whole_glyphs(page.glyphs)
    directions = directions_of(map(line_glyphs, lines_of(glyphs)))
    grids = [grid for grid in grids_of(page.rules) if _has_text(grid, glyphs)]
    pieces: list[Piece] = []
    rest = glyphs
    # The smallest first: what stands in a table within a cell is of that table.
    for grid in sorted(grids, key=_size):
        held = [glyph for glyph in rest if grid.holds(glyph)]
        rest = [glyph for glyph in rest if not grid.holds(glyph)]
        if held:
            pieces.append(grid.piece(held, is_rtl=directions.is_rtl))
    found = columns_of(lines_of(rest), page.rules, known)
    outside = list(found.outside)
    for piece in found.pieces:
        if _is_prose(piece):
            outside += [line for row in piece.rows for cell in row.cells for line in cell]
        else:
            pieces.append(piece)
    pieces.sort(key=lambda one: (one.top, -one.left if directions.is_rtl else one.left))
    letters = sum(not glyph.text.isspace() for glyph in glyphs)
    return PageTables(
        page.number,
        tuple(_told(piece, directions) for piece in pieces),
        tuple(_outside(line, directions) for line in sorted(outside, key=lambda one: one.base)),
        page.problem,
        is_picture=not letters and page.pictures > 0,
        letters=letters,
        unknown=sum(UNKNOWN in glyph.text for glyph in glyphs),
    )


def _size(grid: Grid) -> float:
    return (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])


def _has_text(grid: Grid, glyphs: list[Glyph]) -> bool:
    """Whether text stands in more than one cell of a grid: else it is a frame or a drawing."""
    cells = {grid.first[grid.part_of(glyph)] for glyph in glyphs if grid.holds(glyph)}
    return len(cells) > 1


def _is_prose(piece: Piece) -> bool:
    """Whether it is text set in columns: in each of them, most lines are long."""
    lengths: list[list[int]] = [[] for _ in range(piece.width)]
    for row in piece.rows:
        for column, cell in enumerate(row.cells):
            lengths[column] += [len(line_glyphs(line)) for line in cell]
    return all(one and median(one) > PROSE_CHARACTERS for one in lengths)


def _outside(line: TextLine, directions: Directions) -> Outside:
    return Outside(line.base, directions.text(line_glyphs(line)))


def _told(piece: Piece, directions: Directions) -> PagePiece:
    rows = [_cells(row, directions) for row in piece.rows]
    kept = [at for at, row in enumerate(rows) if any(row)]
    return PagePiece(
        piece,
        tuple(rows[at] for at in kept),
        tuple(piece.rows[at].problem for at in kept),
    )


def _cells(row: RawRow, directions: Directions) -> tuple[Cell, ...]:
    """The cells of a row, the first on the right where the page runs so."""
    cells = [_cell(lines, directions) for lines in row.cells]
    return tuple(reversed(cells) if directions.is_rtl else cells)


def _cell(lines: tuple[TextLine, ...], directions: Directions) -> Cell:
    """The text of a cell in one line: a PDF does not say whether a line was broken on purpose."""
    text = " ".join(directions.text(line_glyphs(line)) for line in lines).strip()
    if UNKNOWN in text:
        return NO_LETTERS
    return text or None
