"""Family groups: nobody of one leaves without the others, or before each may leave.

Guards look at one case. What holds of several is asked here, and answers as the guards do.
"""

from hawkari.desks.returns.models import Case
from hawkari.engines.casework import Facts, Reason
from hawkari.engines.casework.values import AFTER_DEPARTURE

__all__ = ["FAMILY_GUARD", "apart", "companions"]

FAMILY_GUARD = "family_together"
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


def apart(facts: Facts, of: Case, theirs: Facts) -> Reason | None:
    """Why one person of a family cannot leave because of another; None if nothing forbids it.

    Args:
        facts: of whoever is to leave.
        of: the case of the other.
        theirs: its facts.
    """
    if theirs.state in AFTER_DEPARTURE:
        return None
    one, other = facts.live_booking(), theirs.live_booking()
    if (
        one is not None
        and other is not None
        and (one.departs, one.destination) == (other.departs, other.destination)
    ):
        return None
    return Reason(
        guard=FAMILY_GUARD,
        subject=of.reference,
        since=theirs.since,
        authority=AUTHORITY,
        basis_status="seen",
        lifts_on="family_booked_together",
        words_key=FAMILY_GUARD,
        params={"reading": str(theirs.state or "")},
    )
