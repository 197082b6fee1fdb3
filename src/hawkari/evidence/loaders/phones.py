"""Phone numbers as a partner wrote them, read to E.164 without asking whether they are assigned.

Every number of E.164 shape (``+`` and 7 to 15 digits) is kept: invented, unassigned and recycled
numbers are evidence too, so no validity test is made. A national number is resolved with the
source's country (phonenumbers' metadata); a number that could be read in no way is refused.
"""

import re

import phonenumbers

from hawkari.engines.phones import without_trunk_zero
from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.values import UnreadableValue

__all__ = ["read_phone", "refuse_lost_digits"]

_SHAPE = re.compile(r"\+[1-9]\d{6,14}")
_SEPARATORS = re.compile(r"[\s\-./()\[\]]+")
_SCIENTIFIC = re.compile(r"\+?(\d)(?:[.,](\d+))?[eE]\+?(\d{1,3})")
_LABEL = re.compile(
    r"^(?:tel|phone|mob|mobile|cell|whatsapp|t|m)\s*[.:]?\s*(?=[+\d(])", re.IGNORECASE
)
_FEW_DIGITS_THEN_ZEROS = re.compile(r"\d{1,6}0{5,}")


def read_phone(text: str, country: str = "", *, from_number: bool = False) -> str:
    """A phone number in E.164 form, e.g. ``+447700900123``.

    Args:
        text: as written: digits of any script, spaces, dashes, brackets, ``00`` for ``+``, or a
            national form.
        country: ISO 3166-1 alpha-2 code that a national form is dialled in; empty if unknown.
        from_number: true when a spreadsheet kept the cell as a number, which loses a leading
            ``+`` and ``0``, and perhaps its last digits.

    Raises:
        UnreadableValue: if digits were lost, or it cannot be read as one number.
    """
    folded = _LABEL.sub("", fold_digits(text))
    digits = refuse_lost_digits(folded)
    exact_number = from_number or digits != folded
    is_marked = "(0)" in digits
    digits = _SEPARATORS.sub("", digits)
    if exact_number and _FEW_DIGITS_THEN_ZEROS.fullmatch(digits):
        raise UnreadableValue(
            "looks like a number that lost its last digits in a spreadsheet",
            "Format the column as text in the original and export it again.",
        )
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+"):
        # A number in E.164, in digits of any script, is kept; in any other form its zero is read.
        is_kept = digits == folded
        plain = digits if is_kept else without_trunk_zero(digits, is_marked=is_marked)
        return _international(plain)
    if not digits.isdecimal():
        raise UnreadableValue(
            "is not one phone number",
            "Write one number, with + and the country code.",
        )
    return _national(digits, country)


def refuse_lost_digits(text: str) -> str:
    """Undo scientific notation when every digit is there; text without it comes back unchanged.

    Raises:
        UnreadableValue: for e.g. ``9.64751E+12``, whose last digits nobody knows any more.
    """
    match = _SCIENTIFIC.fullmatch(text)
    if match is None:
        return text
    digits = match[1] + (match[2] or "")
    if len(digits) != int(match[3]) + 1:
        raise UnreadableValue(
            "is in scientific notation and has lost digits",
            "Format the column as text in the original and export it again.",
        )
    return digits


def _international(digits: str) -> str:
    if len(digits) > 16:
        raise UnreadableValue(
            "has more than 15 digits; perhaps several numbers stand in one cell",
            "Give each number a cell, or state the mark between them as split in the mapping.",
        )
    if _SHAPE.fullmatch(digits) is None:
        raise UnreadableValue(
            "is not of the form + and 7 to 15 digits",
            "Write one number, with + and the country code.",
        )
    return digits


def _national(digits: str, country: str) -> str:
    if len(digits) > 15:
        return _international("+" + digits)
    if not country:
        raise UnreadableValue(
            "has no country code",
            "Write it with + and the country code, or state the source's --country.",
        )
    national = _parsed(digits, country)
    abroad = None if digits.startswith("0") else _parsed("+" + digits, None)
    for reading in (national, abroad):
        if reading is not None and phonenumbers.is_possible_number(reading):
            return _e164(reading)
    if national is not None and digits.startswith("0"):
        return _e164(national)
    raise UnreadableValue(
        f"has a length that no number has in {country} or with a country code",
        "Write it with + and the country code.",
    )


def _parsed(digits: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return _international(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
