"""Tables without rules: lines of text whose pieces stand under one another.

Columns are told by the strips that no text crosses. A text that runs over such a strip makes its
row unreadable: which column it belongs to, only its writer knows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from hawkari.evidence.loaders.pdf.glyphs import Rule, Segment, TextLine
from hawkari.evidence.loaders.pdf.pieces import Piece, RawRow

__all__ = ["Found", "columns_of"]

Spans = tuple[tuple[float, float], ...]

TEMPLATES = 12
LARGEST_GAP = 3.5
"""In sizes of letters: lines further apart are not of one table."""

OF_ONE_ROW = 0.8
"""Lines nearer than this part of the usual distance between rows are of one row."""

RUNS_OVER = "a text runs over from one column into the next"


@dataclass(frozen=True, slots=True)
class Found:
    """The tables among some lines, and the lines that are of none."""

    pieces: tuple[Piece, ...]
    outside: tuple[TextLine, ...]


def columns_of(lines: Sequence[TextLine], rules: Iterable[Rule], known: Spans = ()) -> Found:
    """The tables that lines of text make.

    Args:
        lines: from the top; of one column of text.
        rules: level lines between them, which part rows where there is one between any two.
        known: the columns of a table that may go on here, of which one row is enough.
    """
    levels = sorted(rule.at for rule in rules if rule.is_level)
    pieces: list[Piece] = []
    outside: list[TextLine] = []
    for block in _blocks(lines):
        piece = _piece(block, levels, known)
        if piece is None:
            outside += block
        else:
            pieces.append(piece)
    return Found(tuple(pieces), tuple(outside))


def _blocks(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Runs of lines that have several pieces, or one that stands in one of the run's columns."""
    blocks: list[list[TextLine]] = []
    spans: Spans = ()
    for line in lines:
        near = blocks and line.base - blocks[-1][-1].base <= LARGEST_GAP * max(line.size, 1.0)
        if near and len(spans) > 1 and _fits(line, spans):
            blocks[-1].append(line)
            within = [one for one in line.segments if len(_met(one, spans)) < 2]
            spans = _united([*spans, *((one.x0, one.x1) for one in within)])
        else:
            blocks.append([line])
            spans = _extents(line)
    return [part for block in blocks for part in _without_tail(block)]


def _without_tail(block: list[TextLine]) -> list[list[TextLine]]:
    """A run, and the single pieces at its end that are further below it than its rows apart."""
    gaps = [low.base - high.base for high, low in pairwise(block)]
    if len(gaps) < 2:
        return [block]
    usual = median(gaps)
    cut = len(block)
    while cut > 2 and len(block[cut - 1].segments) == 1 and gaps[cut - 2] > 1.3 * usual:
        cut -= 1
    return [part for part in (block[:cut], block[cut:]) if part]


def _extents(line: TextLine) -> Spans:
    return tuple((segment.x0, segment.x1) for segment in line.segments)


def _fits(line: TextLine, spans: Spans) -> bool:
    """Whether a line of several pieces, or of one within a column, goes on with a table.

    A line of several pieces may run over; a single piece over several columns is a line of text.
    """
    if len(line.segments) > 1:
        return any(len(_met(segment, spans)) == 1 for segment in line.segments)
    return len(_met(line.segments[0], spans)) == 1


def _met(segment: Segment, spans: Spans) -> list[int]:
    """The columns that a piece overlaps."""
    return [at for at, (x0, x1) in enumerate(spans) if segment.x0 < x1 and x0 < segment.x1]


def _united(spans: Iterable[tuple[float, float]]) -> Spans:
    """Spans as few as there are strips between them that none of them crosses."""
    made: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        if made and x0 < made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], x1))
        else:
            made.append((x0, x1))
    return tuple(made)


def _piece(block: Sequence[TextLine], levels: Sequence[float], known: Spans) -> Piece | None:
    """The table that a run of lines is, if it is one."""
    if known and all(_is_known(line, known) for line in block):
        spans = known
    elif len(block) < 2:
        return None
    else:
        spans = _columns(block)
    if len(spans) < 2 or sum(len(line.segments) > 1 for line in block) < min(2, len(block)):
        return None
    rows = [_row(lines, spans) for lines in _rows(block, levels, spans)]
    edges = tuple(edge for span in spans for edge in span)
    top, bottom = block[0].base - block[0].size, block[-1].base
    return Piece(top, bottom, spans[0][0], edges, is_ruled=False, rows=tuple(rows))


def _is_known(line: TextLine, known: Spans) -> bool:
    met = [_met(segment, known) for segment in line.segments]
    taken = [at for columns in met for at in columns]
    return all(len(columns) == 1 for columns in met) and len(taken) == len(set(taken)) > 1


def _columns(block: Sequence[TextLine]) -> Spans:
    """The columns of a run of lines; pieces that run over are left out of account."""
    most = max(len(line.segments) for line in block)
    templates = [line for line in block if len(line.segments) == most][:TEMPLATES]
    spans: list[tuple[float, float]] = []
    for line in block:
        for segment in line.segments:
            over = sum(len(_met(segment, _extents(one))) > 1 for one in templates)
            if 2 * over <= len(templates):
                spans.append((segment.x0, segment.x1))
    return _united(spans)


def _rows(block: Sequence[TextLine], levels: Sequence[float], spans: Spans) -> list[list[TextLine]]:
    """The lines of each row: one, or several where a cell is broken into lines."""
    parts = [_between(high, low, levels) for high, low in pairwise(block)]
    if sum(parts) >= max(2, len(block) // 3):
        return _split(block, parts)
    gaps = [low.base - high.base for high, low in pairwise(block)]
    full = [
        gap for gap, line in zip(gaps, block[1:], strict=True) if len(line.segments) == len(spans)
    ] or gaps
    usual = median(full)
    return _split(block, [gap >= OF_ONE_ROW * usual for gap in gaps])


def _between(high: TextLine, low: TextLine, levels: Sequence[float]) -> bool:
    return any(high.base - 0.2 * high.size < at < low.base - 0.2 * low.size for at in levels)


def _split(block: Sequence[TextLine], parts: Sequence[bool]) -> list[list[TextLine]]:
    rows = [[block[0]]]
    for line, is_new in zip(block[1:], parts, strict=True):
        if is_new:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _row(lines: Sequence[TextLine], spans: Spans) -> RawRow:
    """The cells of a row; a piece that runs over makes it unreadable."""
    cells: list[list[TextLine]] = [[] for _ in spans]
    problem = ""
    for line in lines:
        placed: dict[int, list[Segment]] = {}
        for segment in line.segments:
            met = _met(segment, spans)
            if len(met) > 1:
                problem = RUNS_OVER
            placed.setdefault(met[0] if met else _nearest(segment, spans), []).append(segment)
        for at, segments in placed.items():
            cells[at].append(TextLine(line.base, line.size, tuple(segments)))
    return RawRow(tuple(map(tuple, cells)), problem)


def _nearest(segment: Segment, spans: Spans) -> int:
    middle = (segment.x0 + segment.x1) / 2
    return min(range(len(spans)), key=lambda at: abs(sum(spans[at]) / 2 - middle))
