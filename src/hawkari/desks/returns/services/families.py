"""Family groups: nobody of one leaves without the others, or before each may leave.

Guards look at one case. What holds of several is asked here, and answers as the guards do.
"""

from collections.abc import Sequence

from hawkari.desks.returns.models import Case
from hawkari.desks.returns.services.recording import Open
from hawkari.engines.casework import EventKind, Facts, Reason, State
from hawkari.engines.casework.values import AFTER_DEPARTURE

__all__ = ["CHILD_GUARD", "FAMILY_GUARD", "apart", "child_alone", "companions", "has_left"]

FAMILY_GUARD = "family_together"
CHILD_GUARD = "child_alone"
AUTHORITY = "NIAA 2002 s.78A; BCIA 2009 s.55"


def companions(case: Case, *, lock: bool = False) -> list[Case]:
    """The other cases of a case's family that were not disposed of, in one order for everybody.

    Args:
        case: of which.
        lock: whether nobody else may change them until the transaction ends. Whoever locked the
            case by `locked_case` holds the family's row, so no two wait for one another.
    """
    if case.family_id is None:
        return []
    others = Case.objects.filter(family=case.family_id, disposed_at__isnull=True)
    found = others.exclude(pk=case.pk).order_by("pk")
    return list(found.select_for_update() if lock else found)


def has_left(opened: Open) -> bool:
    """Whether the person of a case has departed, and was not brought back.

    A case may be closed on either side of that: who withdrew consent, or may stay, is closed and
    still here.
    """
    if opened.facts.state is not State.CLOSED:
        return opened.facts.state in AFTER_DEPARTURE
    ways = (EventKind.DEPARTED, EventKind.REFUSED_ON_ARRIVAL)
    last = next((one.kind for one in reversed(opened.events) if one.kind in ways), None)
    return last is EventKind.DEPARTED


def apart(facts: Facts, member: Open) -> Reason | None:
    """Why one person of a family cannot leave because of another; None if nothing forbids it.

    Args:
        facts: of whoever is to leave.
        member: the case of the other.
    """
    if has_left(member):
        return None
    theirs = member.facts
    one, other = facts.live_booking(), theirs.live_booking()
    if (
        one is not None
        and other is not None
        and theirs.state is not State.CLOSED
        and (one.departs, one.destination) == (other.departs, other.destination)
    ):
        return None
    return Reason(
        guard=FAMILY_GUARD,
        subject=member.case.reference,
        since=theirs.since,
        authority=AUTHORITY,
        basis_status="seen",
        lifts_on="family_booked_together",
        words_key=FAMILY_GUARD,
        params={"reading": str(theirs.state or "")},
    )


def child_alone(opened: Open, family: Sequence[Open]) -> Reason | None:
    """Why a child without anybody on a case cannot leave as if somebody were with it.

    A child of no family group is unaccompanied, whatever was ticked, until that is said and its
    reception arranged.
    """
    people = opened.facts.people
    if not people.children or people.adults or people.unaccompanied or family:
        return None
    return Reason(
        guard=CHILD_GUARD,
        subject=opened.case.reference,
        since=opened.facts.since,
        authority="BCIA 2009 s.55",
        basis_status="seen",
        lifts_on="child_with_family_or_unaccompanied",
        words_key=CHILD_GUARD,
        params={"reading": "unaccompanied"},
    )
