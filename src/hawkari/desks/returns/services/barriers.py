"""Barriers of a case: opened by anybody who learns of one, lifted only with a dated document.

Nothing here sets a barrier aside: there is no such function, and none takes such a parameter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hawkari.desks.returns.models import CaseEvent
from hawkari.desks.returns.services.parting import fall_together
from hawkari.desks.returns.services.recording import NewEvent, Open, change, within
from hawkari.engines.casework import EventKind, load_table
from hawkari.engines.casework.table import BarrierRule
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["Lifting", "check_barriers", "lift_barrier", "open_barrier"]


@dataclass(frozen=True, slots=True)
class Lifting:
    """With what one opening of a barrier is lifted.

    Attributes:
        barrier: its kind.
        opening: number of the event that opened it.
        document: the paper that says so, by its reference.
        document_kind: what kind of paper, of those that the table names for this barrier.
        dated: its date.
        decided_by: whose decision it is, of those that the table names for this barrier.
        review: from which day on it must be looked at again; None for never.
        outcome: what it says, of what the table names for such a paper; empty: it names nothing.
    """

    barrier: str
    opening: int
    document: str
    document_kind: str
    dated: date
    decided_by: str
    review: date | None = None
    outcome: str = ""


def open_barrier(  # noqa: PLR0913  the fields of the event
    access: Access,
    reference: str,
    barrier: str,
    *,
    source: str,
    at: datetime | None = None,
    ends: date | None = None,
    review: date | None = None,
) -> list[CaseEvent]:
    """Record that something stops this return. Before departure it voids the booking at once.

    What a member of the family is protected by protects the others from leaving without them, so
    their bookings fall too.

    Args:
        access: who learned of it.
        reference: of the case.
        barrier: its kind.
        source: what says so, in words or by reference.
        at: when it opened; None for now. A barrier learned of late is recorded as such.
        ends: the day on which it lapses by itself, where its rule knows one.
        review: from which day on it should be looked at again.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case or kind, or the source is missing.
    """
    require(access, Action.CASEWORK)
    _known(barrier)
    body = {"barrier": barrier, "source": source.strip(), **_days(ends=ends, review=review)}

    def record(opened: Open) -> list[CaseEvent]:
        rows = within(access, opened, [NewEvent(EventKind.BARRIER_OPENED, body, at=at)])
        return rows + fall_together(access, opened)

    return change(access, reference, record)


def check_barriers(
    access: Access,
    reference: str,
    barriers: Sequence[str],
    *,
    source: str,
    review: date | None = None,
) -> list[CaseEvent]:
    """Record that somebody looked, and found none of these; one that is open stays open.

    Args:
        access: who looked.
        reference: of the case.
        barriers: the kinds that were looked for.
        source: where was looked, e.g. the file's number or who was asked.
        review: from which day on this no longer counts as known.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case or kind, or the source is missing.
    """
    require(access, Action.CASEWORK)
    for one in barriers:
        _known(one)
    body = {"barriers": list(barriers), "source": source.strip(), **_days(review=review)}
    new = NewEvent(EventKind.BARRIER_CHECKED, body)
    return change(access, reference, lambda opened: within(access, opened, [new]))


def lift_barrier(access: Access, reference: str, lifting: Lifting) -> list[CaseEvent]:
    """Lift one opening of a barrier with the dated document of whoever decides on it.

    A document in the person's favour is recorded and lifts nothing; who was granted leave is not
    to be returned.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, nothing of that kind is open under this number, or the
            document cannot be what lifts it: of the wrong kind, of somebody who does not decide on
            it, or older than what it would lift.
    """
    require(access, Action.RETURN_DECIDE)
    rule = _known(lifting.barrier)
    paper = rule.paper(lifting.document_kind, lifting.decided_by)
    if paper is None:
        raise BadInput(
            "such a paper does not lift this barrier",
            "It must be one of those the table names, by whoever decides on it.",
        )
    kept = paper.keeps(lifting.outcome)
    if not kept and not paper.lifts(lifting.outcome):
        raise BadInput(
            "what the document decides is not known",
            "Say what it decides, in one of the words that the table names for such a paper.",
        )
    body = {
        "barrier": lifting.barrier,
        "opening": lifting.opening,
        "document": lifting.document.strip(),
        "document_kind": lifting.document_kind,
        "decided_by": lifting.decided_by,
        **({"outcome": lifting.outcome} if lifting.outcome else {}),
        **_days(dated=lifting.dated, review=lifting.review),
    }
    new = NewEvent(EventKind.BARRIER_LIFTED, body)

    def record(opened: Open) -> list[CaseEvent]:
        if not _is_open(opened, lifting):
            raise BadInput("this barrier is not open any more", "Look at the case again.")
        rows = within(access, opened, [new])
        if not kept and _is_open(opened, lifting):
            # Raised inside the transaction, so that what lifts nothing is not kept either.
            raise BadInput(
                "this document does not lift the barrier",
                "It must be dated after the barrier opened, and not in the future.",
            )
        return rows

    return change(access, reference, record, act=Act.DECIDE)


def _is_open(opened: Open, lifting: Lifting) -> bool:
    openings = opened.facts.barrier(lifting.barrier).openings
    return any(one.number == lifting.opening and one.lift is None for one in openings)


def _known(barrier: str) -> BarrierRule:
    guard = load_table().guards.get(barrier)
    if guard is None or guard.barrier is None:
        raise BadInput(f"{barrier!r} is no kind of barrier", "Choose one of the table.")
    return guard.barrier


def _days(**days: date | None) -> dict[str, str]:
    return {name: one.isoformat() for name, one in days.items() if one is not None}
