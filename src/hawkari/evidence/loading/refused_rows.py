"""The rows of a file that are refused, as a table to mend and load again.

They are read from the file itself, by whoever has it: nothing of a refused row is kept for this.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.loaders import Context
from hawkari.evidence.loaders.mending import OURS, guarded
from hawkari.evidence.loaders.values import UNGRADED, RowOutcome
from hawkari.evidence.loading.layouts import choose_layout
from hawkari.evidence.loading.markings import installation_ceiling
from hawkari.evidence.loading.terms import Terms, read_terms, refuse_other_agency
from hawkari.evidence.sandbox import loader_for

__all__ = ["MOST_CHARACTERS", "MOST_ROWS", "RefusedRows", "refused_rows"]

MOST_ROWS = 10_000
MOST_CHARACTERS = 64 << 20
"""So much is given back at once; what is beyond is counted."""

_WHY = tuple(f"{OURS}{name}" for name in ("row", "field", "problem", "remedy", "encoding"))


@dataclass(frozen=True, slots=True)
class RefusedRows:
    """A file's refused rows.

    Attributes:
        text: CSV (RFC 4180) with a byte order mark, for spreadsheets: the file's columns with the
            cells as they stand, then where the row is, what is wrong with which fields and what to
            do, and the encoding of the file. Cells that a spreadsheet would run have an apostrophe
            before them. A row that could not be read, or is no row of a table, has only the reason.
        rows: how many it holds, up to 10,000.
        left_out: how many more there are.
    """

    text: str
    rows: int
    left_out: int


def refused_rows(path: Path, terms: Terms, *, access: Access) -> RefusedRows:
    """The rows of a file of which something is refused, in the file's order.

    Args:
        path: the file.
        terms: as it is loaded with.
        access: who asks; audited.

    Raises:
        AccessDenied: if the role may not load; audited.
        BadInput: if the terms or the file as a whole cannot be used, a column's meaning is not
            certain, or the source is another agency's.
    """
    require(access, Action.LOAD)
    given = read_terms(terms)
    refuse_other_agency(given)
    context = Context(
        given.source,
        given.country,
        given.encoding,
        usual=given.marking or UNGRADED,
        ceiling=installation_ceiling(),
        slot=given.slot or path.name,
        date_order=given.date_order,
        keep_records=True,
    )
    loader = loader_for(path)
    chosen = choose_layout(loader, path, context, terms=given)
    found = _written(loader.rows(path, chosen.layout, context))
    audit.record(
        audit.Act.CONSULT,
        access=access,
        objects=[given.source],
        count=found.rows,
        detail={"what": "refused rows of a file"},
    )
    return found


def _written(outcomes: Iterable[RowOutcome]) -> RefusedRows:
    columns: dict[str, None] = {}
    kept: list[dict[str, str]] = []
    size = left_out = 0
    for outcome in outcomes:
        if not outcome.refused:
            continue
        row = {**dict(outcome.record), **dict(_reason(outcome))}
        size += sum(map(len, row.values()))
        if len(kept) >= MOST_ROWS or size > MOST_CHARACTERS:
            left_out += 1
            continue
        kept.append(row)
        columns |= dict.fromkeys(row)
    named = [*(name for name in columns if not name.startswith(OURS))]
    beyond = [name for name in columns if name.startswith(OURS) and name not in _WHY]
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    header = [*named, *beyond, *_WHY]
    writer.writerow([guarded(name) for name in header])
    writer.writerows([guarded(row.get(name, "")) for name in header] for row in kept)
    return RefusedRows(out.getvalue(), len(kept), left_out)


def _reason(outcome: RowOutcome) -> Iterator[tuple[str, str]]:
    """Where the row is and why it was refused; several reasons one after the other, each once."""
    first, *_ = outcome.refused
    yield f"{OURS}row", first.row
    each = outcome.refused
    for name, texts in (
        ("field", [one.field for one in each]),
        ("problem", [one.told(show_value=True) for one in each]),
        ("remedy", [one.remedy for one in each]),
    ):
        yield f"{OURS}{name}", "; ".join(dict.fromkeys(text for text in texts if text))
