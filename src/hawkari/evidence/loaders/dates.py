"""Dates as partners write them, read to ISO 8601 with the precision they have, or refused.

Day-first or month-first is a property of a column, stated by its layout; where it is not stated,
an ambiguous date is refused rather than guessed. So is the calendar: years of the Hijri, Jalali and
Kurdish calendars are refused unless the layout says that the column is written in one of them.
"""

import calendar
import json
import re
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hawkari.errors import BadInput
from hawkari.evidence.loaders.calendars import as_gregorian
from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.values import UnreadableValue

__all__ = ["ORDERS", "iso_moment", "read_date", "time_zone"]

ORDERS = ("dmy", "mdy", "ymd")
_Parts = tuple[str, str | None, str | None, str | None]
"""Year, month, day and clock time as matched."""

LONGEST_DATE = 100
FIRST_YEAR, LAST_YEAR = 1850, 2150

_TIME = r"(?:(?:T|\s+|,\s*)(?P<clock>\d{1,2}:\d{2}.*))?"
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?" + _TIME
)
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})[-/. ]+(?P<two>\d{1,2})[-/. ]+(?P<year>\d{4})" + _TIME)
_MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_DAY_WORD = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|ی|\.)?[\s\-/]+)?(?:de\s+)?"
    r"(?P<word>[^\W\d][^\d,]*?)[\s\-/.,]+(?P<year>\d{4})" + _TIME
)
_WORD_DAY = re.compile(
    r"(?P<word>[^\W\d][^\d,]*?)\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + _TIME
)
_CLOCK = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?\s*(z|utc|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)


def read_date(
    text: str, order: str = "", zone: ZoneInfo | None = None, *, calendar: str = ""
) -> str:
    """A date or moment in ISO 8601: ``1984``, ``1984-03``, ``1984-03-12``, ``1984-03-12T09:30``.

    Args:
        text: as written, with any digits; month names in the languages of `resources/months.json`.
            A day or month of ``00`` means that it is unknown, and is left out.
        order: ``dmy``, ``mdy``, ``ymd`` as the column is written, or empty when nobody said; then
            only dates that can be read in one way are taken.
        zone: time zone that clock times are in; given, they become UTC. A time that states its
            own offset always becomes UTC.
        calendar: one of `calendars.CALENDARS`, in which the column's dates are written in numbers;
            empty for the Gregorian.

    Raises:
        UnreadableValue: if it is no date of the calendar, can be read in two ways, has a year of
            two digits, or a year outside 1850-2150.
    """
    folded = fold_digits(text)
    if len(folded) > LONGEST_DATE:
        # The patterns below take time that grows with the square of the blanks in a text.
        raise UnreadableValue("is too long for a date", "Correct the date.")
    if calendar:
        return _of_calendar(folded, order, calendar)
    match = _YEAR_FIRST.fullmatch(folded)
    if match is not None:
        return _assembled((match["year"], match["month"], match["day"], match["clock"]), zone)
    match = _YEAR_LAST.fullmatch(folded)
    if match is not None:
        month, day = _ordered(match["one"], match["two"], order)
        return _assembled((match["year"], month, day, match["clock"]), zone)
    match = _MONTH_YEAR.fullmatch(folded)
    if match is not None:
        return _assembled((match["year"], match["month"], None, None), zone)
    if _SHORT_YEAR.fullmatch(folded):
        raise UnreadableValue(
            "has a year of two digits, so the century is unknown", "Write the year in four digits."
        )
    return _worded(folded, zone)


def iso_moment(moment: datetime | date, zone: ZoneInfo | None = None) -> str:
    """A spreadsheet's own date or moment in ISO 8601; midnight counts as a date without time.

    Raises:
        UnreadableValue: if the year is outside 1850-2150.
    """
    _check_year(moment.year)
    if not isinstance(moment, datetime):
        return moment.isoformat()
    if moment.time() == time(0, 0):
        return moment.date().isoformat()
    return _utc(moment.replace(microsecond=0), zone).isoformat(timespec="seconds")


@cache
def time_zone(name: str) -> ZoneInfo | None:
    """The time zone of an IANA name such as ``Asia/Baghdad``; None for an empty name.

    Raises:
        BadInput: if there is no such zone.
    """
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInput(
            f"there is no time zone {name!r}", "Use an IANA name such as Asia/Baghdad."
        ) from error


