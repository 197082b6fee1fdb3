"""Working days of a place, as a range where a day off is estimated or was not confirmed.

`working_days_after` counts under every reading of the calendar: each lunar month a day early, as
estimated, and a day late; unconfirmed days worked and not worked. It gives the earliest and the
latest result. Cost: 3 to the power of the lunar months in reach, of which there are at most four.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from hawkari.engines.casework.days_off import FIRST_YEAR, LAST_YEAR, DayOff, days_off
from hawkari.engines.casework.places import Place
from hawkari.errors import HawkariError

__all__ = ["DateRange", "OutsideCalendar", "days_off_between", "may_be_off", "working_days_after"]

_ONE = timedelta(days=1)
_MOST_DAYS = 60


class OutsideCalendar(HawkariError):
    """A date, or a number of days, for which no working days are known.

    Args:
        words: what was asked for, in plain words, without a full stop.
    """

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(f"{words}. Calendars reach from {FIRST_YEAR + 1} to {LAST_YEAR - 1}.")


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date that is known to lie between two others; both are the same when it is certain."""

    earliest: date
    latest: date


@lru_cache(maxsize=1 << 14)
def working_days_after(place: Place, day: date, count: int) -> DateRange:
    """The `count`-th working day after a day, which itself is not counted.

    Args:
        place: whose weekends and days off.
        day: the day before the first that may count.
        count: from 1 to 60.

    Raises:
        OutsideCalendar: for another count, or a day outside the years that are known.
    """
    if not 1 <= count <= _MOST_DAYS:
        raise OutsideCalendar(f"{count} working days cannot be counted (1 to {_MOST_DAYS})")
    near = days_off_between(place, day, day + timedelta(days=2 * count + 40))
    ends = [_count(place, day, count, off=off) for off in _readings(near)]
    return DateRange(min(ends), max(ends))


def days_off_between(place: Place, first: date, last: date) -> tuple[DayOff, ...]:
    """The days off that fall, or by the moon may fall, from a first day to a last.

    Raises:
        OutsideCalendar: when a day lies outside the years that are known.
    """
    if first.year <= FIRST_YEAR or last.year >= LAST_YEAR:
        raise OutsideCalendar(f"No working days are known for {first.year}")
    years = range((first - _ONE).year, (last + _ONE).year + 1)
    known = (one for year in years for one in days_off(place, year))
    return tuple(one for one in known if any(first <= day <= last for day in may_be_off(one)))


def may_be_off(one: DayOff) -> tuple[date, ...]:
    """The dates on which a day off may fall."""
    return (one.day - _ONE, one.day, one.day + _ONE) if one.moon else (one.day,)


def _readings(near: Collection[DayOff]) -> Iterator[set[date]]:
    """The dates off under each reading of the calendar."""
    moons = sorted({one.moon for one in near if one.moon})
    for shifts in product((-1, 0, 1), repeat=len(moons)):
        shift = dict(zip(moons, shifts, strict=True), **{"": 0})
        for taken in ([one for one in near if one.certain], near):
            yield {one.day + timedelta(days=shift[one.moon]) for one in taken}


def _count(place: Place, day: date, count: int, *, off: Collection[date]) -> date:
    while count:
        day += _ONE
        if day.weekday() not in place.weekend and day not in off:
            count -= 1
    return day
