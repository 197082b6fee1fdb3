"""The first of the four eyes: who proposed a departure, and whether that still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hawkari.desks.returns.models import Case, CaseEvent
from hawkari.desks.returns.services.corrections import corrected_numbers
from hawkari.engines.casework import Event, EventKind
from hawkari.evidence.access import Action
from hawkari.evidence.models import OperationMember
from hawkari.evidence.policy import actions_of

__all__ = [
    "DIFFERENT_PERSON",
    "FAMILY_CHANGED",
    "PERSON_CHANGED",
    "PROPOSAL",
    "Proposal",
    "is_proposal",
    "may_still_decide",
    "proposal_body",
    "proposal_of",
]

PROPOSAL = "departure_proposed"
FAMILY_CHANGED = "family_changed"
PERSON_CHANGED = "person_changed"
DIFFERENT_PERSON = "different_person"
HARMLESS = frozenset({EventKind.NOTE, EventKind.ASSISTANCE, EventKind.REFERRAL})
"""Events after which what the first officer looked at is still so."""
CHANGES = frozenset({FAMILY_CHANGED, PERSON_CHANGED, DIFFERENT_PERSON})
"""What notes of the desk itself say after which it is not."""


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
        if event.kind not in HARMLESS or event.body.get("about") in CHANGES:
            return None
    return None


def may_still_decide(case: Case, proposal: Proposal) -> bool:
    """Whether whoever proposed is still one of the two who may decide.

    A proposal that came in with a file was written under somebody's name by whoever loaded it; it
    is nobody's here. Nor is one of an account that was closed or lost its role since.
    """
    row = CaseEvent.objects.select_related("by").get(case=case, number=proposal.number)
    if row.by is None or row.by.get_username() != row.actor or not row.by.is_active:
        return False
    if row.by.agency_id != case.agency_id:
        return False
    member = OperationMember.objects.filter(operation=case.operation, user=row.by).first()
    return member is not None and Action.RETURN_DECIDE in actions_of(member.role)
