"""Days and moments as files write them."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime

__all__ = ["day_of", "day_of_moment", "year_later"]

_DAY = re.compile(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})")


def day_of(text: str) -> date | None:
    """The day that a text begins with; None where it is none. A time zone changes nothing."""
    found = _DAY.match(text)
    if found is None:
        return None
    with suppress(ValueError):
        return date(*map(int, found.groups()))
    return None


def day_of_moment(text: str) -> date | None:
    """The day of a moment, in UTC where it names its time zone; None where it is none."""
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(text.strip())
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    return day_of(text)


def year_later(day: date) -> date:
    """The same day a year later; the last of February for the 29th; the last day there is."""
    if day.year == date.max.year:
        return date.max
    with suppress(ValueError):
        return day.replace(year=day.year + 1)
    return day.replace(year=day.year + 1, day=28)
