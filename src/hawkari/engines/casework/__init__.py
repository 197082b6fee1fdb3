"""Returns casework: what may be done with a case, and when. Not legal advice.

`deadline` says when a clock of the table has run, as a range where a day off is estimated; `cutoff`
is its inverse for queries. No rule here was verified by a qualified person.
"""

from hawkari.engines.casework.calendars import DateRange, OutsideCalendar, working_days_after
from hawkari.engines.casework.clocks import (
    Clock,
    ClockKind,
    Deadline,
    Limit,
    Unit,
    UnknownClock,
    clock_named,
    cutoff,
    deadline,
    load_clocks,
)
from hawkari.engines.casework.days_off import DayOff, days_off
from hawkari.engines.casework.places import UNITED_KINGDOM, Place

__all__ = [
    "UNITED_KINGDOM",
    "Clock",
    "ClockKind",
    "DateRange",
    "DayOff",
    "Deadline",
    "Limit",
    "OutsideCalendar",
    "Place",
    "Unit",
    "UnknownClock",
    "clock_named",
    "cutoff",
    "days_off",
    "deadline",
    "load_clocks",
    "working_days_after",
]
