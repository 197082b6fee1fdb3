"""What happens in one invented case, written down at office hours until the sample ends."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hawkari.engines.corridor.tables import load_json

__all__ = ["Journal", "Over", "period_end"]

_LONDON = ZoneInfo("Europe/London")
_OPENS, _OFFICE_MINUTES = 8, 8 * 60
NOTICE_WORKING_DAYS = 5


class Over(Exception):
    """The sample ends here."""


class Journal:
    """The events of one case, in the order in which they were recorded.

    Attributes:
        now: the instant that the story has come to.
        events: what was recorded so far, as the file has it.
    """

    def __init__(self, start: datetime, until: datetime, rng: Random) -> None:
        self.now, self.until, self.rng = start, until, rng
        self.events: list[dict[str, Any]] = []
        self._added = 0
        officers = load_json("returns.json")["officers"]
        self.officer, self.second = rng.sample(officers, 2)

    @property
    def today(self) -> date:
        """The day that the story has come to, in UTC."""
        return self.now.date()

    def wait(self, least: float, most: float) -> None:
        """Let some days pass, to an office hour of a working day in London."""
        then = self.now + timedelta(days=self.rng.uniform(least, most))
        while then.weekday() >= 5 or then.date() in _holidays():
            then += timedelta(days=1)
        minutes = self.rng.randrange(_OFFICE_MINUTES)
        opened = datetime.combine(then.date(), time(_OPENS), UTC)
        self.now = max(self.now + timedelta(minutes=2), opened + timedelta(minutes=minutes))

    def add(
        self,
        kind: str,
        body: dict[str, Any],
        *,
        days_ago: float = 0,
        two: bool = False,
        by_second: bool = False,
    ) -> int:
        """Record an event that happened now, or was learned of only now; its number.

        Of two people the second officer records it, on the first one's proposal; `by_second`: the
        second officer alone.

        Raises:
            Over: if the sample ends before.
        """
        # Two things recorded one after the other never share an instant.
        self._added += 1
        self.now += timedelta(seconds=20 + 37 * self._added % 180)
        if self.now > self.until:
            raise Over
        number = len(self.events) + 1
        self.events.append(
            {
                "number": number,
                "kind": kind,
                "at": _instant(self.now - timedelta(days=days_ago)),
                "recorded": _instant(self.now),
                "actor": self.second if two or by_second else self.officer,
                "second": self.officer if two else "",
                "body": {name: value for name, value in body.items() if value is not None},
            }
        )
        return number

    def move(self, to: str, why: str | None = None) -> None:
        """Record that the case moves to a state."""
        self.add("moved", {"to": to, "why": why})

    def day(self, days: float) -> str:
        """The day some days from now, as text."""
        return (self.now + timedelta(days=days)).date().isoformat()

    def instant(self, days: float) -> str:
        """The instant some days from now, as text."""
        return _instant(self.now + timedelta(days=days))


def period_end(served: datetime) -> datetime:
    """When five working days after service are over, by the bank holidays of England and Wales."""
    day = served.astimezone(_LONDON).date()
    left = NOTICE_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in _holidays()
    return datetime.combine(day + timedelta(days=1), time(), _LONDON).astimezone(UTC)


@cache
def _holidays() -> frozenset[date]:
    return frozenset(map(date.fromisoformat, load_json("returns.json")["bank_holidays"]))


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
