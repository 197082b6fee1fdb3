"""What a cell looks like: one test a kind of value, and the share of a column that passes it.

A cell may look like several kinds; how rarely other columns' cells look like a kind (its
``chance`` in ``concepts.json``) says how much it tells.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from hawkari.evidence.loaders.calendars import YEARS
from hawkari.evidence.loaders.code_words import code_word
from hawkari.evidence.loaders.dates import read_date
from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.row_shapes import is_number
from hawkari.evidence.loaders.values import UnreadableValue

__all__ = ["KINDS", "MARKS", "date_numbers", "parts_of", "plain_kind", "share_that_fits"]

MARKS = (";", "\u061b", "\n")
"""What stands between several values in one cell, and in no name, number or date."""
_MARKS = re.compile("|".join(MARKS))

MOST_NAME_WORDS = 6
NEARLY_ALL = 0.9
MOST_WORDS = 8
LONGEST_REFERENCE = 40
_DATE = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T,].*)?"
    r"|(?!\d{1,2}(?: \d{1,2}){3,}$)"
    r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})(?:[ ,T].*)?"
)
_PHONE = re.compile(r"(?:tel\.?:? ?)?(?:\+|00)?[\d\s\-./()]{7,22}", re.IGNORECASE)
_DOCUMENT = re.compile(r"[^\W_]{0,4}[-/ ]?\d[\d\-/ ]{3,18}[^\W\d_]{0,3}|[A-Z0-9]{6,12}")
_PLATE = re.compile(r"[^\W_]{1,10}(?:[ \-·/|][^\W_]{1,10}){0,5}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_HANDLE = re.compile(r"@?[A-Za-z0-9_.\-]{3,40}")
_URL = re.compile(r"(?:https?://|www\.|t\.me/)\S+", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]m)?", re.IGNORECASE)
_GRADE = re.compile(r"[1-3][A-E]|[A-E][1-5][1-5]?", re.IGNORECASE)
_PAIR = re.compile(r"[-+]?\d{1,2}\.\d{2,}°?[NS]?\s*[,;/ ]\s*[-+]?\d{1,3}\.\d{2,}°?[EW]?")
_DECIMAL = re.compile(r"[-+]?\d{1,3}[.,]\d{2,}°?")


def share_that_fits(kind: str, values: Sequence[str]) -> float:
    """The share of a column's values that look like a kind, in 0-1; 0 for no values."""
    if not values:
        return 0.0
    test = KINDS[kind]
    return sum(all(map(test, parts_of(value))) for value in values) / len(values)


@lru_cache(maxsize=2_000)
def plain_kind(values: Sequence[str]) -> str:
    """What nearly all values plainly are: ``phone``, ``email``, ``iban``, ``date``.

    Args:
        values: as a tuple.
    """
    tests = {
        "phone": _is_plain_phone,
        "email": KINDS["email"],
        "iban": KINDS["iban"],
        "date": lambda text: date_numbers(text) is not None and _is_date(text),
        "pair": KINDS["pair"],
    }
    for name, test in tests.items():
        if values and sum(map(test, values)) >= NEARLY_ALL * len(values):
            return name
    return ""


def parts_of(text: str) -> list[str]:
    """The values of a cell that holds several, between `MARKS`; the cell itself where it is one."""
    parts = [part.strip() for part in _MARKS.split(text)]
    return [part for part in parts if part] or [text]


def date_numbers(text: str) -> tuple[int, int, int] | None:
    """The three numbers of a date in numbers, as they stand; None for any other text."""
    match = _DATE.fullmatch(fold_digits(text))
    if match is None:
        return None
    one, two, three = (int(part) for part in match.groups() if part is not None)
    return one, two, three


def _is_date(text: str) -> bool:
    numbers = date_numbers(text)
    if numbers is not None:
        one, two, three = numbers
        year = one if one > 99 else three
        others = (two, three) if one > 99 else (one, two)
        return max(others) <= 31 and min(others) <= 12 and _is_year(year)
    if is_number(text):
        return len(fold_digits(text)) == 4 and 1900 <= int(fold_digits(text)) <= 2100
    try:
        read_date(text, "dmy")
    except UnreadableValue:
        return False
    return True


def _is_year(year: int) -> bool:
    spans = ((0, 99), (1850, 2150), *YEARS.values())
    return any(first <= year <= last for first, last in spans)


def _digits(text: str) -> str:
    return "".join(character for character in fold_digits(text) if character.isdigit())


def _is_phone(text: str) -> bool:
    folded = fold_digits(text)
    if _PHONE.fullmatch(folded) is None or date_numbers(text) is not None:
        return False
    count = len(_digits(text))
    return 7 <= count <= 15 and (folded[:1] in "+0(" or count >= 9)


def _is_plain_phone(text: str) -> bool:
    """Whether a phone is written so that it is hardly anything else: ``+``, or as dialled."""
    dialled = fold_digits(text).startswith("0") and 10 <= len(_digits(text)) <= 11
    return (text.startswith("+") or dialled) and _is_phone(text)


