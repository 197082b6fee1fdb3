"""Tables as readers give them, and the loader that all tabular formats share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from hawkari.errors import BadInput
from hawkari.evidence.loaders.layouts import Layout, TableLayout, header_key
from hawkari.evidence.loaders.mapping import RowMapper
from hawkari.evidence.loaders.values import Cell, Context, Refused, RowOutcome

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
SAMPLED_ROWS = 3


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row under the header: its number as a spreadsheet shows it, and its cells.

    `problem` and `remedy` are set, and the cells meaningless, where the row itself could not be
    read; with `damaged`, nothing after it can be read either.
    """

    number: int
    cells: Sequence[Cell]
    problem: str = ""
    remedy: str = ""
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file. `sheet` is empty for files of one table; rows come once, in order."""

    sheet: str
    header: tuple[str, ...]
    rows: Iterator[TableRow]

    def place(self, number: int) -> str:
        """Where a row is: ``12``, or ``Persons!12``."""
        return f"{self.sheet[:60]}!{number}" if self.sheet else str(number)


@dataclass(frozen=True, slots=True)
class Sample:
    """A table's header and its first few rows, enough to choose or ask for a layout."""

    sheet: str
    header: tuple[str, ...]
    rows: tuple[Sequence[Cell], ...]

    def examples(self, column: str) -> tuple[str, ...]:
        """The values of one column in the first rows, empty ones left out."""
        at = self.header.index(column)
        cells = (row[at] for row in self.rows if at < len(row))
        return tuple(str(cell) for cell in cells if cell is not None and cell != "")


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
            "Run it on a terminal to be asked column by column, or describe the columns in a "
            "file and give it as --mapping FILE.json (docs/reference/layouts.md)",
            where=(file,),
        )


def sample_tables(tables: Iterator[Table]) -> list[Sample]:
    """A sample of each table."""
    samples = []
    for table in tables:
        rows = (row.cells for row in table.rows if not row.problem)
        samples.append(Sample(table.sheet, table.header, tuple(islice(rows, SAMPLED_ROWS))))
    return samples


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
    mapper = RowMapper(known, table.header, context)
    width = len(table.header)
    for row in table.rows:
        yield _Mapped(mapper, table, row, width)


@dataclass(frozen=True, slots=True)
class _Mapped:
    mapper: RowMapper
    table: Table
    row: TableRow
    width: int

    def __call__(self) -> RowOutcome:
        row, place = self.row, self.table.place(self.row.number)
        if row.problem:
            refused = (Refused(place, "", row.problem, row.remedy),)
            return RowOutcome((), refused, damaged=row.damaged)
        if len(row.cells) != self.width:
            return RowOutcome((), (_ragged(place, len(row.cells), self.width),))
        return self.mapper.map_row(row.cells, place)


def _ragged(place: str, cells: int, width: int) -> Refused:
    return Refused(
        place,
        "",
        f"the row has {cells} fields where the header has {width}",
        "Look for a missing or unquoted delimiter in this row.",
    )


def _unknown_table(table: Table) -> RowOutcome:
    columns = ", ".join(table.header)
    problem = f"no layout is known for this sheet, with the columns {columns}"
    remedy = "Describe it in a --mapping file, or remove the sheet."
    return RowOutcome((), (Refused(table.place(1), "", problem, remedy),))


def _note_unused(table: Table, known: TableLayout, context: Context) -> None:
    used = known.used_columns()
    for header in table.header:
        if header_key(header) not in used:
            context.unused.add(f"column {table.sheet + '!' if table.sheet else ''}{header}")
