"""Departure with four eyes, and what became of it.

One officer proposes, another confirms. At that moment everything is asked anew, on the history as
it is then, in the transaction that records the departure: whoever opens a barrier before it stops
it, whatever the second officer's screen still shows.
"""

from collections.abc import Callable
from datetime import datetime

from hawkari.desks.returns.models import Case, CaseEvent
from hawkari.desks.returns.services.families import apart, child_alone, companions
from hawkari.desks.returns.services.proposals import (
    may_still_decide,
    proposal_body,
    proposal_of,
)
from hawkari.desks.returns.services.recording import (
    NewEvent,
    Open,
    change,
    events_of,
    step,
    within,
)
from hawkari.desks.returns.services.refusals import StepRefused
from hawkari.desks.returns.services.same_person import other_cases
from hawkari.engines.casework import EventKind, Reason, State, load_table, why_not
from hawkari.engines.casework.values import AFTER_DEPARTURE
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = [
    "confirm_departure",
    "obstacles",
    "propose_departure",
    "record_arrival",
    "record_refusal",
]


def obstacles(case: Case, opened: Open) -> tuple[Reason, ...]:
    """Everything that keeps a case from departing now, its family's part included."""
    facts = opened.facts
    reasons = list(why_not(load_table(), facts, opened.now))
    family = [Open(member, events_of(member), opened.now) for member in companions(case)]
    reasons += [one for member in family if (one := apart(facts, member)) is not None]
    if (alone := child_alone(opened, family)) is not None:
        reasons.append(alone)
    return (*reasons, *other_cases(opened))


def propose_departure(access: Access, reference: str, *, why: str) -> list[CaseEvent]:
    """Propose that a person, and their family with them, departs as booked.

    A proposal holds for what is known now: any event after it but a note makes it void.

    Args:
        access: the first officer.
        reference: of the case.
        why: what the first officer has looked at.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or no reason.
        StepRefused: with everything that forbids the departure already now.
    """
    require(access, Action.RETURN_DECIDE)
    if not why.strip():
        raise BadInput("a departure needs the first officer's reasons", "Say what you checked.")

    def propose(opened: Open) -> list[CaseEvent]:
        booking = opened.facts.live_booking()
        _nothing_forbids(opened)
        if booking is None or opened.facts.state is not State.BOOKED:
            raise BadInput("no booking stands", "Book the journey first.")
        body = proposal_body(booking.number, why)
        return within(access, opened, [NewEvent(EventKind.NOTE, body)])

    return change(access, reference, _with_family(propose), act=Act.DECIDE)


def confirm_departure(access: Access, reference: str, *, seen: int = 0) -> list[CaseEvent]:
    """Confirm, as the second officer, the departure that another officer proposed.

    Args:
        access: the second officer.
        reference: of the case.
        seen: number of the proposal that the officer had before them, so that nobody confirms
            another one that was made meanwhile; 0 where whoever calls shows none.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or no proposal that still holds.
        StepRefused: with everything that forbids it at this moment, being the same person included.
    """
    require(access, Action.RETURN_DECIDE)

    def confirm(opened: Open) -> list[CaseEvent]:
        # What stands in the way says more than that the proposal fell with it.
        _nothing_forbids(opened)
        proposal, booking = proposal_of(opened.events), opened.facts.live_booking()
        holds = proposal is not None and may_still_decide(opened.case, proposal)
        if seen and proposal is not None and opened.case.reference == reference:
            holds = holds and proposal.number == seen
        if not holds or proposal is None or booking is None or proposal.booking != booking.number:
            raise BadInput(
                "no proposal of this departure holds",
                "Something was recorded since, nobody proposed it, or whoever did may no longer "
                "decide. Look at the case again.",
            )
        departed = NewEvent(EventKind.DEPARTED, {"booking": booking.number}, second=proposal.actor)
        return step(access, opened, departed, to=State.DEPARTED)

    return change(access, reference, _with_family(confirm), act=Act.DECIDE)


def _nothing_forbids(opened: Open) -> None:
    if reasons := obstacles(opened.case, opened):
        raise StepRefused(opened.case.reference, State.DEPARTED, reasons)


def _with_family(do: Callable[[Open], list[CaseEvent]]) -> Callable[[Open], list[CaseEvent]]:
    """Do something to a case and to everybody of its family who has not left; or to nobody."""

    def together(opened: Open) -> list[CaseEvent]:
        family = [
            Open(one, events_of(one), opened.now) for one in companions(opened.case, lock=True)
        ]
        # Who was closed before leaving holds the others back, and is not moved with them.
        remaining = [one for one in family if one.facts.state not in AFTER_DEPARTURE]
        # Everybody is judged before anybody moves: else the first would stand apart from the rest.
        for one in remaining:
            _nothing_forbids(one)
        rows = do(opened)
        for one in remaining:
            rows += do(one)
        return rows

    return together


def record_arrival(
    access: Access, reference: str, *, place: str = "", at: datetime | None = None
) -> list[CaseEvent]:
    """Record that the person arrived and was admitted.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or it would be in the future.
        StepRefused: if the person has not departed.
    """
    require(access, Action.CASEWORK)
    body = {"place": place.strip()} if place.strip() else {}
    new = NewEvent(EventKind.ARRIVED, body, at=at)
    return change(
        access,
        reference,
        lambda opened: step(access, opened, _after_departure(opened, new), to=State.ARRIVED),
    )


def _after_departure(opened: Open, new: NewEvent) -> NewEvent:
    """What became of a departure cannot have happened before it."""
    left = next((one for one in reversed(opened.events) if one.kind is EventKind.DEPARTED), None)
    if left is not None and new.at is not None and new.at < left.at:
        raise BadInput("that was before the person left", "Look at the date and time again.")
    return new


def record_refusal(
    access: Access, reference: str, *, why: str, at: datetime | None = None
) -> list[CaseEvent]:
    """Record that the receiving state did not admit the person, who is brought back.

    Notices, acceptance, consent and booking are used up with it; all begins again at screening.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or no reason.
        StepRefused: if the person has not departed.
    """
    require(access, Action.CASEWORK)
    new = NewEvent(EventKind.REFUSED_ON_ARRIVAL, {"why": why.strip()}, at=at)
    return change(
        access,
        reference,
        lambda opened: step(
            access, opened, _after_departure(opened, new), to=State.REFUSED_ON_ARRIVAL
        ),
    )
