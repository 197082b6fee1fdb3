"""What was agreed for other people falls: with a family that changes, or a person who is another.

What stops one of a family stops the journey of all, and leaves its mark on each of their cases.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from hawkari.desks.returns.models import Case, CaseEvent
from hawkari.desks.returns.services.families import companions
from hawkari.desks.returns.services.proposals import FAMILY_CHANGED, PERSON_CHANGED
from hawkari.desks.returns.services.recording import NewEvent, Open, events_of, within
from hawkari.engines.casework import EventKind, State
from hawkari.engines.casework.consequences import is_gone
from hawkari.engines.casework.values import AFTER_DEPARTURE
from hawkari.evidence.access import Access

__all__ = ["fall_together", "note_parting", "note_person_changed"]


def fall_together(access: Access, opened: Open) -> list[CaseEvent]:
    """Void the bookings of the rest of a family, and hold their cases; nothing without one.

    Args:
        access: who recorded what stops the first of them.
        opened: the case that is stopped, whose events were written.
    """
    rows = list[CaseEvent]()
    for member in companions(opened.case, lock=True):
        rows += _fall(access, Open(member, events_of(member), opened.now), why="family")
    return rows


def _fall(access: Access, theirs: Open, *, why: str, hold: bool = True) -> list[CaseEvent]:
    facts = theirs.facts
    booking = facts.live_booking()
    if booking is None or is_gone(facts, theirs.now):
        return []
    new = [NewEvent(EventKind.BOOKING_VOIDED, {"booking": booking.number, "why": why})]
    if facts.state in AFTER_DEPARTURE or (hold and facts.state is State.BOOKED):
        new.append(NewEvent(EventKind.MOVED, {"to": State.HELD, "why": why}))
    return within(access, theirs, new)


def note_parting(
    access: Access, cases: Sequence[Case], *, about: str, why: str, now: datetime
) -> list[CaseEvent]:
    """Write into the cases of a family that somebody came to it, or was taken out of it.

    Proposals that were made before fall with it, and bookings: they were made for other people.

    Args:
        access: who says so.
        cases: all whom it concerns, locked.
        about: reference of the case that came or went.
        why: in the officer's words.
        now: the instant.
    """
    rows = list[CaseEvent]()
    for case in cases:
        theirs = Open(case, events_of(case), now)
        body = {"about": FAMILY_CHANGED, "case": about, "why": why.strip()}
        rows += within(access, theirs, [NewEvent(EventKind.NOTE, body)])
        rows += _fall(access, theirs, why="family", hold=False)
    return rows


def note_person_changed(
    access: Access, case: Case, *, fields: Sequence[str], why: str, another: bool
) -> list[CaseEvent]:
    """Write into a case that what is known of its person was changed.

    Args:
        access: who changed it.
        case: locked.
        fields: which, never their values.
        why: in the officer's words.
        another: whether they were accepted by something else than what is known now.
    """
    theirs = Open(case, events_of(case), timezone.now())
    body = {"about": PERSON_CHANGED, "fields": list(fields), "why": why.strip()}
    rows = within(access, theirs, [NewEvent(EventKind.NOTE, body)])
    if not another or is_gone(theirs.facts, theirs.now):
        return rows
    rows += _fall(access, theirs, why="person_changed", hold=False)
    answers = [one for one in theirs.events if one.kind is EventKind.RECEIVER_ANSWERED]
    if theirs.facts.acceptance is not None and answers:
        wrong = {"event": answers[-1].number, "why": "person_changed"}
        rows += within(access, theirs, [NewEvent(EventKind.CORRECTED, wrong)])
    return rows
