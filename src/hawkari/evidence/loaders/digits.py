"""Digits and marks: decimal digits of all scripts read as ASCII, invisible marks left out."""

import re
from datetime import datetime, time

__all__ = ["cell_text", "fold_digits", "forbidden_character", "numeral_text"]

# Unicode has its decimal digits (Nd) in its first two planes.
_DIGITS = {ord(one): str(int(one)) for one in re.findall(r"\d", "".join(map(chr, range(0x20000))))}
# Left-to-right and right-to-left marks, isolates and embeddings, joiners, soft hyphen, BOM.
_INVISIBLE = dict.fromkeys(
    [
        *(0x00AD, 0x061C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)
_SPACES = dict.fromkeys([0x00A0, 0x2000, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F], " ")
_ARABIC_MARKS = {0x066B: ".", 0x066C: ",", 0x060C: ",", 0x2010: "-", 0x2011: "-", 0x2013: "-"}
_TABLE = {**_DIGITS, **_INVISIBLE, **_SPACES, **_ARABIC_MARKS}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd\ufffe\uffff]")


def fold_digits(text: str) -> str:
    """Text with every digit in ASCII, odd spaces as spaces, invisible marks gone, ends trimmed.

    For numbers, dates and phones only; a name is never passed through this.
    """
    if text.isascii():
        return text.strip()
    return text.translate(_TABLE).strip()


def forbidden_character(text: str) -> str:
    """The first character that no honest value holds, or ``""``.

    NUL and other control characters (tab and line ends are allowed), halves of surrogate pairs
    (bytes that did not decode), and U+FFFD (a character lost before the file reached us).
    """
    match = _FORBIDDEN.search(text)
    return "" if match is None else match[0]


def numeral_text(number: float) -> str:
    """A spreadsheet's number as the digits a person typed: whole numbers without ``.0``.

    Spreadsheets keep 15 significant digits; a whole number of more is given in exponent form,
    so that the cleaners refuse it.
    """
    if isinstance(number, int):
        return str(number) if abs(number) < 10**15 else f"{number:.14E}"
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


def cell_text(cell: object) -> str:
    """A cell as its file shows it, for examples and for joining: a date without a time as a date.

    Empty cells, and those that cannot be read, are ``""``.
    """
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return numeral_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0, 0) else cell.isoformat(sep=" ")
    return "" if hasattr(cell, "problem") else str(cell)
