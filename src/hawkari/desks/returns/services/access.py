"""Who may do what with cases, and which cases they know of at all."""

from django.db.models import QuerySet

from hawkari.desks.returns.models import Case
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, own_agency, require
from hawkari.evidence.models import PurposeKind

__all__ = ["READING", "known_cases", "own_agency", "require_reading", "require_returns"]

READING = (Action.CASEWORK, Action.RETURN_DECIDE, Action.READ_CASES)
"""Each of these includes reading cases."""


def require_reading(access: Access) -> None:
    """Refuse whoever may not read cases.

    Raises:
        AccessDenied: if the role may not; the denial is audited.
    """
    require(access, next((one for one in READING if access.may(one)), Action.READ_CASES))


def require_returns(access: Access) -> None:
    """Refuse an operation that is for something else.

    Cases are kept under the general rules of data protection, investigations under those of law
    enforcement; one operation is never for both.

    Raises:
        BadInput: if the operation's kind of purpose is not return.
    """
    if access.operation.purpose_kind != PurposeKind.RETURN:
        raise BadInput(
            "this operation is not for returns, so it holds no cases",
            "Choose an operation whose purpose is return.",
        )


def known_cases(access: Access) -> QuerySet[Case]:
    """The cases that a reader may know of: those of the operation that their own agency holds.

    Another agency of the same operation knows of none, though its people have the same roles: what
    protects a person from being returned must not reach the state that receives them.
    """
    return Case.objects.filter(operation=access.operation, agency=access.user.agency_id)
