"""Figures from a table: each row recorded by itself, or refused with its place and the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction

from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.result_checking import NewFigure
from hawkari.desks.programme.services.result_keeping import record_figure
from hawkari.desks.programme.sheets import SheetRow, sheet_rows
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["COLUMNS", "MOST_FIGURES", "LoadedFigures", "load_figures"]

COLUMNS = ("indicator", "kind", "first", "last", "value", "text", "source", "url", "why")
"""What a table of figures may hold; `indicator` is its reference."""
NEEDED = ("indicator", "kind", "first", "last", "source")
MOST_FIGURES = 5_000


@dataclass(frozen=True, slots=True)
class LoadedFigures:
    """What became of a table.

    Attributes:
        taken: number of figures that were recorded.
        refused: place and reason of every row that was not, in order.
    """

    taken: int
    refused: tuple[tuple[str, BadInput], ...]


def load_figures(access: Access, content: bytes, file: str) -> LoadedFigures:
    """Record the figures of a table, row by row: good rows are kept, bad ones are listed.

    Args:
        access: who loads.
        content: of the file: CSV, XLSX or ODS.
        file: its name.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the file is no table, a column is missing, or it has too many rows.
    """
    require_programme(access)
    taken, refused = 0, list[tuple[str, BadInput]]()
    rows = list(sheet_rows(content, file, dict.fromkeys(COLUMNS, ()), needed=NEEDED))
    if len(rows) > MOST_FIGURES:
        raise BadInput(f"more than {MOST_FIGURES} rows", "Split the file.", where=(file,))
    for row in rows:
        why = _refused(access, row)
        if why is not None:
            refused.append((row.place, why))
        else:
            taken += 1
    with transaction.atomic():
        audit.record(
            Act.COLLECT, access=access, count=taken,
            detail={"what": "figures", "refused": len(refused)},
        )  # fmt: skip
    return LoadedFigures(taken, tuple(refused))


def _refused(access: Access, row: SheetRow) -> BadInput | None:
    """Record one row; why it was refused, None where it was not."""
    if row.problem:
        return BadInput(row.problem, row.remedy)
    try:
        record_figure(access, row.values.get("indicator", ""), _figure(row.values))
    except BadInput as error:
        return error
    except NotFound:
        return BadInput("there is no such indicator", "Look at the list.", where=("indicator",))
    return None


def _figure(values: Mapping[str, str]) -> NewFigure:
    said = values.get("value", "")
    return NewFigure(
        kind=values.get("kind", "").casefold(), first=_day(values, "first"),
        last=_day(values, "last"), value=_number(said) if said else None,
        text=values.get("text", ""), source=values.get("source", ""), url=values.get("url", ""),
        why=values.get("why", ""),
    )  # fmt: skip


def _day(values: Mapping[str, str], name: str) -> date:
    said = values.get(name, "")
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        raise BadInput(f"{said[:20]!r} is no day", "Write YYYY-MM-DD.", where=(name,)) from None


def _number(said: str) -> Decimal:
    try:
        return Decimal(said)
    except InvalidOperation:
        raise BadInput(
            f"{said[:20]!r} is no number", "Write it like 1250.5.", where=("value",)
        ) from None
