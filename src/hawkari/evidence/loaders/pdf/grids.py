"""Tables with rules: level and upright lines that cross make cells.

Borders may be drawn cell by cell, be thick, or be left out at the sides. A cell over several rows
or columns is one cell: its text stands in the first of them. A frame around other text, and lines
that make one column only, are no table of their own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from hawkari.evidence.loaders.pdf.glyphs import Glyph, Rule, lines_of
from hawkari.evidence.loaders.pdf.pieces import Piece, RawRow

__all__ = ["MOST_CROSSINGS", "Grid", "grids_of"]

NEAR = 2.5
"""Points: lines nearer than this are one line, and meet."""

BREAK = 4.0
MOST_CROSSINGS = 4_000_000
MOST_CELLS = 200_000
ONE_OR_SEVERAL = "no rule tells whether its lines are one row or several"
_FEW_ROWS = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns between `xs`, rows between `ys`; `first` is the first part of the cell of each part.

    Parts are numbered row by row. Where no line parts two of them, they are one cell.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    first: tuple[int, ...]

    @property
    def columns(self) -> int:
        """How many columns."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """How many rows."""
        return len(self.ys) - 1

    def holds(self, glyph: Glyph) -> bool:
        """Whether a glyph stands within it."""
        return (
            self.xs[0] - NEAR <= glyph.middle <= self.xs[-1] + NEAR
            and self.ys[0] - NEAR <= glyph.height <= self.ys[-1] + NEAR
        )

    def part_of(self, glyph: Glyph) -> int:
        """The part that a glyph stands in."""
        column = min(max(bisect_right(self.xs, glyph.middle) - 1, 0), self.columns - 1)
        row = min(max(bisect_right(self.ys, glyph.height) - 1, 0), self.rows - 1)
        return row * self.columns + column

    def piece(self, glyphs: Iterable[Glyph], *, is_rtl: bool) -> Piece:
        """The table of the glyphs that stand in it.

        Args:
            glyphs: those that it holds.
            is_rtl: whether the first of several columns is the one on the right.
        """
        last = self.columns - 1
        cells: list[list[Glyph]] = [[] for _ in self.first]
        for glyph in glyphs:
            cells[self.first[self.part_of(glyph)]].append(glyph)
        if is_rtl:
            cells = [self._moved(cells, at) for at in range(len(cells))]
        rows = [cells[row * (last + 1) : (row + 1) * (last + 1)] for row in range(self.rows)]
        made = [made for at, row in enumerate(rows) for made in self._made(at, row)]
        return Piece(self.ys[0], self.ys[-1], self.xs[0], self.xs, is_ruled=True, rows=tuple(made))

    def _moved(self, cells: Sequence[list[Glyph]], at: int) -> list[Glyph]:
        """What stands in a part when the text of a wide cell stands in its part on the right."""
        own = self.first[at]
        row, column = divmod(at, self.columns)
        if row != own // self.columns:
            return []
        is_last = column == self.columns - 1 or self.first[at + 1] != own
        return cells[own] if is_last else []

    def _made(self, at: int, row: Sequence[list[Glyph]]) -> list[RawRow]:
        """The rows of a ruled one: of the body of a table that rules little else, line by line.

        Where that cannot be told, the row has a problem, so that nobody is made of two people.
        """
        if self.columns < 2 or self.rows > _FEW_ROWS:
            return [RawRow.of(row)]
        parted = _by_line(row) if self.rows <= 2 else [row]
        if len(parted) > 1 or at == 0:
            return [RawRow.of(part) for part in parted]
        made = RawRow.of(row)
        lines = [len(cell) for cell in made.cells]
        # Beside another row of the body, one long text is likelier wrapped; two alike are not.
        alike = 1 if self.rows <= 2 else 2
        several = max(lines) > 1 and lines.count(max(lines)) >= alike
        return [replace(made, problem=ONE_OR_SEVERAL) if several else made]


def _by_line(row: Sequence[list[Glyph]]) -> list[Sequence[list[Glyph]]]:
    """A row as one for each line, if each of its columns has as many lines, at the same heights."""
    bases = [[line.base for line in lines_of(cell)] for cell in row]
    count = max(map(len, bases))
    longest = next(one for one in bases if len(one) == count)
    if count < 3 or sum(len(one) == count for one in bases) < 2:
        return [row]
    aligned = all(any(abs(at - base) < NEAR for base in longest) for one in bases for at in one)
    if not aligned:
        return [row]
    parts: list[list[list[Glyph]]] = [[[] for _ in row] for _ in longest]
    for column, cell in enumerate(row):
        for glyph in cell:
            nearest = min(range(count), key=lambda at: abs(longest[at] - glyph.base))
            parts[nearest][column].append(glyph)
    return list(parts)


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The grids that lines make, from the top; those of one part or one column left out."""
    level, upright = _merged(rules, is_level=True), _merged(rules, is_level=False)
    if len(level) * len(upright) > MOST_CROSSINGS:
        return []
    grids = [_grid(group) for group in _groups(level, upright)]
    whole = [grid for grid in grids if grid is not None and grid.columns > 1]
    return sorted(whole, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merged(rules: Sequence[Rule], *, is_level: bool) -> list[Rule]:
    """The lines of one direction, those that lie on or behind one another as one."""
    ordered = sorted(
        (rule for rule in rules if rule.is_level == is_level), key=lambda rule: rule.at
    )
    merged: list[Rule] = []
    band: list[Rule] = []
    for rule in ordered:
        if band and rule.at - band[-1].at > NEAR:
            merged += _along(band)
            band = []
        band.append(rule)
    return merged + _along(band)


def _along(band: Sequence[Rule]) -> list[Rule]:
    """Lines at about the same place as few lines as there are breaks between them."""
    made: list[Rule] = []
    for rule in sorted(band, key=lambda one: one.start):
        if made and rule.start <= made[-1].end + BREAK:
            last = made[-1]
            made[-1] = Rule(rule.is_level, last.at, last.start, max(last.end, rule.end))
        else:
            made.append(rule)
    return made


@dataclass(slots=True)
class _Sets:
    """Which of some things belong together."""

    parents: list[int] = field(default_factory=list)

    def of(self, at: int) -> int:
        while self.parents[at] != at:
            self.parents[at] = self.parents[self.parents[at]]
            at = self.parents[at]
        return at

    def join(self, one: int, other: int) -> None:
        """The lower number stands for both."""
        first, second = sorted((self.of(one), self.of(other)))
        self.parents[second] = first


def _groups(level: Sequence[Rule], upright: Sequence[Rule]) -> list[list[Rule]]:
    """The lines that hang together by meeting."""
    rules = [*level, *upright]
    sets = _Sets(list(range(len(rules))))
    places = [rule.at for rule in upright]
    for number, line in enumerate(level):
        begin, end = (
            bisect_left(places, line.start - NEAR),
            bisect_right(places, line.end + NEAR),
        )
        for at in range(begin, end):
            if upright[at].start - NEAR <= line.at <= upright[at].end + NEAR:
                sets.join(number, len(level) + at)
    found: dict[int, list[Rule]] = {}
    for number, rule in enumerate(rules):
        found.setdefault(sets.of(number), []).append(rule)
    return list(found.values())


def _places(rules: Iterable[Rule], others: Sequence[Rule]) -> list[float]:
    """Where lines of one direction lie, the ends of the others among them, near ones as one."""
    places = [rule.at for rule in rules]
    if others:
        places += [min(one.start for one in others), max(one.end for one in others)]
    kept: list[float] = []
    for at in sorted(places):
        if not kept or at - kept[-1] > NEAR:
            kept.append(at)
    return kept


def _grid(group: Sequence[Rule]) -> Grid | None:
    level = [rule for rule in group if rule.is_level]
    upright = [rule for rule in group if not rule.is_level]
    if not level or not upright:
        return None
    xs, ys = _places(upright, level), _places(level, upright)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > MOST_CELLS:
        return None
    sets = _Sets(list(range(columns * rows)))
    beside = _parted(upright, xs, ys)
    above = _parted(level, ys, xs)
    for row in range(rows):
        for column in range(columns):
            at = row * columns + column
            if column and (column, row) not in beside:
                sets.join(at - 1, at)
            if row and (row, column) not in above:
                sets.join(at - columns, at)
    return Grid(tuple(xs), tuple(ys), tuple(map(sets.of, range(columns * rows))))


def _parted(
    rules: Sequence[Rule], places: Sequence[float], across: Sequence[float]
) -> set[tuple[int, int]]:
    """At which place, and between which of the lines across, a line parts two cells."""
    parted: set[tuple[int, int]] = set()
    middles = [(low + high) / 2 for low, high in pairwise(across)]
    for rule in rules:
        place = min(range(len(places)), key=lambda at: abs(places[at] - rule.at))
        begin, end = bisect_left(middles, rule.start), bisect_right(middles, rule.end)
        parted.update((place, at) for at in range(begin, end))
    return parted
