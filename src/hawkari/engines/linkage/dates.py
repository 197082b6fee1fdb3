"""Dates of birth as records state them: partial, defaulted, swapped, of other calendars."""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from hawkari.engines.linkage.calendars import (
    KURDISH_ERA,
    from_lunar,
    from_solar,
    is_lunar,
    is_solar,
)

__all__ = [
    "BIRTH_LEVELS",
    "LUNAR",
    "SOLAR",
    "BirthDate",
    "birth_level",
    "births_contradict",
    "common_among",
    "common_dates",
    "in_order",
    "read_birth_date",
    "read_birth_dates",
]

BIRTH_LEVELS = (
    "different",
    "same year, day or month differs",
    "one or two years apart",
    "same year, day not known",
    "same month, day not known",
    "one digit differs",
    "day and month swapped",
    "same day, one or two years apart",
    "same date in another calendar",
    "same date",
)
# Calendars a date was written in, where that is not ours.
SOLAR, LUNAR = 1, 2
# What the Islamic calendar as tabulated may differ from the one a register used, in days.
TOLERANCE = (0, 0, 2)
# A year written so is of another calendar: Islamic or Persian; of the Kurdish era.
_HIJRI_YEARS = range(1300, 1451)
_KURDISH_YEARS = range(2650, 2751)
# Who is in a register today was born in these years.
_OUR_YEARS = range(1900, 2036)
# Other years are none: 0000-00-00 and 9999-12-31 are written where no date is known.
_YEARS = range(1000, 2101)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?", re.ASCII)
_DEFAULT_DAYS = ((1, 1), (7, 1))
# So many times as often as chance lets a date stand, it is a registrar's default. One person's
# records, seldom more than eight, must not be taken for one.
_TIMES_CHANCE = 8
_DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A date of birth; month and day are 0 where unknown.

    1 January and 1 July are what registrars write for an unknown day (the second in Iraqi papers:
    general knowledge, unverified), so they count as an unknown day; so does a date that stands far
    too often in the records of a run (`common_dates`).

    Attributes:
        year: of our calendar, or as written.
        month: 1-12, or 0.
        day: 1-31, or 0.
        is_common: whether so many records hold it that it tells nobody apart.
        calendar: it was written in, and converted from: `SOLAR`, `LUNAR`, or 0 for our own.
    """

    year: int
    month: int = 0
    day: int = 0
    is_common: bool = False
    calendar: int = 0

    @property
    def is_full(self) -> bool:
        """Whether day and month are known and no registrar's default."""
        default = not self.calendar and (self.month, self.day) in _DEFAULT_DAYS
        return self.day > 0 and not default and not self.is_common

    @property
    def has_month(self) -> bool:
        """Whether the month is known, and not by a registrar's default."""
        return self.is_full or (self.month > 0 and self.day == 0)

    @property
    def ordinal(self) -> int:
        """Its day as `datetime.date.toordinal` counts; 0 where there is no such day."""
        try:
            return dt.date(self.year, self.month, self.day).toordinal()
        except ValueError:
            return 0

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in (self.year, self.month, self.day) if part)


@lru_cache(maxsize=1 << 16)
def read_birth_dates(text: str) -> tuple[BirthDate, ...]:
    """What a written date of birth can be in our calendar, in order; none where it is no date.

    An ISO date, whole or partial, in digits of any script. A year of 1300-1450 is read as Persian
    and as Islamic, as both are written so; one of 2650-2750 as of the Kurdish era; others before
    1000 or after 2100 are no year of birth.
    """
    written = read_birth_date(text)
    if written is None:
        return ()
    if written.year in _HIJRI_YEARS:
        found = (*_converted(written, SOLAR), *_converted(written, LUNAR))
    elif written.year in _KURDISH_YEARS:
        year = written.year - KURDISH_ERA
        found = _converted(BirthDate(year, written.month, written.day), SOLAR)
    else:
        found = (written,) if written.year in _YEARS else ()
    return in_order(found)


def in_order(dates: Iterable[BirthDate]) -> tuple[BirthDate, ...]:
    """Each date once, the earliest first."""
    return tuple(sorted(set(dates), key=lambda d: (d.year, d.month, d.day, d.calendar)))


