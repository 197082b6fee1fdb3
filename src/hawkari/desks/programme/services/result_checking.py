"""What a figure must be, asked when it is recorded and said at the field that is wrong."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hawkari.desks.programme.models import FigureKind, ResultIndicator
from hawkari.desks.programme.services.checking import checked_text, checked_url
from hawkari.errors import BadInput

__all__ = ["LONG", "NewFigure", "checked_figure"]

MOST = Decimal(10) ** 14
PLACES = 4
EARLIEST, LATEST = date(1990, 1, 1), date(2200, 1, 1)
LONG = 2000


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure as it is recorded; see `IndicatorFigure` for each.

    Attributes:
        why: why it replaces the figure of that kind and period that stands; else empty.
        claim: number of the claim that says so.
    """

    kind: str
    first: date
    last: date
    source: str
    value: Decimal | None = None
    text: str = ""
    url: str = ""
    claim: int | None = None
    why: str = ""


def checked_figure(indicator: ResultIndicator, new: NewFigure, today: date) -> NewFigure:
    """A figure that can be, without blanks around its words.

    A number is required of all measures but the qualitative, and forbidden there: the rules 8.8 to
    8.10 of IATI, asked when a figure is recorded and not only when it is published.

    Raises:
        BadInput: if it cannot be, with the field in `where`.
    """
    if new.kind not in FigureKind.values:
        raise BadInput("there is no such kind of figure", "Choose one.", where=("kind",))
    if indicator.desk and new.kind == FigureKind.ACTUAL:
        raise BadInput(
            "the actual figures of this indicator come from another desk's releases",
            "Have that desk release the quarter.",
            where=("kind",),
        )
    _check_days(new, today)
    text = checked_text(new.text, "text", most=LONG, required=False)
    if not indicator.is_qualitative:
        _check_value(new.value)
    elif new.value is not None or not text:
        raise BadInput(
            "a qualitative indicator is told in words, without a number",
            "Write the words.",
            where=("text",),
        )
    return NewFigure(
        kind=new.kind, first=new.first, last=new.last, value=new.value, text=text,
        source=checked_text(new.source, "source", most=300), url=checked_url(new.url),
        claim=new.claim, why=checked_text(new.why, "why", most=LONG, required=False),
    )  # fmt: skip


def _check_days(new: NewFigure, today: date) -> None:
    if not EARLIEST <= new.first <= new.last < LATEST:
        raise BadInput(
            "the last day is before the first, or out of reach", "Correct them.", where=("last",)
        )
    if new.kind == FigureKind.BASELINE and new.first != new.last:
        raise BadInput("a baseline is of one day", "Give the same day twice.", where=("last",))
    if new.kind != FigureKind.TARGET and new.last > today:
        raise BadInput(
            "nothing can be found of a period that is not over",
            "Record it when its last day has passed.",
            where=("last",),
        )


def _check_value(value: Decimal | None) -> None:
    if value is None:
        raise BadInput("the number is missing", "Give one.", where=("value",))
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(value) >= MOST or -exponent > PLACES:
        raise BadInput(
            f"this is no number, too large, or has more than {PLACES} decimals",
            "Write it shorter.",
            where=("value",),
        )
