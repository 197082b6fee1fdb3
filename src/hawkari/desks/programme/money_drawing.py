"""Where money is drawn: lines to one scale, and one line by quarters; sizes only, no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hawkari.desks.programme.formats import number_words
from hawkari.desks.programme.services.money import LineRow
from hawkari.desks.programme.services.money.reading import Quarter

__all__ = ["Bar", "QuarterDrawing", "bars_of", "quarter_drawing"]

WIDE = 100.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 76.0, 888.0, 10.0, 150.0
_GAP = 0.2


@dataclass(frozen=True, slots=True)
class Bar:
    """A line among others: its sum, and what of it is committed and paid, of 100 wide."""

    promised: float
    committed: float
    paid: float


@dataclass(frozen=True, slots=True)
class Column:
    """One quarter: where its bars stand, and what is left at its end."""

    name: str
    x: float
    middle: float
    width: float
    planned: float
    paid: float
    named: bool

    @property
    def planned_high(self) -> float:
        """How high the bar of what is planned is."""
        return round(_BOTTOM - self.planned, 1)

    @property
    def paid_high(self) -> float:
        """How high the bar of what is paid is."""
        return round(_BOTTOM - self.paid, 1)


@dataclass(frozen=True, slots=True)
class QuarterDrawing:
    """A line by quarters: bars for plan and payments, a path for what is left, and a grid."""

    columns: tuple[Column, ...]
    left: str
    grid: tuple[tuple[float, str], ...]
    bottom: float = _BOTTOM


def bars_of(rows: Sequence[LineRow]) -> dict[int, Bar]:
    """The lines of each currency to the scale of its largest, by their keys."""
    most: dict[str, Decimal] = {}
    for one in rows:
        most[one.line.currency] = max(most.get(one.line.currency, one.line.amount), one.line.amount)
    return {
        one.line.pk: Bar(
            *(
                _part(amount, most[one.line.currency])
                for amount in (one.line.amount, one.committed, one.paid)
            )
        )
        for one in rows
    }


def _part(amount: Decimal | None, most: Decimal) -> float:
    return round(float(max(amount or Decimal(0), Decimal(0)) / most) * (WIDE - 1), 1)


def quarter_drawing(quarters: Sequence[Quarter], amount: Decimal) -> QuarterDrawing | None:
    """A line by quarters; None where there is nothing to draw.

    Args:
        quarters: in order.
        amount: the line's ceiling or amount, which is the top of the scale unless more was left
            before an amendment.
    """
    if not quarters:
        return None
    sums = (one for quarter in quarters for one in (quarter.planned, quarter.paid, quarter.left))
    most = max([amount, *(one for one in sums if one is not None)])
    step = (_RIGHT - _LEFT) / len(quarters)
    width = step * (1 - _GAP) / 2
    every = max(1, -(-len(quarters) // 10))
    columns = tuple(
        Column(
            name=one.period.name,
            x=_LEFT + number * step + step * _GAP / 2,
            middle=_LEFT + (number + 0.5) * step,
            width=width,
            planned=_up(one.planned, most),
            paid=_up(one.paid, most),
            named=number % every == 0,
        )
        for number, one in enumerate(quarters)
    )
    known = [
        f"{column.middle:.1f} {_up(one.left, most):.1f}"
        for column, one in zip(columns, quarters, strict=True)
        if one.left is not None
    ]
    grid = tuple((_up(part, most), number_words(part)) for part in (Decimal(0), amount / 2, amount))
    return QuarterDrawing(columns, "M" + "L".join(known) if known else "", grid)


def _up(amount: Decimal | None, most: Decimal) -> float:
    """Where an amount is from the top; what was paid back more than paid is drawn as nothing."""
    part = float(max(amount or Decimal(0), Decimal(0)) / most)
    return round(_BOTTOM - (_BOTTOM - _TOP) * part, 1)
