"""Compares dates of birth as registers write them: days swapped, years off, days made up."""

import re

__all__ = ["compare_dates"]

BIRTH = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
MADE_UP = frozenset({("01", "01"), ("07", "01")})
"""Days that Iraqi registers write where only the year is known: 1 January, 1 July."""


def compare_dates(a: str, b: str) -> tuple[str, tuple[str, ...]]:
    """How two dates of birth stand to each other.

    Args:
        a: ISO date, or a year with or without its month.
        b: another.

    Returns:
        ``same``, ``near`` or ``different``, with codes of what was found: ``swapped`` (day and
        month), ``year_off`` (one year), ``year_only`` (no more is known on a side), ``made_up``
        (a day that registers write for an unknown one).
    """
    left, right = BIRTH.fullmatch(a), BIRTH.fullmatch(b)
    if left is None or right is None:
        return ("same" if a == b else "different"), ()
    return _compared(left.groups(default=""), right.groups(default=""))


def _compared(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    made_up = ("made_up",) if a[1:] in MADE_UP or b[1:] in MADE_UP else ()
    if a == b:
        return "same", made_up
    if a[0] != b[0]:
        off = abs(int(a[0]) - int(b[0])) == 1 and a[1:] == b[1:]
        return ("near", ("year_off", *made_up)) if off else ("different", made_up)
    if not all(a) or not all(b):
        agree = all(one == other for one, other in zip(a, b, strict=True) if one and other)
        return ("near", ("year_only", *made_up)) if agree else ("different", made_up)
    if a[1:] == (b[2], b[1]):
        return "near", ("swapped", *made_up)
    return ("near", made_up) if made_up else ("different", ())
