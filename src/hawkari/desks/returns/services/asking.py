"""May somebody begin a step of a case? Asked before a form is shown; the step itself asks again."""

from dataclasses import dataclass

from django.db import transaction

from hawkari.desks.returns.models import Case
from hawkari.desks.returns.services.cases import case_of
from hawkari.desks.returns.services.proposals import Proposal, may_still_decide, proposal_of
from hawkari.desks.returns.services.recording import events_of, facts_of
from hawkari.engines.casework import BookingFact, NoticeFact, fold
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["Proposed", "ask_to_open", "ask_to_step", "proposed_departure", "standing_notices"]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the second officer is asked to confirm: the proposal that holds, and its journey."""

    proposal: Proposal
    booking: BookingFact


def proposed_departure(access: Access, reference: str) -> Proposed | None:
    """The departure that waits for a second officer; None if none does.

    Raises:
        AccessDenied: if the role may not decide on returns.
        CaseNotFound: if there is none that the officer may know of.
    """
    require(access, Action.RETURN_DECIDE)
    case = case_of(access, reference)
    events = events_of(case)
    proposal, booking = proposal_of(events), fold(events).live_booking()
    if proposal is None or booking is None or not may_still_decide(case, proposal):
        return None
    return Proposed(proposal, booking)


def ask_to_open(access: Access) -> None:
    """Refuse whoever may not open a case.

    Raises:
        AccessDenied: if the role may not; the denial is audited.
    """
    require(access, Action.CASEWORK)


def ask_to_step(access: Access, reference: str, name: str) -> Case:
    """The case that a step is about, whose person the form shows; audited.

    Raises:
        AccessDenied: if the role may not work on cases.
        CaseNotFound: if there is none that the officer may know of.
    """
    require(access, Action.CASEWORK)
    found = case_of(access, reference)
    with transaction.atomic():
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[reference],
            count=1,
            detail={"what": "case", "step": name},
        )
    return found


def standing_notices(access: Access, reference: str) -> tuple[NoticeFact, ...]:
    """The notices of a case that nobody has voided, oldest first; audited by whoever shows them.

    Raises:
        AccessDenied: if the role may not work on cases.
        CaseNotFound: if there is none that the officer may know of.
    """
    require(access, Action.CASEWORK)
    return facts_of(case_of(access, reference)).live_notices()