def _of_calendar(folded: str, order: str, calendar: str) -> str:
    """A date of another calendar, in numbers only; a clock time behind it is left out."""
    match = _YEAR_FIRST.fullmatch(folded)
    if match is not None:
        month, day = match["month"] or "0", match["day"] or "0"
        return as_gregorian(calendar, int(match["year"]), month=int(month), day=int(day))
    match = _YEAR_LAST.fullmatch(folded)
    if match is not None:
        month, day = _ordered(match["one"], match["two"], order)
        return as_gregorian(calendar, int(match["year"]), month=int(month), day=int(day))
    raise UnreadableValue("is not a date", "Write dates as year-month-day in numbers.")


def _ordered(one: str, two: str, order: str) -> tuple[str, str]:
    """Month and day of the two numbers before a year."""
    if order == "mdy":
        return one, two
    if order == "dmy" or int(one) > 12 or one == two:
        return two, one
    if int(two) > 12:
        return one, two
    raise UnreadableValue(
        "can be read day first or month first",
        "State the column's date order in the mapping (dmy or mdy).",
    )


def _worded(folded: str, zone: ZoneInfo | None) -> str:
    for pattern in (_DAY_WORD, _WORD_DAY):
        match = pattern.fullmatch(folded)
        month = None if match is None else _month(match["word"])
        if match is not None and month is not None:
            return _assembled((match["year"], str(month), match["day"], match["clock"]), zone)
    raise UnreadableValue("is not a date", "Write dates as year-month-day, e.g. 1984-03-12.")


def _month(word: str) -> int | None:
    """The number of a month by its name, in Sorani with or without the ending of its genitive."""
    name = word.strip(" .").casefold()
    return _months().get(name) or _months().get(name.removesuffix("ی"))


@cache
def _months() -> dict[str, int]:
    text = files("hawkari.evidence.loaders").joinpath("resources/months.json").read_text("utf-8")
    names: dict[str, list[list[str]]] = json.loads(text)["months"]
    return {
        name.casefold(): number
        for language in names.values()
        for number, variants in enumerate(language, start=1)
        for name in variants
    }


def _assembled(parts: _Parts, zone: ZoneInfo | None) -> str:
    year, month, day, clock = parts
    y, m, d = int(year), int(month or 0), int(day or 0)
    _check_year(y)
    if m > 12:
        raise UnreadableValue(
            f"is not a calendar date: there is no month {m}",
            "Correct the date, or the column's date order in the mapping.",
        )
    if m == 0:
        return f"{y:04}"
    if d == 0:
        return f"{y:04}-{m:02}"
    last = calendar.monthrange(y, m)[1]
    if d > last:
        raise UnreadableValue(
            f"is not a calendar date: month {m} of {y} has {last} days", "Correct the date."
        )
    if clock is None:
        return f"{y:04}-{m:02}-{d:02}"
    return _with_clock(date(y, m, d), clock, zone)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableValue(
            f"has the year {year}, outside {FIRST_YEAR}-{LAST_YEAR}",
            "Correct the year, or state the column's calendar in the mapping.",
        )


def _with_clock(day: date, clock: str, zone: ZoneInfo | None) -> str:
    match = _CLOCK.fullmatch(clock.strip())
    hour = -1 if match is None else int(match[1])
    if match is not None and match[4]:
        hour = hour % 12 + (12 if match[4].lower() == "pm" else 0)
    if match is None or hour > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        raise UnreadableValue("has no time of day", "Write times as hours:minutes, e.g. 09:30.")
    moment = datetime.combine(day, time(hour, int(match[2]), int(match[3] or 0)))
    if match[5]:
        offset = "+00:00" if match[5].upper() in ("Z", "UTC") else match[5]
        moment = datetime.fromisoformat(moment.isoformat() + offset)
    return _utc(moment, zone).isoformat(timespec="seconds" if match[3] else "minutes")


def _utc(moment: datetime, zone: ZoneInfo | None) -> datetime:
    """The moment in UTC, naive as FollowTheMoney keeps it; unchanged when no zone is known."""
    if moment.tzinfo is None and zone is not None:
        moment = moment.replace(tzinfo=zone)
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)
