"""Clocks of casework: when a duty is due, and when time that a person must be given is over.

The clocks are data (`resources/clocks.toml`), each with its authority and dates; not legal advice;
verified by: nobody yet. Nothing here is stored: a deadline is computed when it is read, and
`cutoff` turns the question round, so that a query can find what is due without a stored flag.

A **duty** is due at the earlier end of an uncertain range, a **protection** is over only at the
later end: whoever is wrong about a holiday is wrong in the person's favour.
"""

import calendar
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from hawkari.engines.casework.calendars import (
    OutsideCalendar,
    days_off_between,
    working_days_after,
)
from hawkari.engines.casework.days_off import DayOff
from hawkari.engines.casework.places import UNITED_KINGDOM, Place
from hawkari.errors import HawkariError

__all__ = ["Clock", "ClockKind", "Deadline", "Limit", "Unit", "UnknownClock",
           "clock_named", "cutoff", "deadline", "load_clocks"]  # fmt: skip

_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)
_WHERE = {
    "uk": UNITED_KINGDOM,
    "iraq": (Place.IRAQ, Place.KURDISTAN),
}


class Unit(StrEnum):
    """What a limit is counted in."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class ClockKind(StrEnum):
    """Whom a clock binds."""

    DUTY = "duty"
    PROTECTION = "protection"


class UnknownClock(HawkariError):
    """No clock of that name is in force on that day.

    Args:
        name: the clock that was asked for.
        on: the day on which it should be in force.
    """

    def __init__(self, name: str, on: date) -> None:
        self.name = name
        self.on = on
        super().__init__(f"No clock {name!r} is in force on {on.isoformat()}")


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time.

    Attributes:
        amount: how many; hours are elapsed time, the others run to the end of their last day.
        unit: of what.
    """

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Clock:
    """A row of the table of clocks.

    Attributes:
        name: what code calls it.
        kind: whether we owe it, or the person must be given it.
        limits: all must have run.
        places: where it may run; all of them are taken when the place was not recorded.
        words: what people call it, by language: en, ar, ckb (drafts that nobody signed).
        starts: what starts it, by language.
        authority: the rule.
        effective_from: first day in force.
        effective_to: last day in force; None while it is.
        source_url: where the rule was read, empty where it was not.
        status: ``seen`` or ``unconfirmed``.
        verified_by: the person who checked the row; empty until somebody signs.
        note: what is not certain about it.
        extends: the clock whose limit this one replaces; empty for a clock of its own.
        extended_by: who may extend.
    """

    name: str
    kind: ClockKind
    limits: tuple[Limit, ...]
    places: tuple[Place, ...]
    words: Mapping[str, str]
    starts: Mapping[str, str]
    authority: str
    effective_from: date
    effective_to: date | None = None
    source_url: str = ""
    status: str = "unconfirmed"
    verified_by: str = ""
    note: str = ""
    extends: str = ""
    extended_by: str = ""

    def is_in_force(self, on: date) -> bool:
        """Whether the row is the law of that day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a clock that was started has run.

    Attributes:
        clock: which.
        start: when it started, UTC.
        earliest: the first instant at which it may have run, UTC.
        latest: the first instant at which it has run by every reading, UTC.
        not_counted: the days off between, which a reader wants to see; certain or not.
    """

    clock: Clock
    start: datetime
    earliest: datetime
    latest: datetime
    not_counted: tuple[DayOff, ...] = ()

    @property
    def estimated(self) -> bool:
        """Whether the two ends differ."""
        return self.earliest != self.latest

    @property
    def binding(self) -> datetime:
        """The end that counts: the earlier of a duty, the later of a protection."""
        return self.earliest if self.clock.kind is ClockKind.DUTY else self.latest

    def has_run(self, at: datetime) -> bool:
        """Whether a duty is overdue, or a protection over, at an instant."""
        return at >= self.binding


def deadline(clock: Clock | str, start: datetime, place: Place | None = None) -> Deadline:
    """When a clock runs out.

    Args:
        clock: a row, or the name of the row in force on the day of the start.
        start: when it starts; aware.
        place: whose days count; None when it was not recorded, and so is a place where the clock
            does not run: then every place where it may run is counted, and the range holds them
            all.

    Raises:
        UnknownClock: when no such clock is in force on that day.
        OutsideCalendar: when working days of that year are not known, or a day is none at all.
    """
    start = _utc(start)
    row = clock if isinstance(clock, Clock) else clock_named(clock, start.date())
    places = _where(row, place)
    try:
        ends = [_end(row, start, one) for one in places]
    except (OverflowError, ValueError) as error:
        raise OutsideCalendar(f"No day so far from {start.date().isoformat()} exists") from error
    earliest = min(first for first, _ in ends)
    latest = max(last for _, last in ends)
    return Deadline(row, start, earliest, latest, tuple(_skipped(row, places, (start, latest))))


