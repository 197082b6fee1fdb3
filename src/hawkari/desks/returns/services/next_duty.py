"""What we owe next in a case: which clock runs, and since when. Whether it is late is read off."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from hawkari.engines.casework import Event, EventKind, Facts, Place, State, cutoff
from hawkari.engines.casework.values import AFTER_DEPARTURE

__all__ = ["BARRIER_REVIEW", "DUTIES", "JOURNEY", "cutoffs", "next_duty"]

BARRIER_REVIEW, JOURNEY = "barrier_review", "journey"
AFTER_ARRIVAL = (
    *("follow_up_0", "reintegration_plan", "follow_up_3", "follow_up_6", "follow_up_12"),
)
"""Clocks that start with the arrival, in the order in which they run out."""
DUTIES = (BARRIER_REVIEW, JOURNEY, *AFTER_ARRIVAL)
LEEWAY = timedelta(hours=24)
"""A journey that was to begin longer ago than this did not take place as booked."""


def next_duty(facts: Facts, events: Sequence[Event]) -> tuple[str, datetime] | None:
    """The duty that is due first: its name, and when its clock started; None if nothing is due.

    Args:
        facts: of the case.
        events: its history, without what was corrected.
    """
    if facts.state is State.CLOSED:
        return None
    found = _after_arrival(events) if facts.state in AFTER_DEPARTURE else _before(facts)
    return min(found, key=lambda one: (one[1], DUTIES.index(one[0])), default=None)


def _before(facts: Facts) -> list[tuple[str, datetime]]:
    openings = [one for fact in facts.barriers.values() for one in fact.openings]
    found = [
        (BARRIER_REVIEW, datetime.combine(one.review, time(), UTC))
        for one in openings
        if one.lift is None and one.review is not None
    ]
    booking = facts.live_booking()
    if booking is not None and booking.departs is not None:
        found.append((JOURNEY, booking.departs))
    return found


def _after_arrival(events: Sequence[Event]) -> list[tuple[str, datetime]]:
    arrived = next((one.at for one in reversed(events) if one.kind is EventKind.ARRIVED), None)
    if arrived is None:
        return []
    done = {f"follow_up_{one.body.get('month')}" for one in events if one.kind is EventKind.SURVEY}
    if any(one.kind is EventKind.PLAN and one.at >= arrived for one in events):
        done.add("reintegration_plan")
    return [(clock, arrived) for clock in AFTER_ARRIVAL if clock not in done]


def cutoffs(now: datetime) -> dict[str, datetime]:
    """For each duty the last start that is overdue now: everything at it or before is late."""
    clocks = {clock: cutoff(clock, now, Place.IRAQ) for clock in AFTER_ARRIVAL}
    return {BARRIER_REVIEW: now, JOURNEY: now - LEEWAY, **clocks}