def _is_document(text: str) -> bool:
    folded = fold_digits(text).upper()
    matches = _DOCUMENT.fullmatch(folded) is not None and len(_digits(folded)) >= 4
    return matches and date_numbers(text) is None and not folded.startswith("+")


def _is_plate(text: str) -> bool:
    folded = fold_digits(text)
    letters = sum(character.isalpha() for character in folded)
    digits = len(_digits(folded))
    return (
        _PLATE.fullmatch(folded) is not None
        and 2 <= digits <= 7
        and (letters > 0 or digits >= 4)
        and letters <= 12
        and date_numbers(text) is None
    )


def _is_name(text: str) -> bool:
    words = text.replace("-", " ").replace(".", " ").replace("'", " ").replace("\u2019", " ")
    parts = words.replace(",", " ").split()
    letters = all(_is_word(part) for part in parts)
    return letters and 1 <= len(parts) <= MOST_NAME_WORDS and len(text) >= 2


def _is_word(part: str) -> bool:
    return all(one.isalpha() or "\u064b" <= one <= "\u0652" or one == "\u200c" for one in part)


def _is_words(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    return letters * 2 > len(text) and len(text.split()) <= MOST_WORDS


def _whole(text: str) -> int | None:
    digits = fold_digits(text).removesuffix(".0")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None


def _between(first: int, last: int) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        number = _whole(text)
        return number is not None and first <= number <= last

    return holds


def _degrees(most: int) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        folded = fold_digits(text)
        if _DECIMAL.fullmatch(folded) is None:
            return False
        return abs(float(folded.rstrip("°").replace(",", "."))) <= most

    return holds


def _is_measure(text: str) -> bool:
    number = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*\D{0,6}", fold_digits(text))
    return number is not None and float(number[1].replace(",", ".")) <= 250


def _is_amount(text: str) -> bool:
    bare = re.sub(r"[^\W\d_]+\.?|[$£€₺]", "", fold_digits(text)).strip()
    return bool(bare) and is_number(bare) and date_numbers(text) is None


def _is_duration(text: str) -> bool:
    return _CLOCK.fullmatch(fold_digits(text)) is not None or _whole(text) is not None


def _is_account(text: str) -> bool:
    bare = re.sub(r"[\s\-/.]", "", fold_digits(text))
    return (
        6 <= len(bare) <= 34
        and bare.isalnum()
        and sum(map(str.isdigit, bare)) >= 5
        and date_numbers(text) is None
    )


def _is_iban(text: str) -> bool:
    """ISO 13616: country, two check digits, up to 30 letters and digits; remainder 1 by 97."""
    bare = re.sub(r"\s", "", fold_digits(text)).upper()
    if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", bare) is None:
        return False
    return int("".join(str(int(one, 36)) for one in bare[4:] + bare[:4])) % 97 == 1


def _is_imei(text: str) -> bool:
    digits = _digits(text)
    return len(digits) == len(text.strip()) and 14 <= len(digits) <= 16


def _is_vin(text: str) -> bool:
    """ISO 3779: 17 letters and digits in capitals, without those that look like digits."""
    folded = fold_digits(text).upper().replace(" ", "")
    return re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", folded) is not None


def _is_reference(text: str) -> bool:
    return len(text) <= LONGEST_REFERENCE and len(text.split()) <= 3


KINDS: Mapping[str, Callable[[str], bool]] = {
    "date": _is_date,
    "phone": _is_phone,
    "email": lambda text: _EMAIL.fullmatch(text) is not None,
    "iban": _is_iban,
    "account": _is_account,
    "document": _is_document,
    "imei": _is_imei,
    "vin": lambda text: _is_vin(text) or _is_document(text),
    "plate": _is_plate,
    "latitude": _degrees(90),
    "longitude": _degrees(180),
    "pair": lambda text: _PAIR.fullmatch(fold_digits(text)) is not None,
    "number": _is_amount,
    "measure": _is_measure,
    "count": _between(0, 30),
    "age": _between(0, 110),
    "sex": lambda text: bool(code_word("sex", text)),
    "country": lambda text: bool(code_word("countries", text)),
    "name": _is_name,
    "words": _is_words,
    "handle": lambda text: _HANDLE.fullmatch(text) is not None and sum(map(str.isalpha, text)) > 2,
    "url": lambda text: _URL.match(text) is not None,
    "currency": lambda text: bool(code_word("currency", text)),
    "clock": lambda text: _CLOCK.fullmatch(fold_digits(text)) is not None,
    "duration": _is_duration,
    "grade": lambda text: _GRADE.fullmatch(text) is not None,
    "handling": lambda text: text.strip().upper() in ("P", "C"),
    "reference": _is_reference,
    "sequence": _between(1, 1_000_000),
    "any": bool,
}
"""The test of each kind of ``concepts.json``."""
