"""The parts of the quarterly report, in order, and how each figure is followed to its rows.

A part of the desk offers ``services/<part>_figures.py`` with `tables`, and stands in `PARTS`. Each
counts only what was known on the day that is asked for, leaves out what cannot be told of it, and
says so in the table's sentences. The service that makes the report asks for access once; each part
asks again for what is its own.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum

from hawkari.desks.programme.figures import Figure, Table
from hawkari.desks.programme.services import (
    activity_figures,
    capability_figures,
    money_figures,
    operations,
    register_figures,
    results_figures,
    training_figures,
)
from hawkari.desks.programme.services.known_on import KnownOn
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Period, quarter_of

__all__ = ["PARTS", "Trace", "period_of", "tables_of", "trace", "untraced"]

Part = Callable[[Access, Period, KnownOn], tuple[Table, ...]]

PARTS: tuple[Part, ...] = (
    register_figures.tables,
    money_figures.tables,
    activity_figures.tables,
    training_figures.tables,
    operations.tables,
    results_figures.tables,
    capability_figures.tables,
)
"""In the order of the report. Each works in the language that is switched on when it is called."""

_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])")


class Trace(Enum):
    """How a figure follows from its rows."""

    NONE = "not published, or hidden"
    SUM = "the sum of its rows"
    COUNT = "how many rows there are"
    SAID = "worked out from its rows as its note says"
    BROKEN = "does not follow from its rows"


def period_of(quarter: str) -> Period:
    """The quarter of a name, e.g. ``2025Q1`` or ``2025-Q1``.

    Raises:
        BadInput: if it names none.
    """
    found = _QUARTER.fullmatch(quarter.strip())
    year = int(found[1]) if found else 0
    if not found or not 1900 < year < 2200:
        raise BadInput(f"{quarter[:20]!r} is no quarter", "Write it as 2025Q1.", where=("quarter",))
    return quarter_of(date(year, int(found[2]) * 3, 1))


def tables_of(
    access: Access, period: Period, known: KnownOn, *, parts: Iterable[Part] | None = None
) -> tuple[Table, ...]:
    """All tables of a quarter, part by part; empty tables are left out.

    Args:
        access: who asks.
        period: the quarter.
        known: whose knowledge is told.
        parts: which; None takes all of `PARTS`.
    """
    told_by = PARTS if parts is None else parts
    found = [table for part in told_by for table in part(access, period, known)]
    return tuple(table for table in found if table.figures or table.said)


def trace(figure: Figure) -> Trace:
    """How a figure follows from its rows: added up again, or counted again."""
    values = [row.value for row in figure.rows]
    known = [value for value in values if value is not None]
    if figure.value is None:
        return Trace.NONE
    if len(known) == len(values) and sum(known) == figure.value:
        return Trace.SUM
    if not known and len(values) == figure.value:
        return Trace.COUNT
    return Trace.SAID if figure.rows and str(figure.note) else Trace.BROKEN


def untraced(tables: Iterable[Table]) -> list[str]:
    """Keys of figures that do not follow from their rows; a report with one is not handed out."""
    return [
        figure.key for table in tables for figure in table.figures if trace(figure) is Trace.BROKEN
    ]
