"""Tables that run over several pages become one; those that only look alike stay apart."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from hawkari.evidence.loaders.digits import cell_text
from hawkari.evidence.loaders.pdf.columns import Spans
from hawkari.evidence.loaders.pdf.pieces import Piece
from hawkari.evidence.loaders.pdf.tabling import Outside, PagePiece, PageTables
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.values import Cell, Unreadable

__all__ = ["OpenTable"]

TOLERANCE = 4.0
MOST_HEADER_ROWS = 4
MOST_REMEMBERED = 200
_SPLIT = "Ask for the table as .xlsx or .csv."


class OpenTable:
    """A table as far as it has been read: decides whether a piece of a later page goes on with it.

    Args:
        piece: its first piece.
        page: the page that the piece is on.
    """

    def __init__(self, piece: PagePiece, page: PageTables) -> None:
        self._edges = piece.piece
        self._header = _header_rows(piece.rows)
        self._below = _below(piece.piece, page)
        self._seen_on = page.number
        self._data = [0] * len(piece.rows[0])
        self._filled = [0] * len(piece.rows[0])
        self._count = 0

    @property
    def columns(self) -> Spans:
        """The columns of a table without rules, by which a later page may go on."""
        edges = self._edges.edges
        return () if self._edges.is_ruled else tuple(zip(edges[::2], edges[1::2], strict=True))

    def goes_on(self, piece: PagePiece, page: PageTables) -> bool:
        """Whether a page's first piece is the next part of this table."""
        if page.number != self._seen_on + 1 or not _same_columns(self._edges, piece.piece):
            return False
        first = piece.rows[0]
        if any(_is_data(cell) for cell in first):
            return True
        repeats = self._repeated(piece.rows) > 0
        between = _furniture_apart(self._below, _above(piece.piece, page), page)
        return not between and (repeats or not self._is_new_header(first))

    def take(self, piece: PagePiece, page: PageTables) -> Iterator[TableRow]:
        """The rows of a piece, a header that is repeated left out."""
        skipped = self._repeated(piece.rows) if self._count else 0
        self._edges = piece.piece
        self._below = _below(piece.piece, page)
        self._seen_on = page.number
        rows = list(zip(piece.rows, piece.problems, strict=True))[skipped:]
        for cells, problem in rows:
            self._count += 1
            self._remember(cells)
            unread = next((one for one in cells if isinstance(one, Unreadable)), None)
            if problem:
                yield TableRow(self._count, (), problem, _SPLIT)
            elif unread is not None and self._count <= MOST_HEADER_ROWS:
                # It may be the header, whose columns would not be missed.
                yield TableRow(self._count, (), unread.problem, unread.remedy)
            else:
                yield TableRow(self._count, cells)

    def fault(self, problem: str, remedy: str, *, is_damage: bool) -> TableRow:
        """A row that says what could not be read behind the rows so far."""
        self._count += 1
        return TableRow(self._count, (), problem, remedy, damaged=is_damage)

    def _repeated(self, rows: Sequence[Sequence[Cell]]) -> int:
        """How many of the first rows are the table's header again."""
        for start in range(len(self._header)):
            again = self._header[start:]
            if [list(row) for row in rows[: len(again)]] == again:
                return len(again)
        return 0

    def _remember(self, cells: Sequence[Cell]) -> None:
        if self._count <= len(self._header) or self._count > MOST_REMEMBERED:
            return
        for at, cell in enumerate(cells[: len(self._data)]):
            self._filled[at] += bool(cell_text(cell))
            self._data[at] += _is_data(cell)

    def _is_new_header(self, cells: Sequence[Cell]) -> bool:
        """Whether words stand where each row so far has numbers or dates."""
        return any(
            filled and data == filled and cell_text(cell)
            for filled, data, cell in zip(self._filled, self._data, cells, strict=False)
        )


def _is_data(cell: Cell) -> bool:
    """Whether a cell looks like a value rather than a header or a name."""
    text = cell_text(cell)
    digits = sum(character.isdigit() for character in text)
    return "@" in text or digits * 3 > sum(character.isalpha() for character in text)


def _header_rows(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The first rows up to the first that is as full as any of them; none if that has values."""
    peeked = rows[: 3 * MOST_HEADER_ROWS]
    most = max(sum(cell is not None for cell in row) for row in peeked)
    for at, row in enumerate(peeked[:MOST_HEADER_ROWS]):
        if any(map(_is_data, row)):
            return []
        if sum(cell is not None for cell in row) == most:
            return [list(one) for one in peeked[: at + 1]]
    return []


def _same_columns(one: Piece, other: Piece) -> bool:
    """Whether two pieces have the same columns; a page may be shifted as a whole."""
    if one.is_ruled != other.is_ruled or len(one.edges) != len(other.edges):
        return False
    if one.is_ruled:
        widths = [b - a for a, b in pairwise(one.edges)]
        others = [b - a for a, b in pairwise(other.edges)]
        return all(abs(a - b) <= TOLERANCE for a, b in zip(widths, others, strict=True))
    spans = list(zip(one.edges[::2], one.edges[1::2], strict=True))
    others_spans = list(zip(other.edges[::2], other.edges[1::2], strict=True))
    return all(
        [at for at, (x0, x1) in enumerate(others_spans) if x0 < right and left < x1] == [number]
        for number, (left, right) in enumerate(spans)
    )


def _below(piece: Piece, page: PageTables) -> list[Outside]:
    return [line for line in page.outside if line.base > piece.bottom]


def _above(piece: Piece, page: PageTables) -> list[Outside]:
    return [line for line in page.outside if line.base < piece.top]


def _furniture_apart(
    below: Sequence[Outside], above: Sequence[Outside], page: PageTables
) -> list[str]:
    """What is said between two pieces, headings and page numbers of each page left out."""
    here = {_shape(line) for line in page.outside}
    before = {_shape(line) for line in below}
    return [
        line.text
        for line, others in [
            *((one, here) for one in below),
            *((one, before) for one in above),
        ]
        if _shape(line) not in others and not _is_number(line)
    ]


def _shape(line: Outside) -> str:
    """What a line says but for its numbers."""
    return "".join("0" if one.isdigit() else one for one in line.text).replace("00", "0")


def _is_number(line: Outside) -> bool:
    """Whether it is a page's number: alone, or as one of how many."""
    return not any(one.isalpha() for one in line.text)
