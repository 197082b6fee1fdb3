"""Amounts as people write them, and their conversion: decimals throughout, never floats."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

from hawkari.errors import BadInput
from hawkari.evidence.loaders.digits import fold_digits

__all__ = ["CURRENCIES", "MOST", "AtRate", "check_amount", "convert", "read_amount"]

CURRENCIES = ("GBP", "USD", "EUR", "IQD")
MOST = Decimal("999999999999.99")
"""Largest amount: with its cents it has 14 digits, which every store keeps exactly."""
CENT = Decimal("0.01")
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_WRITTEN = re.compile(r"(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,2})?")


@dataclass(frozen=True, slots=True)
class AtRate:
    """A rate in the direction in which it is applied.

    Attributes:
        value: what the rate says.
        inverse: whether the amount is divided by it.
    """

    value: Decimal
    inverse: bool = False


def read_amount(said: str, field: str = "amount") -> Decimal:
    """An amount as it is written: digits of any script, a point before the cents.

    Commas count only where they part thousands: ``12,50`` is refused, for nobody can tell whether
    it is twelve and a half.

    Raises:
        BadInput: if it is no such number, or not above 0.
    """
    text = fold_digits(said).replace(" ", "")
    if not _WRITTEN.fullmatch(text):
        raise BadInput(
            f"{said.strip()[:30]!r} is no amount", "Write it as 1234.50.", where=(field,)
        )
    return check_amount(Decimal(text.replace(",", "")), field)


def check_amount(amount: Decimal, field: str = "amount") -> Decimal:
    """An amount that may be kept, with its two decimals.

    Raises:
        BadInput: if it is not above 0, too large, no number, or has parts of a cent.
    """
    try:
        usable = amount.is_finite() and 0 < amount <= MOST and amount == amount.quantize(CENT)
    except InvalidOperation:
        usable = False
    if not usable:
        raise BadInput(
            f"the amount must be above 0, at most {MOST}, with two decimals",
            "Correct it.",
            where=(field,),
        )
    return amount.quantize(CENT)


def convert(amount: Decimal, at: AtRate) -> Decimal:
    """An amount in the other currency, to the cent; halves go to the even cent.

    Raises:
        BadInput: if what comes out is less than a cent or too large to be kept.
    """
    done = _EXACT.divide(amount, at.value) if at.inverse else _EXACT.multiply(amount, at.value)
    return check_amount(done.quantize(CENT, context=_EXACT))
