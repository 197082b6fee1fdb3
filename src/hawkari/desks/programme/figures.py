"""A figure of a report: never without the rows that it was counted from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

__all__ = ["Figure", "Row", "Table"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row that a figure rests on.

    Attributes:
        ref: what it is called wherever it is shown, e.g. ``T-2026-7KQ4XM``.
        url: the page of this installation that shows it, without host, e.g. ``/programme/…``.
        value: what it adds to the figure; None where the figure is no sum.
        at: the day it is of; None where it has none.
    """

    ref: str
    url: str
    value: Decimal | None = None
    at: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report, or that it is not published.

    Attributes:
        key: stable name, e.g. ``money.paid.L-2026-7KQ4XM``.
        words: what it is, for the reader.
        value: the number; None where nobody has published it, which is never shown as 0.
        unit: ``GBP`` and the like for money, ``%``, or empty for a count.
        rows: what it was counted from; where all have values, their sum is `value`.
        note: what it leaves out, if anything.
    """

    key: str
    words: Promise | str
    value: Decimal | None
    unit: str = ""
    rows: tuple[Row, ...] = ()
    note: Promise | str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that belong together in a report, in order, under one heading.

    Attributes:
        key: stable name, e.g. ``money``.
        words: the heading.
        figures: in order.
        said: sentences beside the figures, e.g. why a line is behind; each already in the
            reader's language.
    """

    key: str
    words: Promise | str
    figures: tuple[Figure, ...]
    said: tuple[str, ...] = ()
