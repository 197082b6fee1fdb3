"""What follows at once, in the same transaction, when something happens before departure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hawkari.engines.casework.events import Event, EventKind
from hawkari.engines.casework.facts import Facts
from hawkari.engines.casework.outcomes import paper_of
from hawkari.engines.casework.table import GuardTable
from hawkari.engines.casework.values import AFTER_DEPARTURE, CONSENT_ROUTES, Json, State

__all__ = ["Consequence", "consequences", "is_gone"]

# Where a case stands before anybody has found it returnable, its guards hold it by themselves.
_NOT_YET = frozenset({None, State.INTAKE, State.SCREENING, State.HELD, State.REFUSED_ON_ARRIVAL})
# What a booking was made for; when any of it changes, the booking was for something else.
_JOURNEY = frozenset(
    {
        *("route", "receiver", "adults", "children", "unaccompanied", "ill", "pregnant"),
        *("language", "pool"),
    }
)

# What opens a barrier, or opens one again: a paper in the person's favour, a correction.
_ABOUT_BARRIERS = frozenset(
    {EventKind.BARRIER_OPENED, EventKind.BARRIER_LIFTED, EventKind.CORRECTED}
)


@dataclass(frozen=True, slots=True)
class Consequence:
    """An event that must be recorded with the one that caused it.

    Attributes:
        kind: its kind.
        body: what it says.
    """

    kind: EventKind
    body: Mapping[str, Json]


def consequences(table: GuardTable, facts: Facts, event: Event) -> tuple[Consequence, ...]:
    """What must be recorded together with an event.

    Args:
        table: the guard table.
        facts: what is known with the event.
        event: what happened.
    """
    if is_gone(facts, event.recorded):
        return ()
    if event.kind is EventKind.CONSENT_WITHDRAWN:
        closed = Consequence(EventKind.CLOSED, {"reason": "consent_withdrawn"})
        return (*_void_booking(facts, "consent_withdrawn"), closed)
    why = _opened_again(facts) if event.kind is EventKind.CORRECTED else _what_stops(table, event)
    if why is None or not _stops_where_it_stands(event, facts):
        return ()
    barrier = event.kind in _ABOUT_BARRIERS
    notices = _void_notices(table, facts, why) if barrier else ()
    return (*_void_booking(facts, why), *notices, *_hold(facts, why))


def is_gone(facts: Facts, at: datetime) -> bool:
    """Whether the person has left: two officers may have agreed hours before the journey begins.

    Until the time at which it was booked to begin nobody is gone, whatever was typed; and who has
    departed on a booking that was taken back is not known to be.

    Args:
        facts: what is known of the case.
        at: the instant.
    """
    if facts.state not in AFTER_DEPARTURE:
        return False
    if facts.booking is None:
        return facts.state is not State.DEPARTED
    departs = facts.booking.departs
    return facts.state is State.CLOSED or departs is None or at >= departs


def _what_stops(table: GuardTable, event: Event) -> str | None:
    """Why an event stops a case before departure; None when it does not."""
    body = event.body
    if event.kind is EventKind.BARRIER_OPENED:
        return str(body.get("barrier"))
    if event.kind is EventKind.BARRIER_LIFTED:
        paper = paper_of(table, event)
        kept = paper is not None and paper.keeps(str(body.get("outcome")))
        return str(body.get("barrier")) if kept else None
    if event.kind is EventKind.DOCUMENT and body.get("status") in {"expired", "refused"}:
        return "no_travel_document"
    if event.kind is EventKind.RECEIVER_ANSWERED and body.get("answer") != "accepted":
        return "not_accepted"
    if event.kind is EventKind.NOTICE_VOIDED:
        return "notice_voided"
    if event.kind is EventKind.DETAILS and _JOURNEY & set(body):
        return "details_changed"
    return None


def _opened_again(facts: Facts) -> str | None:
    """The barrier that a correction left open on a case that was let on without it."""
    if facts.route in CONSENT_ROUTES and facts.live_booking() is None:
        return None
    return next((kind for kind, one in facts.barriers.items() if one.status == "open"), None)


def _void_booking(facts: Facts, why: str) -> tuple[Consequence, ...]:
    booking = facts.live_booking()
    if booking is None:
        return ()
    body: dict[str, Json] = {"booking": booking.number, "why": why}
    return (Consequence(EventKind.BOOKING_VOIDED, body),)


def _void_notices(table: GuardTable, facts: Facts, why: str) -> tuple[Consequence, ...]:
    guard = table.guards.get(why)
    # A kind of barrier that the table does not know is taken at its worst.
    known = guard.barrier if guard is not None else None
    if known is not None and not known.voids_notice:
        return ()
    return tuple(
        Consequence(EventKind.NOTICE_VOIDED, {"notice": one.number, "why": why})
        for one in facts.live_notices()
    )


def _stops_where_it_stands(event: Event, facts: Facts) -> bool:
    """Whether a case is held though nothing was booked: papers may change while they are sought."""
    if event.kind is EventKind.NOTICE_VOIDED:
        # Who returns by their own wish was promised no notice.
        return facts.live_booking() is not None and facts.route not in CONSENT_ROUTES
    if facts.live_booking() is not None or "route" in event.body:
        return True
    return event.kind in _ABOUT_BARRIERS


def _hold(facts: Facts, why: str) -> tuple[Consequence, ...]:
    if facts.state in _NOT_YET:
        return ()
    return (Consequence(EventKind.MOVED, {"to": State.HELD, "why": why}),)
