"""Dates of the Islamic and the Persian calendar as days of our own; and back.

Registers of the region state births in either, and Kurdish papers in the Kurdish era, which is the
Persian year plus 1321. Days are counted as `datetime.date.toordinal` does.
"""

from datetime import date

__all__ = [
    "KURDISH_ERA",
    "from_lunar",
    "from_solar",
    "is_lunar",
    "is_solar",
    "to_lunar",
    "to_solar",
]

KURDISH_ERA = 1321
_LUNAR_EPOCH = 227_015  # 16 July 622 in the Julian calendar
_MONTHS = 12
_LONG_MONTHS = 6  # of a Persian year: 31 days each, the others 30
_FIRST_CYCLE = 1210
# 1 Farvardin 1403 was 20 March 2024.
_ANCHOR = date(2024, 3, 20).toordinal()


def from_lunar(year: int, month: int, day: int) -> int:
    """Day of a date of the Islamic calendar as it is tabulated (civil).

    What a country announces, and the Umm al-Qura calendar, may differ by two days.

    Args:
        year: from 1.
        month: 1-12.
        day: 1-30.

    Source: Reingold and Dershowitz, *Calendrical Calculations*, 3rd edition (2008), 6.1.
    """
    months = 29 * (month - 1) + (6 * month - 1) // 11
    return day + months + 354 * (year - 1) + (3 + 11 * year) // 30 + _LUNAR_EPOCH - 1


def to_lunar(day: int) -> tuple[int, int, int]:
    """Year, month and day of the Islamic calendar as it is tabulated; `from_lunar` the other way.

    Source: as there.
    """
    year = (30 * (day - _LUNAR_EPOCH) + 10_646) // 10_631
    passed = day - from_lunar(year, 1, 1)
    month = (11 * passed + 330) // 325
    return year, month, day - from_lunar(year, month, 1) + 1


def is_lunar(year: int, month: int, day: int) -> bool:
    """Whether the Islamic calendar has such a date; every month may have 30 days somewhere."""
    return year > 0 and 1 <= month <= _MONTHS and 1 <= day <= 30


def from_solar(year: int, month: int, day: int) -> int:
    """Day of a date of the Persian (Solar Hijri) calendar.

    Args:
        year: 1210-1634, where leap years keep to one cycle of 33 years.
        month: 1-12.
        day: 1-31.

    Source: Borkowski, *The Persian calendar for 3000 years* (1996): of each 33 years, counted so
    that 1210 is the first, the 1st, 5th, 9th, ... 29th are leap years.
    """
    months = 31 * (month - 1) if month <= _LONG_MONTHS + 1 else 186 + 30 * (month - 7)
    return _ANCHOR + 365 * (year - 1403) + _leaps(year) - _leaps(1403) + months + day - 1


def to_solar(day: int) -> tuple[int, int, int]:
    """Year, month and day of the Persian calendar; `from_solar` the other way."""
    since = day - _ANCHOR
    year = 1402 + min(since // 365, since // 366)
    while from_solar(year + 1, 1, 1) <= day:
        year += 1
    passed = day - from_solar(year, 1, 1)
    month = passed // 31 + 1 if passed < 186 else (passed - 186) // 30 + 7
    return year, month, day - from_solar(year, month, 1) + 1


def is_solar(year: int, month: int, day: int) -> bool:
    """Whether the Persian calendar has such a date."""
    if not (_FIRST_CYCLE <= year < 1635 and 1 <= month <= _MONTHS and day >= 1):
        return False
    if month < _MONTHS:
        return day <= (31 if month <= _LONG_MONTHS else 30)
    return day <= 29 + _leaps(year + 1) - _leaps(year)


def _leaps(year: int) -> int:
    """Leap years from 1210 on, before a year."""
    cycles, rest = divmod(year - _FIRST_CYCLE + 1, 33)
    return 8 * cycles + (rest + 2) // 4
