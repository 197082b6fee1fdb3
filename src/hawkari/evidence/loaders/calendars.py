"""Dates of the Hijri, Jalali and Kurdish calendars as Gregorian ones, as sure as they can be.

Jalali and Kurdish years are solar and begin at the spring equinox; the Kurdish count of the
Kurdistan Region is the Jalali one and 1321 years. Leap years follow the 33-year rule, which agrees
with the astronomical calendar from 1178 to 1633 AP (1799 to 2255). Hijri dates follow the civil
(tabular) calendar, from which the observed month may differ by a day either way: only what holds
for all three days is given, mostly a month.

Source: Reingold and Dershowitz, Calendrical Calculations (Islamic civil calendar); the 33-year
rule of the Jalali calendar as in M. Heydari-Malayeri, A concise review of the Iranian calendar.
"""

from datetime import date, timedelta

from hawkari.evidence.loaders.values import UnreadableValue

__all__ = ["CALENDARS", "YEARS", "as_gregorian"]

CALENDARS = ("hijri", "jalali", "kurdish")
YEARS = {"hijri": (1250, 1480), "jalali": (1220, 1450), "kurdish": (2541, 2771)}
"""First and last year that a record of a person living or lately dead can have, by calendar."""

_KURDISH_BEFORE_JALALI = 1321
_ANCHOR_YEAR, _ANCHOR = 1400, date(2021, 3, 21)
_HIJRI_EPOCH = 227_015
"""Ordinal (days from 1 January of year 1) of 1 Muharram of year 1, 19 July 622."""


def as_gregorian(calendar: str, year: int, *, month: int = 0, day: int = 0) -> str:
    """A date of another calendar in ISO 8601, with the precision that is certain.

    Args:
        calendar: one of `CALENDARS`.
        year: of that calendar.
        month: 1-12; 0 when unknown.
        day: 1-31; 0 when unknown.

    Returns:
        ``1984-03-12`` where the day is certain, else ``1984-03`` or ``1984``. A year alone spans
        two Gregorian ones; the one in which most of it lies is given for solar years.

    Raises:
        UnreadableValue: if there is no such date, or not even its year is certain.
    """
    first, last = YEARS[calendar]
    if not first <= year <= last:
        raise UnreadableValue(
            f"has the year {year}, outside {first}-{last} of the {calendar} calendar",
            "Correct the date, or the column's calendar in the mapping.",
        )
    if not 0 <= month <= 12 or not 0 <= day <= _longest(calendar, year, month):
        raise UnreadableValue(
            f"is no date of the {calendar} calendar",
            "Correct the date, or the column's calendar in the mapping.",
        )
    if calendar == "hijri":
        return _common(_hijri_days(year, month, day))
    solar = year - _KURDISH_BEFORE_JALALI if calendar == "kurdish" else year
    if not month:
        return f"{solar + 621:04}"
    if not day:
        return _common([_jalali(solar, month, 1), _jalali(solar, month, _solar_days(solar, month))])
    return _jalali(solar, month, day).isoformat()


def _longest(calendar: str, year: int, month: int) -> int:
    if month == 0:
        return 0
    if calendar == "hijri":
        return 30
    solar = year - _KURDISH_BEFORE_JALALI if calendar == "kurdish" else year
    return _solar_days(solar, month)


def _solar_days(year: int, month: int) -> int:
    if month <= 6:
        return 31
    leap = (8 * year + 29) % 33 < 8
    return 30 if month < 12 or leap else 29


def _jalali(year: int, month: int, day: int) -> date:
    leaps = (8 * (year - 1) + 29) // 33 - (8 * (_ANCHOR_YEAR - 1) + 29) // 33
    days = 365 * (year - _ANCHOR_YEAR) + leaps + 30 * (month - 1) + min(month - 1, 6) + day - 1
    return _ANCHOR + timedelta(days=days)


def _hijri_days(year: int, month: int, day: int) -> list[date]:
    """The earliest and the latest day it can be."""
    first = _hijri(year, month or 1, day or 1) - timedelta(days=1)
    last = _hijri(year, month or 12, day or 30) + timedelta(days=1)
    return [first, last]


def _hijri(year: int, month: int, day: int) -> date:
    days = 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return date.fromordinal(_HIJRI_EPOCH - 1 + days)


def _common(days: list[date]) -> str:
    """What two days have in common: month, or year."""
    first, last = days
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    if first.year == last.year:
        return f"{first:%Y}"
    raise UnreadableValue(
        "can lie in two Gregorian years", "Write the Gregorian date, or at least its year."
    )
