"""What can be done next in a case: one step first, chosen by what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hawkari.desks.returns.services.proposals import Proposal
from hawkari.desks.returns.services.recording import Open
from hawkari.engines.casework import Route, State, check, load_table
from hawkari.engines.casework.values import AFTER_DEPARTURE, CONSENT_ROUTES

if TYPE_CHECKING:
    from hawkari.desks.returns.services.case_view import Obstacle

__all__ = ["NextSteps", "next_steps"]


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What can be done next.

    Attributes:
        first: code of the one step to take now; empty where there is none.
        to: the state that it leads to, where it moves the case; else empty.
        barrier: the barrier that it is about, where it is about one.
        others: codes of what else can be recorded, in the order of the work.
    """

    first: str
    to: str = ""
    barrier: str = ""
    others: tuple[str, ...] = ()


RECORD = (
    "open_barrier", "check", "document", "asked", "answer", "details", "note", "person", "hold",
)  # fmt: skip
PAPERS = {
    "no_travel_document": "document",
    "not_accepted": "answer",
    "consent": "consent",
    "counselling": "consent",
    "notice_of_intention": "notice",
    "notice_of_departure_details": "notice",
    "route_named": "details",
    "receiver_named": "details",
    "language_recorded": "details",
    "interpreter_recorded": "details",
    "not_to_be_returned": "details",
}
"""What is recorded where a condition is not met."""
AFTER = {
    State.DEPARTED: ("arrived", ("refused", "note")),
    State.ARRIVED: ("", ("note", "close")),
    State.REINTEGRATION_PLAN: ("", ("note", "close")),
    State.SUPPORTED: ("", ("note", "close")),
    State.FOLLOW_UP: ("close", ("note",)),
    State.CLOSED: ("", ("keep",)),
}


def next_steps(opened: Open, proposal: Proposal | None, found: Sequence["Obstacle"]) -> NextSteps:
    """What can be done next in a case that was not disposed of.

    Args:
        opened: the case with its history.
        proposal: of departure, that holds.
        found: what keeps it from departing.
    """
    state = opened.facts.state
    if state is None:
        return NextSteps("")
    if state in AFTER_DEPARTURE:
        first, others = AFTER[state]
        return NextSteps(first, others=others)
    others = _others(opened)
    if state is State.BOOKED and not found:
        return NextSteps("confirm" if proposal else "propose", others=(*others, "void"))
    if state is State.HELD and any(one.openings for one in found):
        return _what_is_missing(found, others)
    if (to := _may_move(opened)) is not None:
        return NextSteps("move", to=to, others=others)
    if _may_book(opened, found):
        return NextSteps("book", others=others)
    return _what_is_missing(found, others)


def _others(opened: Open) -> tuple[str, ...]:
    route = opened.facts.route
    notices = ("consent", "withdraw") if route in CONSENT_ROUTES else ("notice",)
    void = ("void_notice",) if opened.facts.live_notices() else ()
    booking = ("void",) if opened.facts.live_booking() else ()
    held = tuple(one for one in RECORD if one != "hold" or opened.facts.state is not State.HELD)
    family = "family" if opened.case.family_id is None else "leave"
    return tuple(dict.fromkeys((*held, *notices, *void, *booking, family, "different", "close")))


def _may_move(opened: Open) -> State | None:
    """The next state on the way that every guard allows; never backwards, and never to `held`."""
    facts, table = opened.facts, load_table()
    for to in _ahead(facts.state, facts.route):
        if table.has_step(facts.state, to, facts.route):
            verdict = check(table, facts, to, opened.now, actor="-")
            return to if verdict.allowed else None
    return None


WAY = {
    State.INTAKE: (State.SCREENING,),
    State.HELD: (State.SCREENING,),
    State.REFUSED_ON_ARRIVAL: (State.SCREENING,),
    State.SCREENING: (State.VOLUNTARY_COUNSELLING, State.LIABLE),
    State.VOLUNTARY_COUNSELLING: (State.DOCUMENTING,),
    State.LIABLE: (State.DOCUMENTING,),
    State.DOCUMENTING: (State.ACCEPTED_BY_RECEIVER,),
    State.ACCEPTED_BY_RECEIVER: (State.NOTICE_SERVED,),
    State.NOTICE_SERVED: (State.NOTICE_ELAPSED,),
}


def _ahead(state: State | None, route: Route | None) -> tuple[State, ...]:
    if state is None or (state is State.ACCEPTED_BY_RECEIVER and route in CONSENT_ROUTES):
        return ()
    return WAY.get(state, ())


BOOKABLE = {"booking", "escort", "medical_notes", "reception"}
"""Guards that a booking answers."""


def _may_book(opened: Open, found: Sequence["Obstacle"]) -> bool:
    facts = opened.facts
    is_there = load_table().has_step(facts.state, State.BOOKED, facts.route)
    family = {one.guard for one in found} <= BOOKABLE | {"family_together"}
    return is_there and family


def _what_is_missing(found: Sequence["Obstacle"], others: tuple[str, ...]) -> NextSteps:
    """The first thing in the way that somebody can record, barriers before conditions."""
    for mark in ("open", "unknown", "condition"):
        for one in found:
            if one.mark != mark:
                continue
            if one.openings:
                return NextSteps("lift", barrier=one.guard, others=others)
            if one.guard in PAPERS:
                return NextSteps(PAPERS[one.guard], others=others)
            if one.is_barrier:
                return NextSteps("check", others=others)
    return NextSteps("", others=others)