def _converted(written: BirthDate, calendar: int) -> tuple[BirthDate, ...]:
    """A date of another calendar in ours: a day; or both years that its year lies in."""
    count, exists = (from_solar, is_solar) if calendar == SOLAR else (from_lunar, is_lunar)
    year, month, day = written.year, written.month, written.day
    if exists(year, month, day) and (month, day) not in _DEFAULT_DAYS:
        known = dt.date.fromordinal(count(year, month, day))
        found = [BirthDate(known.year, known.month, known.day, calendar=calendar)]
    else:
        ends = (count(year, 1, 1), count(year, 12, 29))
        found = [BirthDate(dt.date.fromordinal(d).year, calendar=calendar) for d in ends]
    return tuple(one for one in found if one.year in _OUR_YEARS)


def read_birth_date(text: str) -> BirthDate | None:
    """An ISO date, whole or partial (``1984``, ``1984-09``, ``1984-09-16``); None for others."""
    match = _ISO.fullmatch(_ascii_digits(text.strip()))
    if match is None:
        return None
    year, month, day = match.groups()
    return BirthDate(int(year), int(month or 0), int(day or 0))


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)


def common_dates(births: Iterable[Iterable[BirthDate]]) -> frozenset[BirthDate]:
    """Full dates that stand in far more records than chance allows: stop-values.

    Args:
        births: the dates of each record.

    Returns:
        Dates held by more than 8 x (1 + what an even spread over their year gives) records, of
        those written in our calendar.
    """
    every = (date for one in births for date in set(one))
    return common_among(Counter(date for date in every if date.is_full and not date.calendar))


def common_among(held: Mapping[BirthDate, int]) -> frozenset[BirthDate]:
    """As `common_dates`, of how many records hold each full date."""
    of_year: Counter[int] = Counter()
    for date, count in held.items():
        of_year[date.year] += count
    return frozenset(
        date
        for date, count in held.items()
        if count > _TIMES_CHANCE * (1 + of_year[date.year] / _DAYS_OF_A_YEAR)
    )


def birth_level(a: BirthDate, b: BirthDate) -> int:
    """How far two dates of birth agree: an index into `BIRTH_LEVELS`; symmetric."""
    apart = abs(a.year - b.year)
    if not (a.is_full and b.is_full):
        if apart == 0:
            return 4 if a.has_month and b.has_month and a.month == b.month else 3
        return 2 if apart <= 2 else 0
    if (a.year, a.month, a.day) == (b.year, b.month, b.day):
        return 9 if a.calendar == b.calendar else 8
    if a.calendar != b.calendar and _is_near(a, b):
        return 8
    return _level_of_other_days(a, b, apart)


def births_contradict(one: str, other: str) -> bool:
    """Whether two written dates of birth cannot be of one person, registers' errors allowed for.

    They can where any reading of one agrees with any reading of the other at any level but
    `different`: one day in two calendars does, and one or two years apart. A text that is no date
    contradicts nothing. Symmetric.
    """
    pairs = [(a, b) for a in read_birth_dates(one) for b in read_birth_dates(other)]
    return bool(pairs) and all(birth_level(a, b) == 0 for a, b in pairs)


def _is_near(a: BirthDate, b: BirthDate) -> bool:
    """Whether two days are one within what their calendars leave open."""
    one, other = a.ordinal, b.ordinal
    allowed = max(TOLERANCE[a.calendar], TOLERANCE[b.calendar])
    return one > 0 and other > 0 and abs(one - other) <= allowed


def _level_of_other_days(a: BirthDate, b: BirthDate, apart: int) -> int:
    if (a.month, a.day) == (b.month, b.day) and apart <= 2:
        return 7
    if apart == 0 and (a.month, a.day) == (b.day, b.month):
        return 6
    if _digits_apart(a, b) == 1:
        return 5
    if apart == 0:
        return 1
    return 2 if apart <= 2 else 0


def _digits_apart(a: BirthDate, b: BirthDate) -> int:
    """In how many digits two full dates differ."""
    one, other = (f"{date.year:04}{date.month:02}{date.day:02}" for date in (a, b))
    return sum(x != y for x, y in zip(one, other, strict=True))
