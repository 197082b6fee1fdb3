"""Moves a case on, holds it, books its journey, and closes it; each step asks every guard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hawkari.desks.returns.models import CaseEvent
from hawkari.desks.returns.services.families import companions, has_left
from hawkari.desks.returns.services.parting import fall_together
from hawkari.desks.returns.services.recording import (
    NewEvent,
    Open,
    change,
    events_of,
    step,
    within,
)
from hawkari.engines.casework import Event, EventKind, State
from hawkari.engines.casework.consequences import is_gone
from hawkari.engines.casework.folding import CORRECTABLE
from hawkari.engines.casework.values import AFTER_DEPARTURE
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["Journey", "book", "close", "correct", "hold", "move", "void_booking"]

DECIDED = frozenset({State.LIABLE, State.ACCEPTED_BY_RECEIVER})
"""To come here is a decision on the person."""


@dataclass(frozen=True, slots=True)
class Journey:
    """A journey as it is booked; `departs` and `lands` are aware.

    `route` is the way of travel as the notices give it; `escort` says who travels along, or that
    nobody needs to; `medical_notes` is their reference, or that none are needed; `reception` who
    receives children and the ill.
    """

    receiver: str
    carrier: str
    departs: datetime
    lands: datetime
    destination: str
    route: str = ""
    escort: str = ""
    medical_notes: str = ""
    reception: str = ""


def move(access: Access, reference: str, to: State, *, why: str = "") -> list[CaseEvent]:
    """Move a case on to a state that no event of its own leads to.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or another event leads to that state.
        StepRefused: with every guard that forbids it.
    """
    require(access, Action.RETURN_DECIDE if to in DECIDED else Action.CASEWORK)
    new = NewEvent(EventKind.MOVED, _said(to=str(to), why=why))
    act = Act.DECIDE if to in DECIDED else Act.ALTER
    return change(access, reference, lambda opened: step(access, opened, new, to=to), act=act)


def hold(access: Access, reference: str, *, why: str) -> list[CaseEvent]:
    """Hold a case: nothing goes on until somebody takes it up again. Its booking falls.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or no reason.
        StepRefused: if the person has left.
    """
    require(access, Action.CASEWORK)
    if not why.strip():
        raise BadInput("holding a case needs a reason", "Say what it waits for.")
    new = NewEvent(EventKind.MOVED, _said(to=str(State.HELD), why=why))

    def record(opened: Open) -> list[CaseEvent]:
        rows = _void(access, opened, why)
        if not (rows and opened.facts.state is State.HELD):
            rows += step(access, opened, new, to=State.HELD)
        return rows + fall_together(access, opened)

    return change(access, reference, record)


def book(access: Access, reference: str, journey: Journey) -> list[CaseEvent]:
    """Book the journey of a case, and of everybody in its family who has not left.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or a value is missing.
        StepRefused: with every guard that forbids it, for whom of the family it does.
    """
    require(access, Action.RETURN_DECIDE)
    if journey.lands <= journey.departs:
        raise BadInput("it would land before it departs", "Look at the two times again.")
    body = _said(
        receiver=journey.receiver,
        carrier=journey.carrier,
        departs=journey.departs.isoformat(),
        lands=journey.lands.isoformat(),
        destination=journey.destination,
        route=journey.route,
        escort=journey.escort,
        medical_notes=journey.medical_notes,
        reception=journey.reception,
    )
    new = NewEvent(EventKind.BOOKED, body)

    def record(opened: Open) -> list[CaseEvent]:
        if opened.now >= journey.departs:
            raise BadInput("it would depart in the past", "Look at the time again.")
        rows = step(access, opened, new, to=State.BOOKED)
        for member in companions(opened.case, lock=True):
            theirs = Open(member, events_of(member), opened.now)
            if not has_left(theirs):
                rows += step(access, theirs, new, to=State.BOOKED)
        return rows

    return change(access, reference, record, act=Act.DECIDE)


def void_booking(access: Access, reference: str, *, why: str) -> list[CaseEvent]:
    """Void the booking of a case; whoever is on it is told.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case or booking, or no reason.
    """
    require(access, Action.CASEWORK)
    if not why.strip():
        raise BadInput("voiding a booking needs a reason", "Say it in a sentence.")

    def record(opened: Open) -> list[CaseEvent]:
        if not (rows := _void(access, opened, why)):
            raise BadInput("no booking stands", "Look at the case again.")
        return rows

    return change(access, reference, record)


def _void(access: Access, opened: Open, why: str) -> list[CaseEvent]:
    booking = opened.facts.live_booking()
    if booking is None or is_gone(opened.facts, opened.now):
        return []
    new = [NewEvent(EventKind.BOOKING_VOIDED, {"booking": booking.number, "why": why.strip()})]
    if opened.facts.state in AFTER_DEPARTURE:
        # Two officers agreed already, and the journey has not begun.
        new.append(NewEvent(EventKind.MOVED, {"to": State.HELD, "why": why.strip()}))
    return within(access, opened, new)


def close(access: Access, reference: str, reason: str, *, why: str = "") -> list[CaseEvent]:
    """Close a case. Before departure its booking falls, and those of its family.

    Args:
        access: who decides.
        reference: of the case.
        reason: one of `hawkari.engines.casework.CLOSING_REASONS`.
        why: in words.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or the reason is none of these.
        StepRefused: with every guard that forbids it.
    """
    require(access, Action.RETURN_DECIDE)
    new = NewEvent(EventKind.CLOSED, _said(reason=reason, why=why))

    def record(opened: Open) -> list[CaseEvent]:
        here = not has_left(opened)
        rows = _void(access, opened, why or reason) + step(access, opened, new, to=State.CLOSED)
        return rows + (fall_together(access, opened) if here else [])

    return change(access, reference, record, act=Act.DECIDE)


def correct(access: Access, reference: str, number: int, *, why: str) -> list[CaseEvent]:
    """Say that an event was wrong. It stays in the history; what it said is unknown from now on.

    Nothing comes back that was said before it, so no correction opens the way for a step. An open
    barrier, a withdrawn consent and a voided notice cannot be taken back.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case or event, it cannot be corrected, or there is no reason.
    """
    require(access, Action.CASEWORK)

    def record(opened: Open) -> list[CaseEvent]:
        _correctable(opened.events, number)
        body = {"event": number, "why": why.strip()}
        return within(access, opened, [NewEvent(EventKind.CORRECTED, body)])

    return change(access, reference, record)


def _correctable(events: list[Event], number: int) -> None:
    found = next((one for one in events if one.number == number), None)
    if found is None:
        raise BadInput(f"there is no event {number}", "Look at the history again.")
    if found.kind not in CORRECTABLE:
        raise BadInput(
            "an event of this kind is not taken back",
            "Record what is so now; a barrier is lifted with its document.",
        )
    if any(one.kind is EventKind.CORRECTED and one.body["event"] == number for one in events):
        raise BadInput("this event was corrected already", "Look at the history again.")


def _said(**fields: str) -> Mapping[str, Any]:
    return {name: one.strip() for name, one in fields.items() if one.strip()}
