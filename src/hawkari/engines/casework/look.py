"""What a reading is read off, and what it says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from hawkari.engines.casework.facts import Facts
from hawkari.engines.casework.table import GuardTable

__all__ = ["Hands", "Look", "Reading"]

# Days of documents end in Iraq, where the person lands; it keeps UTC+3 all year.
_IRAQ = timezone(timedelta(hours=3))


@dataclass(frozen=True, slots=True)
class Hands:
    """Who takes a step: one person, or two different ones."""

    actor: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one subject reads, and since when, where the history says so.

    Attributes:
        value: what it reads.
        since: since when.
        outcome: what a paper says that keeps it so.
    """

    value: str
    since: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What a reading is read off.

    Attributes:
        table: the guard table.
        facts: what is known of the case.
        at: the instant.
        hands: who takes the step.
    """

    table: GuardTable
    facts: Facts
    at: datetime
    hands: Hands = Hands()

    @property
    def landing(self) -> date:
        """The day in Iraq on which the person lands; without a booking, today."""
        booking = self.facts.live_booking()
        lands = booking.lands if booking is not None else None
        return max(lands or self.at, self.at).astimezone(_IRAQ).date()

    def speaks(self, language: str) -> bool:
        """Whether something is in the person's language; that it is known is a guard of its own."""
        return self.facts.language in {"", language}
