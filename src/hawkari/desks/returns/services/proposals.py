"""The first of the four eyes: who proposed a departure, and whether that still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hawkari.desks.returns.services.corrections import corrected_numbers
from hawkari.engines.casework import Event, EventKind

__all__ = ["PROPOSAL", "Proposal", "is_proposal", "proposal_body", "proposal_of"]

PROPOSAL = "departure_proposed"
HARMLESS = frozenset({EventKind.NOTE, EventKind.ASSISTANCE, EventKind.REFERRAL})
"""Events after which what the first officer looked at is still so."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A departure that somebody proposed: number of its event and of the booking, by whom, when."""

    number: int
    booking: int
    actor: str
    at: datetime
    why: str


def proposal_body(booking: int, why: str) -> dict[str, Any]:
    """What the event of a proposal says: no guard reads it, so it is a note of its own kind."""
    return {"about": PROPOSAL, "booking": booking, "why": why.strip()}


def is_proposal(event: Event) -> bool:
    """Whether an event proposes a departure."""
    return event.kind is EventKind.NOTE and event.body.get("about") == PROPOSAL


def proposal_of(events: Sequence[Event]) -> Proposal | None:
    """The proposal that holds; None if nobody proposed, or something was recorded since.

    Args:
        events: a case's history, in the order in which it was recorded.
    """
    wrong = corrected_numbers(events)
    for event in reversed(events):
        if is_proposal(event) and event.number not in wrong:
            booking, why = event.body.get("booking"), event.body.get("why")
            return Proposal(
                number=event.number,
                booking=booking if isinstance(booking, int) else 0,
                actor=event.actor,
                at=event.recorded,
                why=str(why or ""),
            )
        if event.kind not in HARMLESS:
            return None
    return None
