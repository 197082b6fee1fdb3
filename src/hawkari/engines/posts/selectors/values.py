"""What is read in a post: each thing with where it stands, by which rule, and what was guessed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

__all__ = ["DateHit", "Hit", "PriceHit", "RouteHit", "Selectors", "Span"]

Span = tuple[int, int]
"""From the first character to behind the last, in the text as it was written."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phone, a handle, or a word of payment or transport.

    Attributes:
        value: a phone in E.164; a handle as ``service:name`` in lower case (``unknown`` where no
            service is named); a word's meaning, such as ``hawala`` or ``lorry``.
        span: where it stands.
        rule: by which rule it was read, in words.
        guessed: whether something of the value is not in the text, as the country of ``0750 …``.
    """

    value: str
    span: Span
    rule: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class PriceHit:
    """An amount of money.

    Attributes:
        amount: in units of the currency.
        currency: ISO 4217 code.
        span: where it stands.
        rule: by which rule it was read, in words.
        guessed: whether the currency is not in the text but the usual one behind a slang word.
    """

    amount: Decimal
    currency: str
    span: Span
    rule: str
    guessed: bool = False

    @property
    def value(self) -> str:
        """``3500 EUR``."""
        return f"{self.amount.normalize():f} {self.currency}"


@dataclass(frozen=True, slots=True)
class RouteHit:
    """Where a passage begins and ends.

    Attributes:
        origin: English name in the gazetteer of routes.
        destination: the same.
        via: the places between, in order.
        span: where it stands.
        rule: by which rule it was read, in words.
        guessed: whether a place is only read through an ending that was taken off its name.
    """

    origin: str
    destination: str
    span: Span
    rule: str
    via: tuple[str, ...] = ()
    guessed: bool = False

    @property
    def value(self) -> str:
        """``Erbil > London``."""
        return f"{self.origin} > {self.destination}"


@dataclass(frozen=True, slots=True)
class DateHit:
    """A day or a stretch of days.

    Attributes:
        first: the first day meant.
        last: the last day meant; the same as `first` for one day.
        span: where it stands.
        rule: by which rule it was read, in words.
        guessed: whether the year, or the day that a relative word counts from, is not in the text.
    """

    first: date
    last: date
    span: Span
    rule: str
    guessed: bool = False

    @property
    def value(self) -> str:
        """``2026-11-27`` or ``2026-11-28/2026-11-29``."""
        first, last = self.first.isoformat(), self.last.isoformat()
        return first if first == last else f"{first}/{last}"


@dataclass(frozen=True, slots=True)
class Selectors:
    """All that one post names, each kind in the order of the text."""

    phones: tuple[Hit, ...] = ()
    handles: tuple[Hit, ...] = ()
    prices: tuple[PriceHit, ...] = ()
    routes: tuple[RouteHit, ...] = ()
    dates: tuple[DateHit, ...] = ()
    payment: tuple[Hit, ...] = ()
    transport: tuple[Hit, ...] = ()