def cutoff(clock: Clock | str, now: datetime, place: Place | None = None) -> datetime:
    """The last start whose clock has run by now: ``start <= cutoff`` asks what `deadline` answers.

    It lets a database find everything overdue by one comparison. `deadline` grows with its start,
    so there is one such instant.

    Args:
        clock: a row, or the name of the row in force today.
        now: aware.
        place: as in `deadline`.

    Returns:
        An instant in UTC; a start at it or before has run, one a microsecond later has not.
    """
    now = _utc(now)
    row = clock if isinstance(clock, Clock) else clock_named(clock, now.date())
    each = [
        min(_limit_cutoff(row, limit, now, place=one) for limit in row.limits)
        for one in _where(row, place)
    ]
    # A duty is due where the first place says so, a protection over where the last one does.
    return max(each) if row.kind is ClockKind.DUTY else min(each)


def _where(row: Clock, place: Place | None) -> tuple[Place, ...]:
    return (place,) if place in row.places else row.places


def clock_named(name: str, on: date) -> Clock:
    """The row of that name that is in force on a day.

    Raises:
        UnknownClock: when there is none.
    """
    for row in load_clocks():
        if row.name == name and row.is_in_force(on):
            return row
    raise UnknownClock(name, on)


@lru_cache(maxsize=1)
def load_clocks() -> tuple[Clock, ...]:
    """The table of clocks, in the order of the file."""
    text = (files(__package__) / "resources" / "clocks.toml").read_text("utf-8")
    return tuple(_row(row) for row in tomllib.loads(text)["clock"])


def _row(row: dict[str, Any]) -> Clock:
    kept = {**row, "kind": ClockKind(row["kind"]), "places": _WHERE[row["where"]]}
    kept["limits"] = tuple(Limit(one["amount"], Unit(one["unit"])) for one in row["limits"])
    del kept["where"]
    return Clock(**kept)


def _end(clock: Clock, start: datetime, place: Place) -> tuple[datetime, datetime]:
    ends = [_limit_end(limit, start, place) for limit in clock.limits]
    return max(first for first, _ in ends), max(last for _, last in ends)


def _limit_end(limit: Limit, start: datetime, place: Place) -> tuple[datetime, datetime]:
    if limit.unit is Unit.HOURS:
        end = start + timedelta(hours=limit.amount)
        return end, end
    first, last = _last_days(limit, start.astimezone(place.zone).date(), place)
    return _midnight_after(first, place), _midnight_after(last, place)


def _last_days(limit: Limit, day: date, place: Place) -> tuple[date, date]:
    if limit.unit is Unit.WORKING_DAYS:
        found = working_days_after(place, day, limit.amount)
        return found.earliest, found.latest
    if limit.unit is Unit.MONTHS:
        end = _months_later(day, limit.amount)
    else:
        end = day + timedelta(days=limit.amount)
    return end, end


def _months_later(day: date, months: int) -> date:
    """The corresponding date (Dodds v Walker [1981]); the month's last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _midnight_after(day: date, place: Place) -> datetime:
    return datetime.combine(day + _DAY, time.min, place.zone).astimezone(UTC)


def _limit_cutoff(clock: Clock, limit: Limit, now: datetime, *, place: Place) -> datetime:
    if limit.unit is Unit.HOURS:
        return now - timedelta(hours=limit.amount)
    day = now.astimezone(place.zone).date()
    # No limit ends before this many days have gone by; from there at most some weeks back.
    day -= timedelta(days=limit.amount * (28 if limit.unit is Unit.MONTHS else 1))
    while _midnight_after(_binding_day(clock, limit, day, place=place), place) > now:
        day -= _DAY
    return _midnight_after(day, place) - _TICK


def _binding_day(clock: Clock, limit: Limit, day: date, *, place: Place) -> date:
    first, last = _last_days(limit, day, place)
    return first if clock.kind is ClockKind.DUTY else last


def _skipped(
    clock: Clock, places: tuple[Place, ...], span: tuple[datetime, datetime]
) -> Iterator[DayOff]:
    if all(limit.unit is not Unit.WORKING_DAYS for limit in clock.limits):
        return
    seen = set()
    for place in places:
        first, last = (at.astimezone(place.zone).date() for at in span)
        for one in days_off_between(place, first + _DAY, last - _DAY):
            if one.day.weekday() not in place.weekend and (one.day, one.name()) not in seen:
                seen.add((one.day, one.name()))
                yield one


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant without a zone is no instant")
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise OutsideCalendar(f"No calendar is known for {at.year}") from error
