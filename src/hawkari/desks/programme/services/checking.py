"""What is typed or read from a file, held to what the store can keep; shared by the parts."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from hawkari.errors import BadInput

__all__ = [
    "ORGANISATION_REF",
    "checked_amount",
    "checked_day",
    "checked_language",
    "checked_text",
    "checked_url",
]

LARGEST = Decimal(10) ** 16
CENT = Decimal("0.01")
ORGANISATION_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,58}")
"""Signs of an organisation's identifier that keep every rule of IATI about it."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_FIRST = date(1900, 1, 1)
_LAST = date(2200, 1, 1)


def checked_text(text: object, field: str, *, most: int, required: bool = True) -> str:
    """A text that every store and file can hold, without blanks at its ends.

    Raises:
        BadInput: if it is missing though required, too long, or holds NUL or half a letter.
    """
    found = "" if text is None else str(text).strip()
    if required and not found:
        raise BadInput("this is missing", "Fill it in.", where=(field,))
    if len(found) > most:
        raise BadInput(f"this is longer than {most} characters", "Shorten it.", where=(field,))
    if "\x00" in found or any("\ud800" <= one <= "\udfff" for one in found):
        raise BadInput("this holds a character that no text can hold", "Type it.", where=(field,))
    return found


def checked_amount(value: object, field: str, *, least: Decimal | None = Decimal(0)) -> Decimal:
    """A number as a decimal with at most two places.

    Args:
        value: a decimal, an integer, or text such as ``300000.00``; never a float.
        field: named in what is refused.
        least: smallest that is taken; None for any.

    Raises:
        BadInput: if it is none, not finite, too large, too small, or has more than two places.
    """
    try:
        found = value if isinstance(value, Decimal) else Decimal(str(value).strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise BadInput("this is no number", "Write it like 300000.00.", where=(field,))
    if abs(found) >= LARGEST:
        raise BadInput("this is too large a number", "Look at its zeros.", where=(field,))
    if least is not None and found < least:
        raise BadInput(f"this is less than {least}", "Look at its sign.", where=(field,))
    if found != found.quantize(CENT):
        raise BadInput("this has more than two decimal places", "Round it.", where=(field,))
    return found.quantize(CENT)


def checked_day(
    value: date | None, field: str, *, latest: date | None = None
) -> date | None:  # fmt: skip
    """A day between 1900 and 2200.

    Args:
        value: the day; None for none.
        field: named in what is refused.
        latest: last day that is taken, e.g. today.

    Raises:
        BadInput: if it lies outside.
    """
    if value is None:
        return None
    if not _FIRST <= value <= _LAST:
        raise BadInput("this day cannot be meant", "Look at its year.", where=(field,))
    if latest is not None and value > latest:
        raise BadInput("this day is still to come", "Look at its date.", where=(field,))
    return value


def checked_language(code: str, field: str = "language") -> str:
    """A language code such as ``en``, ``ar`` or ``ckb``.

    Raises:
        BadInput: if it is none.
    """
    if not _LANGUAGE.fullmatch(code):
        raise BadInput("this is no language code", "Write en, ar or ckb.", where=(field,))
    return code


def checked_url(address: str, field: str = "url") -> str:
    """An address on the web, or empty.

    Raises:
        BadInput: if it is none.
    """
    found = checked_text(address, field, most=500, required=False)
    if not found:
        return ""
    try:
        parts = urlsplit(found)
        host = parts.hostname
    except ValueError:
        parts, host = None, None
    if (
        parts is None
        or parts.scheme not in ("http", "https")
        or not host
        or re.search(r"\s", found)
    ):
        raise BadInput("this is no address on the web", "Copy it from the browser.", where=(field,))
    return found
