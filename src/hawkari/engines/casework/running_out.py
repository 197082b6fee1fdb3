"""When a clock of the table runs out, or None where nobody can say."""

from datetime import datetime
from functools import lru_cache

from hawkari.engines.casework.calendars import OutsideCalendar
from hawkari.engines.casework.clocks import UnknownClock, deadline
from hawkari.engines.casework.places import Place

__all__ = ["runs_out"]


@lru_cache(maxsize=4096)
def runs_out(clock: str, start: datetime, place: Place | None = None) -> datetime | None:
    """The end of a clock that counts; None where its calendar does not reach."""
    try:
        return deadline(clock, start, place).binding
    except (UnknownClock, OutsideCalendar):
        return None
