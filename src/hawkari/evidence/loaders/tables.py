"""Tables as readers give them, and the loader that all tabular formats share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from hawkari.errors import BadInput
from hawkari.evidence.loaders.digits import cell_text
from hawkari.evidence.loaders.figures import FigureMapper
from hawkari.evidence.loaders.layout_rules import month_of
from hawkari.evidence.loaders.layouts import Layout, TableLayout, header_key
from hawkari.evidence.loaders.mapping import RowMapper
from hawkari.evidence.loaders.mending import OURS
from hawkari.evidence.loaders.row_shapes import Pivot, TableRow, without_totals
from hawkari.evidence.loaders.values import Cell, Context, Refused, RowOutcome, Unused

__all__ = [
    "Sample",
    "Table",
    "TableRow",
    "UnknownLayout",
    "check_header",
    "choose_layout",
    "sample_tables",
    "table_rows",
]

WIDEST = 2000
SAMPLED_ROWS = 200
SAMPLED_CELLS = 20_000
SAMPLED_CHARACTERS = 200
LONGEST_KEPT = 100_000
"""Characters of a refused row that is given back to be mended."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file. `sheet` is empty for files of one table; rows come once, in order.

    `above` counts the rows above the header that say something; they are reported, not read.
    `encoding` is that of a file of text.
    """

    sheet: str
    header: tuple[str, ...]
    rows: Iterator[TableRow]
    above: int = 0
    encoding: str = ""

    def place(self, number: int) -> str:
        """Where a row is: ``12``, or ``Persons!12``."""
        return f"{self.sheet[:60]}!{number}" if self.sheet else str(number)


@dataclass(frozen=True, slots=True)
class Sample:
    """A table's header and its first rows, enough to choose, propose or ask for a layout.

    Up to 200 rows, 20,000 cells at most, each as text of up to 200 characters.
    """

    sheet: str
    header: tuple[str, ...]
    rows: tuple[Sequence[Cell], ...]

    def values(self, column: str) -> tuple[str, ...]:
        """The values of one column in the first rows, in their order, empty ones left out."""
        at = self.header.index(column)
        texts = (cell_text(row[at]).strip() for row in self.rows if at < len(row))
        return tuple(text for text in texts if text)

    def examples(self, column: str, count: int = 3) -> tuple[str, ...]:
        """The first few different values of one column."""
        return tuple(islice(dict.fromkeys(self.values(column)), count))


class UnknownLayout(BadInput):
    """A file whose headers no layout has; carries its tables, so that somebody can be asked.

    Args:
        file: the file's name.
        samples: its tables.
    """

    def __init__(self, file: str, samples: Sequence[Sample]) -> None:
        self.file = file
        self.samples = tuple(samples)
        shown = "; ".join(
            f"{sample.sheet + ': ' if sample.sheet else ''}{', '.join(sample.header)}"
            for sample in samples
        )
        super().__init__(
            f"no layout is known for these columns: {shown}",
            "Run it with --dry-run to see what is proposed, and say with --set COLUMN=MEANING what "
            "the others mean, or give a --mapping FILE.json (docs/reference/layouts.md)",
            where=(file,),
        )


def sample_tables(tables: Iterator[Table]) -> list[Sample]:
    """A sample of each table."""
    samples = []
    for table in tables:
        count = max(3, min(SAMPLED_ROWS, SAMPLED_CELLS // len(table.header)))
        records = without_totals(table.rows, Unused())
        rows = (tuple(map(_shown, row.cells)) for row in records if not row.problem)
        samples.append(Sample(table.sheet, table.header, tuple(islice(rows, count))))
    return samples


def _shown(cell: Cell) -> str:
    return cell_text(cell)[:SAMPLED_CHARACTERS]


def check_header(cells: Sequence[Cell], place: tuple[str, ...]) -> tuple[str, ...]:
    """The header row as texts, empty cells at its end dropped.

    Raises:
        BadInput: if a header is missing or there twice, or there are more than 2,000.
    """
    texts = ["" if cell is None else str(cell).strip().lstrip("\ufeff") for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > WIDEST:
        raise BadInput(
            f"the header has {len(texts):,} columns; at most {WIDEST:,} are read",
            "Remove the columns that are not needed.",
            where=place,
        )
    keys = [header_key(text) for text in texts]
    twice = sorted({text for text, key in zip(texts, keys, strict=True) if keys.count(key) > 1})
    if "" in keys:
        raise BadInput(
            f"column {keys.index('') + 1} has no header",
            "Give each column a header in the first row.",
            where=place,
        )
    if twice:
        raise BadInput(
            f"two columns have the same header: {', '.join(twice)}",
            "Rename one of them.",
            where=place,
        )
    return tuple(texts)


def choose_layout(file: str, samples: Sequence[Sample], layouts: Sequence[Layout]) -> Layout:
    """The layout that knows most tables of the file, best by all headers; the first of equals.

    Args:
        file: the file's name, for the message.
        samples: its tables.
        layouts: those to choose from.

    Raises:
        UnknownLayout: if no layout knows any table.
    """
    fits = [sum(layout.fit(sample.header) for sample in samples) for layout in layouts]
    if not fits or max(fits) == 0:
        raise UnknownLayout(file, samples)
    return layouts[fits.index(max(fits))]


def table_rows(
    tables: Callable[[], Iterator[Table]], layout: Layout, context: Context, *, skip: int = 0
) -> Iterator[RowOutcome]:
    """Every row of every table as statements; a table without layout is refused as a whole.

    Args:
        tables: opens the file's tables.
        layout: what their headers mean.
        context: see `Context`.
        skip: rows at the beginning to pass over, as counted by what this yielded before.
    """
    outcomes = (outcome for table in tables() for outcome in _rows_of(table, layout, context))
    yield from (outcome() for outcome in islice(outcomes, skip, None))


def _rows_of(table: Table, layout: Layout, context: Context) -> Iterator[Callable[[], RowOutcome]]:
    """The rows of one table, each to be mapped only when called, so that skipping is cheap."""
    known = layout.table_for(table.header)
    if known is None:
        yield lambda: _unknown_table(table)
        return
    _note_unused(table, known, context)
    rows = table.rows
    if known.totals:
        rows = without_totals(rows, context.unused)
    header = table.header
    width = len(header)
    if known.long is not None:
        pivot = Pivot(known.long, header)
        header = pivot.header
    mapper = (
        FigureMapper(known.figures, header) if known.figures else RowMapper(known, header, context)
    )
    for row in rows:
        if known.long is None or row.problem or len(row.cells) != width:
            yield _Mapped(mapper, table, row, width, context.keep_records)
        else:
            yield _Mapped(mapper, table, pivot.wide(row), len(header))


@dataclass(frozen=True, slots=True)
class _Mapped:
    mapper: RowMapper | FigureMapper
    table: Table
    row: TableRow
    width: int
    keep_record: bool = False

    def __call__(self) -> RowOutcome:
        outcome = self._outcome()
        if not (self.keep_record and outcome.refused):
            return outcome
        return replace(outcome, record=_record(self.table, self.row))

    def _outcome(self) -> RowOutcome:
        row, place = self.row, self.table.place(self.row.number)
        if row.problem:
            refused = (Refused(place, "", row.problem, row.remedy, row.value),)
            return RowOutcome((), refused, damaged=row.damaged)
        if len(row.cells) != self.width:
            return RowOutcome((), (_ragged(place, len(row.cells), self.width),))
        return self.mapper.map_row(row.cells, place)


def _record(table: Table, row: TableRow) -> tuple[tuple[str, str], ...]:
    """A row as it stands; cells beyond the header under names of ours."""
    beyond = [f"{OURS}cell {at + 1}" for at in range(len(table.header), len(row.cells))]
    texts = map(cell_text, row.cells)
    record = tuple(zip((*table.header, *beyond), texts, strict=False))
    if sum(len(text) for _, text in record) > LONGEST_KEPT:
        return ()
    return (*record, (f"{OURS}encoding", table.encoding)) if table.encoding else record


def _ragged(place: str, cells: int, width: int) -> Refused:
    return Refused(
        place,
        "",
        f"the row has {cells} fields where the header has {width}",
        "Look for a missing or unquoted delimiter in this row.",
    )


def _unknown_table(table: Table) -> RowOutcome:
    # A value, not the problem: the header of a table without one is somebody's record.
    value = ", ".join(table.header)
    problem = "is the header of a sheet that no layout knows"
    remedy = "Describe it in a --mapping file, or remove the sheet."
    return RowOutcome((), (Refused(table.place(1), "", problem, remedy, value),))


def _note_unused(table: Table, known: TableLayout, context: Context) -> None:
    if table.above:
        context.unused.add("rows above the header", table.above)
    used = known.used_columns()
    for header in table.header:
        if header_key(header) not in used and not (known.has_months and month_of(header)):
            context.unused.add(f"column {table.sheet + '!' if table.sheet else ''}{header}")
