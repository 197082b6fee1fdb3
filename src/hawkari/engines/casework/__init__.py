"""Casework of returns: a case's events, what keeps it from a step, and when its clocks run out.

Events and an instant in, facts and reasons out. `deadline` says when a clock of the table has run,
as a range where a day off is estimated; `cutoff` is its inverse for queries. Nothing here is legal
advice, and no rule was verified by a qualified person; each carries its authority and its dates.
"""

from hawkari.engines.casework.calendars import DateRange, OutsideCalendar, working_days_after
from hawkari.engines.casework.checking import check, why_not
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
from hawkari.engines.casework.consequences import Consequence, consequences
from hawkari.engines.casework.days_off import DayOff, days_off
from hawkari.engines.casework.events import BODIES, Event, EventKind, Field, check_body
from hawkari.engines.casework.facts import (
    AcceptanceFact,
    BarrierFact,
    BookingFact,
    ConsentFact,
    DocumentFact,
    Facts,
    NoticeFact,
    Opening,
    People,
)
from hawkari.engines.casework.folding import fold, foreseen
from hawkari.engines.casework.places import UNITED_KINGDOM, Place
from hawkari.engines.casework.table import Guard, GuardTable, load_table
from hawkari.engines.casework.values import (
    AFTER_DEPARTURE,
    CONSENT_ROUTES,
    Reason,
    Receiver,
    Route,
    State,
    Verdict,
)

__all__ = [
    "AFTER_DEPARTURE",
    "BODIES",
    "CONSENT_ROUTES",
    "UNITED_KINGDOM",
    "AcceptanceFact",
    "BarrierFact",
    "BookingFact",
    "Clock",
    "ClockKind",
    "ConsentFact",
    "Consequence",
    "DateRange",
    "DayOff",
    "Deadline",
    "DocumentFact",
    "Event",
    "EventKind",
    "Facts",
    "Field",
    "Guard",
    "GuardTable",
    "Limit",
    "NoticeFact",
    "Opening",
    "OutsideCalendar",
    "People",
    "Place",
    "Reason",
    "Receiver",
    "Route",
    "State",
    "Unit",
    "UnknownClock",
    "Verdict",
    "check",
    "check_body",
    "clock_named",
    "consequences",
    "cutoff",
    "days_off",
    "deadline",
    "fold",
    "foreseen",
    "load_clocks",
    "load_table",
    "why_not",
    "working_days_after",
]
