"""A date of birth as each calendar and order of the region would read it: an aid, never the record.

Registers write births in our calendar, the Persian (in Kurdistan with a year of its own) or the
Islamic one, and clerks swap day and month. Two dates that look apart may be one in another reading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hawkari.engines.linkage.calendars import KURDISH_ERA, to_lunar, to_solar
from hawkari.engines.linkage.dates import LUNAR, SOLAR, read_birth_dates

__all__ = ["Reading", "readings"]

OURS = range(1900, 2036)
NAMES = {SOLAR: "from solar", LUNAR: "from lunar"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One further reading of a date.

    `how`: ``swapped`` (day and month), ``solar``, ``kurdish`` or ``lunar`` (the same day in that
    calendar; the Islamic one as tabulated, by up to two days wrong), ``from solar`` or ``from
    lunar`` (what is written, taken as a date of that calendar, in ours). `date`: as ISO text.
    """

    how: str
    date: str


def readings(text: str) -> tuple[Reading, ...]:
    """What else a stated date can mean; empty for a bare year of ours, and for what is no date.

    Args:
        text: an ISO date, whole or partial.
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})-(\d{2}))?.*", text, re.ASCII)
    if found is None:
        return ()
    if int(found[1]) not in OURS:
        return tuple(
            Reading(NAMES[one.calendar], str(one))
            for one in read_birth_dates(text)
            if one.calendar in NAMES
        )
    if found[2] is None:
        return ()
    return tuple(_of_ours(int(found[1]), int(found[2]), int(found[3])))


def _of_ours(year: int, month: int, day: int) -> Iterator[Reading]:
    try:
        number = date(year, month, day).toordinal()
    except ValueError:
        return
    if day <= 12 and day != month:
        yield Reading("swapped", _iso(year, day, month))
    solar = to_solar(number)
    yield Reading("solar", _iso(*solar))
    yield Reading("kurdish", _iso(solar[0] + KURDISH_ERA, *solar[1:]))
    yield Reading("lunar", _iso(*to_lunar(number)))


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"
